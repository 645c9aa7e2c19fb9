"""An address of the web must begin with `https://`.

Without it `www.example.com/plan` is a path: the browser looks for a file of that name beside the page.

Limits: it is an address only where no file or folder of that name exists, and where the first part ends like a domain:
in two letters, or in one of the commoner ones. A host alone, without `www.` and without a path, is known by the
commonest alone (`example.com`).
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.destination import written_address
from playbook_lint.links.resolve import State
from playbook_lint.rules.links_subject import LinksSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="scheme-missing",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="An address of the web lacks `https://`.",
    message="This leads to a file of that name, which does not exist; write `https://{address}`",
    since="0.1.0",
    scope=Scope.LINKS,
)


def check(subject: LinksSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination that begins with a host."""
    for _, link, target in subject.targets:
        if target.state is State.HOST and link.kind != "include":
            address = target.destination.address
            fix = link.rewritten(f"https://{written_address(address, link.kind)}")
            yield Diagnostic(RULE.name, link.place, {"address": address}, fix=fix)
