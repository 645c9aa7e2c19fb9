"""A table of contents must have a page only once.

A page that is listed twice is marked in two places when it is read, and a reader who looks for it finds it where it may
not belong. It happens when an entry is copied and only its name is changed.

Limits: entries that lead to different places of a page (`plan.md#first-steps`, `plan.md#costs`) are different, and so
are those of two tables of contents. Names may be the same. Addresses of the web are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.page_facts import LinkFact, TocFacts
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="toc-entry-duplicated",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A table of contents has a page twice.",
    message="`{path}` is in this table of contents already; delete one of the entries",
    since="0.1.0",
    scope=Scope.PROJECT,
)


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each entry for a page that an earlier one has."""
    for toc in subject.tocs:
        yield from _repeated(subject, toc)


def _repeated(subject: ProjectSubject, toc: TocFacts) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], LinkFact] = {}
    for link in (entry.page for entry in toc.entries):
        target = subject.target(link, toc.path) if link else None
        if link is None or target is None or not target.files:
            continue
        other = first.setdefault((target.path, target.destination.suffix), link)
        if other.place != link.place:
            related = (Related(other.place, "the entry before", toc.path),)
            yield Diagnostic(RULE.name, link.place, {"path": target.path}, toc.path, related)
