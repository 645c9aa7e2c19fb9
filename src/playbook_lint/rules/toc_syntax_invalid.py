"""A table of contents must be valid YAML, with each key once in an entry.

A table of contents that cannot be read is not built, and every page it lists is left without one. The usual cause is a
name with a colon in it, such as `name: Assess: first steps`, which needs quotes: `name: "Assess: first steps"`.

Limits: the first error is reported; YAML tags (`!name`), a second document and files beyond all measure count as errors
too. NUL characters have a rule of their own, `nul-character`. While a mark of a merge conflict stands in the file, only
`merge-conflict` speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.rules.toc_subject import TocSubject

RULE = Rule(
    name="toc-syntax-invalid",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="A table of contents is not valid YAML.",
    message={
        "syntax": "The table of contents is not valid YAML: {detail}",
        "duplicate-key": "This entry has `{detail}` twice; delete one of them",
    },
    since="0.1.0",
    scope=Scope.TOC,
)


def check(subject: TocSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic where the file stops being YAML, and at each repetition of a key."""
    if subject.conflicts:
        return
    for error in subject.toc.errors:
        if not subject.toc.source.text.startswith("\0", error.span.start):
            related = (Related(error.first, "given here first"),) if error.first else ()
            arguments = {"case": error.kind, "detail": error.detail}
            yield Diagnostic(RULE.name, error.span, arguments, related=related)
