"""The plural forms in the header of a catalog must be valid.

The field is `Plural-Forms: nplurals=2; plural=(n != 1);`: how many forms there are, and an expression in C that says
which of them a number takes. gettext refuses a catalog where it is wrong.

Limits: the expression is tried for numbers up to 1,000. Whether the forms are those of the language is for
`unusual-plural-forms`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.locale import plural_forms
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="syntax-error-in-plural-forms",
    category=Category.CATALOGS,
    severity=Severity.ERROR,
    summary="The plural forms in the header of a catalog are not valid.",
    message={
        "known": "`Plural-Forms` {reason}; set `{expected}`",
        "unknown": "`Plural-Forms` {reason}",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the value of the field."""
    if subject.is_template:
        return
    reason = subject.plural_fault
    if reason:
        expected = plural_forms(subject.locale) if subject.locale else None
        arguments = {"case": "known" if expected else "unknown", "reason": reason, "expected": expected}
        yield Diagnostic(RULE.name, subject.field_span("Plural-Forms"), arguments)
