"""The id of a task must be a number.

Ids tie a row to the task in the tool that tracks it; anything else finds no task. A link around the number is fine.

Limits: an empty cell is left to `cell-empty`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.terms import normalized

RULE = Rule(
    name="task-id-invalid",
    category=Category.TABLES,
    severity=Severity.ERROR,
    summary="The id of a task is not a number.",
    message="The task id `{text}` is not a number",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each task id that is not a number."""
    for cell, _ in subject.cells("task-id"):
        text = normalized(cell.text)
        if text and not text.isdecimal():
            yield Diagnostic(RULE.name, cell.span, {"text": text})
