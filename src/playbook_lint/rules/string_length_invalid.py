"""A metadata value must be neither shorter nor longer than the metadata schema allows.

Search results cut off long titles and descriptions, and take the text of the page in place of short ones.

Limits: lengths are counted in Unicode characters, the same for every script.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="string-length-invalid",
    category=Category.METADATA,
    severity=Severity.WARNING,
    summary="A metadata value is too short or too long.",
    message={
        "too-short": "`{attribute}` is too short: its length is {length}, the least is {limit}",
        "too-long": "`{attribute}` is too long: its length is {length}, the most is {limit}",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each value that is too short or too long."""
    return subject.violations(RULE.name)
