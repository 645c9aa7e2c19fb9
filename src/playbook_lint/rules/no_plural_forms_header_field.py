"""The header of a catalog with plural forms must declare them.

Without `Plural-Forms`, gettext takes the first form for one and the second for everything else, which is right in few
languages.

Limits: catalogs in which no message with plural forms is translated do without.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.locale import plural_forms
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="no-plural-forms-header-field",
    category=Category.CATALOGS,
    severity=Severity.ERROR,
    summary="The header of a catalog with plural forms does not declare them.",
    message={
        "known": "Messages have plural forms, but the header declares none; set `Plural-Forms: {expected}`",
        "unknown": "Messages have plural forms, but the header declares none; set the field `Plural-Forms`",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the first line of the header."""
    if subject.is_template or not subject.header.line or subject.fields.get("Plural-Forms", "").strip():
        return
    if any(entry.plural is not None and any(map(str.strip, entry.plurals)) for entry in subject.messages):
        expected = plural_forms(subject.locale) if subject.locale else None
        arguments = {"case": "known" if expected else "unknown", "expected": expected}
        yield Diagnostic(RULE.name, subject.field_span("Plural-Forms"), arguments)
