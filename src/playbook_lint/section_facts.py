"""What a page and its translation are compared by, section by section: plain values, found in one pass."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

from playbook_lint.facts import Block, Cell, Heading, Table
from playbook_lint.l10n.prose import is_prose
from playbook_lint.l10n.untranslated import untranslated_spans
from playbook_lint.page_facts import DateFact, Fact, SectionFacts, TableFact, TaskRow, TextFact
from playbook_lint.records import Record, field
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.tables import TableMatch
from playbook_lint.schema.terms import normalized
from playbook_lint.source import Span, holds

_DIGITS = re.compile(r"\d\d+")
# Of numbers with one digit, only those that what follows may make larger: `5k`, `5 mil`, `1万`.
_FIGURE = re.compile(r"\d(?:\d| ?[^\W\d_])")
_TEXTS = {"paragraph", "heading", "cell", "code"}
# Shorter texts are no sentences.
_LONG = 25
# Numbers of fewer digits count or order rows.
_ID_DIGITS = 3


def section_facts(subject: PageSubject) -> tuple[SectionFacts, ...]:
    """The sections of a page, the part before its first heading among them."""
    return _Reader(subject).sections()


def updated(subject: PageSubject) -> DateFact | None:
    """The newest entry of the update tables.

    On a target page, the latest day that its dates may mean: they may be in the order of either language.
    """
    if subject.role == "target":
        newest = subject.newest_update()
    else:
        dates = (found for _, cells in subject.update_dates for found in cells)
        past = [(cell, date.day) for cell, date in dates if date.day and date.day <= subject.today]
        newest = max(past, key=lambda found: found[1], default=None)
    return DateFact(newest[1], newest[0].text, subject.page.source.lines.place(newest[0].span)) if newest else None


class _Section(Record):
    """A section that is being filled."""

    heading: Heading | None
    tables: list[TableFact] = field(default_factory=list)
    items: int = 0
    fences: int = 0
    alerts: int = 0
    tabs: int = 0
    rows: list[TaskRow] = field(default_factory=list)
    figures: list[TextFact] = field(default_factory=list)
    texts: list[TextFact] = field(default_factory=list)
    has_conflict: bool = False
    code_digits: set[str] = field(default_factory=set)


class _Reader:
    def __init__(self, subject: PageSubject) -> None:
        self._subject = subject
        self._page = subject.page
        self._place = subject.page.source.lines.place
        self._sections = [_Section(None), *(_Section(heading) for heading in self._page.headings)]
        self._starts = [heading.span.start for heading in self._page.headings]
        self._ids: set[Span] = set()  # the cells of ids, whose digits are no numbers

    def sections(self) -> tuple[SectionFacts, ...]:
        """All sections of the page."""
        self._read_tables()
        self._read_blocks()
        for alert in self._page.alerts:
            self._at(alert.span.start).alerts += 1
        for tab in self._page.tabs:
            self._at(tab.span.start).tabs += 1
        for conflict in self._page.conflicts:
            first, last = (bisect_right(self._starts, offset) for offset in conflict.span)
            for section in self._sections[first : last + 1]:
                section.has_conflict = True
        matched = self._subject.outline.sections if self._subject.outline else ()
        terms = {id(one.heading): one.spec.heading for one in matched if not one.spec.any_heading}
        return tuple(
            SectionFacts(
                section.heading.level if section.heading else 0,
                self._title(section.heading),
                terms.get(id(section.heading), ""),
                tuple(section.tables),
                section.items,
                section.fences,
                section.alerts,
                section.tabs,
                tuple(section.rows),
                tuple(section.figures),
                tuple(section.texts),
                section.has_conflict,
                self._page.own_anchor(section.heading) if section.heading else "",
                frozenset(section.code_digits),
            )
            for section in self._sections
        )

    def _at(self, offset: int) -> _Section:
        return self._sections[bisect_right(self._starts, offset)]

    def _title(self, heading: Heading | None) -> Fact:
        if heading is None:
            return Fact("", self._place(self._page.first_line))
        return Fact(heading.text, self._place(heading.span))

    def _read_tables(self) -> None:
        matched = {id(table.block): match for table, match in self._subject.tables}
        for table in self._page.tables:
            match = matched.get(id(table.block))
            section = self._at(table.span.start)
            place = self._place(table.header.span)
            if match and match.kind.owner == "target":
                section.tables.append(TableFact(len(table.rows), place, owned=True))
                continue
            id_at = _id_column(table, match, guesses=self._subject.role == "target")
            section.tables.append(TableFact(len(table.rows), place, tasks=id_at is not None))
            if id_at is not None:
                section.rows += self._task_rows(table, match, id_at)
        for broken in self._page.broken_tables:
            self._at(broken.header.start).tables.append(TableFact(None, self._place(broken.header)))

    def _task_rows(self, table: Table, match: TableMatch | None, id_at: int) -> Iterator[TaskRow]:
        columns = match.columns if match else ()
        code_at = next((at for at, column in enumerate(columns) if column and column.type == "code"), None)
        width = len(table.header.cells)
        for row in table.rows:
            if len(row.cells) == width:
                yield self._task_row(row.cells[id_at], row.cells[code_at] if code_at is not None else None)
            else:  # rows that run together, or lack a cell: an id may stand anywhere
                yield from (self._task_row(cell, None) for cell in row.cells if cell.text.isdecimal())

    def _task_row(self, cell: Cell, code: Cell | None) -> TaskRow:
        self._ids.add(cell.span)
        found = self._subject.terms.find("code", code.text) if code else None
        fact = Fact(normalized(code.text), self._place(code.span)) if code else None
        return TaskRow(Fact(normalized(cell.text), self._place(cell.span)), fact, found.canonical if found else "")

    def _read_blocks(self) -> None:
        page = self._page
        owned = {region.span for region in self._subject.owned}
        kept = untranslated_spans(page)
        section, is_owned = self._sections[0], False
        for block in page.blocks:
            kind = block.kind
            if kind in _TEXTS and not (is_owned and kind == "cell"):
                content, span = block.content, block.span
                if kind == "heading":
                    section = self._at(span.start)
                elif len(content) >= _LONG and _is_read(block) and not (kept and holds(kept, span.start)):
                    section.texts.append(TextFact(content, span))
                if _FIGURE.search(content) and span not in self._ids:
                    section.figures += _figures(block)
                    if "`" in content:
                        section.code_digits.update(_code_digits(block))
            elif kind == "item":
                section.items += 1
            elif kind == "fence":
                section.fences += 1
            elif kind == "table":
                is_owned = block.span in owned


def _is_read(block: Block) -> bool:
    """Whether a block is for people to read, as prose is that was made code by its indentation."""
    return block.kind != "code" or is_prose(block.content)


def _figures(block: Block) -> list[TextFact]:
    """The texts of a block that have numbers."""
    texts = [inline for inline in block.inlines if inline.kind == "text"]
    return [TextFact(text.content, text.span) for text in texts if _FIGURE.search(text.content)]


def _code_digits(block: Block) -> Iterator[str]:
    """The numbers in the code of a block that has texts beside it."""
    return chain.from_iterable(_DIGITS.findall(inline.content) for inline in block.inlines if inline.kind == "code")


def _id_column(table: Table, match: TableMatch | None, *, guesses: bool) -> int | None:
    """Where the ids of tasks stand.

    With `guesses`, they are found in a table of no declared kind too, whose header may be in words that are not known:
    where all cells are numbers of several digits.
    """
    if match:
        columns = enumerate(match.columns)
        return next((at for at, column in columns if column and match.kind.id_column in column.headings), None)
    rows = table.aligned_rows if guesses else ()
    columns_of_ids = (
        at for at in range(len(table.header.cells)) if rows and all(_is_id(row.cells[at].text) for row in rows)
    )
    return next(columns_of_ids, None)


def _is_id(text: str) -> bool:
    return len(text) >= _ID_DIGITS and text.isdecimal()
