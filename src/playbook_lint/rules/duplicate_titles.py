"""No two pages of a locale may have the same `title` in their metadata.

In search results and browser tabs readers cannot tell such pages apart.

Limits: titles are the same regardless of case and white space. Files of one page are no duplicates: its translations,
and its variants for several audiences, whose names are alike up to `--` (`page--partner.md`, `page--internal.md`).
Only the pages of the run are compared, so that a pre-commit hook sees the changed ones alone. Up to three of the
other pages are named.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from playbook_lint.diagnostics import Arguments, Diagnostic, Related, Severity
from playbook_lint.page_facts import PageFacts
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="duplicate-titles",
    category=Category.METADATA,
    severity=Severity.WARNING,
    summary="Several pages share a title.",
    message="{count} pages have the title `{title}`; give each its own",
    since="0.1.0",
    scope=Scope.PROJECT,
)

# How many of the other pages a diagnostic names: hundreds may share one.
_NAMED = 3


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each of the titles that several pages of a locale share."""
    for group in subject.shared(lambda page: page.title):
        for page, title in group:
            rest = ((other, there) for other, there in group if _without_audience(other) != _without_audience(page))
            related = tuple(Related(there.place, "the same title", other.path) for other, there in islice(rest, _NAMED))
            if related:
                arguments: Arguments = {"title": title.text, "count": len(group)}
                yield Diagnostic(RULE.name, title.place, arguments, page.path, related)


def _without_audience(page: PageFacts) -> str:
    """The id of the page, the same for all of its audience variants."""
    folder, slash, name = page.page_id.rpartition("/")
    return folder + slash + name.partition("--")[0]
