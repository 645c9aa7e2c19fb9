"""A page type that the project declares must have at least one page.

A page type that no page has checks nothing: its patterns have a slip, its pages are gone, or another page type of a
higher priority takes them all.

Limits: only page types of the project's own schema folder are meant, not the shipped ones and not those of a folder
outside of the project, which several projects may share. Silent when only some of the pages are checked, as in a
pre-commit hook.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Span

RULE = Rule(
    name="page-type-unused",
    category=Category.FILE,
    severity=Severity.WARNING,
    summary="A page type of the project's own schemas has no page.",
    message="No page has the page type `{page_type}`; correct its `match` or `priority`, or delete it",
    since="0.1.0",
    scope=Scope.PROJECT,
)


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each of the project's own page types that no page has."""
    if not (subject.complete and subject.own_page_types):
        return
    used = {page.page_type for page in subject.pages}
    for name, path in subject.own_page_types.items():
        if name not in used:
            yield Diagnostic(RULE.name, Span(0, 0), {"page_type": name}, path)
