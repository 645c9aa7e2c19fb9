"""A code must stand in the heading of its own column, which explains it: `(M)andatory / (O)ptional`.

A code that is right in one language or in another table is a riddle where the heading explains other letters.

Limits: a code that is no term at all is the matter of `code-unknown`. Where the heading is not the declared one, which
`table-header-invalid` reports, the codes of the declared heading are fine too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.facts import Cell
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.terms import normalized

RULE = Rule(
    name="code-not-in-legend",
    category=Category.TABLES,
    severity=Severity.ERROR,
    summary="A code is not explained by the heading of its column.",
    message={
        "some": "The heading of this column does not explain `{code}`; it explains {codes}",
        "none": "The heading of this column does not explain `{code}`; it has no codes in parentheses",
    },
    since="0.1.0",
)

_PARENTHESES = re.compile(r"[(（]([^()（）]+)[)）]")


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each code that its heading does not explain."""
    for table, match in subject.tables:
        for index, column in enumerate(match.columns):
            if column is None or not column.legend:
                continue
            header = table.header.cells[index]
            legend = _legend(header.text)
            if index in match.renamed:
                declared = [subject.terms.word("column", heading) for heading in column.headings]
                legend += [code for heading in declared for code in _legend(heading)]
            for row in table.aligned_rows:
                cell = row.cells[index]
                if subject.terms.find(column.type, cell.text) and normalized(cell.text) not in legend:
                    yield _diagnostic(cell, header)


def _diagnostic(cell: Cell, header: Cell) -> Diagnostic:
    codes = _legend(header.text)
    arguments = {"case": "some" if codes else "none", "code": normalized(cell.text), "codes": codes}
    return Diagnostic(RULE.name, cell.span, arguments, related=(Related(header.span, "the heading"),))


def _legend(heading: str) -> list[str]:
    """The codes that stand in parentheses."""
    return [normalized(code) for code in _PARENTHESES.findall(heading)]
