"""A cell of a declared column must not be empty, unless the column allows it.

An empty cell leaves open whether there is nothing to say or somebody forgot to say it.

Limits: rows with more or fewer cells than their header are left out, since `table-cell-count` reports them.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.facts import Cell
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.terms import normalized

RULE = Rule(
    name="cell-empty",
    category=Category.TABLES,
    severity=Severity.WARNING,
    summary="A cell is empty.",
    message={
        "cell": "This cell of the column `{heading}` is empty",
        "row": "This row is empty; fill it or remove it",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each empty cell that should not be, and at each row of empty cells."""
    for table, match in subject.tables:
        required = {index: column for index, column in enumerate(match.columns) if column and not column.empty_allowed}
        for row in table.aligned_rows:
            blank = [index for index, cell in enumerate(row.cells) if not normalized(cell.text)]
            if not blank:
                continue
            empty = [index for index in blank if _is_empty(subject, row.cells[index])]
            if len(empty) == len(row.cells):
                yield Diagnostic(RULE.name, row.span, {"case": "row"})
                continue
            for index in empty:
                if column := required.get(index):
                    heading = subject.terms.word("column", column.headings[0])
                    yield Diagnostic(RULE.name, row.cells[index].span, {"case": "cell", "heading": heading})


def _is_empty(subject: PageSubject, cell: Cell) -> bool:
    """Whether nothing is written in a cell without text: it may hold an image."""
    return not normalized(subject.page.source.slice(cell.span))
