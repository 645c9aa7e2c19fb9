"""`playbook-lint check`: what it reads, how it reports, how it ends."""

from __future__ import annotations

import json
import os
import pty
import resource
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from command import BAD, COMMAND, CONFIG, FINDING, GOOD, Project, Run, environment
from playbook_lint.reporters import FORMATS


def paths(result_stdout: str) -> list[str]:
    """The paths of the diagnostics of a JSON report."""
    return [found["path"] for found in json.loads(result_stdout)["diagnostics"]]


class TestPaths:
    def test_without_paths_the_configured_content_is_checked(self, run: Run, project: Project) -> None:
        project.write("elsewhere/bad.md", BAD)
        result = run("check")
        assert result.status == 1
        assert "pt-BR/bad.md" in result.stdout
        assert "elsewhere" not in result.stdout
        assert result.stdout.endswith("Checked 2 files: 1 error.\n")

    def test_files_and_folders(self, run: Run, project: Project) -> None:
        project.write("en-US/sub/bad.md", BAD)
        assert paths(run("check", "en-US", "--format", "json").stdout) == ["en-US/sub/bad.md"]
        assert paths(run("check", "pt-BR/bad.md", "en-US/good.md", "--format", "json").stdout) == ["pt-BR/bad.md"]
        assert run("check", "en-US/good.md").status == 0

    def test_a_file_named_twice_is_checked_once(self, run: Run) -> None:
        assert "Checked 1 file:" in run("check", "pt-BR/bad.md", "./pt-BR/bad.md", "pt-BR").stdout

    def test_from_another_folder(self, run: Run, project: Project) -> None:
        assert "Checked 1 file:" in run("check", "bad.md", cwd=project.root / "pt-BR").stdout
        assert paths(run("check", "--format", "json", cwd=project.root / "pt-BR").stdout) == ["pt-BR/bad.md"]
        assert paths(run("check", project.root, "--format", "json", cwd=Path("/")).stdout) == ["pt-BR/bad.md"]

    def test_the_configuration_is_looked_for_from_what_all_paths_share(self, run: Run, project: Project) -> None:
        project.write("en-US/playbook-lint.toml", "")
        result = run("check", "en-US/../pt-BR/bad.md", "en-US/good.md")
        assert result.status == 1, result.stderr
        assert "Checked 2 files: 1 error." in result.stdout

    def test_what_is_not_checked_is_told(self, run: Run, project: Project) -> None:
        project.write("en-US/picture.png")
        project.write("other/page.md")
        result = run("check", "en-US/picture.png", "other/page.md", "en-US/good.md")
        assert result.status == 0
        skipped = "Skipped 2 files: 1 of a kind that is not checked, 1 not in the content roots.\n"
        assert f"Checked 1 file: nothing to report.\n{skipped}" in (result.stdout)

    def test_a_path_given_in_error_is_told_and_the_others_are_checked(self, run: Run) -> None:
        result = run("check", "en-US/gone.md", "pt-BR/bad.md", "--format", "json")
        assert result.status == 2
        assert result.sentence == "`en-US/gone.md` does not exist"
        assert paths(result.stdout) == ["pt-BR/bad.md"]

    def test_what_could_not_be_checked_is_not_called_clean(self, run: Run) -> None:
        missing = [f"gone-{number}.md" for number in range(7)]
        result = run("check", "en-US/good.md", missing[0])
        assert result.status == 2
        assert result.stdout == "Checked 1 file: no findings.\nCould not be checked: `gone-0.md`.\n"
        assert result.sentence == "`gone-0.md` does not exist"
        shown = run("check", "pt-BR/bad.md", *missing).stdout
        assert "Checked 1 file: 1 error.\n" in shown
        assert shown.endswith("`gone-3.md`, `gone-4.md` and 2 more.\n")

    @pytest.mark.parametrize("path", ["en-US/picture.png", "other/page.md", "other", "empty", ".hidden"])
    def test_a_run_about_nothing_is_told(self, run: Run, project: Project, path: str) -> None:
        for file in ("en-US/picture.png", "other/page.md", ".hidden/page.md"):
            project.write(file)
        (project.root / "empty").mkdir()
        sentence = "nothing is checked: no path is a catalog, a page in the content roots, or a folder with one"
        result = run("check", path, "en-US/picture.png")
        assert (result.status, result.sentence) == (0, sentence)
        assert run("check", path, "en-US/good.md").stderr == ""

    def test_what_is_excluded_on_purpose_needs_no_warning(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", f'exclude = ["draft*"]\n{CONFIG}')
        project.write("en-US/draft.md")
        project.write("en-US/drafts/page.md")
        project.write("en-US/old.md")
        project.write(".gitignore", "old.md")
        for path in ("en-US/draft.md", "en-US/drafts", "en-US/old.md"):
            result = run("check", path)
            assert (result.status, result.stderr) == (0, "")
            assert "Checked 0 files" in result.stdout

    def test_content_that_matches_nothing(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", CONFIG.replace('"en-US", ', '"en-*", "docs-*", "pt-BR/*.txt", '))
        project.write("docs-en/notes.txt")
        result = run("check")
        assert result.status == 2
        assert result.stderr.splitlines() == [
            f"playbook-lint: `{entry}` of `content` matches no page in `{project.root}`"
            for entry in ("docs-*", "pt-BR/*.txt")
        ]
        assert "Checked 2 files: 1 error.\nCould not be checked: `docs-*`, `pt-BR/*.txt`." in result.stdout

    def test_nothing_outside_of_the_project_is_read(self, run: Run, project: Project) -> None:
        outside = project.write("../outside/bad.md", BAD)
        (project.root / "en-US" / "link.md").symlink_to(outside)
        (project.root / "en-US" / "folder").symlink_to(outside.parent)
        for args in (["en-US"], ["en-US/link.md", "en-US/folder/bad.md", "en-US/good.md"]):
            result = run("check", *args)
            assert result.status == 0
            assert "Checked 1 file: nothing to report.\nSkipped 2 files: 2 stored outside the project." in result.stdout

    def test_a_content_root_that_does_not_exist(self, run: Run, project: Project) -> None:
        (project.root / "en-US" / "good.md").unlink()
        (project.root / "en-US").rmdir()
        result = run("check")
        assert result.status == 2
        assert result.sentence == f"`en-US` of `content` does not exist in `{project.root}`"
        assert "Checked 1 file: 1 error." in result.stdout

    def test_a_folder_without_configuration_has_the_defaults(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "plain"
        folder.mkdir()
        (folder / "bad.md").write_text(BAD)
        result = run("check", "--select", "heading-skipped", cwd=folder)
        assert result.status == 0
        assert "Checked 1 file: 1 warning." in result.stdout

    def test_a_configuration_of_ones_choice(self, run: Run, project: Project) -> None:
        project.write("strict.toml", 'content = ["en-US"]\nselect = ["heading-skipped"]\n')
        assert "Checked 1 file: nothing" in run("check", "--config", "strict.toml").stdout


class TestFormats:
    def test_text_shows_the_line_with_a_caret(self, run: Run) -> None:
        lines = run("check").stdout.splitlines()
        assert lines[0] == "pt-BR/bad.md"
        assert FINDING in lines[1]
        assert lines[1].endswith("[heading-skipped]")
        assert lines[2].endswith("│ ### Vehicles")
        assert lines[3].endswith("│ ^^^^^^^^^^^^")

    def test_json(self, run: Run) -> None:
        document = json.loads(run("check", "--format", "json").stdout)
        (found,) = document["diagnostics"]
        assert (found["rule"], found["path"], found["locale"]) == ("heading-skipped", "pt-BR/bad.md", "pt-BR")
        assert found["start"] == {"line": 3, "column": 1, "offset": 18}
        assert document["summary"]["errors"] == 1

    def test_sarif(self, run: Run) -> None:
        (sarif_run,) = json.loads(run("check", "--format", "sarif").stdout)["runs"]
        (rule,) = sarif_run["tool"]["driver"]["rules"]
        assert rule["id"] == "heading-skipped"
        assert "Limits" in rule["help"]["markdown"]
        assert rule["helpUri"].endswith("/heading-skipped.md")

    def test_github(self, run: Run) -> None:
        (line,) = run("check", "--format", "github").stdout.splitlines()
        assert line.startswith("::error file=pt-BR/bad.md,line=3,col=1,")

    def test_gitlab(self, run: Run) -> None:
        (entry,) = json.loads(run("check", "--format", "gitlab").stdout)
        assert entry["location"] == {"path": "pt-BR/bad.md", "lines": {"begin": 3}}

    def test_junit(self, run: Run) -> None:
        (case,) = ET.fromstring(run("check", "--format", "junit").stdout).iter("testcase")
        assert case.get("classname") == "pt-BR/bad.md"

    @pytest.mark.parametrize("format_name", FORMATS)
    def test_every_format_ends_alike(self, run: Run, format_name: str) -> None:
        assert run("check", "--format", format_name).status == 1
        assert run("check", "--format", format_name, "en-US").status == 0

    def test_an_unknown_format(self, run: Run) -> None:
        result = run("check", "--format", "pdf")
        assert result.status == 2
        assert "'pdf' is not one of" in result.sentence

    def test_github_actions_choose_github(self, run: Run) -> None:
        github = {"GITHUB_ACTIONS": "true"}
        assert run("check", env=github).stdout.startswith("::error ")
        assert run("check", "--format", "text", env=github).stdout.startswith("pt-BR/bad.md\n")
        assert run("check", "--statistics", env=github).stdout.startswith("1  error")
        assert run("check", env={"GITHUB_ACTIONS": "false"}).stdout.startswith("pt-BR/bad.md\n")

    def test_a_file_under_github_actions_is_text(self, run: Run, project: Project) -> None:
        run("check", "--output", "report.txt", env={"GITHUB_ACTIONS": "true"})
        assert (project.root / "report.txt").read_text().startswith("pt-BR/bad.md\n")

    def test_output_is_utf_8_whatever_the_terminal_is(self, run: Run, project: Project) -> None:
        project.write("en-US/ação.md", BAD.replace("Vehicles", "Veículos 車両"))
        result = run("check", "en-US", env={"PYTHONIOENCODING": "ascii"})
        assert "en-US/ação.md" in result.stdout
        assert "### Veículos 車両" in result.stdout


class TestOutput:
    def test_the_report_goes_to_the_file_alone(self, run: Run, project: Project) -> None:
        result = run("check", "--format", "json", "--output", "report.json")
        assert (result.status, result.stdout, result.stderr) == (1, "", "")
        assert paths((project.root / "report.json").read_text()) == ["pt-BR/bad.md"]

    def test_an_earlier_report_is_replaced_with_its_permissions(self, run: Run, project: Project) -> None:
        old = project.write("report.json", "old")
        old.chmod(0o640)
        run("check", "--format", "json", "--output", "report.json")
        assert paths(old.read_text()) == ["pt-BR/bad.md"]
        assert old.stat().st_mode & 0o777 == 0o640

    def test_a_failing_write_leaves_the_earlier_report(self, project: Project) -> None:
        old = project.write("reports/report.json", "old")
        done = subprocess.run(
            [COMMAND, "check", "--format", "json", "--output", old],
            cwd=project.root,
            env=environment({"PYTHONDONTWRITEBYTECODE": "1"}),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr == f"playbook-lint: the report cannot be written to `{old}`: File too large\n"
        assert old.read_text() == "old"
        assert list(old.parent.iterdir()) == [old]

    @pytest.mark.parametrize(
        ("path", "reason"), [("none/report.txt", "No such file or directory"), ("en-US", "Is a directory")]
    )
    def test_where_no_file_can_be(self, run: Run, path: str, reason: str) -> None:
        result = run("check", "--output", path)
        assert result.status == 2
        assert result.sentence == f"the report cannot be written to `{path}`: {reason}"

    @pytest.mark.parametrize(
        "path",
        ["pt-BR/bad.md", "en-US/new.md", "en-US/../pt-BR/new.MD", "en-US/toc.yml", "report.txt", "linked/bad.md"],
    )
    def test_no_page_is_written_over(self, run: Run, project: Project, path: str) -> None:
        toc = project.write("en-US/toc.yml", "- name: A\n")
        (project.root / "report.txt").symlink_to("pt-BR/bad.md")
        (project.root / "linked").symlink_to("pt-BR")
        before = sorted(file for file in project.root.rglob("*"))
        result = run("check", "--no-cache", "--output", path)
        assert (result.status, result.stdout) == (2, "")
        assert result.sentence == (
            f"the report cannot be written to `{path}`, which is the name of a page or catalog in the content roots"
        )
        assert sorted(file for file in project.root.rglob("*")) == before
        assert (project.root / "pt-BR/bad.md").read_text() == BAD
        assert toc.read_text() == "- name: A\n"

    def test_markdown_outside_of_the_content_roots_is_no_page(self, run: Run, project: Project) -> None:
        assert run("check", "--output", "report.md").status == 1
        assert (project.root / "report.md").read_text().startswith("pt-BR/bad.md")

    def test_a_symbolic_link_stays_one(self, run: Run, project: Project) -> None:
        real = project.write("reports/real.txt", "old")
        link = project.root / "report.txt"
        link.symlink_to(real)
        run("check", "--output", "report.txt")
        assert link.is_symlink()
        assert real.read_text().startswith("pt-BR/bad.md")

    def test_the_longest_file_name_there_can_be(self, run: Run, project: Project) -> None:
        name = "r" * 251 + ".txt"
        assert run("check", "--output", name).stderr == ""
        assert (project.root / name).read_text().startswith("pt-BR/bad.md")

    def test_a_device_is_written_to_and_never_replaced(self, run: Run, project: Project) -> None:
        assert run("check", "--output", "/dev/stdout").stdout.startswith("pt-BR/bad.md")
        pipe = project.root / "pipe"
        os.mkfifo(pipe)
        with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
            run("check", "--output", pipe)
            assert reader.stdout is not None
            assert reader.stdout.read().startswith("pt-BR/bad.md")
        assert pipe.is_fifo()


class TestSelection:
    @pytest.mark.parametrize(
        ("options", "count"),
        [
            (["--select", "heading-skipped"], 1),
            (["--select", "structure"], 1),
            (["--select", "suppressions,heading-skipped"], 1),
            (["--select", "suppressions", "--select", " heading-skipped , text"], 1),
            (["--select", "suppressions"], 0),
            (["--ignore", "heading-skipped"], 0),
            (["--ignore", "text,structure"], 0),
            (["--ignore", "text"], 1),
            (["--select", "structure", "--ignore", "heading-skipped"], 0),
        ],
    )
    def test_names_and_categories(self, run: Run, options: list[str], count: int) -> None:
        found = json.loads(run("check", "--format", "json", *options).stdout)["diagnostics"]
        assert sum(diagnostic["rule"] == "heading-skipped" for diagnostic in found) == count

    @pytest.mark.parametrize("option", ["--select", "--ignore"])
    def test_an_unknown_name(self, run: Run, option: str) -> None:
        result = run("check", option, "structure,heading-skiped")
        assert result.status == 2
        assert result.sentence == ("unknown rule or category `heading-skiped`; did you mean `heading-skipped`?")
        assert result.stdout == ""


class TestFailOn:
    @pytest.mark.parametrize("severity", ["error", "warning", "info"])
    def test_each_level(self, run: Run, project: Project, severity: str) -> None:
        project.write("playbook-lint.toml", CONFIG.replace('"error"', f'"{severity}"'))
        order = ["error", "warning", "info"]
        for level in order:
            expected = int(order.index(severity) <= order.index(level))
            assert run("check", "--fail-on", level).status == expected
        assert run("check", "--fail-on", "never").status == 0

    def test_the_configuration_says_it_and_the_option_wins(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", f'fail-on = "never"\n{CONFIG}')
        assert run("check").status == 0
        assert run("check", "--fail-on", "error").status == 1


class TestSummaries:
    def test_statistics_take_the_place_of_the_findings(self, run: Run, project: Project) -> None:
        project.write("pt-BR/other.md", BAD)
        result = run("check", "--statistics")
        assert result.status == 1
        first, _, summary = result.stdout.splitlines()
        assert first.split()[:3] == ["2", "error", "heading-skipped"]
        assert summary == "Checked 3 files: 2 errors."

    def test_statistics_are_text(self, run: Run) -> None:
        result = run("check", "--statistics", "--format", "json")
        assert result.status == 2
        assert result.sentence.startswith("--statistics goes with --format text only.")

    @pytest.mark.parametrize("option", ["-q", "--quiet"])
    def test_quiet_leaves_out_the_summary(self, run: Run, option: str) -> None:
        assert "Checked" not in run("check", option).stdout
        assert FINDING in run("check", option).stdout
        assert run("check", option, "en-US").stdout == ""


class TestStdin:
    def test_the_page_comes_from_standard_input(self, run: Run) -> None:
        result = run("check", "--stdin", "--stdin-filename", "en-US/good.md", "--format", "json", stdin=BAD)
        assert result.status == 1
        assert paths(result.stdout) == ["en-US/good.md"]

    def test_the_path_says_configuration_and_locale_and_need_not_exist(self, run: Run, project: Project) -> None:
        new = project.root / "pt-BR" / "new" / "page.md"
        args = ["check", "--stdin", "--stdin-filename", new, "--format", "json"]
        (found,) = json.loads(run(*args, cwd=Path("/"), stdin=BAD).stdout)["diagnostics"]
        assert (found["path"], found["locale"], found["severity"]) == ("pt-BR/new/page.md", "pt-BR", "error")

    @pytest.mark.parametrize(
        ("path", "reason"),
        [
            ("en-US/drafts/new.md", "1 excluded by config"),
            ("en-US/old.md", "1 ignored by .gitignore"),
            ("en-US/.hidden/new.md", "1 in a hidden folder"),
            ("other/new.md", "1 not in the content roots"),
            ("en-US/notes.txt", "1 of a kind that is not checked"),
        ],
    )
    def test_the_path_is_subject_to_what_the_project_leaves_out(
        self, run: Run, project: Project, path: str, reason: str
    ) -> None:
        project.write("playbook-lint.toml", f'exclude = ["drafts/"]\n{CONFIG}')
        project.write(".gitignore", "old.md")
        result = run("check", "--stdin", "--stdin-filename", path, stdin=BAD)
        assert (result.status, result.stderr) == (0, "")
        assert result.stdout == f"Checked 0 files: nothing to report.\nSkipped 1 file: {reason}.\n"

    @pytest.mark.parametrize(("path", "shown"), [("", "."), ("en-US", "en-US")])
    def test_a_folder_is_no_page(self, run: Run, path: str, shown: str) -> None:
        result = run("check", "--stdin", "--stdin-filename", path, stdin=BAD)
        assert (result.status, result.stdout) == (2, "")
        assert result.sentence == f"`{shown}` is a folder, not a file"

    def test_only_that_page_is_checked(self, run: Run) -> None:
        result = run("check", "--stdin", "--stdin-filename", "en-US/good.md", stdin=GOOD)
        assert (result.status, result.stdout) == (0, "Checked 1 file: nothing to report.\n")

    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            (["--stdin"], "--stdin and --stdin-filename go together."),
            (["--stdin-filename", "en-US/a.md"], "--stdin and --stdin-filename go together."),
            (["--stdin", "--stdin-filename", "en-US/a.md", "en-US"], "--stdin takes neither PATHS nor --fix."),
            (["--stdin", "--stdin-filename", "en-US/a.md", "--fix"], "--stdin takes neither PATHS nor --fix."),
        ],
    )
    def test_misuse(self, run: Run, options: list[str], sentence: str) -> None:
        result = run("check", *options, stdin=BAD)
        assert result.status == 2
        assert result.sentence == f"{sentence} (see `playbook-lint check --help`)"

    def test_closed_standard_input(self, run: Run, project: Project) -> None:
        shell = ["sh", "-c", 'exec "$0" "$@" <&-', COMMAND]
        result = run("check", "--stdin", "--stdin-filename", "en-US/a.md", command=shell)
        assert result.status == 2
        assert result.sentence == "standard input is closed"


class TestColours:
    def on_a_terminal(self, project: Project, *options: str, env: dict[str, str] | None = None) -> str:
        """What `check` writes to a terminal."""
        ours, theirs = pty.openpty()
        args = [COMMAND, "check", *options]
        with subprocess.Popen(args, cwd=project.root, env=environment(env), stdout=theirs) as process:
            os.close(theirs)
            shown = b""
            try:
                while data := os.read(ours, 65536):
                    shown += data
            except OSError:  # how Linux says that the other side is closed
                pass
            finally:
                os.close(ours)
            assert process.wait() == 1
        return shown.decode()

    def test_a_terminal_gets_colours(self, project: Project) -> None:
        assert "\x1b[1;31merror\x1b[0m" in self.on_a_terminal(project)

    def test_not_when_they_are_unwanted(self, project: Project) -> None:
        assert "\x1b" not in self.on_a_terminal(project, "--no-color")
        assert "\x1b" not in self.on_a_terminal(project, env={"NO_COLOR": "1"})
        assert "\x1b" not in self.on_a_terminal(project, env={"NO_COLOR": "1", "FORCE_COLOR": "1"})
        assert "\x1b" not in self.on_a_terminal(project, "--no-color", env={"FORCE_COLOR": "1"})

    def test_a_pipe_and_a_file_get_none(self, run: Run, project: Project) -> None:
        assert b"\x1b" not in run("check").out
        run("check", "--output", "report.txt", env={"FORCE_COLOR": "1"})
        assert b"\x1b" not in (project.root / "report.txt").read_bytes()

    def test_force_color(self, run: Run) -> None:
        assert b"\x1b[1;31m" in run("check", env={"FORCE_COLOR": "1"}).out
        assert b"\x1b" not in run("check", "--format", "json", env={"FORCE_COLOR": "1"}).out


def test_a_file_that_cannot_be_read_is_told_whatever_is_selected(run: Run, project: Project) -> None:
    project.write("en-US/latin.md", "caf\xe9".encode("latin-1"))
    result = run("check", "en-US/latin.md", "--select", "heading-skipped")
    assert result.status == 1
    assert "encoding-invalid" in result.stdout
    assert run("check", "en-US/latin.md", "--ignore", "encoding-invalid").status == 0
