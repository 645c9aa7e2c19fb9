"""The header of a table must be the one that is declared for its kind, in the words of the page's language.

A table is recognised by its header, and what its cells must hold is told by it; readers compare tables by their
headings too. For codes, the heading is also the legend that explains them.

Limits: only tables whose kind can still be told. A heading in the source language is the matter of
`term-not-translated`. A heading is corrected automatically where it has a mere slip; one that is a legend, where the
declared one explains all codes of its column.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.facts import Table
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.page_types import ColumnSpec
from playbook_lint.schema.tables import TableMatch, legend_of
from playbook_lint.schema.terms import normalized

RULE = Rule(
    name="table-header-invalid",
    category=Category.TABLES,
    severity=Severity.WARNING,
    summary="The header of a table is not the one declared for its kind.",
    message={
        "renamed": "The heading `{heading}` should be {headings}",
        "unnamed": "This column has no heading; it should be {headings}",
        "missing": "The table has no column {headings}",
        "unexpected": "The heading `{heading}` is none of a table of `{kind}`",
        "order": "The column `{heading}` belongs before `{before}`",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each cell of a header that is not as declared, and for each column that is missing."""
    for table, match in subject.tables:
        for index in match.renamed:
            yield _renamed(subject, table, match, index)
        for column in match.missing:
            headings = [subject.terms.word("column", heading) for heading in column.headings]
            yield Diagnostic(RULE.name, table.header.span, {"case": "missing", "headings": headings})
        for index in match.unexpected:
            cell = table.header.cells[index]
            arguments = {"case": "unexpected", "heading": cell.text, "kind": match.kind.name}
            yield Diagnostic(RULE.name, cell.span, arguments)
        for index in match.out_of_order:
            cell, before = table.header.cells[index], _first_declared_later(table, match, index)
            yield Diagnostic(RULE.name, cell.span, {"case": "order", "heading": cell.text, "before": before})


def _renamed(subject: PageSubject, table: Table, match: TableMatch, index: int) -> Diagnostic:
    cell, column = table.header.cells[index], match.columns[index]
    assert column is not None  # `columns` names the column of every renamed cell
    headings = [subject.terms.word("column", heading) for heading in column.headings]
    arguments = {"case": "renamed" if cell.text else "unnamed", "heading": cell.text, "headings": headings}
    plain = bool(cell.text) and subject.page.source.slice(cell.span) == cell.text
    if len(headings) > 1 or not plain or not _is_sure(subject, table, column, index, headings[0]):
        return Diagnostic(RULE.name, cell.span, arguments)
    return Diagnostic(RULE.name, cell.span, arguments, fix=(Edit(cell.span, headings[0].replace("|", r"\|")),))


def _is_sure(subject: PageSubject, table: Table, column: ColumnSpec, index: int, heading: str) -> bool:
    """Whether `heading` says what the column's own heading means."""
    has_slip = subject.terms.correction("column", table.header.cells[index].text) == heading
    if not column.legend:
        return has_slip
    codes = {normalized(row.cells[index].text) for row in table.aligned_rows} - {""}
    return codes.issubset(legend_of(heading)) and (has_slip or bool(codes))


def _first_declared_later(table: Table, match: TableMatch, index: int) -> str:
    """The heading of the first column to the left that is declared after the one at `index`."""
    columns = match.kind.columns
    place = {at: columns.index(column) for at, column in enumerate(match.columns) if column}
    return next(table.header.cells[at].text for at in sorted(place) if place[at] > place[index])
