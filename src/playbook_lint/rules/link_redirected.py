"""A link must lead to where a page is, not to where it was.

A host that has moved a page for good says so (the statuses 301 and 308), and a redirect does not live for ever. The fix
writes the new address and keeps the fragment.

Limits: redirects that are meant to last are left alone: those that are temporary in any step, and those of
`permalinks`, hosts whose addresses are made to be redirected. Where a page now leads to the front page, it may well be
gone, and no fix is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.links.exchange import State, host_of
from playbook_lint.links.settings import matches
from playbook_lint.page_facts import LinkFact
from playbook_lint.records import Record, replace
from playbook_lint.rules.rule import Category, Rule, Scope
from playbook_lint.rules.web_subject import WebSubject


class Options(Record, frozen=True):
    """`permalinks` are patterns of hosts whose addresses stand for others and stay as they are."""

    permalinks: tuple[str, ...] = ("aka.ms", "go.microsoft.com", "doi.org", "purl.org", "w3id.org")


RULE = Rule(
    name="link-redirected",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A link to the web leads to an address that has moved for good.",
    message={
        "moved": "`{url}` has moved for good; write `{location}`",
        "front": "`{url}` now leads to the front page `{location}`; look for the page that is meant",
    },
    since="0.1.0",
    scope=Scope.WEB,
    options=Options,
)

# What an address may hold as it is: in a destination, a table cell, an attribute of HTML.
_SAFE = "/?#@!$&+,;=:~%-._*[]"
_PATH = re.compile(r"[a-z]+://[^/?#]*(/[^?#]*)", re.IGNORECASE)
# What Markdown would read as one character.
_ENTITY = re.compile(r"&#?\w+;")


def check(subject: WebSubject, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each link whose address has moved for good."""
    for link in subject.links:
        outcome = link.known.outcome
        is_web = outcome.location.startswith(("http://", "https://"))
        if outcome.state is not State.WORKING or not (outcome.permanent and is_web):
            continue
        if matches(host_of(outcome.url), options.permalinks) or outcome.location == outcome.url:
            continue
        location = _with_fragment(outcome.location, link.address)
        is_front = _path(outcome.location) == "/" != _path(outcome.url)
        diagnostic = link.diagnostic(RULE.name, {"case": "front" if is_front else "moved", "location": location})
        yield diagnostic if is_front else replace(diagnostic, fix=_fix(link.link, location))


def _with_fragment(location: str, address: str) -> str:
    """The new address with the fragment of the old one, or else with its own."""
    _, mark, fragment = address.partition("#")
    return location.partition("#")[0] + mark + fragment if mark else location


def _path(url: str) -> str:
    match = _PATH.match(url)
    return match[1] if match else "/"


def _fix(link: LinkFact, location: str) -> tuple[Edit, ...]:
    written = quote(location, safe=_SAFE)
    if link.kind == "html":
        return link.rewritten(escape(written))
    return () if _ENTITY.search(written) else link.rewritten(written)
