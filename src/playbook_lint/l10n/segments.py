"""A page as segments: literal, term or message. Put one after another, they are the page.

This is the only place that says what of a page is for translators. Extraction, compilation, import and checks all read
the same segments; `rendering` puts a translation back in the style of the segment it replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from playbook_lint.records import Record
from playbook_lint.source import Span


class Style(Enum):
    """How the text of a message is written in its page."""

    BLOCK = "block"  # lines of a paragraph, behind the marks of their containers
    LINE = "line"  # a heading: one line
    CELL = "cell"  # a table cell: one line, in which `|` is `\\|`
    HTML = "html"  # lines of HTML, where white space does not matter
    CODE = "code"  # indented lines, each of which counts
    TITLE = "title"  # the title of a definition, between quotation marks
    YAML = "yaml"  # a scalar


class LiteralSegment(Record, frozen=True):
    """What stays as it is in every language."""

    span: Span


class TermSegment(Record, frozen=True):
    """A word of the controlled vocabulary: the term `canonical` of `kind`."""

    span: Span
    kind: str
    canonical: str


class MessageSegment(Record, frozen=True):
    """A text for translators: `text` is the msgid.

    `kind` says what it is (`heading 2`, `paragraph`, `table cell`), `path` are the headings that it stands under, from
    the outermost. `line` is the 1-based line where it begins. `lines` are the spans of its lines, without what stands
    before and after them; `hard` says of each but the last whether a hard break follows. `note` is what the author told
    translators.
    """

    span: Span
    text: str
    kind: str
    style: Style
    line: int
    path: tuple[str, ...] = ()
    lines: tuple[Span, ...] = ()
    hard: tuple[bool, ...] = ()
    note: str = ""


Segment = LiteralSegment | TermSegment | MessageSegment


class Unit(Record, frozen=True):
    """A text of a page as translators would see it, whether it is for them or not: what is paired with its translation.

    `message` is the message that it is, `terms` are those that it is made of; one with neither stays as it is. Units
    with the same `group` stand side by side: the cells of a table row (`row`), the name and the value of a label line
    (`label`); a group of other units is their own. `level` is that of a heading. `lines` and `hard` are as those of a
    message; there are none where the text does not stand there as it is (YAML).
    """

    span: Span
    text: str
    kind: str
    style: Style
    line: int
    group: Span
    message: MessageSegment | None = None
    terms: tuple[TermSegment, ...] = ()
    level: int = 0
    lines: tuple[Span, ...] = ()
    hard: tuple[bool, ...] = ()


class OwnedRegion(Record, frozen=True):
    """A part of the page that belongs to each target page itself: a table of a `kind` whose owner is the target."""

    span: Span
    kind: str


class Segments(Record, frozen=True):
    """All segments of one page, in order; no two overlap, and none lacks a character of the page.

    `owned` are the regions that target pages keep as their own; inside, all is literal but terms.
    """

    all: tuple[Segment, ...]
    owned: tuple[OwnedRegion, ...] = ()

    @property
    def messages(self) -> Iterator[MessageSegment]:
        """The segments that are messages, in order."""
        return (segment for segment in self.all if isinstance(segment, MessageSegment))


def partition(found: Iterable[TermSegment | MessageSegment], size: int) -> tuple[Segment, ...]:
    """`found`, which do not overlap, with literal segments in all gaps up to `size`."""
    segments: list[Segment] = []
    at = 0
    for segment in sorted(found, key=lambda segment: segment.span):
        if segment.span.start > at:
            segments.append(LiteralSegment(Span(at, segment.span.start)))
        segments.append(segment)
        at = segment.span.end
    if size > at:
        segments.append(LiteralSegment(Span(at, size)))
    return tuple(segments)
