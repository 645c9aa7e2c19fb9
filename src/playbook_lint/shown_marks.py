"""Marks of emphasis that are shown as text, and why Markdown does not take them for what they were meant to be.

CommonMark 0.31 section 6.2: a mark begins or ends emphasis by the characters on both sides of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from playbook_lint.facts import Inline
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record
from playbook_lint.source import Span

_MARKS = lazy_pattern(r"\*+|_+")
_WORD = lazy_pattern(r"[^\W\d_]{2}")
_PAIRS = ("**", "*", "__")


class ShownMark(Record, frozen=True):
    """Asterisks or underscores that are shown as text, with the characters before and after them."""

    text: str
    span: Span
    before: str
    after: str

    @property
    def opens(self) -> bool:
        """Whether an author who wrote this meant text to begin here."""
        return not self.after.isspace() and not ends_text(self.after)

    @property
    def closes(self) -> bool:
        """Whether an author who wrote this meant text to end here."""
        return not self.before.isspace() and not _begins_text(self.before)

    @property
    def is_blocked(self) -> bool:
        """Whether a word on one side meets punctuation on the other: what the rules of Markdown stumble over."""
        sides = (self.before, self.after)
        return any(char.isalnum() for char in sides) and any(unicodedata.category(char)[0] in "PS" for char in sides)


def shown_marks(text: str, extent: Span, inlines: Iterable[Inline]) -> Iterator[ShownMark]:
    """The marks among the `inlines` of the block at `extent` of `text`, but for those in addresses."""
    address_end = extent.start
    for inline in inlines:
        if inline.kind == "autolink":
            address_end = inline.span.end
        if inline.span.start < address_end:
            continue
        if inline.kind != "text" or not ("*" in inline.content or "_" in inline.content):
            continue
        for match in _MARKS.finditer(inline.content):
            start, end = inline.span.start + match.start(), inline.span.start + match.end()
            before = text[start - 1] if start > extent.start else " "
            after = text[end] if end < extent.end else " "
            if not {before, after} & {"/", "\\"}:  # patterns such as `docs/**` and `**/*.md`
                yield ShownMark(match[0], Span(start, end), before, after)


def paired(text: str, marks: Iterable[ShownMark]) -> Iterator[tuple[str, ShownMark, ShownMark]]:
    """Pairs of marks that were meant to enclose text, with the reason why they do not; each other mark with itself."""
    first: ShownMark | None = None
    for mark in marks:
        if first and (case := _pair_case(text, first, mark)):
            yield case, first, mark
            first = None
            continue
        if first:
            yield "lone", first, first
        first = mark
    if first:
        yield "lone", first, first


def _pair_case(text: str, first: ShownMark, second: ShownMark) -> str | None:
    """Why two marks that follow each other make no emphasis; None when they were not meant to."""
    if first.text != second.text or first.text not in _PAIRS:
        return None
    if first.opens and second.closes:
        if first.text == "__":
            return "underscores" if _is_uncased(first.before) or _is_uncased(second.after) else None
        return "flanking" if first.text == "**" or first.is_blocked or second.is_blocked else None
    inner = text[first.span.end : second.span.start]
    inside_spaces = first.before.isspace() and (first.opens or second.closes or second.after.isspace())
    return "spaces" if first.text == "**" and inside_spaces and _WORD.search(inner) and "\n" not in inner else None


def ends_text(char: str) -> bool:
    """Whether a character ends a text or a part of one: a closing bracket or quotation mark, a stop."""
    return unicodedata.category(char) in ("Pe", "Pf") or char in ".,:;!?…、。，．：；！？"


def _begins_text(char: str) -> bool:
    return unicodedata.category(char) in ("Ps", "Pi")


def _is_uncased(char: str) -> bool:
    return unicodedata.category(char) == "Lo"
