"""The phase of a page must be the one that its file name says.

Navigation and links go by the file name, readers by the phase on the page. When the two differ, one is wrong.

Limits: only for page types that tie file names to phases. A value that is no phase at all is the matter of
`label-value-unknown`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="phase-mismatch",
    category=Category.LABELS,
    severity=Severity.ERROR,
    summary="The phase of a page is not that of its file name.",
    message="The phase is `{phase}`, but the file name stands for {expected}; correct the one that is wrong",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each phase that the file name does not allow."""
    allowed = subject.page_type.phases_of(subject.page_id) if subject.page_type else ()
    if not allowed:
        return
    for _, text in subject.label_terms:
        if text.kind != "phase":
            continue
        for value in text.values:
            if value.term and not subject.terms.find("phase", value.text, among=allowed):
                expected = [subject.terms.word("phase", phase) for phase in allowed]
                yield Diagnostic(RULE.name, value.span, {"phase": value.text, "expected": expected})
