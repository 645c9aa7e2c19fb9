"""The name of a label must be one of the terms for labels.

A label that is spelled in another way is not found by those who look for it, and its value is not checked.

Limits: a line counts as a label when its name is nearly a term and its value is in bold, or when it stands next to
other labels; anything else of the form `name: value` is prose. A name in the source language is the matter of
`term-not-translated`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="label-unknown",
    category=Category.LABELS,
    severity=Severity.ERROR,
    summary="A label is none of the terms for labels.",
    message={
        "nearest": "`{label}` is no label",
        "unknown": "`{label}` is no label; use {labels}",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each label that is no term."""
    for group in subject.labels:
        for label in group.labels:
            if label.term:
                continue
            word = subject.terms.suggest("label", label.line.name)
            declared = [name for line in group.spec.lines for name in line.labels] if group.spec else []
            words = [subject.terms.word("label", name) for name in declared] or list(subject.terms.words("label"))
            arguments = {
                "case": "nearest" if word else "unknown",
                "label": label.line.name,
                "labels": words,
                "suggestion": word,
            }
            sure = subject.terms.correction("label", label.line.name)
            fix = (Edit(label.line.name_span, sure),) if sure else ()
            yield Diagnostic(RULE.name, label.line.name_span, arguments, fix=fix)
