"""The metadata must have only keys that the metadata schema knows.

A misspelt key has no effect, and nothing says so. The nearest known key is suggested.

Limits: a metadata schema of your own may allow any key. A key is corrected automatically only where it has a mere slip
and the right one is not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="unknown-field",
    category=Category.METADATA,
    severity=Severity.WARNING,
    summary="A metadata key is unknown.",
    message="Unknown metadata key `{attribute}`; correct or delete it",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each unknown key."""
    return subject.renamed(RULE.name, "suggestion", only_slips=True)
