"""A field must be in the header of a catalog once.

Of two values, some tools take the first and some the last.

Limits: names are compared in the case they are written in.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Span

RULE = Rule(
    name="duplicate-header-field",
    category=Category.CATALOGS,
    severity=Severity.WARNING,
    summary="A field is in the header of a catalog twice.",
    message="The field `{name}` is in the header already; keep one of the two",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the value of each field that is there already."""
    first: dict[str, Span] = {}
    for name, span in subject.field_spans:
        other = first.setdefault(name, span)
        if other != span and name in subject.fields:
            yield Diagnostic(RULE.name, span, {"name": name}, related=(Related(other, "the first one"),))
