"""A file must hold no NUL characters (U+0000).

They come from damaged files, or from files that were saved in UTF-16. Renderers replace each by `�`, and many tools
take the file for no text at all. The first one is reported, with how many there are.

Limits: there is no automatic fix, since a NUL character often stands where another one was lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.file_subject import TextSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Span

RULE = Rule(
    name="nul-character",
    category=Category.FILE,
    severity=Severity.ERROR,
    summary="A file holds NUL characters.",
    message="NUL characters (number: {count}) show that the file is damaged; restore or delete them",
    since="0.1.0",
    scope=Scope.TEXT,
)


def check(subject: TextSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the first NUL character."""
    text = subject.source.text
    first = text.find("\0")
    if first >= 0:
        yield Diagnostic(RULE.name, Span(first, first + 1), {"count": text.count("\0")})
