"""A destination must stay inside the project.

A path that climbs out of the project (`../../other/page.md`) leads to nothing once the project is published, or is
checked out into another folder.

Limits: the project is the folder of the configuration file, or the top of the git repository where there is none. What
begins with `~/../` leads into another repository, which docfx puts beside this one.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.resolve import State
from playbook_lint.rules.links_subject import LinksSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="link-out-of-scope",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="A destination leads out of the project.",
    message="`{destination}` leads out of the project; link to a page inside it, or to an address of the web",
    since="0.1.0",
    scope=Scope.LINKS,
)


def check(subject: LinksSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination that climbs out of the project."""
    for _, link, target in subject.targets:
        if target.state is State.OUTSIDE:
            yield Diagnostic(RULE.name, link.place, {"destination": link.destination})
