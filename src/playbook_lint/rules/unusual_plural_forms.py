"""The plural forms in the header of a catalog must be those of its language.

A catalog that began as a copy of another language's brings that one's plural forms along. Translators then cannot write
what their language tells apart, or have to write the same text twice.

Limits: expressions are compared by what they give for numbers up to 1,000, so any expression will do. What gettext and
many catalogs of a language use is let pass where it is not what CLDR says, and so are more forms than CLDR has for a
language with several. Languages whose plural forms CLDR does not know are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.locale import plural_forms
from playbook_lint.l10n.plurals import disagreement
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="unusual-plural-forms",
    category=Category.CATALOGS,
    severity=Severity.WARNING,
    summary="The plural forms in the header of a catalog are not those of its language.",
    message={
        "same": "{one} and {other} take the same plural form here, but not in this language; set `{expected}`",
        "more": "There are several plural forms here, but this language has one for all numbers; set `{expected}`",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the value of the field."""
    if subject.is_template or subject.plural_forms is None or not subject.locale:
        return
    found = disagreement(subject.plural_forms, subject.locale)
    if found:
        one, other = found
        arguments = {
            "case": "same" if one != other else "more",
            "one": one,
            "other": other,
            "expected": plural_forms(subject.locale),
        }
        yield Diagnostic(RULE.name, subject.field_span("Plural-Forms"), arguments)
