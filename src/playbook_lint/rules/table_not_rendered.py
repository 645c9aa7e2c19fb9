"""The delimiter row of a table must have as many cells as its header.

Otherwise the lines are no table at all: they are shown as one paragraph full of `|` and `-`.

Limits: lines with `|` are taken for text where no delimiter row follows the first of them, or one without any `|`.
Of a paragraph only the first such row is reported, and none that is as wide as its header but outside of its quote.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="table-not-rendered",
    category=Category.TABLES,
    severity=Severity.ERROR,
    summary="A delimiter row is not as wide as its header, so there is no table.",
    message="This is not shown as a table: the header has {header} cells, this row has {delimiter}",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each delimiter row that keeps a table from being one."""
    for table in subject.page.broken_tables:
        arguments = {"header": table.header_cells, "delimiter": table.delimiter_cells}
        yield Diagnostic(RULE.name, table.delimiter, arguments, related=(Related(table.header, "the header"),))
