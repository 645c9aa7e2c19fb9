"""The bold of a label's value must be closed on its own line.

Without its partner `**` shows as two stars. A value that goes on in the next line is read as part of a value only; keep
the line together, however long it is.

Limits: the `**` and `__` of a line are counted, and two of them count as a pair wherever they stand. A lone `*` is not
noticed.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.facts import LabelBlock, LabelLine
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="label-value-unclosed",
    category=Category.LABELS,
    severity=Severity.ERROR,
    summary="The bold of a label's value is not closed on its line.",
    message={
        "unclosed": "The bold of `{label}` has only one of its two `**`",
        "wrapped": "The value of `{label}` goes on in the next line; put all of it on one line",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each value whose bold is not closed on its line."""
    for group in subject.labels:
        for label in group.labels:
            if not label.line.closed:
                case = "wrapped" if _is_wrapped(label.line, group.block) else "unclosed"
                yield Diagnostic(RULE.name, label.line.value_span, {"case": case, "label": label.line.name})


def _is_wrapped(line: LabelLine, block: LabelBlock) -> bool:
    strong = (inline.span for inline in block.block.inlines if inline.kind == "strong")
    return any(span.start < line.span.end < span.end for span in strong)
