"""Labels must stand where the page type declares them, in its order, each once.

Readers find a label by its place. A label that the page type declares elsewhere, or a second line of the same name,
also leaves open which one counts. Where blocks may be stacked, a label that comes again begins the next block.

Limits: headings that the page type does not know may hold any label.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.labels import Label, LabelStack

RULE = Rule(
    name="label-misplaced",
    category=Category.LABELS,
    severity=Severity.WARNING,
    summary="A label stands at the wrong place.",
    message={
        "order": "`{label}` belongs before `{before}`",
        "again": "`{label}` stands a second time in this label block; keep one of the lines",
        "undeclared": "`{label}` does not belong in this label block, which takes {labels}",
        "nowhere": "No label block belongs under `{heading}`; move it or turn it into a sentence",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each label, or at each label block, that stands where it does not belong."""
    for stack in subject.label_stacks:
        yield from _check_stack(subject, stack)
    sections = subject.outline.sections if subject.outline else ()
    known = {id(section.heading) for section in sections}
    for group in subject.labels:
        if group.spec is None and group.heading and id(group.heading) in known:
            yield Diagnostic(RULE.name, group.block.span, {"case": "nowhere", "heading": group.heading.text})


def _check_stack(subject: PageSubject, stack: LabelStack) -> Iterator[Diagnostic]:
    seen: dict[int, Label] = {}
    for label in stack.labels:
        span, name, place = label.line.name_span, label.line.name, stack.place(label)
        if label.term and place is None:
            declared = [subject.terms.word("label", word) for line in stack.spec.lines for word in line.labels]
            yield Diagnostic(RULE.name, span, {"case": "undeclared", "label": name, "labels": declared})
        elif place in seen:
            first = Related(seen[place].line.span, "the first one")
            yield Diagnostic(RULE.name, span, {"case": "again", "label": name}, related=(first,))
        elif place is not None:
            later = [other for index, other in seen.items() if index > place]
            if later:
                arguments = {"case": "order", "label": name, "before": later[0].line.name}
                yield Diagnostic(RULE.name, span, arguments, related=(Related(later[0].line.span, "it stands here"),))
            seen[place] = label
