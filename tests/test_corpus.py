"""What is known to be wrong with the real pages is found, where it is."""

from __future__ import annotations

import codecs
from functools import partial
from pathlib import Path

import pytest

from corpus import CORPUS
from playbook_lint import results
from playbook_lint.config import load_config
from playbook_lint.diagnostics import Finding
from playbook_lint.engine import check
from playbook_lint.page import Page
from playbook_lint.project import Project
from playbook_lint.rules import project_subject
from playbook_lint.run import context_for
from playbook_lint.source import SourceText
from playbook_lint.spool import Spool

REVISION = CORPUS / "2020-05"
CONFIG = Path(__file__).parent / "data" / "corpus.toml"
CONVERSATION = "portuguese-playbook/assess-conduct-adoption-and-change-management-conversation-partner-pr.md"

pytestmark = pytest.mark.skipif(not REVISION.is_dir(), reason="the real corpus is not beside this checkout")


def found() -> tuple[Finding, ...]:
    """Everything that is found on one revision."""
    config = load_config(REVISION, CONFIG)
    project = Project(config)
    report = check(project, context_for(config), project.discover(), complete=True)
    assert report.files == 228
    return report.findings


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    return found()


def lines(findings: tuple[Finding, ...], rule: str, path: str) -> list[int]:
    """The lines on which a rule reports something in a page."""
    return [finding.place.start.line for finding in findings if (finding.rule, finding.path) == (rule, path)]


def quoted(findings: tuple[Finding, ...], rule: str, path: str, argument: str) -> set[object]:
    """The values of an argument of a rule's findings in a page."""
    return {finding.arguments[argument] for finding in findings if (finding.rule, finding.path) == (rule, path)}


def test_pages_that_are_too_many_to_keep_say_the_same(
    findings: tuple[Finding, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_KEPT_PAGES", "_KEPT_AGAIN"):
        monkeypatch.setattr(results, name, 1)
    monkeypatch.setattr(results, "Spool", partial(Spool, 1))
    monkeypatch.setattr(project_subject, "_FEW_PAGES", 0)
    assert found() == findings


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


def of_rule(findings: tuple[Finding, ...], rule: str) -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule]


def test_links_to_files_that_are_missing(findings: tuple[Finding, ...]) -> None:
    found = of_rule(findings, "file-not-found")
    assert len(found) == 51
    suggested = [finding for finding in found if finding.arguments["suggestion"]]
    assert len(suggested) == 44
    page = "portuguese-playbook/phase-enable-pr.md"
    assert lines(findings, "file-not-found", page) == [22, 23]
    assert "enable-enable-services-partner-pr.md" in quoted(findings, "file-not-found", page, "suggestion")
    phase = "english-playbook/adoption-continuum-partner.md"
    assert quoted(findings, "file-not-found", phase, "suggestion") == {None}


def test_only_what_is_certain_is_a_fix(findings: tuple[Finding, ...]) -> None:
    fixes = [finding for finding in of_rule(findings, "file-not-found") if finding.fix]
    assert len(fixes) == 22
    for finding in fixes:
        wanted, better = str(finding.arguments["path"]), str(finding.arguments["suggestion"])
        assert (REVISION / finding.path).parent.joinpath(better).is_file()
        assert wanted.rpartition("/")[2][:12] == better[:12]


def test_links_to_variants_and_in_a_page_are_fine(findings: tuple[Finding, ...]) -> None:
    for finding in of_rule(findings, "file-not-found"):
        wanted = REVISION / str(finding.arguments["path"])
        assert not list(wanted.parent.glob(f"{wanted.stem}--*"))
        assert finding.line_text[finding.place.start.column - 1] != "#"
    assert of_rule(findings, "bookmark-not-found") == []


def test_addresses_that_lack_their_beginning(findings: tuple[Finding, ...]) -> None:
    assert len(of_rule(findings, "mailto-missing")) == 9
    assert [finding.path for finding in of_rule(findings, "scheme-missing")] == [
        "english-playbook/frp-covid-19-response.md"
    ]
    addresses = [str(finding.arguments["address"]) for finding in of_rule(findings, "mailto-missing")]
    assert all("@" in address for address in addresses)


def test_links_to_another_language(findings: tuple[Finding, ...]) -> None:
    page = "german-playbook/status-guidance-entitlement-status-notes-partner-de.md"
    assert [(finding.path, finding.place.start.line) for finding in of_rule(findings, "source-page-linked")] == [
        (page, 124)
    ]


def test_links_that_the_translations_do_not_have(findings: tuple[Finding, ...]) -> None:
    found = of_rule(findings, "destination-differs")
    assert len(found) == 36
    assert not any(finding.path.startswith("english-playbook/") for finding in found)
    assert [finding.path for finding in found if "aadpfrptraining" in str(finding.arguments.get("source"))] == [
        "german-playbook/assess-conduct-security-workshop-partner-de.md",
        "portuguese-playbook/assess-conduct-security-workshop-partner-pr.md",
    ]


@pytest.mark.parametrize("rule", ["include-not-found", "circular-reference", "link-out-of-scope"])
def test_what_links_of_the_corpus_do_not_do(findings: tuple[Finding, ...], rule: str) -> None:
    assert of_rule(findings, rule) == []


def test_tables_of_contents(findings: tuple[Finding, ...]) -> None:
    assert lines(findings, "invalid-toc-href", "english-playbook/toc.yml") == [16, 133]
    assert lines(findings, "toc-locale-mismatch", "german-playbook/toc.yml") == [98, 107]
    found = [finding.rule for finding in findings if finding.path.endswith("/toc.yml")]
    assert len(found) == 4
    missing = {finding.path for finding in findings if finding.rule == "toc-missing"}
    assert len(missing) == 41
    assert "german-playbook/l1l2l3-blocked-de.md" not in missing  # its copy is listed


def test_the_metadata_of_pages_with_a_byte_order_mark() -> None:
    pages = [path for path in sorted(REVISION.rglob("*.md")) if path.read_bytes().startswith(codecs.BOM_UTF8)]
    assert len(pages) > 24
    for path in pages:
        metadata = Page.parse(SourceText.from_bytes(path.read_bytes())).metadata
        assert metadata.get("ms.topic"), path
