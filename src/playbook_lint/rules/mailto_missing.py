"""The destination of a mail address must begin with `mailto:`.

Without it the browser looks for a file of that name beside the page.

Limits: it is a mail address only where no file of that name exists.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.destination import written_address
from playbook_lint.links.resolve import State
from playbook_lint.rules.links_subject import LinksSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="mailto-missing",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="The destination of a mail address lacks `mailto:`.",
    message="This leads to a file of that name, which does not exist; write `mailto:{address}`",
    since="0.1.0",
    scope=Scope.LINKS,
)


def check(subject: LinksSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination that is a bare mail address."""
    for _, link, target in subject.targets:
        if target.state is State.MAIL:
            address = target.destination.address
            fix = link.rewritten(f"mailto:{written_address(address, link.kind)}")
            yield Diagnostic(RULE.name, link.place, {"address": address}, fix=fix)
