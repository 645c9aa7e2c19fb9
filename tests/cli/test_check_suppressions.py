"""Suppression comments, from the page to the report."""

from __future__ import annotations

import json

import pytest

from command import CONFIG, Project, Run

PAGE = """\
---
title: Fleet handover
{metadata}
---

# Fleet handover

{above}
### First

{between}
# Fleet return

### Second {inline}
"""
FIRST, SECOND = 9, 14


@pytest.fixture
def reported(run: Run, project: Project):
    """The lines on which a page still has a skipped heading, and how many findings were suppressed."""

    def check(**comments: str) -> tuple[list[int], int]:
        parts = {"metadata": "mood: calm", "above": "Text.", "between": "Text.", "inline": ""} | comments
        project.write("pt-BR/bad.md", PAGE.format(**parts))
        document = json.loads(run("check", "pt-BR", "--format", "json").stdout)
        return [found["start"]["line"] for found in document["diagnostics"]], document["summary"]["suppressed"]

    return check


def comment(text: str) -> str:
    return f"<!-- playbook-lint-{text} -->"


class TestWhatIsSilenced:
    def test_nothing_without_a_comment(self, reported) -> None:
        assert reported() == ([FIRST, SECOND], 0)

    def test_the_next_line(self, reported) -> None:
        assert reported(above=comment("disable-next-line heading-skipped")) == ([SECOND], 1)
        assert reported(between=comment("disable-next-line heading-skipped")) == ([FIRST, SECOND], 0)

    def test_its_own_line(self, reported) -> None:
        assert reported(inline=comment("disable-line heading-skipped")) == ([FIRST], 1)

    def test_a_block(self, reported) -> None:
        both = {"above": comment("disable heading-skipped"), "between": comment("enable heading-skipped")}
        assert reported(**both) == ([SECOND], 1)
        assert reported(above=both["above"]) == ([], 2)

    @pytest.mark.parametrize("ending", ["enable", "enable structure heading-skipped"])
    def test_a_block_is_ended_by_its_name_or_with_all_others(self, reported, ending: str) -> None:
        assert reported(above=comment("disable heading-skipped"), between=comment(ending)) == ([SECOND], 1)

    @pytest.mark.parametrize("ending", ["enable structure", "enable h1-missing"])
    def test_a_block_is_not_ended_by_another_name(self, reported, ending: str) -> None:
        assert reported(above=comment("disable heading-skipped"), between=comment(ending)) == ([], 2)

    def test_a_block_of_two_names_ends_for_each(self, reported) -> None:
        above = comment("disable heading-skipped, h1-missing")
        assert reported(above=above, between=comment("enable heading-skipped")) == ([SECOND], 1)
        assert reported(above=above, between=comment("enable h1-missing")) == ([], 2)

    def test_the_file(self, reported) -> None:
        assert reported(inline=comment("disable-file heading-skipped")) == ([], 2)

    def test_the_metadata(self, reported) -> None:
        assert reported(metadata="# playbook-lint-disable-file heading-skipped") == ([], 2)
        assert reported(metadata="mood: calm # playbook-lint-disable heading-skipped") == ([], 2)

    @pytest.mark.parametrize(
        "names", ["", "structure", "text, structure", "h1-missing heading-skipped", "heading-skipped,h1-missing"]
    )
    def test_all_rules_categories_and_lists(self, reported, names: str) -> None:
        assert reported(above=comment(f"disable-next-line {names}")) == ([SECOND], 1)

    def test_reasons_are_for_people(self, reported) -> None:
        reason = "disable-next-line heading-skipped -- the template says so, see structure"
        assert reported(above=comment(reason)) == ([SECOND], 1)
        assert reported(above=comment("disable-next-line text -- heading-skipped")) == ([FIRST, SECOND], 0)
        assert reported(above=comment("disable-next-line -- all of it")) == ([SECOND], 1)

    @pytest.mark.parametrize(
        "text",
        [
            "`<!-- playbook-lint-disable-next-line heading-skipped -->`",
            "    <!-- playbook-lint-disable-next-line heading-skipped -->",
            "<!-- playbook-lint-disable-next-lines heading-skipped -->",
            "<!-- playbook-lint: disable-next-line heading-skipped -->",
        ],
    )
    def test_what_is_no_comment_of_ours(self, reported, text: str) -> None:
        assert reported(above=text) == ([FIRST, SECOND], 0)

    def test_the_exit_status_counts_what_is_left(self, run: Run, project: Project) -> None:
        project.write(
            "pt-BR/bad.md", PAGE.format(metadata="a: b", above="", between="", inline=comment("disable-file"))
        )
        result = run("check")
        assert result.status == 0
        assert "Checked 2 files: nothing to report (2 suppressed)." in result.stdout

    def test_sarif_marks_them(self, run: Run, project: Project) -> None:
        page = PAGE.format(metadata="a: b", above="", between="", inline=comment("disable-line heading-skipped"))
        project.write("pt-BR/bad.md", page)
        (sarif_run,) = json.loads(run("check", "--format", "sarif").stdout)["runs"]
        marks = [result.get("suppressions", []) for result in sarif_run["results"]]
        assert [[mark["kind"] for mark in of_result] for of_result in marks] == [[], ["inSource"]]

    def test_a_page_on_standard_input(self, run: Run) -> None:
        page = "<!-- playbook-lint-disable-file heading-skipped -->\n\n# A\n\n### B\n"
        assert run("check", "--stdin", "--stdin-filename", "pt-BR/a.md", stdin=page).status == 0


