"""The metadata must not have keys that the metadata schema marks as replaced (`replacedBy`).

Old keys are still read by some tools and ignored by others, so that a page says one thing here and another there.

Limits: the key is renamed automatically only where its replacement is not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="attribute-deprecated",
    category=Category.METADATA,
    severity=Severity.WARNING,
    summary="A metadata key is deprecated.",
    message={
        "replaced": "`{attribute}` is deprecated; use `{replacement}`",
        "removed": "`{attribute}` is deprecated; delete it",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each deprecated key."""
    return subject.renamed(RULE.name, "replacement")
