"""`playbook-lint check --changed-since`: what a branch broke, in real repositories."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from command import CONFIG, Project, Run

LINKS = CONFIG.replace('["heading-skipped"]', '["heading-skipped", "bookmark-not-found", "file-not-found"]')
PLAN = "# Plan\n\n## Vehicles\n\nText.\n\n#### Tyres\n"
LINKING = "# Home\n\n[Vehicles](plan.md#vehicles) and [drivers](drivers.md)\n"


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Robin Sample", "-c", "user.email=robin@example.com", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout


def commit(project: Project, message: str = "A commit") -> None:
    git(project.root, "add", "-A")
    git(project.root, "commit", "-qm", message)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A repository with findings on its branch `main`, and with `topic` checked out."""
    project = Project(tmp_path / "project")
    project.write("playbook-lint.toml", LINKS)
    project.write("en-US/plan.md", PLAN)
    project.write("en-US/home.md", LINKING)
    project.write("pt-BR/good.md")
    git(project.root, "init", "-qb", "main")
    commit(project)
    git(project.root, "checkout", "-qb", "topic")
    return project


def reported(run: Run, *args: str, revision: str = "main") -> list[str]:
    """What the branch broke, as `path:line rule`."""
    result = run("check", "--changed-since", revision, "--format", "json", *args)
    assert result.stderr == ""
    found = json.loads(result.stdout)["diagnostics"]
    return [f"{one['path']}:{one['start']['line']} {one['rule']}" for one in found]


