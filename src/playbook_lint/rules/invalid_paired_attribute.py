"""The values of keys that depend on each other must go together, as the metadata schema says under `enumDependencies`.

Reports by product and area count a page wrong when the two contradict each other.

Limits: a key that is missing is no contradiction; `missing-attribute` reports it where it is required.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="invalid-paired-attribute",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="The values of two metadata keys do not go together.",
    message="`{attribute}` must be {allowed} where `{other}` is `{other_value}`, not `{value}`",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each value that does not go with another."""
    return subject.violations(RULE.name)
