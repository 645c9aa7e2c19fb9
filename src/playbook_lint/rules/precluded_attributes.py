"""Of each group of keys that the metadata schema lists under `precludes`, the metadata may have only one.

The keys of a group contradict each other or say the same thing twice; which one counts is not defined.

Limits: the last key of the group is where the diagnostic stands, which need not be the one to delete.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="precluded-attributes",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="The metadata has keys that exclude each other.",
    message="Only one of {attributes} may be given; delete the others",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the last key of each group of which there are several."""
    return subject.violations(RULE.name)