class TestWhatABranchBroke:
    def test_is_nothing_where_nothing_changed(self, run: Run) -> None:
        assert run("check").status == 1
        result = run("check", "--changed-since", "main")
        assert (result.status, result.stdout) == (0, "Checked 3 files: nothing to report (2 known).\n")

    def test_is_told_where_it_mends_terms_that_could_not_be_read(self, run: Run, project: Project) -> None:
        project.write("locales/pt_BR/LC_MESSAGES/terms.po", 'msgid ""\nmsgstr ""\ngarbage\n')
        commit(project)
        project.write("locales/pt_BR/LC_MESSAGES/terms.po", 'msgid ""\nmsgstr "Language: pt_BR\\n"\n')
        project.write("pt-BR/new.md", PLAN)
        assert reported(run, revision="topic") == ["pt-BR/new.md:7 heading-skipped"]

    def test_is_a_link_in_an_untouched_page_whose_heading_moved(self, run: Run, project: Project) -> None:
        project.write("en-US/plan.md", PLAN.replace("Vehicles", "Cars"))
        commit(project)
        assert reported(run) == ["en-US/home.md:3 bookmark-not-found"]

    def test_is_a_link_in_an_untouched_page_whose_page_is_gone(self, run: Run, project: Project) -> None:
        (project.root / "en-US/plan.md").unlink()
        commit(project)
        assert reported(run) == ["en-US/home.md:3 file-not-found"]

    def test_is_a_link_whose_redirect_is_gone(self, run: Run, project: Project) -> None:
        moved = '{"redirections": [{"source_path": "en-US/drivers.md", "redirect_url": "/drivers"}]}'
        project.write(".openpublishing.redirection.json", moved)
        commit(project)
        project.write(".openpublishing.redirection.json", '{"redirections": []}')
        assert reported(run, revision="topic") == ["en-US/home.md:3 file-not-found"]

    def test_is_no_finding_of_a_page_that_was_renamed(self, run: Run, project: Project) -> None:
        git(project.root, "mv", "en-US/plan.md", "en-US/planning.md")
        project.write("en-US/home.md", LINKING.replace("plan.md", "planning.md"))
        commit(project)
        assert reported(run) == []

    def test_is_no_finding_of_a_page_that_was_renamed_and_edited_and_not_added(
        self, run: Run, project: Project
    ) -> None:
        (project.root / "en-US/plan.md").unlink()
        project.write("en-US/planning.md", PLAN + "\nMore.\n\n## Drivers\n\n#### Names\n")
        assert reported(run) == ["en-US/home.md:3 file-not-found", "en-US/planning.md:13 heading-skipped"]

    def test_counts_what_is_not_committed_and_not_added(self, run: Run, project: Project) -> None:
        project.write("en-US/plan.md", PLAN.replace("Vehicles", "Cars"))
        project.write("en-US/new.md", "# New\n\n### Deep\n")
        before = git(project.root, "status", "--porcelain"), git(project.root, "count-objects", "-v")
        assert reported(run) == ["en-US/home.md:3 bookmark-not-found", "en-US/new.md:3 heading-skipped"]
        assert (git(project.root, "status", "--porcelain"), git(project.root, "count-objects", "-v")) == before

    def test_is_of_equal_findings_the_one_on_a_line_that_the_branch_wrote(self, run: Run, project: Project) -> None:
        project.write("en-US/plan.md", f"# First\n\n#### Tyres\n\n{PLAN}")
        commit(project)
        assert reported(run) == ["en-US/plan.md:3 heading-skipped"]

    def test_is_nothing_that_the_other_branch_mended_meanwhile(self, run: Run, project: Project) -> None:
        project.write("en-US/new.md", "# New\n\n### Deep\n")
        commit(project)
        git(project.root, "checkout", "-q", "main")
        project.write("en-US/plan.md", "# Plan\n")
        commit(project)
        git(project.root, "checkout", "-q", "topic")
        assert reported(run) == ["en-US/new.md:3 heading-skipped"]

    def test_is_nothing_that_a_newly_configured_rule_finds(self, run: Run, project: Project) -> None:
        project.write("en-US/good.md", "## No title\n")
        commit(project)
        project.write("playbook-lint.toml", LINKS.replace('["heading', '["h1-missing", "heading'))
        project.write("en-US/good.md", "## No title\n\nMore.\n")
        assert reported(run, revision="HEAD") == []

    def test_is_what_a_removed_comment_suppressed(self, run: Run, project: Project) -> None:
        page = "# New\n\n<!-- playbook-lint-disable-next-line heading-skipped -->\n### Deep\n"
        project.write("en-US/new.md", page)
        commit(project)
        project.write("en-US/new.md", "# New\n\n### Deep\n")
        assert reported(run, revision="HEAD") == ["en-US/new.md:3 heading-skipped"]

    def test_is_nothing_that_a_schema_made_before(self, run: Run, project: Project) -> None:
        rules = LINKS.replace('"file-not-found"', '"file-not-found", "page-type-unused"')
        project.write("playbook-lint.toml", f'schemas = "rules"\n{rules}')
        project.write("rules/schemas.yaml", "extends: playbook\n")
        page_type = "name: {name}\ndescription: One.\nmatch:\n  paths: [{name}-*]\n"
        project.write("rules/page-types/idle.yaml", page_type.format(name="idle"))
        project.write("rules/page-types/recipe.yaml", page_type.format(name="recipe"))
        project.write("en-US/recipe-soup.md")
        commit(project)
        assert reported(run, revision="HEAD") == []
        (project.root / "en-US/recipe-soup.md").unlink()
        assert reported(run, revision="HEAD") == ["rules/page-types/recipe.yaml:1 page-type-unused"]


