"""A page must be encoded in UTF-8, with or without a byte order mark.

In any other encoding letters such as `ã`, `ü` or `语` are lost or replaced when the page is published. Editors offer
the encoding where they save a file.

Limits: the diagnostic stands at the first line that is not UTF-8; nothing else is reported about the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.file_subject import FileSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Span

RULE = Rule(
    name="encoding-invalid",
    category=Category.FILE,
    severity=Severity.ERROR,
    summary="A file is not encoded in UTF-8.",
    message="From this line on (byte {byte}) the file is not UTF-8; save it as UTF-8",
    since="0.1.0",
    scope=Scope.FILE,
)


def check(subject: FileSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a file that is not UTF-8."""
    if subject.kind == RULE.name:
        yield Diagnostic(RULE.name, Span(0, 0), subject.arguments)
