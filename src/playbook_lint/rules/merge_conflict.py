"""A file must hold no merge conflict.

`<<<<<<<`, `=======` and `>>>>>>>` are what a version control system writes around the two versions of a text that it
could not merge. When they are committed, readers see the marks, both versions, and a table or list broken in two.

Limits: a lone `=======` may underline a heading. Marks inside a fenced code block are taken for a sample.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.file_subject import TextSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="merge-conflict",
    category=Category.STRUCTURE,
    severity=Severity.ERROR,
    summary="A merge conflict was committed.",
    message={
        "conflict": "A merge conflict was committed; keep what is right of its two versions and delete the marks",
        "mark": "`{mark}` is left of a merge conflict; delete it",
    },
    since="0.1.0",
    scope=Scope.TEXT,
)


def check(subject: TextSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each conflict, and for each mark that is left of one."""
    for conflict in subject.conflicts:
        if conflict.complete:
            yield Diagnostic(RULE.name, conflict.span, {"case": "conflict"})
        else:
            mark = subject.source.slice(conflict.span)
            yield Diagnostic(RULE.name, conflict.span, {"case": "mark", "mark": mark})
