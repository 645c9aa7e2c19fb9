"""An address must not be wrapped by Safe Links.

Links copied from Outlook or Teams lead through `safelinks.protection.outlook.com`, with the real address inside. The
wrapper tells who received it, breaks for readers of other companies, and hides where a link leads.

Limits: code is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span, holds

RULE = Rule(
    name="safelinks-destination",
    category=Category.TEXT,
    severity=Severity.WARNING,
    summary="An address is wrapped by Safe Links.",
    message={
        "wrapped": "This address is wrapped by Safe Links; write `{address}`",
        "empty": "This address is wrapped by Safe Links, and the real one is not in it; copy it from the original page",
    },
    since="0.1.0",
)

_HOST = b"safelinks.protection.outlook.com"
_WRAPPED = lazy_pattern(rf"https?://(?:[\w-]+\.)*{re.escape(_HOST.decode())}/[^\s<>\"'|]*", re.IGNORECASE)
# What follows an address in running text and is no part of it.
_PUNCTUATION = ".,:;!?)'*…、。，．：；！？）"
_MAX_WRAPPERS = 5
# What an address may hold as it is, in a destination as in a table cell.
_SAFE = "/?#[]@!$&'*+,;=:~%-._"


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each address that is wrapped."""
    page = subject.page
    # A host is ASCII, and bytes are put in lower case far quicker than text.
    if _HOST not in page.source.text.encode().lower():
        return
    reported: list[Span] = []
    for link in page.links:
        if _WRAPPED.match(link.destination) and link.destination_span:
            if link.kind != "html":
                reported.append(link.span)
            text = (link.text_span,) if link.kind == "inline" and _WRAPPED.fullmatch(link.text) else ()
            yield _diagnostic(link.destination_span, link.destination, text)
    for definition in page.definitions:
        if _WRAPPED.match(definition.destination):
            found = page.source.slice(definition.span).find(definition.destination)
            start = definition.span.start + max(found, 0)
            where = Span(start, start + len(definition.destination)) if found >= 0 else definition.span
            yield _diagnostic(where, definition.destination, is_exact=found >= 0)
    for block in page.blocks:
        for inline in block.inlines:
            if inline.kind == "text" and not holds(reported, inline.span.start):
                for match in _WRAPPED.finditer(inline.content):
                    address = match[0].rstrip(_PUNCTUATION)
                    start = inline.span.start + match.start()
                    yield _diagnostic(Span(start, start + len(address)), address)


def _diagnostic(where: Span, wrapped: str, also: tuple[Span, ...] = (), *, is_exact: bool = True) -> Diagnostic:
    """A diagnostic at a wrapped address; `also` are the places that the fix has to change with it."""
    address = _unwrapped(wrapped)
    if address is None:
        return Diagnostic(RULE.name, where, {"case": "empty"})
    fix = tuple(Edit(span, address) for span in (where, *also)) if is_exact else ()
    return Diagnostic(RULE.name, where, {"case": "wrapped", "address": address}, fix=fix)


def _unwrapped(address: str) -> str | None:
    """The address inside, however often it was wrapped; None when there is none that a browser would follow."""
    for _ in range(_MAX_WRAPPERS):
        if not _WRAPPED.match(address):
            break
        address = parse_qs(urlsplit(unescape(address)).query).get("url", [""])[0]
    is_web = address.startswith(("http://", "https://")) and not _WRAPPED.match(address)
    return quote(address, safe=_SAFE) if is_web else None
