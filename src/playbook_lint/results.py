"""The results of a run's page phase, as the later phases look at them: facts by file, findings, suppressions.

What is looked at one file at a time stays as bytes in a spool, so that the size of a project hardly counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple, cast

from playbook_lint.diagnostics import Finding
from playbook_lint.file_result import (
    StoredResult,
    Suppressions,
    facts_in,
    findings_in,
    sections_in,
    suppressions_in,
)
from playbook_lint.page_facts import PageFacts, TocFacts
from playbook_lint.project import ProjectFile
from playbook_lint.spool import Ref, Spool

if TYPE_CHECKING:
    from playbook_lint.rules.catalogs_subject import CatalogFacts

# Facts of so many pages are kept once they are decoded.
_KEPT_PAGES = 4096


class _Page(NamedTuple):
    facts: Ref
    sections: Ref


class Pages:
    """The facts of pages, in the order of their paths. They are without sections, which `whole` adds."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._refs: dict[str, _Page] = {}
        self._kept: dict[str, PageFacts] = {}
        self._again = lru_cache(_KEPT_PAGES)(self._decoded)

    def add(self, facts: PageFacts, result: StoredResult) -> None:
        """Add a page with these facts."""
        self._refs[facts.path] = _Page(self._spool.put(result.facts), self._spool.put(result.sections))
        if len(self._kept) < _KEPT_PAGES:
            self._kept[facts.path] = facts

    def sort(self) -> None:
        """Put the pages in order."""
        self._refs = dict(sorted(self._refs.items()))

    def __len__(self) -> int:
        return len(self._refs)

    def __iter__(self) -> Iterator[PageFacts]:
        return (self._kept.get(path) or self._decoded(path) for path in self._refs)

    def __contains__(self, page: object) -> bool:
        return isinstance(page, PageFacts) and page.path in self._refs

    def find(self, path: str) -> PageFacts | None:
        """The facts of the page at `path`, if it is one of these."""
        return (self._kept.get(path) or self._again(path)) if path in self._refs else None

    def whole(self, page: PageFacts) -> PageFacts:
        """The facts of a page of these with its sections."""
        return page._replace(sections=sections_in(self._spool.get(self._refs[page.path].sections)))

    def _decoded(self, path: str) -> PageFacts:
        return cast(PageFacts, facts_in(self._spool.get(self._refs[path].facts), "page"))


class Results:
    """What was found in the files of a run, each of them alone."""

    def __init__(self) -> None:
        self.files: dict[str, ProjectFile] = {}
        self.findings: list[Finding] = []
        self.suppressions: dict[str, Suppressions] = {}
        self.pages = Pages()
        self.tocs: list[TocFacts] = []
        self.catalogs: list[CatalogFacts] = []

    def add(self, file: ProjectFile, result: StoredResult) -> None:
        """Add what was found in `file`; raises `StoredResultError`, before anything is added."""
        findings, suppressions = findings_in(result.findings), suppressions_in(result.suppressions)
        facts = facts_in(result.facts, file.kind)
        self.files[file.relative] = file
        self.findings += findings
        if suppressions:
            self.suppressions[file.relative] = suppressions
        if facts is None:
            return
        if file.kind == "page":
            self.pages.add(cast(PageFacts, facts), result)
        elif file.kind == "toc":
            self.tocs.append(cast(TocFacts, facts))
        else:
            self.catalogs.append(cast("CatalogFacts", facts))

    def sort(self) -> None:
        """Put what was added in the order of paths."""
        self.pages.sort()
        self.tocs.sort(key=lambda toc: toc.path)
        self.catalogs.sort(key=lambda catalog: catalog.path)

    def linking(self) -> Iterable[PageFacts | TocFacts]:
        """The facts of the files that have links, by path."""
        return merge(self.pages, self.tocs, key=lambda file: file.path)
