"""A page must not be larger than `max-file-size` (1,000,000 bytes unless the configuration says otherwise).

Pages of playbooks have some ten thousand bytes. A file of a million got its name by mistake, and reading it would hold
up every check. Catalogs may hold the messages of all pages, and so may have 50 MB.

Limits: the file is not read at all, so nothing else is reported about it.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.file_subject import FileSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Span

RULE = Rule(
    name="file-too-large",
    category=Category.FILE,
    severity=Severity.ERROR,
    summary="A file is too large to be a page or a catalog.",
    message="The file {reason}",
    since="0.1.0",
    scope=Scope.FILE,
)


def check(subject: FileSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a file of more bytes than allowed."""
    if subject.kind == RULE.name:
        yield Diagnostic(RULE.name, Span(0, 0), subject.arguments)
