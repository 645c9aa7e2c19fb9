"""A translation should end with an ellipsis where its source does, and only there.

Three dots say that something goes on, or that a choice in a menu opens a dialog. `…` and `...` are the same here.

Limits: a full stop or an exclamation mark will do in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import END_MESSAGES, CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="end_ellipsis",
    category=Category.TRANSLATION,
    severity=Severity.INFO,
    summary="A translation ends with an ellipsis and its source does not, or the other way round.",
    message=END_MESSAGES,
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the end of each such translation."""
    yield from subject.end_diagnostics(RULE.name, "ellipsis")
