"""Target pages out of source pages and catalogs, with links that lead to pages of the same language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from playbook_lint.l10n.compile import Draft, compiled, draft
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.po_text import CatalogError
from playbook_lint.l10n.pseudo import pseudo
from playbook_lint.l10n.segments import MessageSegment
from playbook_lint.link_places import resolver_of
from playbook_lint.links import destination
from playbook_lint.links.destination import Kind
from playbook_lint.links.resolve import Target
from playbook_lint.project import PageReadError, Project
from playbook_lint.records import Record
from playbook_lint.rules.project_subject import relative
from playbook_lint.source import LINE_ENDING, SourceDecodeError, SourceText, line_ending
from playbook_lint.subjects import Context, subject_for
from playbook_lint.translation.catalogs import Catalogs
from playbook_lint.translation.plan import Plan
from playbook_lint.translation.sources import SourcePage, Sources

_CONFLICT = re.compile(rb"^<{7}[ \r\n].*^>{7}[ \r\n]", re.MULTILINE | re.DOTALL)


class Compiling(Record, frozen=True):
    """How pages are compiled: `minimum` is the share (0 to 100) of messages that must be translated.

    With too few, a page is left alone, or written in the source language with `writes_below`. With `pseudo`
    translations are made up and no catalog is read.
    """

    minimum: int
    writes_below: bool
    uses_fuzzy: bool = False
    pseudo: bool = False


class CompiledPage(Record, frozen=True):
    """What became of a page in a locale.

    `path` is that of the target page; `written` is False for one with too few translations. `refused` are entries of
    the catalog at `catalog` whose translations would have changed the structure of the page.
    """

    page_id: str
    locale: str
    path: str
    written: bool
    messages: int
    translated: int
    catalog: str
    refused: tuple[Entry, ...]


class Compiler:
    """Compiles the pages of one locale into `plan`."""

    def __init__(
        self, project: Project, context: Context, sources: Sources, catalogs: Catalogs, plan: Plan, locale: str
    ) -> None:
        self._project = project
        self._context = context
        self._sources = sources
        self._catalogs = catalogs
        self._plan = plan
        self._locale = locale
        self._drafts: dict[str, Draft | None] = {}
        self._kept_anchors: dict[str, Mapping[str, str]] = {}
        self.problems: list[str] = []
        self._how = Compiling(0, writes_below=False)
        self._resolver = resolver_of(project)

    def compile(self, page_ids: Iterable[str], how: Compiling) -> Iterator[CompiledPage]:
        """Compile those pages but for those whose catalogs are not sound; raises `OutsideError`."""
        self._how = how
        drafts = {page_id: made for page_id in page_ids if (made := self._draft(page_id))}
        enough = {page_id for page_id, made in drafts.items() if _is_enough(made, how)}
        present = enough if not how.writes_below else drafts.keys()
        for page_id, made in drafts.items():
            path = self._project.target_path(page_id, self._locale)
            writes = page_id in present and not self._is_unresolved(path)
            if writes:
                self._write(page_id, path, made if page_id in enough else self._untranslated(page_id), present)
            catalog = self._catalogs.catalog_path(page_id, self._locale)
            yield CompiledPage(
                page_id, self._locale, path, writes, made.messages, made.translated, catalog, made.refused
            )

    def _is_unresolved(self, path: str) -> bool:
        """Whether the target page holds what a person has to resolve first, so that it is not written over."""
        data = self._plan.read(path) or b""
        if _CONFLICT.search(data):
            self.problems.append(f"`{path}` has a merge conflict and is not written over; resolve it first")
            return True
        try:
            data.decode()
        except UnicodeDecodeError as error:
            self.problems.append(f"`{path}` is not UTF-8 (at byte {error.start}) and is not written over")
            return True
        return False

    def anchors(self, page_id: str) -> Mapping[str, str]:
        """The anchor that each heading of a source page has in the target page, by that of the source."""
        made = self._draft(page_id)
        if made and _is_enough(made, self._how):
            return made.anchors
        if page_id not in self._kept_anchors:
            self._kept_anchors[page_id] = self._anchors_on_disk(page_id)
        return self._kept_anchors[page_id]

    def _anchors_on_disk(self, page_id: str) -> Mapping[str, str]:
        """The anchors of a target page that stays as it is, when it has as many headings as its source."""
        source, path = self._sources.page(page_id), self._project.page_of(page_id, self._locale)
        if source is None or path is None or source.file.kind == "toc":
            return {}
        try:
            page = subject_for(self._project.file_at(self._context.config.root / path), self._context).page
        except (PageReadError, SourceDecodeError):
            return {}
        ours = source.document.shape_of(source.document.source).anchors
        theirs = [heading.anchor for heading in page.headings]
        return dict(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else {}

    def _draft(self, page_id: str) -> Draft | None:
        if page_id not in self._drafts:
            page = self._sources.page(page_id)
            self._drafts[page_id] = None
            with suppress(CatalogError):  # which `catalogs` tells
                self._drafts[page_id] = self._drafted(page, self._translations(page)) if page else None
        return self._drafts[page_id]

    def _translations(self, page: SourcePage) -> Mapping[str, Entry]:
        if self._how.pseudo:
            texts = (segment.text for segment in page.document.segments.messages)
            return {text: Entry(text, pseudo(text, page.labels)) for text in texts}
        catalog = self._catalogs.read(self._catalogs.catalog_path(page.page_id, self._locale))
        return {entry.source: entry for entry in catalog.entries if self._counts(entry)} if catalog else {}

    def _drafted(self, page: SourcePage, entries: Mapping[str, Entry]) -> Draft:
        def translate(segment: MessageSegment) -> Entry | None:
            return entries.get(segment.text)

        return draft(page.document, translate, self._context.terms(self._locale))

    def _counts(self, entry: Entry) -> bool:
        if entry.context or entry.obsolete or not entry.target.strip():
            return False
        return self._how.uses_fuzzy or not entry.fuzzy

    def _untranslated(self, page_id: str) -> Draft:
        page = self._sources.page(page_id)
        assert page is not None
        return self._drafted(page, {})

    def _write(self, page_id: str, path: str, made: Draft, present: Iterable[str]) -> None:
        links = _Links(self, page_id, path, frozenset(present))
        text = compiled(made, links.lead, self._own_regions(path, line_ending(made.text)) if made.owned else {})
        self._plan.write(path, SourceText(text, made.bom).encode())

    def _own_regions(self, path: str, ending: str) -> dict[str, list[str]]:
        """The texts of the regions that the present target page has of its own, by kind, with that line ending."""
        regions: dict[str, list[str]] = {}
        try:
            file = self._project.file_at(self._context.config.root / path)
            subject = subject_for(file, self._context, self._plan.read(path))
        except (PageReadError, SourceDecodeError):
            return regions
        for region in subject.segments.owned:
            regions.setdefault(region.kind, []).append(LINE_ENDING.sub(ending, subject.page.source.slice(region.span)))
        return regions


class _Links:
    """Where the links of one target page lead."""

    def __init__(self, compiler: Compiler, page_id: str, path: str, present: frozenset[str]) -> None:
        self._compiler = compiler
        self._page_id = page_id
        self._path = path
        self._present = present
        self._source = compiler._sources.files[page_id].relative

    def lead(self, kind: str, written: str) -> str:
        """The destination of the target page for one of the source page, as it is written for a link of `kind`."""
        there = destination.read(written)
        if there.kind is Kind.FRAGMENT and there.fragment:
            anchor = self._anchor(there.fragment, self._page_id)
            return written if anchor == there.fragment else f"#{destination.written(anchor, kind)}"
        if there.kind not in (Kind.RELATIVE, Kind.ROOTED):
            return written
        compiler = self._compiler
        found = compiler._resolver.target(self._source, there)
        page_id = compiler._sources.page_id_of(found.path) if found.files else None
        if page_id is None or not self._is_there(page_id):
            return self._to_source(found, there, kind) or written
        target = compiler._project.target_path(page_id, compiler._locale)
        leads, anchor = compiler._resolver.would_lead(self._path, there, target), self._anchor(there.fragment, page_id)
        if leads and anchor == there.fragment:
            return written
        query, mark, _ = there.suffix.partition("#")
        path = destination.written(relative(target, self._path), kind) + query
        return f"{written.partition('#')[0] if leads else path}{mark}{destination.written(anchor, kind)}"

    def _to_source(self, found: Target, there: destination.Destination, kind: str) -> str | None:
        """The destination of a file that only the source has, from a target page that is in another depth of folders.

        Where both are equally deep, the file is expected beside the target page, as it is beside the source page.
        """
        is_parallel = self._path.count("/") == self._source.count("/")
        is_own = is_parallel or self._compiler._resolver.target(self._path, there).files
        if there.kind is not Kind.RELATIVE or not found.files or is_own:
            return None
        return destination.written(relative(found.path, self._path), kind) + there.suffix

    def _is_there(self, page_id: str) -> bool:
        compiler = self._compiler
        return page_id in self._present or compiler._project.page_of(page_id, compiler._locale) is not None

    def _anchor(self, fragment: str, page_id: str) -> str:
        """The anchor that the heading with that anchor in the source page has in the target page."""
        return self._compiler.anchors(page_id).get(fragment, fragment) if fragment else fragment


def _is_enough(made: Draft, how: Compiling) -> bool:
    return made.translated * 100 >= how.minimum * made.messages
