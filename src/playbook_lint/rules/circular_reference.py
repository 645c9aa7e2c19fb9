"""Files must not include each other in a circle.

The site either stops at such a circle or leaves the page out.

Limits: reported at each include from which includes lead back to its page. Of what an include leads to, the first
hundred files are followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.links_subject import LinksSubject
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="circular-reference",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="Files include each other in a circle.",
    message="This include leads back to this page: {circle}",
    since="0.1.0",
    scope=Scope.LINKS,
)


_MAX_FILES = 100


def check(subject: LinksSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each include from which includes lead back to its page."""
    way_of = cache(lambda starts, goal: _way(subject.project, starts, goal))
    for page, link, target in subject.targets:
        way = way_of(target.files, page.path) if link.kind == "include" else None
        if way:
            circle = " includes ".join(f"`{path}`" for path in (page.path, *way))
            yield Diagnostic(RULE.name, link.place, {"circle": circle})


def _way(subject: ProjectSubject, starts: Iterable[str], goal: str) -> tuple[str, ...] | None:
    """The shortest way of includes from one of `starts` to `goal`, both named, or None."""
    ways: dict[str, tuple[str, ...]] = {path: (path,) for path in starts}
    waiting = list(ways)
    for path in waiting:  # grows while it is read
        if path == goal:
            return ways[path]
        for included in chain.from_iterable(subject.includes(path)):
            if included not in ways and len(ways) < _MAX_FILES:
                ways[included] = (*ways[path], included)
                waiting.append(included)
    return None
