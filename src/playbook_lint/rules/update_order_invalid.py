"""The rows of an update table must be in the order of their dates, the newest one first.

Readers look at the first row for the last change. Rows of the same day may stand in any order.

Limits: rows whose date cannot be read, or is in the future, are left out, since other rules report them. Where a table
can be read as month/day or as day/month, the reading that leaves the fewest rows out of order counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="update-order-invalid",
    category=Category.UPDATES,
    severity=Severity.WARNING,
    summary="The rows of an update table are not in the order of their dates.",
    message={
        "descending": "`{text}` is newer than `{above}` in the row above; move the row up, or correct one of the dates",
        "ascending": "`{text}` is older than `{above}` in the row above; move the row up, or correct one of the dates",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each date that belongs above the one before it."""
    for column, cells in subject.update_dates:
        dated = [(cell, found.text, found.day) for cell, found in cells if found.day and found.day <= subject.today]
        for (above, above_text, above_day), (cell, text, day) in pairwise(dated):
            if day > above_day if column.order == "descending" else day < above_day:
                arguments = {"case": column.order, "text": text, "above": above_text}
                yield Diagnostic(RULE.name, cell.span, arguments, related=(Related(above.span, "the row above"),))
