"""The text of a page that is shown as it is: where to look for a link that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.facts import Block
from playbook_lint.page import Page
from playbook_lint.records import Record
from playbook_lint.source import Span

# What stands in the text for each character of a link or an image, and of anything else that is no plain text.
LINK, MARKUP = "\1", "\0"

_LINKS = ("link", "image", "autolink")
_BREAKS = ("softbreak", "hardbreak")


class PlainText(Record, frozen=True):
    """The plain text of a block, as long as its source.

    Line endings are "\\n". For every other character that is no plain text stands `LINK`, if it is part of a link or an
    image, or `MARKUP`: marks, code, HTML, escapes.
    """

    block: Block
    text: str

    def span(self, match: re.Match[str], group: str | int = 0) -> Span:
        """Where the group of a match in `text` stands on the page."""
        start = self.block.span.start
        return Span(start + match.start(group), start + match.end(group))


def plain_texts(page: Page) -> Iterator[PlainText]:
    """The plain text of each block that has a bracket in it."""
    for block in page.blocks:
        if (
            block.inlines
            and _has_bracket(block.content)
            and any(inline.kind == "text" and _has_bracket(inline.content) for inline in block.inlines)
        ):
            yield PlainText(block, "".join(_parts(page, block)))


def _has_bracket(text: str) -> bool:
    return "[" in text or "]" in text or "［" in text or "］" in text


def _parts(page: Page, block: Block) -> Iterator[str]:
    at = block.span.start
    for inline in block.inlines:
        start, end = inline.span
        if start < at:
            continue
        if inline.kind == "text":
            part = page.source.slice(inline.span)
        elif inline.kind in _LINKS:
            part = LINK * (end - start)
        elif inline.kind in _BREAKS:
            part = "\n" * (end - start)
        else:
            continue
        yield MARKUP * (start - at) + part
        at = end
    yield MARKUP * (block.span.end - at)
