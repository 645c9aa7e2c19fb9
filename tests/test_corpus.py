"""What is known to be wrong with the real pages is found, where it is."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from corpus import CORPUS
from playbook_lint.config import load_config
from playbook_lint.diagnostics import Finding
from playbook_lint.engine import check
from playbook_lint.page import Page
from playbook_lint.project import Project
from playbook_lint.run import context_for
from playbook_lint.source import SourceText

REVISION = CORPUS / "2020-05"
CONFIG = Path(__file__).parent / "data" / "corpus.toml"
CONVERSATION = "portuguese-playbook/assess-conduct-adoption-and-change-management-conversation-partner-pr.md"

pytestmark = pytest.mark.skipif(not REVISION.is_dir(), reason="the real corpus is not beside this checkout")


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    """Everything that is found on one revision."""
    config = load_config(REVISION, CONFIG)
    project = Project(config)
    report = check(project, context_for(config), project.discover(), complete=True)
    assert report.files == 225
    return report.findings


def lines(findings: tuple[Finding, ...], rule: str, path: str) -> list[int]:
    """The lines on which a rule reports something in a page."""
    return [finding.place.start.line for finding in findings if (finding.rule, finding.path) == (rule, path)]


def quoted(findings: tuple[Finding, ...], rule: str, path: str, argument: str) -> set[object]:
    """The values of an argument of a rule's findings in a page."""
    return {finding.arguments[argument] for finding in findings if (finding.rule, finding.path) == (rule, path)}


def test_the_update_heading_inside_a_list(findings: tuple[Finding, ...]) -> None:
    assert lines(findings, "heading-in-list", CONVERSATION) == [155]


def test_a_code_that_is_no_term(findings: tuple[Finding, ...]) -> None:
    assert quoted(findings, "code-unknown", CONVERSATION, "code") == {"b"}
    assert len(lines(findings, "code-unknown", CONVERSATION)) == 7


def test_unknown_spellings_of_roles(findings: tuple[Finding, ...]) -> None:
    in_labels = quoted(findings, "label-value-unknown", CONVERSATION, "text")
    assert in_labels >= {"Gerente FastTrack (FM)", "Microsoft FastTrack Ready Partner"}
    in_tables = quoted(findings, "role-unknown", CONVERSATION, "text")
    assert in_tables == {"Gerente Microsoft FastTrack", "Engenheiro Microsoft FastTrack"}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("english-playbook/migrate-migration-partner.md", 66),
        ("english-playbook/remediate-address-technical-gaps-partner.md", 58),
        ("portuguese-playbook/enable-enable-services-partner-pr.md", 171),
    ],
)
def test_rows_that_run_together(findings: tuple[Finding, ...], path: str, line: int) -> None:
    assert line in lines(findings, "table-cell-count", path)


def test_committed_merge_conflicts(findings: tuple[Finding, ...]) -> None:
    paths = {finding.path for finding in findings if finding.rule == "merge-conflict"}
    assert len(paths) == 2
    assert all(path.startswith("portuguese-playbook/") for path in paths)


def test_the_metadata_of_pages_with_a_byte_order_mark() -> None:
    pages = [path for path in sorted(REVISION.rglob("*.md")) if path.read_bytes().startswith(codecs.BOM_UTF8)]
    assert len(pages) > 24
    for path in pages:
        metadata = Page.parse(SourceText.from_bytes(path.read_bytes())).metadata
        assert metadata.get("ms.topic"), path
