"""The language in the header of a catalog must be that of its path.

A catalog that was copied from another language keeps that one's header: PO editors check its spelling, and offer
translations and plural forms, in the wrong language. One that lies in the wrong folder reaches the wrong pages.

Limits: `pt` and `pt_BR` go together, as do `zh_TW` and `zh_Hant`: what one leaves unsaid the other may say. Whether the
messages are in that language is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.locale import are_compatible, catalog_folder, is_language, locale_of
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="language-disparity",
    category=Category.CATALOGS,
    severity=Severity.WARNING,
    summary="The language in the header of a catalog is not that of its path.",
    message="The header says `{found}`, but the path says `{language}`; correct the one that is wrong",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the value of the field."""
    expected = catalog_folder(subject.path_locale) if subject.path_locale else ""
    if not expected or not subject.language or subject.language == expected:
        return
    locale = locale_of(subject.language)
    if locale and is_language(locale) and not are_compatible(locale, subject.path_locale):
        arguments = {"found": subject.language, "language": expected}
        yield Diagnostic(RULE.name, subject.field_span("Language"), arguments)
