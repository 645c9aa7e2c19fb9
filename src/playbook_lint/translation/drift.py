"""How target pages and their catalogs drifted apart: what the source page changed, and what `sync` would write."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache, cached_property, partial

from playbook_lint.config import UsageError
from playbook_lint.l10n.entries import PoFile
from playbook_lint.l10n.po_text import CatalogError
from playbook_lint.project import Project
from playbook_lint.records import replace
from playbook_lint.rules.pair_subject import ChangedText, Drift
from playbook_lint.source import LineIndex, Place, SourceDecodeError, SourceText
from playbook_lint.subjects import Context
from playbook_lint.translation.catalogs import Catalogs
from playbook_lint.translation.compiling import CompiledPage, Compiler, Compiling
from playbook_lint.translation.hand_edits import hand_edits, known_texts
from playbook_lint.translation.plan import Plan
from playbook_lint.translation.sources import Sources


class Drifts:
    """Compares target pages with their catalogs; what is wrong with catalogs is for others to say.

    `given` are the texts of pages that are not to be read from disk.
    """

    def __init__(self, project: Project, context: Context, given: Mapping[str, bytes]) -> None:
        self._project = project
        self._plan = Plan(context.config.root)
        self._given = given
        for path, data in given.items():
            with suppress(UsageError):
                self._plan.write(path, data)
        self._catalogs = Catalogs(context.config, self._plan)
        if given:  # which may be terms, in the words of which pages are read
            terms = cache(partial(self._catalogs.terms, context.schemas.vocabulary))
            context = replace(context, terms=terms)
        self._context = context
        self._compilers: dict[str, Compiler] = {}

    def changed(self, page_id: str, locale: str) -> tuple[ChangedText, ...]:
        """The texts of the source page that changed since they were translated, each once.

        A text that the catalog lacks is new, unless nothing of the page was translated with that catalog.
        """
        page = self._sources.page(page_id) if self._sources else None
        catalog = self._read(page_id, locale)
        if page is None or catalog is None:
            return ()
        entries = {entry.source: entry for entry in catalog.entries if entry.context is None and not entry.obsolete}
        messages = {segment.text: segment for segment in page.document.segments.messages}
        if not any(text in entries and entries[text].target for text in messages):
            return ()
        place = page.document.source.lines.place
        found = []
        for text, segment in messages.items():
            entry = entries.get(text)
            before = "" if entry is None else entry.previous_source if entry.fuzzy else None
            if before is not None:
                found.append(ChangedText(text, before, place(segment.span)))
        return tuple(found)

    def drift(self, page_id: str, locale: str) -> Drift | None:
        """Where the target page differs first from what its catalog compiles to; None for one that is not written."""
        try:
            path = self._project.target_path(page_id, locale)
            present = self._plan.read(path)
            page = next(iter(self._compiler(locale).compile([page_id], self._how)), None) if self._sources else None
            compiled = self._plan.read(path)
        except (CatalogError, UsageError, OSError, SourceDecodeError):
            return None
        if page is None or not page.written or present is None or compiled is None or present == compiled:
            return None
        ours, theirs = SourceText.from_bytes(present), SourceText.from_bytes(compiled)
        return self._edit(page, ours.lines) or _first_difference(ours.lines, theirs.lines)

    def _edit(self, page: CompiledPage, lines: LineIndex) -> Drift | None:
        """The first text of the page that people wrote, as far as its catalog knows."""
        source, catalog = self._sources.page(page.page_id) if self._sources else None, self._catalogs.read(page.catalog)
        known = known_texts(source.entries if source else (), catalog)
        edits = hand_edits(self._project, self._context, self._plan, [(page, known)], self._given)
        first = min(edits, key=lambda edit: edit.line, default=None)
        if first is None:
            return None
        return Drift("edited", lines.place(lines.line_span(first.line)), first.text, first.compiled)

    def _compiler(self, locale: str) -> Compiler:
        assert self._sources
        if locale not in self._compilers:
            self._compilers[locale] = Compiler(
                self._project, self._context, self._sources, self._catalogs, self._plan, locale
            )
        return self._compilers[locale]

    @cached_property
    def _how(self) -> Compiling:
        settings = self._catalogs.settings
        return Compiling(settings.min_translated, settings.below_minimum == "source")

    @cached_property
    def _sources(self) -> Sources | None:
        """The source pages; None where two of them are the same page."""
        with suppress(UsageError):
            return Sources(self._project, self._context)
        return None

    def _read(self, page_id: str, locale: str) -> PoFile | None:
        with suppress(CatalogError):
            return self._catalogs.read(self._catalogs.catalog_path(page_id, locale))
        return None


def _first_difference(ours: LineIndex, theirs: LineIndex) -> Drift:
    """The first line that says something else, or else the first with other spaces; the texts are not the same."""
    shorter, longer = sorted((len(ours.starts), len(theirs.starts)))
    spaces = 1  # where line endings or the byte order mark alone differ
    for line in range(1, longer + 1):
        written, compiled = ours.line_text(line), theirs.line_text(line)
        if written.strip() != compiled.strip() or (line > shorter and written != compiled):
            return Drift("behind", _line_place(ours, line), written.strip(), compiled.strip())
        if written != compiled and spaces == 1:
            spaces = line
    return Drift("space", _line_place(ours, spaces), "", "")


def _line_place(lines: LineIndex, line: int) -> Place:
    """The place of a line, or of the last one where there are fewer."""
    return lines.place(lines.line_span(min(line, len(lines.starts))))
