"""The dates in the header of a translated catalog should be filled in.

`YEAR-MO-DA HO:MI+ZONE` is what gettext writes for a translator to fill in; PO editors do so when they save. Where it is
left as it is, nobody can tell how old the translations are.

Limits: templates, and catalogs without any translation, are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="boilerplate-in-date",
    category=Category.CATALOGS,
    severity=Severity.INFO,
    summary="A date in the header of a catalog was never filled in.",
    message="`{name}` was never filled in; write the date, as in `2026-06-15 09:30+0200`",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each placeholder."""
    for found in subject.header_dates:
        if found.is_placeholder and not subject.is_template and subject.is_translated:
            yield Diagnostic(RULE.name, found.span, {"name": found.name})
