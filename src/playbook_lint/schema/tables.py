"""Which kind of table a table is, told by its header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from playbook_lint.facts import Cell, Table
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record, replace
from playbook_lint.schema.page_types import ColumnSpec, TableKind
from playbook_lint.schema.terms import TermMatch, Terms, normalized

# A header is of a kind when so many of its cells are columns of the kind.
_MIN_MATCHES = 2
_PARENTHESES = lazy_pattern(r"[(（]([^()（）]+)[)）]")


class TableMatch(Record, frozen=True):
    """A table's kind and what its columns are.

    `columns` has one entry for each cell of the header, None for one that is no column of the kind. `renamed` are the
    indices of cells that say something else than the column declared at their place; `columns` names that column.
    `unexpected` are the indices of the other cells that match no column, `out_of_order` those whose column is declared
    before one that stands to their left. `terms` has the term of each cell that is a heading of its column, and None
    for the others.
    """

    kind: TableKind
    columns: tuple[ColumnSpec | None, ...]
    missing: tuple[ColumnSpec, ...] = ()
    unexpected: tuple[int, ...] = ()
    renamed: tuple[int, ...] = ()
    out_of_order: tuple[int, ...] = ()
    terms: tuple[TermMatch | None, ...] = ()


class UnexplainedCode(Record, frozen=True):
    """A `cell` with a code that the `heading` of its column, which explains those of `legend`, does not explain.

    `word` is the code of the same meaning that it does explain, if there is one: the locale's own.
    """

    cell: Cell
    heading: Cell
    legend: tuple[str, ...]
    word: str | None


class TableMatcher:
    """Tells of which of the `kinds` a table is; the tables of a project share their headers, so answers are kept."""

    def __init__(self, kinds: Iterable[TableKind]) -> None:
        self._kinds = tuple(kinds)
        self._match_header = lru_cache(maxsize=512)(self._match)

    def match(self, table: Table, terms: Terms, declared: str | None = None) -> TableMatch | None:
        """The kind of `table`: the `declared` one if its header fits, or else the one that fits best, if any does.

        A header fits a kind when at least two of its cells, and half of the kind's required columns, are columns of it;
        for the declared kind one cell will do.
        """
        return self._match_header(tuple(cell.text for cell in table.header.cells), terms, declared)

    def _match(self, header: tuple[str, ...], terms: Terms, declared: str | None) -> TableMatch | None:
        matches = [match for kind in self._kinds if (match := _match(header, kind, terms, kind.name == declared))]
        if not matches:
            return None
        best = max(matches, key=lambda match: (match.kind.name == declared, _hits(match), -len(match.missing)))
        named = zip(header, best.columns, strict=True)
        return replace(best, terms=tuple(terms.find("column", text, of.headings) if of else None for text, of in named))


def _hits(match: TableMatch) -> int:
    return sum(column is not None for column in match.columns) - len(match.renamed)


def _match(header: Sequence[str], kind: TableKind, terms: Terms, declared: bool) -> TableMatch | None:
    found: dict[int, ColumnSpec] = {}
    headings = {heading for column in kind.columns for heading in column.headings}
    for index, text in enumerate(header):
        term = terms.find("column", text, headings)
        column = next((column for column in kind.columns if term and term.canonical in column.headings), None)
        if term and column and column not in found.values():
            found[index] = column
    required = sum(not column.optional for column in kind.columns)
    enough = 1 if declared else max(min(_MIN_MATCHES, len(kind.columns)), -(-required // 2))
    if len(found) < enough:
        return None
    return _result(len(header), kind, found)


def _result(count: int, kind: TableKind, found: dict[int, ColumnSpec]) -> TableMatch:
    order = [kind.columns.index(column) for _, column in sorted(found.items())]
    out_of_order = [index for at, index in enumerate(sorted(found)) if order[at] < max(order[:at], default=-1)]
    renamed = {
        index: kind.columns[index]
        for index in range(min(count, len(kind.columns)))
        if index not in found and kind.columns[index] not in found.values()
    }
    placed = found | renamed
    return TableMatch(
        kind,
        tuple(placed.get(index) for index in range(count)),
        missing=tuple(column for column in kind.columns if column not in placed.values() and not column.optional),
        unexpected=tuple(index for index in range(count) if index not in placed),
        renamed=tuple(renamed),
        out_of_order=tuple(out_of_order),
    )


def unexplained_codes(table: Table, match: TableMatch, terms: Terms) -> Iterator[UnexplainedCode]:
    """The codes that do not stand in the heading of their column, where the kind asks for that.

    Where the heading is not the declared one, which is a matter of its own, it explains the codes of both.
    """
    for index, column in enumerate(match.columns):
        if column is None or not column.legend:
            continue
        heading = table.header.cells[index]
        legend = legend_of(heading.text)
        declared = [terms.word("column", word) for word in column.headings] if index in match.renamed else []
        explained = {*legend, *(code for word in declared for code in legend_of(word))}
        for row in table.aligned_rows:
            cell = row.cells[index]
            term = terms.find(column.type, cell.text)
            if term and normalized(cell.text) not in explained:
                word = terms.word(column.type, term.canonical)
                yield UnexplainedCode(cell, heading, legend, word if word in explained else None)


def legend_of(heading: str) -> tuple[str, ...]:
    """The codes that a column's heading explains: those that stand in parentheses."""
    return tuple(normalized(code) for code in _PARENTHESES.findall(heading))
