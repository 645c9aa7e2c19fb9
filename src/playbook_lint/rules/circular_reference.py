"""Files must not include each other in a circle.

The site either stops at such a circle or leaves the page out.

Limits: reported at the include of each page of the run that closes a circle or leads into one through itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links import destination
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="circular-reference",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="Files include each other in a circle.",
    message="This include leads back to this page: {circle}",
    since="0.1.0",
    scope=Scope.PROJECT,
)


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each include from which includes lead back to its page."""
    for page, link, target in subject.targets:
        if link.kind == "include" and target.files:
            way = _way(subject, target.path, page.path)
            if way:
                circle = " includes ".join(f"`{path}`" for path in (page.path, *way))
                yield Diagnostic(RULE.name, link.place, {"circle": circle}, page.path)


def _way(subject: ProjectSubject, start: str, goal: str) -> tuple[str, ...] | None:
    """The shortest way of includes from `start` to `goal`, both named, or None."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for way in ways:  # grows while it is read
        if way[-1] == goal:
            return way
        for path in _included(subject, way[-1]):
            if path not in seen:
                seen.add(path)
                ways.append((*way, path))
    return None


def _included(subject: ProjectSubject, path: str) -> Iterator[str]:
    page = subject.surroundings.facts_of(path) if path.lower().endswith(".md") else None
    for link in page.links if page else ():
        if link.kind == "include":
            yield from subject.resolver.target(path, destination.read(link.destination)).files
