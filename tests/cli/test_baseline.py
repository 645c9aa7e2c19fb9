"""`playbook-lint check --baseline` and `--write-baseline`: what is known stays silent, and only that."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from command import BAD, CONFIG, FINDING, GOOD, Project, Run

FILE = ".playbook-lint-baseline.json"
FIXED = "1 known finding is fixed: take them off the baseline with `playbook-lint check --write-baseline`."


def entries(project: Project, file: str = FILE) -> Counter[tuple[str, str, str]]:
    """How many findings of each path, rule and text the baseline has."""
    found = json.loads((project.root / file).read_bytes())["findings"]
    return Counter({(one["path"], one["rule"], one["text"]): one["count"] for one in found})


def reported(run: Run, *args: str) -> list[str]:
    """The findings that a run reports, as `path:line`."""
    found = json.loads(run("check", "--format", "json", *args).stdout)["diagnostics"]
    return [f"{one['path']}:{one['start']['line']}" for one in found]


def written(run: Run, *args: str) -> None:
    result = run("check", "--write-baseline", *args)
    assert (result.status, result.stderr) == (0, "")


class TestWhatIsKnown:
    def test_is_silent(self, run: Run, project: Project) -> None:
        assert run("check").status == 1
        result = run("check", "--write-baseline")
        assert result.status == 0
        assert result.stdout == f"Checked 2 files: nothing to report (1 known).\nWrote `{FILE}`.\n"
        assert run("check").stdout == "Checked 2 files: nothing to report (1 known).\n"
        assert entries(project) == {("pt-BR/bad.md", "heading-skipped", "### Vehicles"): 1}

    def test_may_move_to_other_lines_and_get_other_spaces(self, run: Run, project: Project) -> None:
        written(run)
        project.write("pt-BR/bad.md", "# Fleet handover\n\nNew text.\n\n###   Vehicles\n")
        assert reported(run) == []

    def test_is_no_other_text_and_no_other_file(self, run: Run, project: Project) -> None:
        written(run)
        project.write("pt-BR/bad.md", BAD.replace("Vehicles", "Drivers"))
        project.write("pt-BR/other.md", BAD)
        assert reported(run) == ["pt-BR/bad.md:3", "pt-BR/other.md:3"]

    def test_is_no_other_rule(self, run: Run, project: Project) -> None:
        written(run)
        project.write("playbook-lint.toml", CONFIG.replace('["heading-skipped"]', '["h1-missing"]'))
        project.write("pt-BR/bad.md", "### Vehicles\n")
        assert reported(run) == ["pt-BR/bad.md:1"]

    def test_is_counted_and_the_last_of_equal_ones_is_new(self, run: Run, project: Project) -> None:
        twice = "# A\n\n### B\n\n# A\n\n### B\n"
        project.write("pt-BR/bad.md", twice)
        written(run)
        assert entries(project)["pt-BR/bad.md", "heading-skipped", "### B"] == 2
        project.write("pt-BR/bad.md", f"{twice}\n# A\n\n### B\n")
        assert reported(run) == ["pt-BR/bad.md:11"]

    def test_of_several_lines_is_known_by_all_of_them(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", CONFIG.replace('["heading-skipped"]', '["merge-conflict"]'))
        page = "# A\n\n<<<<<<< ours\nOne\n=======\nTwo\n>>>>>>> theirs\n"
        project.write("pt-BR/bad.md", page)
        written(run)
        assert reported(run) == []
        project.write("pt-BR/bad.md", f"Text.\n\n{page}")
        assert reported(run) == []
        project.write("pt-BR/bad.md", page.replace("One", "Three"))
        assert reported(run) == ["pt-BR/bad.md:3"]

    def test_of_blanks_is_known_by_its_line(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", CONFIG.replace('["heading-skipped"]', '["invisible-character"]'))
        project.write("pt-BR/bad.md", "# A\n\nOne\u00a0\u00a0\u00a0two\n\nBlue\u200b car\n")
        before = reported(run)
        assert before
        written(run)
        assert reported(run) == []
        assert all(text for _, _, text in entries(project))

    def test_long_texts_are_cut_but_told_apart(self, run: Run, project: Project) -> None:
        long = "### " + "word " * 500
        project.write("pt-BR/bad.md", f"# A\n\n{long}one\n")
        written(run)
        ((_, _, text),) = entries(project)
        assert len(text) < 200
        project.write("pt-BR/bad.md", f"# A\n\n{long}two\n")
        assert reported(run) == ["pt-BR/bad.md:3"]

    def test_of_a_file_without_text(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", CONFIG.replace('["heading-skipped"]', '["encoding-invalid"]'))
        project.write("pt-BR/bad.md", b"# A\n\n\xff\n")
        assert reported(run) == ["pt-BR/bad.md:3"]
        written(run)
        assert reported(run) == []

    def test_of_a_catalog(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", CONFIG.replace('["heading-skipped"]', '["double_space"]'))
        message = 'msgid "One two"\nmsgstr "Um  dois"\n'
        project.write("locales/pt_BR/LC_MESSAGES/content.po", message)
        assert len(reported(run)) == 1
        written(run)
        project.write("locales/pt_BR/LC_MESSAGES/content.po", f"# A comment.\n{message}")
        assert reported(run) == []

    def test_counts_for_runs_that_are_remembered(self, run: Run, project: Project) -> None:
        for _ in range(3):
            assert run("check").status == 1
        written(run)
        for _ in range(3):
            assert run("check").status == 0
        (project.root / FILE).write_text((project.root / FILE).read_text().replace("Vehicles", "Drivers"))
        assert run("check").status == 1
        (project.root / FILE).unlink()
        assert "fixed" not in run("check").stdout


class TestWhatIsFixed:
    def test_is_told_and_does_not_fail(self, run: Run, project: Project) -> None:
        written(run)
        project.write("pt-BR/bad.md", GOOD)
        result = run("check")
        assert (result.status, result.stdout) == (0, f"Checked 2 files: nothing to report.\n{FIXED}\n")
        assert run("check", "--quiet").stdout == ""

    def test_is_taken_off_when_the_baseline_is_written(self, run: Run, project: Project) -> None:
        written(run)
        project.write("pt-BR/bad.md", GOOD)
        written(run)
        assert entries(project) == {}
        assert FIXED not in run("check").stdout

    def test_is_a_page_that_is_gone(self, run: Run, project: Project) -> None:
        written(run)
        (project.root / "pt-BR/bad.md").unlink()
        project.write("pt-BR/good.md")
        assert FIXED in run("check").stdout

    def test_is_a_rule_that_is_gone(self, run: Run, project: Project) -> None:
        written(run)
        file = project.root / FILE
        file.write_text(file.read_text().replace("heading-skipped", "heading-gone"))
        result = run("check")
        assert FIXED in result.stdout
        assert FINDING in result.stdout

    def test_is_what_a_comment_suppresses(self, run: Run, project: Project) -> None:
        written(run)
        project.write("pt-BR/bad.md", f"<!-- playbook-lint-disable-file heading-skipped -->\n\n{BAD}")
        assert FIXED in run("check").stdout

    def test_is_not_what_the_run_did_not_look_at(self, run: Run, project: Project) -> None:
        written(run)
        project.write("pt-BR/bad.md", GOOD)
        assert "fixed" not in run("check", "en-US").stdout
        assert "fixed" not in run("check", "--select", "h1-missing").stdout
        assert FIXED in run("check", "pt-BR").stdout

    def test_is_not_in_a_file_that_cannot_be_read(self, run: Run, project: Project) -> None:
        written(run)
        project.write("playbook-lint.toml", CONFIG.replace('["heading-skipped"]', '["heading-skipped", "file"]'))
        project.write("pt-BR/bad.md", b"# A\n\n\xff\n")
        assert "fixed" not in run("check").stdout

    def test_is_what_fix_mends(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", CONFIG.replace('["heading-skipped"]', '["label-line-break-missing"]'))
        project.write("pt-BR/bad.md", "# Call\n\nPhase: **Assess**\nMotions: **Adoption**\n")
        written(run)
        assert reported(run) == []
        assert FIXED in run("check", "--fix").stdout
        assert "**Assess**  \n" in (project.root / "pt-BR/bad.md").read_text()


class TestWriting:
    def test_has_an_entry_a_line_in_order_and_is_the_same_every_time(self, run: Run, project: Project) -> None:
        project.write("pt-BR/another.md", "# A\n\n### 日本語\n\n# A\n\n### \u202eB\n")
        written(run)
        file = project.root / FILE
        text = file.read_text(encoding="utf-8")
        assert text == (
            '{\n  "version": 1,\n  "findings": [\n'
            '    {"path": "pt-BR/another.md", "rule": "heading-skipped", "text": "### \\u202eB", "count": 1},\n'
            '    {"path": "pt-BR/another.md", "rule": "heading-skipped", "text": "### 日本語", "count": 1},\n'
            '    {"path": "pt-BR/bad.md", "rule": "heading-skipped", "text": "### Vehicles", "count": 1}\n'
            "  ]\n}\n"
        )
        before = file.stat().st_mtime_ns
        written(run)
        assert file.stat().st_mtime_ns == before
        assert reported(run) == []

    def test_of_some_files_keeps_what_is_known_of_others(self, run: Run, project: Project) -> None:
        project.write("pt-BR/other.md", BAD)
        written(run)
        for name in ("bad", "other"):
            project.write(f"pt-BR/{name}.md", GOOD)
        written(run, "pt-BR/bad.md")
        assert [path for path, _, _ in entries(project)] == ["pt-BR/other.md"]

    def test_of_some_rules_keeps_what_is_known_of_others(self, run: Run, project: Project) -> None:
        written(run)
        project.write("pt-BR/bad.md", GOOD.removeprefix("# Fleet handover\n"))
        written(run, "--select", "h1-missing")
        assert [rule for _, rule, _ in entries(project)] == ["h1-missing", "heading-skipped"]

    def test_of_some_files_keeps_what_takes_all_files_to_know(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", CONFIG.replace('["heading-skipped"]', '["duplicate-titles"]'))
        for name in ("good", "other"):
            project.write(f"en-US/{name}.md", "---\ntitle: Fleet\n---\n\n# Fleet\n")
        written(run)
        before = entries(project)
        assert before
        written(run, "en-US/good.md")
        assert entries(project) == before

    def test_goes_where_the_command_line_or_the_configuration_says(self, run: Run, project: Project) -> None:
        written(run, "--baseline", "known.json")
        assert not (project.root / FILE).exists()
        assert reported(run, "--baseline", "known.json") == []
        assert reported(run) == ["pt-BR/bad.md:3"]
        project.write("playbook-lint.toml", f'baseline = "known.json"\n{CONFIG}')
        assert reported(run) == []
        assert reported(run, "--no-baseline") == ["pt-BR/bad.md:3"]

    def test_from_a_folder_below(self, run: Run, project: Project) -> None:
        written(run)
        assert run("check", "bad.md", cwd=project.root / "pt-BR").status == 0

    def test_not_when_a_path_is_wrong(self, run: Run, project: Project) -> None:
        result = run("check", "--write-baseline", "missing.md")
        assert result.status == 2
        assert not (project.root / FILE).exists()


class TestReports:
    def test_other_formats_leave_out_what_is_known(self, run: Run) -> None:
        written(run)
        assert json.loads(run("check", "--format", "gitlab").stdout) == []
        assert run("check", "--format", "github").stdout == ""
        assert 'failures="0"' in run("check", "--format", "junit").stdout
        assert run("check", "--statistics").stdout == "Checked 2 files: nothing to report (1 known).\n"

    def test_json_counts_what_is_known_and_lists_what_is_fixed(self, run: Run, project: Project) -> None:
        assert "baseline" not in json.loads(run("check", "--format", "json").stdout)["summary"]
        written(run)
        summary = json.loads(run("check", "--format", "json").stdout)["summary"]
        assert summary["baseline"] == {"known": 1, "fixed": []}
        project.write("pt-BR/bad.md", GOOD)
        (fixed,) = json.loads(run("check", "--format", "json").stdout)["summary"]["baseline"]["fixed"]
        assert fixed == {"path": "pt-BR/bad.md", "rule": "heading-skipped", "text": "### Vehicles", "count": 1}

    def test_github_tells_what_is_fixed(self, run: Run, project: Project) -> None:
        written(run)
        project.write("pt-BR/bad.md", GOOD)
        assert run("check", "--format", "github").stdout == f"::notice title=baseline::{FIXED}\n"

    def test_sarif_marks_them(self, run: Run, project: Project) -> None:
        written(run)
        project.write("pt-BR/bad.md", f"{BAD}\n# A\n\n### B\n")
        (sarif_run,) = json.loads(run("check", "--format", "sarif").stdout)["runs"]
        states = [(result["baselineState"], result["suppressions"]) for result in sarif_run["results"]]
        assert states == [("unchanged", [{"kind": "external"}]), ("new", [])]

    def test_standard_input(self, run: Run) -> None:
        written(run)
        args = ("check", "--stdin", "--stdin-filename", "pt-BR/bad.md")
        assert run(*args, stdin=f"Text.\n\n{BAD}").status == 0
        assert run(*args, stdin=BAD.replace("Vehicles", "Drivers")).status == 1

    def test_fail_on_is_about_what_is_new(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", CONFIG.replace('"error"', '"info"'))
        assert run("check", "--fail-on", "info").status == 1
        written(run)
        assert run("check", "--fail-on", "info").status == 0


class TestMistakes:
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ("", "is not valid JSON (line 1)"),
            ('{\n  "version": 1,\n<<<<<<< ours\n', "is not valid JSON (line 3)"),
            ("[]", "is not a baseline"),
            ("[" * 100_000, "is not a baseline"),
            (b"\xff\xfe{}\xff", "is not a baseline"),
            ('{"version": 2, "findings": []}', "is of another version"),
            ('{"version": 1}', "is not a baseline"),
            ('{"version": 1, "findings": {"a": 1}}', "is not a baseline"),
            ('{"version": 1, "findings": [{"path": 1, "rule": "a", "text": "b", "count": 1}]}', "is not a baseline"),
            ('{"version": 1, "findings": [{"path": "a", "rule": "a", "text": "b", "count": 0}]}', "is not a baseline"),
            ('{"version": 1, "findings": [{"path": "a", "rule": "a", "text": "b", "count": true}]}', "is not a"),
            ('{"version": 1, "findings": [{"path": "\\ud800", "rule": "", "text": "", "count": 1}]}', "is not a"),
            (f'{{"version": 1, "findings": [{"9" * 5000}]}}', "is not a baseline"),
        ],
    )
    def test_a_file_that_is_none(self, run: Run, project: Project, content: str | bytes, reason: str) -> None:
        file = project.write(FILE, content)
        for args in (["check"], ["check", "--write-baseline"]):
            result = run(*args)
            assert result.status == 2
            assert result.sentence.startswith(f"{'the baseline ' if 'not a' not in reason else ''}`{FILE}` {reason}")
            assert "run `playbook-lint check --write-baseline`" in result.sentence
        assert file.read_bytes() == (content.encode() if isinstance(content, str) else content)

    def test_a_file_that_is_not_there(self, run: Run) -> None:
        result = run("check", "--baseline", "known.json")
        assert result.status == 2
        assert result.sentence == "the baseline `known.json` cannot be read: No such file or directory"

    def test_a_folder(self, run: Run) -> None:
        assert run("check", "--baseline", "en-US").sentence.endswith("cannot be read: Is a directory")

    @pytest.mark.parametrize("path", ["pt-BR/new.md", "playbook-lint.toml", "en-US/good.md"])
    def test_a_file_of_the_project(self, run: Run, project: Project, path: str) -> None:
        file = project.root / path
        before = file.read_bytes() if file.exists() else None
        result = run("check", "--write-baseline", "--baseline", path)
        assert result.status == 2
        assert "the baseline cannot be written to" in result.sentence
        assert (file.read_bytes() if file.exists() else None) == before

    def test_one_that_leads_outside(self, run: Run, project: Project, tmp_path: Path) -> None:
        outside = tmp_path / "outside.json"
        (project.root / FILE).symlink_to(outside)
        result = run("check", "--write-baseline")
        assert result.status == 2
        assert result.sentence == f"the baseline `{FILE}` leads outside the project"
        assert not outside.exists()

    @pytest.mark.parametrize(
        "args",
        [
            ["--no-baseline", "--baseline", "a.json"],
            ["--no-baseline", "--write-baseline"],
            ["--write-baseline", "--stdin", "--stdin-filename", "en-US/a.md"],
            ["--write-baseline", "--changed-since", "main"],
            ["--fix", "--changed-since", "main"],
        ],
    )
    def test_options_that_exclude_each_other(self, run: Run, args: list[str]) -> None:
        result = run("check", *args)
        assert result.status == 2
        assert "exclude each other" in result.sentence
