"""A message with plural forms must have as many translations as the header of its catalog declares.

gettext refuses the catalog otherwise, and for some numbers there would be no text.

Limits: messages without any translation are passed over. A catalog whose header declares no plural forms is for
`no-plural-forms-header-field`, one that declares them wrongly for `syntax-error-in-plural-forms`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="incorrect-number-of-plural-forms",
    category=Category.CATALOGS,
    severity=Severity.ERROR,
    summary="A message has more or fewer plural forms than the header declares.",
    message="Plural forms of the message: {found}, of the header: {declared}; make them the same",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the last msgstr of each such message."""
    declared = subject.plural_forms
    if subject.is_template or declared is None:
        return
    for entry in subject.messages:
        found = len(entry.plurals)
        if entry.plural is not None and found != declared.number and any(map(str.strip, entry.plurals)):
            span = subject.places.span(entry, f"msgstr[{found - 1}]")
            yield Diagnostic(RULE.name, span, {"found": found, "declared": declared.number})
