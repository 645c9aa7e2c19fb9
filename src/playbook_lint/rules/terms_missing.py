"""A language must have a catalog of terms before its pages can be checked against their page types.

Section names, labels, roles and column headings of a translated page are told by the translations of the controlled
vocabulary. Without them its structure, labels and tables go unchecked, and nobody would notice. It is told once for
each locale, at its first page. To begin, copy the shipped template `terms.pot` to `<locale>/LC_MESSAGES/terms.po` in
the folder of catalogs (`path` of `[catalogs]` in the configuration), and translate it.

Limits: a catalog with some terms in it counts, however many are missing. A locale of the source language, such as
`en-GB` beside `en-US`, needs none.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.catalog_paths import terms_path
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Place, Position

_PROBLEM = "There are no terms for `{locale}`, so its pages are not held against their page types"

RULE = Rule(
    name="terms-missing",
    category=Category.TERMS,
    severity=Severity.WARNING,
    summary="A language has no catalog of terms.",
    message={
        "known": f"{_PROBLEM}; translate `{{catalog}}`",
        "unknown": f"{_PROBLEM}; translate `{{catalog}}`, and name the folder `{{folder}}` in the configuration, as "
        "`path` of `[catalogs]`",
    },
    since="0.1.0",
    scope=Scope.PROJECT,
)

_START = Position(1, 1, 0)
_USUAL_FOLDER = "locales"


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the first page of each foreign locale without terms."""
    kinds = subject.schemas.vocabulary.kinds
    for locale, page in subject.first_of_locale.items():
        if page.is_foreign and kinds and not any(subject.terms(locale).has(kind) for kind in kinds):
            folder = subject.catalogs or _USUAL_FOLDER
            arguments = {
                "case": "known" if subject.catalogs else "unknown",
                "locale": locale,
                "catalog": f"{folder}/{terms_path(locale)}",
                "folder": folder,
            }
            yield Diagnostic(RULE.name, Place(_START, _START), arguments, page.path)
