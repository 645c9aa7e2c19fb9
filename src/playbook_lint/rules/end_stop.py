"""A translation must end with a full stop where its source does, and only there.

Compared is the last mark of each text, whatever the script writes for a full stop (`.`, `。`, `।`, `۔`, `።`, …), behind
which quotes, brackets, markup and symbols may close. The fix adds the stop where the script alone decides how it is
written.

Limits: a full stop for an exclamation mark or an ellipsis is style, and so is one that ends an item of a list or a cell
whose source has none. In scripts without capitals a stop may stand for another mark, and an item, a cell, a heading or
a text with no other stop needs none. What may be the stop of an abbreviation or a number is no full stop, and of texts
that end with code nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import END_MESSAGES, CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="end_stop",
    category=Category.TRANSLATION,
    severity=Severity.INFO,
    summary="A translation ends with a full stop and its source does not, or the other way round.",
    message=END_MESSAGES,
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the end of each such translation."""
    yield from subject.end_diagnostics(RULE.name, "stop")