class TestPlaces:
    def test_a_project_in_a_folder_of_its_repository(self, run: Run, project: Project, tmp_path: Path) -> None:
        git(tmp_path, "init", "-qb", "main", "outer")
        outer = tmp_path / "outer"
        (project.root / ".git").rename(tmp_path / "unused")
        project.root.rename(outer / "docs")
        (outer / "README.md").write_text("# Read\n\n### Me\n")
        inner = Project(outer / "docs")
        commit(inner)
        inner.write("en-US/plan.md", PLAN.replace("Vehicles", "Cars"))
        result = run("check", "--changed-since", "HEAD", cwd=inner.root)
        assert "en-US/home.md" in result.stdout
        assert "(2 known)" in result.stdout
        (only,) = json.loads(run("check", "--changed-since", "HEAD", "--format", "json", cwd=inner.root).stdout)[
            "diagnostics"
        ]
        assert only["rule"] == "bookmark-not-found"

    def test_only_the_paths_asked_for(self, run: Run, project: Project) -> None:
        project.write("en-US/plan.md", PLAN + "\n## B\n\n#### C\n")
        project.write("en-US/home.md", LINKING + "\n### Deep\n")
        assert reported(run, "en-US/plan.md") == ["en-US/plan.md:11 heading-skipped"]
        assert reported(run, "pt-BR") == []

    def test_a_page_that_was_not_there_is_all_new(self, run: Run, project: Project) -> None:
        project.write("en-US/new.md", "# New\n\n### Deep\n")
        assert reported(run, "en-US/new.md") == ["en-US/new.md:3 heading-skipped"]

    def test_standard_input(self, run: Run) -> None:
        args = ("check", "--changed-since", "main", "--stdin", "--stdin-filename", "en-US/plan.md", "--format", "json")
        assert json.loads(run(*args, stdin=PLAN).stdout)["diagnostics"] == []
        (only,) = json.loads(run(*args, stdin=PLAN + "\n## B\n\n#### C\n").stdout)["diagnostics"]
        assert only["start"]["line"] == 11

    def test_a_hook_whose_repository_is_in_the_environment(self, run: Run, project: Project) -> None:
        env = {"GIT_DIR": str(project.root / ".git"), "GIT_INDEX_FILE": str(project.root / ".git/index")}
        before = git(project.root, "ls-files", "--stage")
        project.write("en-US/plan.md", PLAN.replace("Vehicles", "Cars"))
        result = run("check", "--changed-since", "main", env=env)
        assert "bookmark-not-found" in result.stdout
        assert "heading-skipped" not in result.stdout
        assert git(project.root, "ls-files", "--stage") == before

    def test_a_work_tree_beside_the_repository(self, run: Run, project: Project, tmp_path: Path) -> None:
        git(project.root, "worktree", "add", "-q", str(tmp_path / "beside"), "main")
        beside = Project(tmp_path / "beside")
        beside.write("en-US/plan.md", PLAN.replace("Vehicles", "Cars"))
        result = run("check", "--changed-since", "topic", cwd=beside.root)
        assert "bookmark-not-found" in result.stdout
        assert "(2 known)" in result.stdout

    def test_a_baseline_beside_it(self, run: Run, project: Project) -> None:
        """What is known both ways is known once."""
        assert run("check", "--write-baseline").status == 0
        commit(project)
        project.write("en-US/plan.md", PLAN + "\n# B\n\n#### Tyres\n")
        assert reported(run, revision="HEAD") == ["en-US/plan.md:11 heading-skipped"]

    def test_what_earlier_runs_found_changes_nothing(self, run: Run, project: Project) -> None:
        """Pages of the same name in both trees are kept apart."""
        project.write("en-US/plan.md", PLAN.replace("Vehicles", "Cars"))
        project.write("en-US/new.md", "# New\n\n### Deep\n")
        for args in ([], ["--no-cache"], [], ["--jobs", "2"]):
            assert reported(run, *args) == ["en-US/home.md:3 bookmark-not-found", "en-US/new.md:3 heading-skipped"]
            assert "known" not in run("check", "--quiet").stdout
            assert run("check").stdout == run("check", "--no-cache").stdout


class TestReports:
    def test_the_exit_status_is_about_what_is_new(self, run: Run, project: Project) -> None:
        assert run("check", "--changed-since", "main").status == 0
        project.write("en-US/new.md", "# New\n\n### Deep\n")
        assert run("check", "--changed-since", "main").status == 1

    def test_github_annotates_what_is_new(self, run: Run, project: Project) -> None:
        project.write("en-US/new.md", "# New\n\n### Deep\n")
        result = run("check", "--changed-since", "main", env={"GITHUB_ACTIONS": "true"})
        assert result.stdout.count("::") == 2
        assert result.stdout.startswith("::error file=en-US/new.md,line=3,")


