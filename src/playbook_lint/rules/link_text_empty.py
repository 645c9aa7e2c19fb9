"""A link must have a text.

Without one there is nothing to see and nothing to click on, and a screen reader reads out the address. The text of a
link that shows an image is the image's alternative text.

Limits: anchors (`<a name="…"></a>`) lead nowhere and need no text. An HTML element with attributes, such as an icon
(`<i class="…">`), counts as a text, and so do `aria-label` and `title` of `<a>`. The text of a link to `xref:…` comes
from what it leads to, and in the place of `[!code-csharp[](steps.cs)]` stands code.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from playbook_lint import invisible
from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.facts import HtmlTag
from playbook_lint.page import Page
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="link-text-empty",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A link has no text.",
    message={
        "text": "This link has no text, so readers do not see it; write what it leads to",
        "image": "The image of this link has no alternative text; write what the link leads to",
    },
    since="0.1.0",
)

# With these an element in HTML is an anchor, or has a text for screen readers.
_NAMING = frozenset(("id", "name", "title", "aria-label", "aria-labelledby"))
_NAMED_ELSEWHERE = "xref:"
# `[!code-csharp[](steps.cs)]`: what docfx puts in its place is the code.
_SNIPPET = lazy_pattern(r"\[!code[\w-]*\s*\Z", re.IGNORECASE)
_LONGEST_MARK = 40


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each link that shows nothing."""
    page = subject.page
    tags = page.html_tags
    starts = [tag.span.start for tag in tags]
    for link in page.links:
        if link.kind not in ("inline", "reference") or not link.destination or not _is_blank(link.text):
            continue
        inside = tags[bisect_left(starts, link.span.start) : bisect_left(starts, link.span.end)]
        if _SNIPPET.search(page.source.text, max(link.span.start - _LONGEST_MARK, 0), link.span.start):
            continue
        if not any(map(_shows, inside)) and not link.destination.startswith(_NAMED_ELSEWHERE):
            has_image = "![" in page.source.slice(link.text_span) or _has_image(inside)
            yield Diagnostic(RULE.name, link.span, {"case": "image" if has_image else "text"})
    for index, tag in enumerate(tags):
        if _is_link(tag) and (content := _empty_content(page, tags, index)) is not None:
            yield Diagnostic(RULE.name, tag.span, {"case": "image" if _has_image(content) else "text"})


def _is_blank(text: str) -> bool:
    return not invisible.removed(text).strip()


def _is_link(tag: HtmlTag) -> bool:
    names = {name for name, value in tag.attributes if value.strip()}
    return tag.name == "a" and not tag.closing and "href" in names and not names & _NAMING


def _empty_content(page: Page, tags: Sequence[HtmlTag], index: int) -> Sequence[HtmlTag] | None:
    """The tags inside the link that begins at `index`; None where it shows something, or has no end."""
    at = tags[index].span.end
    for end in range(index + 1, len(tags)):
        tag = tags[end]
        if not _is_blank(page.source.slice(Span(at, tag.span.start))) or _shows(tag):
            return None
        if tag.name == "a":
            return tags[index + 1 : end] if tag.closing else None
        at = tag.span.end
    return None


def _shows(tag: HtmlTag) -> bool:
    if tag.closing or tag.name == "a":
        return False
    if tag.name == "img":
        return any(name == "alt" and not _is_blank(value) for name, value in tag.attributes)
    return bool(tag.attributes)


def _has_image(tags: Sequence[HtmlTag]) -> bool:
    return any(tag.name == "img" for tag in tags)
