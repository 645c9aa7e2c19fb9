"""The header of a catalog must say its language.

PO editors and spell checkers take the language from the field `Language`; without it they guess, or ask.

Limits: templates have no language. A catalog without a header is for `no-header-entry`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.locale import catalog_folder
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="no-language-header-field",
    category=Category.CATALOGS,
    severity=Severity.INFO,
    summary="The header of a catalog does not say its language.",
    message={
        "known": "The header does not say the language; set `Language: {language}`",
        "unknown": "The header does not say the language; set the field `Language`",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the empty field, or at the beginning of the header."""
    if subject.header.line and not subject.is_template and not subject.fields.get("Language", "").strip():
        language = catalog_folder(subject.path_locale) if subject.path_locale else ""
        case = "known" if language else "unknown"
        yield Diagnostic(RULE.name, subject.field_span("Language"), {"case": case, "language": language})
