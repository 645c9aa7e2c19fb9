r"""A destination must not be a path on one machine.

`C:\Users\avery\plan.md`, `file:///…` and `\\server\share` work for whoever wrote them, if at all, and tell readers
what that computer is called.

Limits: paths in `/Users` and `/home` are reported where they go on with a folder such as `Documents`, since a site may
have folders of these names too.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.destination import Kind
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="local-path-destination",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="A destination is a path on one machine.",
    message="`{address}` is a path on one machine; link to a file of the project, or to an address of the web",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination that only one machine knows."""
    for found in subject.destinations:
        if found.destination.kind is Kind.LOCAL:
            yield Diagnostic(RULE.name, found.span, {"address": found.raw})