class TestWhatIsReportedOfThem:
    def messages(self, run: Run, project: Project, text: str, *options: str) -> list[str]:
        config = CONFIG.replace('["heading-skipped"]', '["heading-skipped", "suppressions"]')
        project.write("playbook-lint.toml", config)
        project.write("pt-BR/bad.md", text)
        document = json.loads(run("check", "pt-BR", "--format", "json", *options).stdout)
        return [f"{found['rule']}:{found['start']['line']} {found['message']}" for found in document["diagnostics"]]

    def test_an_unknown_name_and_an_unknown_comment(self, run: Run, project: Project) -> None:
        text = "# A\n\n<!-- playbook-lint-disable heading-skiped -->\n\n<!-- playbook-lint-disable-lines -->\n"
        first, second = self.messages(run, project, text)
        assert first.startswith("suppression-invalid:3 `heading-skiped` is neither a rule nor a category")
        assert first.endswith("did you mean `heading-skipped`?")
        assert second.startswith("suppression-invalid:5 There is no comment `playbook-lint-disable-lines`")
        assert second.endswith("did you mean `playbook-lint-disable-line`?")

    def test_one_that_silences_nothing(self, run: Run, project: Project) -> None:
        (only,) = self.messages(run, project, "# A\n\n<!-- playbook-lint-disable heading-skipped -->\n\n## B\n")
        assert only.startswith("suppression-unused:3 `heading-skipped` is not reported here")

    def test_one_that_another_makes_needless(self, run: Run, project: Project) -> None:
        block = "<!-- playbook-lint-disable heading-skipped -->\n"
        line = "<!-- playbook-lint-disable-next-line heading-skipped -->\n"
        assert self.messages(run, project, f"# A\n\n{block}\n### B\n") == []
        (only,) = self.messages(run, project, f"# A\n\n{block}{line}### B\n")
        assert only.startswith("suppression-unused:4 ")

    def test_not_one_whose_rule_does_not_run(self, run: Run, project: Project) -> None:
        text = "# A\n\n<!-- playbook-lint-disable heading-skipped, h1-missing, tables -->\n"
        assert self.messages(run, project, text, "--select", "suppressions") == []


def test_many_comments_and_findings_take_no_longer_than_they_are_long(run: Run, project: Project) -> None:
    """Were each comment compared with each finding, or with each other comment, this would take minutes."""
    disable, enable = comment("disable heading-skipped"), comment("enable h1-missing")
    project.write("pt-BR/bad.md", f"# A\n\n### B\n\n{disable}\n\n{enable}\n\n" * 5000)
    result = run("check", "pt-BR", "--quiet")
    assert result.stdout.count(" error ") == 1
