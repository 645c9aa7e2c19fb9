"""What rules correct in a table of contents, and what they say of one that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from playbook_lint.config import Config, load_config
from playbook_lint.diagnostics import Finding
from playbook_lint.engine import check
from playbook_lint.fixes import fixed_text
from playbook_lint.project import Project
from playbook_lint.rules.invalid_toc_href import _MAX_SOUGHT
from playbook_lint.run import context_for

CONFIG = """
content = ["en", "de"]
select = ["links"]
max-file-size = 1000
[source]
locale = "en-US"
pages = ["en/{page}.md"]
[locales.de]
pages = ["de/{page}-de.md", "de/{page}.md"]
"""
PAGES = ("en/plan-ahead.md", "en/prerequisites.md", "en/it's.md", "en/日本.md", "en/a,b.md", "de/start-de.md")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "playbook-lint.toml").write_text(CONFIG, encoding="utf-8")
    for path in PAGES:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("# Plan\n\n## First steps\n\n## Prerequisites\n", encoding="utf-8")
    return tmp_path


def findings(root: Path, path: str, text: str | bytes, *, complete: bool = False) -> list[Finding]:
    (root / path).write_bytes(text.encode() if isinstance(text, str) else text)
    config: Config = load_config(root)
    files = Project(config)
    return list(check(files, context_for(config), files.discover(), complete=complete).findings)


def said(found: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in found]


class TestFixes:
    @pytest.mark.parametrize(
        ("path", "before", "after"),
        [
            ("en/toc.yml", "Plan-Ahead.md", "plan-ahead.md"),
            ("en/toc.yml", '"Plan-Ahead.md?view=a#first-steps"', '"plan-ahead.md?view=a#first-steps"'),
            ("en/toc.yml", "'Plan-Ahead.md'", "'plan-ahead.md'"),
            ("en/toc.yml", "prerequsites.md#first-steps", "prerequisites.md#first-steps"),
            ("en/toc.yml", "plan-ahead.md#prerequsites", "plan-ahead.md#prerequisites"),
            ("en/toc.yml", "plan-ahead.md#prerequisite", "plan-ahead.md#prerequisite"),  # it may be another one
            ("en/toc.yml", "Plan-Ahead.md?a=1&copy=2", "plan-ahead.md?a=1&copy=2"),
            ("en/toc.yml", "www.example.com/plan.html", "https://www.example.com/plan.html"),
            ("en/toc.yml", "help@example.com", "mailto:help@example.com"),
            ("en/toc.yml", "../de/start-de.md", "../de/start-de.md"),
            ("de/toc.yml", "../en/plan-ahead.md", "../en/plan-ahead.md"),
            ("de/toc.yml", "start.md", "start-de.md"),
            ("en/toc.yml", "日 本.md", "日本.md"),
            # What YAML might read otherwise is left to people: marks, other forms of a text.
            ("en/toc.yml", "'IT''S.md'", "'IT''S.md'"),
            ("en/toc.yml", '"IT\'S.md"', '"IT\'S.md"'),
            ("en/toc.yml", "A,B.md", "A,B.md"),
            ("en/toc.yml", '"Plan-Ahead\\x2Emd"', '"Plan-Ahead\\x2Emd"'),
            ("en/toc.yml", ">-\n    Plan-Ahead.md", ">-\n    Plan-Ahead.md"),
            ("en/toc.yml", "&page Plan-Ahead.md", "&page Plan-Ahead.md"),
            ("en/toc.yml", "www.example.com/a?b={c}", "www.example.com/a?b={c}"),
        ],
    )
    def test_of_destinations_leave_the_rest_as_it_is(self, project: Path, path: str, before: str, after: str) -> None:
        text = f"\ufeff- name: 'Plan'\r\n  href: {before}\r\n- {{name: 'Again'}}  # here\r\n"
        found = [finding for finding in findings(project, path, text) if finding.path == path and finding.fix]
        fixed = fixed_text(text.removeprefix("\ufeff"), [finding.fix for finding in found])
        assert fixed == f"- name: 'Plan'\r\n  href: {after}\r\n- {{name: 'Again'}}  # here\r\n"
        assert yaml.safe_load(fixed)[0]["name"] == "Plan"

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("- Name: a\n  href: plan-ahead.md\n", "- name: a\n  href: plan-ahead.md\n"),
            ("- name: a\n  display-name: b\n  items: []\n", "- name: a\n  displayName: b\n  items: []\n"),
            ("- name: a\n  'expandd': true\n  items: []\n", "- name: a\n  'expandd': true\n  items: []\n"),
            ("- name: a\n  NAME: b\n  items: []\n", "- name: a\n  NAME: b\n  items: []\n"),
        ],
    )
    def test_of_keys(self, project: Path, before: str, after: str) -> None:
        found = findings(project, "en/toc.yml", before)
        assert fixed_text(before, [finding.fix for finding in found if finding.fix]) == after


class TestFilesThatCannotBeRead:
    @pytest.mark.parametrize(
        ("data", "rule"),
        [
            (b"- name: caf\xe9\n  href: plan-ahead.md\n", "encoding-invalid"),
            (b"# " + b"x" * 1000, "file-too-large"),
        ],
    )
    def test_are_told_and_no_page_is_missing_from_them(self, project: Path, data: bytes, rule: str) -> None:
        assert said(findings(project, "en/toc.yml", data, complete=True)) == [(rule, "en/toc.yml")]

    def test_a_link_that_leads_nowhere(self, project: Path) -> None:
        (project / "en" / "toc--partner.yml").symlink_to("nowhere.yml")
        found = findings(project, "en/toc.yml", "- name: a\n  href: plan-ahead.md\n", complete=True)
        assert said(found) == [("file-unreadable", "en/toc--partner.yml")]

    def test_pages_are_missing_in_a_complete_run_only(self, project: Path) -> None:
        text = "- name: a\n  href: plan-ahead.md\n"
        missing = [("toc-missing", path) for path in sorted(PAGES) if path.startswith("en/") and "plan" not in path]
        assert said(findings(project, "en/toc.yml", text, complete=True)) == missing
        assert said(findings(project, "en/toc.yml", text)) == []


class TestLimits:
    @pytest.fixture(autouse=True)
    def large_files(self, project: Path) -> None:
        (project / "playbook-lint.toml").write_text(CONFIG.replace("= 1000", "= 1_000_000"), encoding="utf-8")

    def test_all_wrong_anchors_are_told_and_the_first_get_a_suggestion(self, project: Path) -> None:
        entry = "- name: a\n  href: plan-ahead.md?v={}#prerequsites\n"
        found = findings(project, "en/toc.yml", "".join(entry.format(number) for number in range(_MAX_SOUGHT + 5)))
        assert {finding.rule for finding in found} == {"invalid-toc-href"}
        assert [bool(finding.fix) for finding in found] == [True] * _MAX_SOUGHT + [False] * 5

    def test_an_entry_of_thousands_of_keys(self, project: Path) -> None:
        text = "- name: a\n  href: plan-ahead.md\n" + "".join(f"  key{number}: x\n" for number in range(20_000))
        found = findings(project, "en/toc.yml", text)
        assert [finding.place.start.line for finding in found] == list(range(3, 20_003))
