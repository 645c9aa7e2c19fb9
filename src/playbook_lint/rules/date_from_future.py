"""The dates in the header of a catalog must not be in the future.

Such a date was typed, or comes from a computer whose clock is wrong. It keeps the catalog at the head of every list by
date, and tools may take it for newer than what was changed since.

Limits: a date of tomorrow is let pass, since it may be that in another time zone.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="date-from-future",
    category=Category.CATALOGS,
    severity=Severity.WARNING,
    summary="A date in the header of a catalog is in the future.",
    message="`{text}` in `{name}` is in the future; today is {today}",
    since="0.1.0",
    of_day=True,
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each date after tomorrow."""
    for found in subject.header_dates:
        if found.moment and (found.moment.date() - subject.today).days > 1:
            arguments = {"name": found.name, "text": found.text, "today": subject.today.isoformat()}
            yield Diagnostic(RULE.name, found.span, arguments)
