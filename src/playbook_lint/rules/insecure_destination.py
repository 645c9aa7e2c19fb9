"""An address must begin with `https://` where the host is known to take it.

Over `http://` anyone on the way can read and change what is sent, and browsers warn of it.

Limits: it reports nothing until `hosts` says which hosts take `https://`, since not all do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.settings import matches
from playbook_lint.records import Record
from playbook_lint.rules.rule import Category, Rule
from playbook_lint.rules.subject import PageSubject


class Options(Record, frozen=True):
    """`hosts`: the hosts that take `https://`, in which `*` stands for any characters (`*.example.com`)."""

    hosts: tuple[str, ...] = ()


RULE = Rule(
    name="insecure-destination",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="An address begins with `http://` though its host takes `https://`.",
    message="`{host}` takes `https://`; write that in place of `http://`",
    since="0.1.0",
    options=Options,
)

_HTTP = re.compile(r"http(?=://(?:[^/?#@]*@)?(?P<host>[^/?#@:]+)(?P<port>:\d+)?(?:[/?#]|$))", re.IGNORECASE)


def check(subject: PageSubject, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each address that ought to be secure; one with a port of its own is left alone."""
    for found in subject.destinations:
        match = _HTTP.match(found.destination.address)
        if match and match["port"] in (None, ":80") and matches(match["host"], options.hosts):
            fix = found.replaced(0, match.end(), "https") if match["port"] is None else ()
            yield Diagnostic(RULE.name, found.span, {"host": match["host"]}, fix=fix)
