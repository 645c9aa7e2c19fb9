"""The value of a label must be in bold, all of it.

Bold sets the value off from its name, and tells label lines from sentences with a colon.

Limits: a value whose bold is not closed is the matter of `label-value-unclosed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="label-value-not-bold",
    category=Category.LABELS,
    severity=Severity.WARNING,
    summary="The value of a label is not in bold.",
    message="The value of `{label}` is not in bold; write `**{value}**`",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each value that is not in bold, or only in part."""
    for group in subject.labels:
        for label in group.labels:
            line = label.line
            if line.closed and line.value and not line.bold:
                plain = not any(mark in line.value for mark in "*_`")
                fix = (Edit(line.value_span, f"**{line.value}**"),) if plain else ()
                yield Diagnostic(RULE.name, line.value_span, {"label": line.name, "value": line.value}, fix=fix)
