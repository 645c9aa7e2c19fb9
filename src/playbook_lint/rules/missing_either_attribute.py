"""Of each group of keys that the metadata schema lists under `either`, the metadata must have at least one.

The keys of a group say the same thing in several ways, such as a product or a service.

Limits: nothing is reported where metadata is missing or cannot be read, or in a part that pages include (in a folder
`includes`, or of a page type that says so).
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="missing-either-attribute",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="The metadata has none of several keys of which one is required.",
    message="One of {attributes} is required",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each group of keys of which there is none."""
    return subject.violations(RULE.name) if not subject.is_part else iter(())