class TestMistakes:
    @pytest.mark.parametrize("revision", ["nope", "", "^main", "main..topic", "en-US/plan.md", "v1^{tree}"])
    def test_a_revision_that_there_is_not(self, run: Run, revision: str) -> None:
        result = run("check", "--changed-since", revision)
        assert (result.status, result.sentence) == (2, f"git knows no commit `{revision}`")

    @pytest.mark.parametrize("revision", ["--upload-pack=touch stolen", "-h", "--"])
    def test_an_option(self, run: Run, project: Project, revision: str) -> None:
        result = run("check", f"--changed-since={revision}")
        assert (result.status, result.stdout) == (2, "")
        assert result.sentence == f"`{revision}` is no revision: none begins with `-`"
        assert not (project.root / "stolen").exists()

    def test_no_repository(self, run: Run, project: Project, tmp_path: Path) -> None:
        (project.root / ".git").rename(tmp_path / "unused")
        result = run("check", "--changed-since", "main")
        assert result.status == 2
        assert result.sentence.startswith(f"git knows no repository at `{project.root}`: not a git repository")

    def test_no_git(self, run: Run) -> None:
        result = run("check", "--changed-since", "main", env={"PATH": "/nowhere"})
        assert result.status == 2
        assert result.sentence.endswith("there is no git, or it takes too long")

    def test_no_commit_yet(self, run: Run, tmp_path: Path) -> None:
        new = Project(tmp_path / "new")
        new.write("playbook-lint.toml", LINKS)
        new.write("en-US/new.md")
        git(new.root, "init", "-qb", "main")
        assert run("check", "--changed-since", "main", cwd=new.root).sentence == "git knows no commit `main`"

    def test_no_commit_in_common(self, run: Run, project: Project) -> None:
        git(project.root, "checkout", "-q", "--orphan", "other")
        commit(project, "Another beginning")
        result = run("check", "--changed-since", "main")
        assert result.status == 2
        assert result.sentence == "`main` and what is checked out have no commit in common"

    def test_a_shallow_clone(self, run: Run, project: Project, tmp_path: Path) -> None:
        project.write("en-US/new.md")
        commit(project)
        shallow = tmp_path / "shallow"
        git(tmp_path, "clone", "-q", "--depth=1", "--branch=topic", f"file://{project.root}", str(shallow))
        for revision in ("main", "origin/main"):
            result = run("check", "--changed-since", revision, cwd=shallow)
            assert result.status == 2
            assert result.sentence.startswith(f"git knows no commit `{revision}`; only a part of the history is here")
        git(shallow, "fetch", "-q", "--depth=1", "origin", "main:main")
        result = run("check", "--changed-since", "main", cwd=shallow)
        assert "have no commit in common; only a part of the history is here" in result.sentence

    def test_a_clone_without_old_files(self, run: Run, project: Project, tmp_path: Path) -> None:
        """What is not there would be taken for new; and nothing is fetched."""
        project.write("en-US/plan.md", PLAN.replace("Vehicles", "Cars"))
        commit(project)
        git(project.root, "config", "uploadpack.allowFilter", "true")
        partial = tmp_path / "partial"
        git(tmp_path, "clone", "-q", "--filter=blob:none", "--branch=topic", f"file://{project.root}", str(partial))
        result = run("check", "--changed-since", "origin/main", cwd=partial)
        assert result.status == 2
        assert "it may have only a part of them" in result.sentence


class TestHostileRepositories:
    def test_nothing_is_written_by_way_of_a_symbolic_link(self, run: Run, project: Project, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (project.root / "en-US/away").symlink_to(outside)
        (project.root / "rules").symlink_to(outside)
        commit(project)
        (project.root / "en-US/away").unlink()
        (project.root / "rules").unlink()
        project.write("en-US/away/page.md", "# New\n\n### Deep\n")
        project.write("rules/schemas/schemas.yaml", "extends: playbook\n")
        project.write("playbook-lint.toml", f'schemas = "rules/schemas"\n{LINKS}')
        result = run("check", "--changed-since", "HEAD")
        assert result.status == 2
        assert "there was a symbolic link when the branch began" in result.sentence
        assert not list(outside.iterdir())

    def test_no_hook_and_no_monitor_is_run(self, run: Run, project: Project) -> None:
        stolen = project.root / "stolen"
        for name in ("post-checkout", "post-index-change", "monitor"):
            hook = project.root / ".git/hooks" / name
            hook.parent.mkdir(exist_ok=True)
            hook.write_text(f"#!/bin/sh\ntouch '{stolen}'\n")
            hook.chmod(0o755)
        git(project.root, "config", "core.fsmonitor", str(project.root / ".git/hooks/monitor"))
        project.write("en-US/plan.md", PLAN.replace("Vehicles", "Cars"))
        stolen.unlink(missing_ok=True)
        assert reported(run) == ["en-US/home.md:3 bookmark-not-found"]
        assert not stolen.exists()

    def test_odd_names(self, run: Run, project: Project) -> None:
        names = ["a b.md", "-x.md", "ü\n.md", "pic ture.png", '"quoted".md', os.fsdecode(b"caf\xe9.md")]
        for name in names:
            project.write(f"en-US/{name}", "# New\n\n### Deep\n")
        commit(project)
        assert reported(run, revision="HEAD") == []
