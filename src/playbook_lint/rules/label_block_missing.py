"""A heading whose page type requires a label block must have one right under it.

The labels say at a glance which phase a page belongs to, who does a step and what it applies to; lists and reports are
made from them. A block that stands under a deeper heading does not count.

Limits: whether the block is complete is the matter of `label-missing`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="label-block-missing",
    category=Category.LABELS,
    severity=Severity.ERROR,
    summary="A heading has no label block.",
    message="`{heading}` has no label block; put one right under it that begins with `{label}:`",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each heading without the block that its page type requires."""
    found = {id(group.heading) for group in subject.labels}
    for heading in subject.page.headings:
        spec = subject.declared_labels.get(id(heading))
        if spec and spec.required and id(heading) not in found:
            label = subject.terms.word("label", spec.lines[0].labels[0])
            yield Diagnostic(RULE.name, heading.text_span, {"heading": heading.text, "label": label})
