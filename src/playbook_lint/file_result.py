"""What the page phase leaves of a file: plain values, for which no parser is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from playbook_lint.diagnostics import Finding
from playbook_lint.page_facts import PageFacts, TocFacts
from playbook_lint.project import ProjectFile
from playbook_lint.source import Place
from playbook_lint.suppressions import Suppression

if TYPE_CHECKING:
    from playbook_lint.rules.catalogs_subject import CatalogFacts


class FileResult(NamedTuple):
    """What the page phase leaves of a file: findings, suppressions, and the facts of what it is."""

    file: ProjectFile
    findings: tuple[Finding, ...]
    facts: PageFacts | None = None
    toc: TocFacts | None = None
    catalog: CatalogFacts | None = None
    suppressions: tuple[tuple[Suppression, Place], ...] = ()
