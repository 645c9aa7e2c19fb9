"""A label line that is followed by another line must end in a hard line break.

Markdown joins the lines of a paragraph. Without two spaces (or a backslash) at its end, a label line and the next one
are shown as one: `Phase: Assess Motions: Targeting`.

Limits: the last line of a paragraph needs no break. A value that goes on in the next line is left to
`label-value-unclosed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="label-line-break-missing",
    category=Category.LABELS,
    severity=Severity.ERROR,
    summary="A label line runs together with the next line.",
    message="The line `{label}` runs together with the next one; end it with two spaces",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each label line that needs a hard line break."""
    for group in subject.labels:
        for label in group.labels:
            line = label.line
            if not line.breaks and line.closed:
                end = line.span.end
                yield Diagnostic(RULE.name, line.span, {"label": line.name}, fix=(Edit(Span(end, end), "  "),))
