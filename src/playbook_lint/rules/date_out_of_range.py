"""A date of the metadata must be within the range that the metadata schema allows, counted from today.

The date of a page is the day of its last review: it cannot be in the future, and a team may ask for a review every so
often.

Limits: "today" is the day of the machine that runs the check, or that of the environment variable
`SOURCE_DATE_EPOCH`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="date-out-of-range",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="A metadata date is too early or too late.",
    message={
        "too-early": "`{attribute}` is {value}, but must not be before {limit}",
        "too-late": "`{attribute}` is {value}, but must not be after {limit}",
    },
    since="0.1.0",
    of_day=True,
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each date out of range."""
    return subject.violations(RULE.name)
