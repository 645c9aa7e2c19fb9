"""The date of an update must be a day of the calendar, written with a year of four digits.

Dates are read as day, month and year in the order that the whole table uses; a name of a month in the page's language
or in the source language is fine.

Limits: an empty cell is left to `cell-empty`, a date in another format than the rest to `update-date-formats-mixed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="update-date-invalid",
    category=Category.UPDATES,
    severity=Severity.ERROR,
    summary="The date of an update is no date.",
    message={
        "impossible": "`{text}` is no day of the calendar; correct the day, the month or the year",
        "no-date": "`{text}` is no date; write the day, the month and a year of four digits",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each cell of a date column that holds no date."""
    for _, cells in subject.update_dates:
        for cell, found in cells:
            if found.kind in ("impossible", "no-date"):
                yield Diagnostic(RULE.name, cell.span, {"case": found.kind, "text": found.text})
