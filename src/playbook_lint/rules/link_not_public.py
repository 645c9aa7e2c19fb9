"""An address of the web must be public.

A link to `http://localhost:8000` or to a host of the company's own network works for its author, and for no reader
outside. Such addresses are not asked either: whoever checks a page may stand inside a network whose hosts trust it, and
anyone can write a link.

Limits: what a name stands for is only known after it was looked up. `--allow-private`, `--allow-host` and `allow-hosts`
in the configuration open private addresses; these are then asked like any other, and not reported here.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.exchange import State
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.rules.web_subject import WebSubject

RULE = Rule(
    name="link-not-public",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A link leads to an address that is not public.",
    message="`{url}` is not asked: {problem}",
    since="0.1.0",
    scope=Scope.WEB,
)


def check(subject: WebSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each link whose address is refused."""
    for link in subject.links:
        if link.known.outcome.state is State.REFUSED:
            yield link.diagnostic(RULE.name, {"problem": link.known.outcome.detail})
