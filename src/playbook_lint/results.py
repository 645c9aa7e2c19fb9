"""The results of a run's page phase, as the later phases look at them: facts by file, findings, suppressions.

What is looked at one file at a time stays as bytes in a spool, so that little of a large project is in memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from heapq import merge
from typing import TYPE_CHECKING, cast

from playbook_lint.diagnostics import Finding
from playbook_lint.file_result import FileResult, StoredResult, Suppressions, anchors_in, facts_in, loaded, sections_in
from playbook_lint.page_facts import PageFacts, TocFacts
from playbook_lint.project import ProjectFile
from playbook_lint.records import Record, replace
from playbook_lint.spool import Ref, Spool

if TYPE_CHECKING:
    from playbook_lint.rules.catalogs_subject import CatalogFacts

# Facts of so many pages are kept as they come; of the others, those that were asked for last.
_KEPT_PAGES, _KEPT_AGAIN = 2_048, 256


class _Page(Record, frozen=True):
    facts: Ref
    sections: Ref
    anchors: Ref


class Pages:
    """The facts of pages, in the order of their paths. They are without sections, which `whole` adds, and anchors."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._refs: dict[str, _Page | None] = {}
        self._kept: dict[str, PageFacts] = {}
        self._again = lru_cache(_KEPT_AGAIN)(self._decoded)

    def add(self, facts: PageFacts, result: StoredResult | None) -> None:
        """Add a page with these facts; without a stored result they are all there is."""
        put = self._spool.put
        self._refs[facts.path] = _Page(put(result.facts), put(result.sections), put(result.anchors)) if result else None
        if result is None or len(self._kept) < _KEPT_PAGES:
            self._kept[facts.path] = facts

    def sort(self) -> None:
        """Put the pages in order."""
        self._refs = dict(sorted(self._refs.items()))

    def close(self) -> None:
        """Let go of what is put aside; there is nothing to find any more."""
        self._spool.close()

    @property
    def paths(self) -> Collection[str]:
        """The paths of the pages, in order."""
        return self._refs.keys()

    def __iter__(self) -> Iterator[PageFacts]:
        return (self._kept.get(path) or self._decoded(path) for path in self._refs)

    def find(self, path: str) -> PageFacts | None:
        """The facts of the page at `path`, if it is one of these."""
        return (self._kept.get(path) or self._again(path)) if path in self._refs else None

    def anchors(self, path: str) -> frozenset[str] | None:
        """The anchors of one of these pages, None where they cannot be told."""
        ref = self._refs[path]
        return anchors_in(self._spool.get(ref.anchors)) if ref else self._kept[path].anchors

    def whole(self, path: str) -> PageFacts:
        """The facts of one of these pages with its sections."""
        ref, page = self._refs[path], self._kept.get(path) or self._decoded(path)
        return replace(page, sections=sections_in(self._spool.get(ref.sections))) if ref else page

    def _decoded(self, path: str) -> PageFacts:
        ref = self._refs[path]
        assert ref  # what is not stored is kept
        return replace(cast(PageFacts, facts_in(self._spool.get(ref.facts), "page")), path=path)


class Results:
    """What was found in the files of a run, each of them alone."""

    def __init__(self) -> None:
        self.files: dict[str, ProjectFile] = {}
        self.findings: list[Finding] = []
        self.suppressions: dict[str, Suppressions] = {}
        self.pages = Pages()
        self.tocs: list[TocFacts] = []
        self.catalogs: list[CatalogFacts] = []

    def add(self, file: ProjectFile, result: StoredResult | FileResult) -> None:
        """Add what was found in `file`; raises `StoredResultError`, before anything is added."""
        stored = result if isinstance(result, StoredResult) else None
        found = (result if isinstance(result, FileResult) else loaded(result, file.kind)).of(file.relative)
        self.files[file.relative] = file
        self.findings += found.findings
        if found.suppressions:
            self.suppressions[file.relative] = found.suppressions
        if found.facts:
            self.pages.add(found.facts, stored)
        if found.toc:
            self.tocs.append(found.toc)
        if found.catalog:
            self.catalogs.append(found.catalog)

    def sort(self) -> None:
        """Put what was added in the order of paths."""
        self.pages.sort()
        self.tocs.sort(key=lambda toc: toc.path)
        self.catalogs.sort(key=lambda catalog: catalog.path)

    def close(self) -> None:
        """Let go of what is put aside."""
        self.pages.close()

    def linking(self) -> Iterable[PageFacts | TocFacts]:
        """The facts of the files that have links, by path."""
        return merge(self.pages, self.tocs, key=lambda file: file.path)
