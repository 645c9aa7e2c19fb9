"""The date of an update must not be in the future.

Such a date is nearly always a slip, and it keeps the page at the head of every list of recent updates.

Limits: where day and month can be told in two ways, the column is read in the one that puts the fewest dates out of
order or into the future. Dates that `update-date-invalid` or `update-date-formats-mixed` reports are passed over. Today
is the day of the computer that checks.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="update-date-in-future",
    category=Category.UPDATES,
    severity=Severity.WARNING,
    summary="The date of an update is in the future.",
    message="`{text}` is {day}, which is in the future; today is {today}",
    since="0.1.0",
    of_day=True,
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each date after today."""
    for _, cells in subject.update_dates:
        for cell, found in cells:
            if found.day and found.day > subject.today:
                arguments = {"text": found.text, "day": found.day.isoformat(), "today": subject.today.isoformat()}
                yield Diagnostic(RULE.name, cell.span, arguments)
