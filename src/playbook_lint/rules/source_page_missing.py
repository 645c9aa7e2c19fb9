"""A target page must have a source page.

When a source page is removed or renamed, its translations stay behind: readers find what no longer holds, and nobody
brings it up to date.

Limits: which page belongs to which is told by the patterns of `pages` in the configuration. A source page in variants
for audiences (`plan--partner.md`) is one. A page that exists only in one language can be left out with `exclude`, or
with `overrides` for its path. In one run, a thousand suggestions are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from playbook_lint.diagnostics import Arguments, Diagnostic, Severity
from playbook_lint.links.nearby import MAX_SOUGHT
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.suggest import nearest

RULE = Rule(
    name="source-page-missing",
    category=Category.SYNC,
    severity=Severity.WARNING,
    summary="A target page has no source page.",
    message="There is no source page `{page}`",
    since="0.1.0",
    scope=Scope.PROJECT,
)

# Names of pages have much in common: only a slip is worth asking.
_ALIKE = 90.0


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a target page begins that has no source page."""
    lacking = cache(lambda locale: _without_target(subject, locale))
    sought = 0
    for file in subject.files:
        if file.role == "target" and not _has_source(subject, file.page_id):
            sought += 1
            candidates = lacking(file.locale) if sought <= MAX_SOUGHT else ()
            near = nearest(file.page_id, candidates, cutoff=_ALIKE)
            arguments: Arguments = {"page": file.page_id, "suggestion": near}
            yield Diagnostic(RULE.name, subject.page(file.relative).start, arguments, file.relative)


def _has_source(subject: ProjectSubject, page_id: str) -> bool:
    names = (page_id, *(page_id + audience for audience in subject.links.audiences))
    return any(subject.surroundings.page_of(name, subject.source_locale) for name in names)


def _without_target(subject: ProjectSubject, locale: str) -> list[str]:
    """The ids of source pages of the run that have no page in `locale`."""
    ids = (file.page_id for file in subject.files if file.role == "source")
    return [page_id for page_id in ids if not subject.surroundings.page_of(page_id, locale)]
