"""A translation must end with a question mark where its source does, and only there.

Compared is the last mark of each text in any script (`?`, `？`, `؟`, the Greek `;`, …), behind which quotes, brackets
and markup may close.

Limits: in scripts without capitals a question may end with a full stop, and a heading or a cell with no mark at all.
The mark that opens a question in some languages is not looked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import END_MESSAGES, CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="end_question",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation ends with a question mark and its source does not, or the other way round.",
    message=END_MESSAGES,
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the end of each such translation."""
    yield from subject.end_diagnostics(RULE.name, "question")
