"""The dates in the header of a catalog must be dates.

gettext and PO editors write `2026-06-15 09:30+0200`: the day, the time, and how far the time is from UTC. Tools that
sort or merge catalogs by these dates go wrong where one is not a date, or leaves the zone open.

Limits: an empty date, and a placeholder (`boilerplate-in-date`), are passed over, and seconds let pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="invalid-date",
    category=Category.CATALOGS,
    severity=Severity.WARNING,
    summary="A date in the header of a catalog is not one.",
    message="`{text}` in `{name}` is no date such as `2026-06-15 09:30+0200`",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each such date."""
    for found in subject.header_dates:
        if found.text and not found.is_placeholder and found.moment is None:
            yield Diagnostic(RULE.name, found.span, {"name": found.name, "text": found.text})
