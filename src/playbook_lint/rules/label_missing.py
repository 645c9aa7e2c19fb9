"""A label block must have every line that the page type requires.

Readers look for the same labels at the same place of every page; a missing one leaves open, for example, who does the
step. Where blocks may be stacked, each of them must be complete.

Limits: a block with a label that is no term is left alone, since `label-unknown` reports it and it may well be the
missing one.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="label-missing",
    category=Category.LABELS,
    severity=Severity.ERROR,
    summary="A label block lacks a line.",
    message={
        "first": "The label block has no line {labels}; put it first",
        "after": "The label block has no line {labels}; put it after `{after}`",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each label block for every required line that it lacks."""
    for stack in subject.label_stacks:
        if any(label.term is None for label in stack.labels):
            continue
        names = {stack.place(label): label.line.name for label in stack.labels}
        for index, line in enumerate(stack.spec.lines):
            if line.required and index not in names:
                before = max((place for place in names if place is not None and place < index), default=None)
                labels = [subject.terms.word("label", label) for label in line.labels]
                after = None if before is None else names[before]
                arguments = {"case": "after" if after else "first", "labels": labels, "after": after}
                yield Diagnostic(RULE.name, stack.span, arguments)
