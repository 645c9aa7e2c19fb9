"""A link or an image must have a destination.

`[Plan]()` looks like a link and leads back to the page itself; an image without an address is a broken one. Often the
address was to be filled in later.

Limits: `#` alone leads to the top of the page and is left alone. So are brackets that are empty altogether (`[]()`),
and those that follow a letter or a digit directly, as code does that is not marked as such (`list[int]()`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="destination-empty",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="A link or an image has no destination.",
    message={
        "link": "This link has no destination; write one, or take the brackets away",
        "image": "This image has no address; write one, or take the image away",
        "unfinished": "`{address}` is only the beginning of an address",
    },
    since="0.1.0",
)

_UNFINISHED = re.compile(r"(?:https?:/*|mailto:)", re.IGNORECASE)
_CODE_BEFORE = lazy_pattern(r"[A-Za-z0-9_)\]]")
_ATTRIBUTES = {"a": ("href", "link"), "img": ("src", "image")}


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each link or image that leads nowhere."""
    page = subject.page
    for link in page.links:
        is_image = link.kind == "image"
        if link.kind in ("html", "include") or link.destination.strip():
            continue
        before = page.source.slice(Span(max(link.span.start - 1, 0), link.span.start))
        if is_image or (link.text_span.end > link.text_span.start and not _CODE_BEFORE.fullmatch(before)):
            yield Diagnostic(RULE.name, link.span, {"case": "image" if is_image else "link"})
    for tag in page.html_tags:
        name, case = _ATTRIBUTES.get(tag.name, ("", ""))
        is_anchor = tag.name == "a" and any(key in ("id", "name") for key, _ in tag.attributes)
        if not is_anchor and any(key == name and not value.strip() for key, value in tag.attributes):
            yield Diagnostic(RULE.name, tag.span, {"case": case})
    for found in subject.destinations:
        if _UNFINISHED.fullmatch(found.destination.address):
            yield Diagnostic(RULE.name, found.span, {"case": "unfinished", "address": found.destination.address})
