"""A translation must end with a colon where its source does, and only there.

A colon leads to what stands below: a list, a table, an image. Compared is the last mark of each text in any script
(`:`, `：`, `፥`, …), with or without a space before it, behind which quotes, brackets and markup may close.

Limits: in scripts without capitals a sentence that leads to a list may end with a full stop. Of texts that end with
code nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import END_MESSAGES, CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="end_colon",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation ends with a colon and its source does not, or the other way round.",
    message=END_MESSAGES,
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the end of each such translation."""
    yield from subject.end_diagnostics(RULE.name, "colon")
