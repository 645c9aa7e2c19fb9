"""The language that the header of a catalog says must be one.

It is the code of a language, often with a country, as gettext writes locales: `de`, `pt_BR`, `sr@latin`. A name
(`German`) or a code that nobody knows is of no use to PO editors.

Limits: a `-` for `_`, as in `pt-BR`, is let pass. Languages are those that CLDR has a name for.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.locale import catalog_folder, is_language, locale_of
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="invalid-language",
    category=Category.CATALOGS,
    severity=Severity.WARNING,
    summary="The header of a catalog says a language that is none.",
    message={
        "known": "`{found}` is no language; set `Language: {language}`",
        "unknown": "`{found}` is no language; write its code, such as `de` or `pt_BR`",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the value of the field."""
    found = subject.language
    expected = catalog_folder(subject.path_locale) if subject.path_locale else ""
    if not found or subject.is_template or found == expected:
        return
    locale = locale_of(found)
    if locale is None or not is_language(locale):
        case = "known" if expected else "unknown"
        arguments = {"case": case, "found": found, "language": expected}
        yield Diagnostic(RULE.name, subject.field_span("Language"), arguments)
