"""What rules look at. A subject answers questions about its page in the words of the schemas; it does no I/O.

What several rules need (the outline, the matched labels and tables, the violations of the metadata schema) is worked
out here once and kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from playbook_lint.diagnostics import Argument, Arguments, Diagnostic, Edit
from playbook_lint.facts import Cell, Table
from playbook_lint.links.plain_text import PlainText, plain_texts
from playbook_lint.links.written import WrittenDestination, written_destinations
from playbook_lint.page import Page, visible_text
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record, replace
from playbook_lint.schema.labels import Label, LabelGroup, LabelStack, declared_labels, label_stacks, match_labels
from playbook_lint.schema.load import Schemas
from playbook_lint.schema.outline import Outline, match_outline
from playbook_lint.schema.page_types import ColumnSpec, LabelSpec, PageType
from playbook_lint.schema.tables import TableMatch, UnexplainedCode, unexplained_codes
from playbook_lint.schema.terms import TermMatch, Terms
from playbook_lint.schema.update_dates import CellDate, are_past, latest_dates, read_dates
from playbook_lint.schema.values import TermText, Value, read_terms
from playbook_lint.schema.violations import Violation
from playbook_lint.source import Span
from playbook_lint.suggest import is_slip

if TYPE_CHECKING:
    from playbook_lint.l10n.segmenting import Reading
    from playbook_lint.l10n.segments import OwnedRegion, Segments, Unit

# So many terms in the source language, and none in the page's own, tell that nobody has translated the page.
_UNTRANSLATED = 3
# YAML that means what it says without quotes, whatever surrounds it.
_PLAIN_SCALAR = lazy_pattern(r"\w[\w./-]*(?: [\w./-]+)*")


class FoundTerm(Record, frozen=True, gc=False):
    """A term, of `kind`, and where it stands."""

    kind: str
    term: TermMatch
    span: Span


class PageSubject(Record, frozen=True, dict=True):
    """One page with all that its path and the configuration say of it.

    `page_id` is the same for a source page and its targets. `role` is source, target or other (matched by no locale's
    patterns). `page_type` is None when no page type matches. `known_violations` are those of the metadata schema, where
    they are known already.
    """

    page: Page
    page_id: str
    locale: str
    source_locale: str
    role: str
    schemas: Schemas
    terms: Terms
    today: date
    known_violations: tuple[Violation, ...] | None = None

    @property
    def is_foreign(self) -> bool:
        """Whether the page is in another language than the source, and not only in another locale."""
        return self.locale.partition("-")[0] != self.source_locale.partition("-")[0]

    @cached_property
    def page_type(self) -> PageType | None:
        """The page type that the page's id and metadata choose."""
        return self.schemas.page_type_for(self.page_id, self.page.metadata.data())

    @property
    def is_part(self) -> bool:
        """Whether this is no page by itself, but a part that pages include."""
        return self.page_type is not None and self.page_type.is_part

    @cached_property
    def outline(self) -> Outline | None:
        """How the page's headings match the sections of its page type.

        None, too, in a language that has no words for sections yet: its headings cannot be told from each other.
        """
        if self.page_type is None or (self.is_foreign and not self.terms.has("section")):
            return None
        return match_outline(self.page.headings, self.page_type, self.terms)

    @cached_property
    def labels(self) -> tuple[LabelGroup, ...]:
        """The label blocks of the page, each with what its page type says of it."""
        return match_labels(self.page.label_blocks, self.declared_labels, self.schemas.label_lines, self.terms)

    @cached_property
    def label_stacks(self) -> tuple[LabelStack, ...]:
        """The label blocks that the page type declares, as they are on the page."""
        return tuple(label_stacks(self.labels))

    @cached_property
    def label_terms(self) -> tuple[tuple[Label, TermText], ...]:
        """The labels whose values ought to be terms, with what these are; but those whose value is not closed."""
        found = []
        for group in self.labels:
            inlines = group.block.block.inlines
            starts = [inline.span.start for inline in inlines]
            for label in group.labels:
                line = label.line
                if label.spec and label.spec.values and line.closed and line.value:
                    inside = inlines[
                        bisect_left(starts, line.value_span.start) : bisect_left(starts, line.value_span.end)
                    ]
                    text = visible_text(inside).strip()
                    found.append((label, self._read(label.spec.values, text, line.value_span, label.spec.list)))
        return tuple(found)

    @cached_property
    def declared_labels(self) -> Mapping[int, LabelSpec]:
        """The labels that the page type declares under a heading, by the `id` of the heading."""
        return declared_labels(self.page.headings, self.page_type, self.outline)

    @cached_property
    def tables(self) -> tuple[tuple[Table, TableMatch], ...]:
        """The tables of the page that are of a declared kind, each with what its columns are."""
        found = []
        for table in self.page.tables:
            section = self.outline.section_of(table.heading) if self.outline and table.heading else None
            match = self.schemas.table_matcher.match(table, self.terms, section.spec.table if section else None)
            if match:
                found.append((table, match))
        return tuple(found)

    @cached_property
    def unexplained_codes(self) -> tuple[UnexplainedCode, ...]:
        """The codes in tables that the headings of their columns do not explain."""
        return tuple(code for table, match in self.tables for code in unexplained_codes(table, match, self.terms))

    def cells(self, column_type: str) -> Sequence[tuple[Cell, ColumnSpec]]:
        """The body cells, top to bottom, of every column of that type in tables of a declared kind.

        Rows with more or fewer cells than the header are left out.
        """
        return self._cells.get(column_type, ())

    @cached_property
    def _cells(self) -> Mapping[str, Sequence[tuple[Cell, ColumnSpec]]]:
        found: dict[str, list[tuple[Cell, ColumnSpec]]] = defaultdict(list)
        for table, match in self.tables:
            columns = [(at, column, found[column.type]) for at, column in enumerate(match.columns) if column]
            for row in table.aligned_rows:
                for at, column, cells in columns:
                    cells.append((row.cells[at], column))
        return found

    def cell_terms(self, kind: str) -> Sequence[TermText]:
        """What the cells of every column of that kind of terms say."""
        if kind not in self._cell_terms:
            self._cell_terms[kind] = [
                self._read(kind, cell.text, cell.span, column.list) for cell, column in self.cells(kind)
            ]
        return self._cell_terms[kind]

    @cached_property
    def _cell_terms(self) -> dict[str, Sequence[TermText]]:
        return {}

    @cached_property
    def found_terms(self) -> tuple[FoundTerm, ...]:
        """The terms of the page where they are expected: sections, labels and their values, tables."""
        texts = chain((text for _, text in self.label_terms), *map(self.cell_terms, ("role", "service", "code")))
        values = [
            FoundTerm(text.kind, term, text.place(part)) for text in texts for part, term in text.reading.parts if term
        ]
        return (*self._found_names(), *values)

    def _found_names(self) -> Iterator[FoundTerm]:
        """The terms that name sections, labels and columns."""
        for section in self.outline.sections if self.outline else ():
            if term := self.terms.find("section", section.heading.text, {section.spec.heading}):
                yield FoundTerm("section", term, section.heading.text_span)
        for group in self.labels:
            for label in group.labels:
                if label.term:
                    yield FoundTerm("label", label.term, label.line.name_span)
        for table, match in self.tables:
            for cell, term in zip(table.header.cells, match.terms, strict=True):
                if term:
                    yield FoundTerm("column", term, cell.span)

    @cached_property
    def is_untranslated(self) -> bool:
        """Whether several terms are in the words of the source language, and none in those of the page's own."""
        if not self.terms.are_translated or len(self.source_terms) < _UNTRANSLATED:
            return False
        return not any(self._is_translated(one) for one in self._explained(self.found_terms))

    @cached_property
    def source_terms(self) -> tuple[FoundTerm, ...]:
        """The terms in the words of the source language, but for codes that the heading of their column leaves open."""
        return tuple(self._explained(one for one in self.found_terms if one.term.form == "source"))

    def _explained(self, terms: Iterable[FoundTerm]) -> Iterator[FoundTerm]:
        unexplained = {code.cell.span for code in self.unexplained_codes}
        return (one for one in terms if one.span not in unexplained)

    def _is_translated(self, found: FoundTerm) -> bool:
        canonical = found.term.canonical
        return found.term.form == "locale" and self.terms.word(found.kind, canonical) != canonical

    @cached_property
    def segments(self) -> Segments:
        """The page as segments: what of it is literal, a term, or a message for translators."""
        from playbook_lint.l10n.segmenting import page_segments

        return page_segments(self.page, self._reading)

    def units(self, *, guesses_labels: bool = False) -> tuple[Unit, ...]:
        """The texts of the page, in order, be they for translators or not.

        With `guesses_labels`, a line `name: **value**` is a label whatever the name: the locale's words may be unknown.
        """
        from playbook_lint.l10n.segmenting import page_units

        reading = self._reading
        if guesses_labels:
            known = {line.span for line in reading.labels}
            lines = (line for block in self.page.label_blocks for line in block.lines)
            guessed = (line for line in lines if line.bold and line.closed and line.span not in known)
            reading = reading._replace(labels=(*reading.labels, *guessed))
        return tuple(page_units(self.page, reading))

    @cached_property
    def _reading(self) -> Reading:
        from playbook_lint.l10n.segmenting import Reading
        from playbook_lint.l10n.segments import TermSegment

        terms = [
            TermSegment(found.span, found.kind, found.term.canonical)
            for found in self.found_terms
            # Where markup is in the way, the text is for translators.
            if self.terms.find(found.kind, self.page.source.slice(found.span))
        ]
        labels = [label.line for group in self.labels for label in group.labels]
        return Reading(terms, labels, self.owned, self.schemas.metadata.translatable_keys)

    @cached_property
    def owned(self) -> tuple[OwnedRegion, ...]:
        """The tables that belong to each target page itself."""
        from playbook_lint.l10n.segments import OwnedRegion

        return tuple(
            OwnedRegion(table.span, match.kind.name) for table, match in self.tables if match.kind.owner == "target"
        )

    @cached_property
    def update_dates(self) -> tuple[tuple[ColumnSpec, tuple[tuple[Cell, CellDate], ...]], ...]:
        """For every column of dates in a declared order: its cells from top to bottom, with what they say."""
        found = []
        for column, cells in self._date_columns:
            dates = read_dates(
                (cell.text for cell in cells), self._date_locales, self.today, ascending=column.order == "ascending"
            )
            found.append((column, tuple(zip(cells, dates, strict=True))))
        return tuple(found)

    def newest_update(self) -> tuple[Cell, date] | None:
        """The cell with the newest date of an update, and that day; the latest that it may be where that is not plain.

        A date in the future is none.
        """
        found: list[tuple[Cell, date]] = []
        for column, cells in self._date_columns:
            texts = (cell.text for cell in cells)
            days = latest_dates(texts, self._date_locales, self.today, ascending=column.order == "ascending")
            found += ((cell, day) for cell, day in zip(cells, days, strict=True) if day)
        return max(found, key=lambda one: one[1], default=None)

    def has_days_to_come(self) -> bool:
        """Whether an update may be dated to a day after today."""
        texts = (cell.text for _, cells in self._date_columns for cell in cells)
        return not are_past(texts, self._date_locales, self.today)

    @property
    def _date_locales(self) -> tuple[str, ...]:
        """The locales that may write the dates of the page."""
        return tuple(dict.fromkeys((self.locale, self.source_locale)))

    @cached_property
    def _date_columns(self) -> tuple[tuple[ColumnSpec, tuple[Cell, ...]], ...]:
        """The columns of dates in a declared order, with their cells."""
        return tuple(
            # A line of text that runs on into the table is a row of one cell.
            (column, tuple(row.cells[index] for row in table.rows if len(row.cells) > max(index, 1)))
            for table, match in self.tables
            for index, column in enumerate(match.columns)
            if column and column.type == "date" and column.order
        )

    def unknown_values(self, texts: Iterable[TermText]) -> Iterator[tuple[Value, Arguments, tuple[Edit, ...]]]:
        """The values that are no terms, with what a diagnostic says of each and how to correct it.

        The argument `case` is `several` where one value is expected, `nearest` when there is a `suggestion`, or
        `unknown`.
        """
        for text in texts:
            if text.reading.is_known:
                continue
            for value in text.values:
                if value.term or not value.text:
                    continue
                single = text.reading.single
                word = None if single else self.terms.suggest(text.kind, value.text)
                case = "several" if single else "nearest" if word else "unknown"
                sure = self.terms.correction(text.kind, value.text) if word and text.exact else None
                fix = (Edit(value.span, sure),) if sure else ()
                yield value, {"case": case, "text": value.text, "suggestion": word}, fix

    @cached_property
    def destinations(self) -> tuple[WrittenDestination, ...]:
        """Every destination that is written on the page, but for those that hold a template."""
        return tuple(written_destinations(self.page))

    @cached_property
    def plain_texts(self) -> tuple[PlainText, ...]:
        """The text with brackets that is shown as it is, block by block."""
        return tuple(plain_texts(self.page))

    def task_cells(self) -> Iterator[tuple[Cell, Cell]]:
        """The id and the name of every task, from tables whose kind says which columns hold them."""
        for table, match in self.tables:
            at = {heading: index for index, column in enumerate(match.columns) if column for heading in column.headings}
            id_at, name_at = at.get(match.kind.id_column or ""), at.get(match.kind.name_column or "")
            if id_at is not None and name_at is not None:
                for row in table.aligned_rows:
                    yield row.cells[id_at], row.cells[name_at]

    def _read(self, kind: str, text: str, span: Span, is_list: bool) -> TermText:
        return read_terms(self.terms, kind, text, span, self.page.source, is_list=is_list)

    @cached_property
    def metadata_violations(self) -> tuple[Violation, ...]:
        """What the metadata schema does not allow."""
        if self.known_violations is not None:
            return self.known_violations
        if not self.page.metadata.present:
            return ()
        return self.schemas.metadata.violations(self.page.metadata, self.today)

    def violations(self, rule: str) -> Iterator[Diagnostic]:
        """What the metadata schema finds, for the rule of that name."""
        for violation in self.metadata_violations:
            if violation.rule == rule:
                yield Diagnostic(rule, violation.span, violation.arguments)

    def renamed(self, rule: str, better: str, *, only_slips: bool = False) -> Iterator[Diagnostic]:
        """What the metadata schema finds, for a rule about keys, each with the fix that renames the key.

        The new name is the argument `better`; no key is given a name that there is already. With `only_slips`, a key is
        renamed only where the new name was almost certainly meant.
        """
        taken: set[Argument] = {value.key for value in self.page.metadata.values}
        for diagnostic in self.violations(rule):
            key, name = diagnostic.arguments["attribute"], diagnostic.arguments[better]
            fits = name not in taken and (not only_slips or is_slip(str(key), str(name)))
            yield self.corrected(diagnostic, key, name) if fits else diagnostic
            taken.add(name)

    def corrected(self, diagnostic: Diagnostic, written: Argument, better: Argument) -> Diagnostic:
        """`diagnostic` with the fix that writes `better` where a key or value of the metadata is `written`.

        There is none where `written` or `better` needs quotes, or where `better` is None.
        """
        where = diagnostic.where
        if not isinstance(where, Span) or not isinstance(better, str) or not _PLAIN_SCALAR.fullmatch(better):
            return diagnostic
        if self.page.source.slice(where) != written:
            return diagnostic
        return replace(diagnostic, fix=(Edit(where, better),))
