"""`playbook-lint check` on tables of contents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import CONFIG, GOOD, Project, Run

TOC = "- name: Fleet\n  href: good.md\n- name: Vans\n  href: Good.md\n"


@pytest.fixture
def toc(project: Project) -> Path:
    """A table of contents with one wrong destination."""
    project.write("playbook-lint.toml", CONFIG.replace('["heading-skipped"]', '["heading-skipped", "links"]'))
    return project.write("en-US/toc.yml", TOC)


def rules(stdout: str) -> list[tuple[str, str, int]]:
    return [(found["rule"], found["path"], found["start"]["line"]) for found in json.loads(stdout)["diagnostics"]]


@pytest.mark.usefixtures("toc")
class TestCheck:
    def test_it_is_checked_by_its_path(self, run: Run) -> None:
        result = run("check", "en-US/toc.yml")
        assert result.status == 1
        assert "en-US/toc.yml\n  4:9  error" in result.stdout
        assert result.stdout.endswith("Checked 1 file: 1 error, 1 warning.\n")

    def test_it_is_one_of_the_files_of_its_folder(self, run: Run) -> None:
        result = run("check", "en-US", "--format", "json")
        assert rules(result.stdout) == [
            ("invalid-toc-href", "en-US/toc.yml", 4),
            ("toc-entry-duplicated", "en-US/toc.yml", 4),
        ]
        assert json.loads(result.stdout)["summary"]["files"] == 2

    def test_pages_that_it_does_not_list_are_told_in_a_run_over_everything(self, run: Run, project: Project) -> None:
        project.write("en-US/more.md")
        missing = ("toc-missing", "en-US/more.md", 1)
        assert missing in rules(run("check", "--format", "json").stdout)
        assert missing not in rules(run("check", "en-US", "--format", "json").stdout)

    def test_a_finding_has_the_locale_of_the_pages_beside_it(self, run: Run, project: Project) -> None:
        project.write("pt-BR/toc.yml", "- name: Frota\n  href: gone.md\n")
        (found,) = json.loads(run("check", "pt-BR/toc.yml", "--format", "json").stdout)["diagnostics"]
        assert (found["locale"], found["message"]) == ("pt-BR", "There is no file `pt-BR/gone.md`")

    def test_a_comment_silences_a_rule(self, run: Run, toc: Path) -> None:
        comment = "  # playbook-lint-disable-next-line {} -- the old name\n"
        toc.write_text(TOC.replace("  href: Good", comment.format("invalid-toc-href") + "  href: Good"))
        assert rules(run("check", "en-US", "--format", "json").stdout) == [("toc-entry-duplicated", "en-US/toc.yml", 5)]
        toc.write_text(TOC.replace("  href: Good", comment.format("links") + "  href: Good"))
        assert run("check", "en-US").status == 0

    def test_fix_mends_it_and_keeps_every_other_byte(self, run: Run, toc: Path) -> None:
        toc.write_bytes(b"\xef\xbb\xbf" + TOC.replace("\n", "\r\n").replace("Good.md", "'Good.md'  # here").encode())
        before = toc.read_bytes()
        run("check", "--fix", "en-US")
        assert toc.read_bytes() == before.replace(b"Good.md", b"good.md")

    def test_on_standard_input(self, run: Run) -> None:
        result = run(
            "check", "--stdin", "--stdin-filename", "en-US/toc.yml", "--format", "json", stdin="- name: x: y\n"
        )
        assert rules(result.stdout) == [("toc-syntax-invalid", "en-US/toc.yml", 1)]

    @pytest.mark.parametrize("href", ['"\\e[31mred.md"', "../../\x1b]0;title", '"\\e]0;title"', '"\\r\\b\\x9b.md"'])
    def test_terminal_escapes_in_it_are_shown_and_not_obeyed(self, run: Run, toc: Path, href: str) -> None:
        toc.write_text(f"- name: x\n  href: {href}\n")
        result = run("check", "en-US/toc.yml")
        assert result.status == 1
        assert not any(char in result.stdout for char in "\x1b\x9b\b\r")

    def test_nothing_outside_of_the_project_is_looked_at(self, run: Run, toc: Path, project: Project) -> None:
        project.write("../outside.md", GOOD)
        toc.write_text("- name: x\n  href: ../../outside.md\n- name: y\n  href: /../outside.md\n")
        found = rules(run("check", "en-US/toc.yml", "--format", "json").stdout)
        assert found == [("invalid-toc-href", "en-US/toc.yml", line) for line in (2, 4)]

    def test_explain_page_is_about_pages(self, run: Run) -> None:
        result = run("explain-page", "en-US/toc.yml")
        assert (result.status, result.sentence) == (2, "`en-US/toc.yml` is a table of contents, not a page")
