"""A page must be a file that can be read.

A page that cannot be read is not published either: a symbolic link that leads nowhere, a file without permission to
read it, or one that was deleted while the check ran. All other pages are checked all the same.

Limits: symbolic links that lead out of the project are never followed; they are counted as skipped, not reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.file_subject import FileSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Span

RULE = Rule(
    name="file-unreadable",
    category=Category.FILE,
    severity=Severity.ERROR,
    summary="A file cannot be read.",
    message="The file {reason}",
    since="0.1.0",
    scope=Scope.FILE,
)


def check(subject: FileSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a file that could not be read."""
    if subject.kind == RULE.name:
        yield Diagnostic(RULE.name, Span(0, 0), subject.arguments)
