"""The metadata must have every key that the metadata schema requires, each with a value.

Publishing, reports and search rely on them. A key without a value (`author:`) counts as missing.

Limits: a key that is only misspelt is reported by `unknown-field`, not here too; nothing is reported where metadata
is missing or cannot be read, or in a part that pages include (in a folder `includes`, or of a page type that says so).
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="missing-attribute",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="The metadata lacks a required key.",
    message="`{attribute}` is required; give it a value",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the opening fence, or at the key without a value, for each key that is missing."""
    misspelt = {diagnostic.arguments["suggestion"] for diagnostic in subject.violations("unknown-field")}
    for diagnostic in subject.violations(RULE.name) if not subject.is_part else ():
        if diagnostic.arguments["attribute"] not in misspelt:
            yield diagnostic
