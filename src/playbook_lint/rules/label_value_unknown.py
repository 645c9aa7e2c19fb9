"""The value of a label must be one of the terms that its kind allows; of a list, every value must.

Pages are found by their phase, motions, roles and services; a value that is spelled in another way is found by nobody.

Limits: a value in the source language is the matter of `term-not-translated`; a value that is not closed is left to
`label-value-unclosed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="label-value-unknown",
    category=Category.LABELS,
    severity=Severity.ERROR,
    summary="The value of a label is none of its terms.",
    message={
        "nearest": "`{text}` is no value of `{label}`",
        "unknown": "`{text}` is no value of `{label}`; correct it, or add it to the terms",
        "several": "`{text}` are several values; `{label}` takes one",
        "empty": "`{label}` has no value",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each value of a label that is no term."""
    for label, text in subject.label_terms:
        for value, arguments, fix in subject.unknown_values([text]):
            yield Diagnostic(RULE.name, value.span, {**arguments, "label": label.line.name}, fix=fix)
    for group in subject.labels:
        for label in group.labels:
            if label.spec and label.line.closed and not label.line.value:
                yield Diagnostic(RULE.name, label.line.span, {"case": "empty", "label": label.line.name})
