"""A page's bytes as text, and the only place where a line or a column is computed.

A `Span` is a half-open range of code point offsets into `SourceText.text`. The text keeps every byte of the file but
the byte order mark: carriage returns, trailing spaces and a missing final newline are all there, so that
`SourceText.from_bytes(data).encode() == data` for every valid UTF-8 input.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record

BOM = b"\xef\xbb\xbf"
# CommonMark 0.31 section 2.1: a line ending is LF, CR LF, or a CR that no LF follows.
LINE_ENDING = lazy_pattern(r"\r\n|\n|\r")


class Span(NamedTuple):
    """Half-open range `[start, end)` of code point offsets into a text."""

    start: int
    end: int


def line_ending(text: str) -> str:
    """What ends the lines of `text`; CR LF where there are several, LF where there are none."""
    return "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"


def holds(spans: Sequence[Span], offset: int) -> bool:
    """Whether one of `spans`, which are in order and do not overlap, holds the character at `offset`."""
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return index >= 0 and offset < spans[index].end


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, with those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


class Position(NamedTuple):
    """One place of a text: 1-based line and column (columns count code points), 0-based offset."""

    line: int
    column: int
    offset: int


class Place(NamedTuple):
    """A span whose two ends are already positions: what is left of a span when its text is out of reach."""

    start: Position
    end: Position


class SourceDecodeError(ValueError):
    """The bytes are not UTF-8; `line` (1-based) and `byte` (0-based offset) say where they stop being so."""

    def __init__(self, byte: int, line: int, reason: str) -> None:
        super().__init__(f"byte {byte} (line {line}) is not UTF-8: {reason}")
        self.byte = byte
        self.line = line
        self.reason = reason


# To call a class of named tuples takes twice as long as to make one this way; there are ten thousands of places.
new_tuple = tuple.__new__


class LineIndex:
    """Turns offsets of one text into lines and columns, and lines into spans."""

    def __init__(self, text: str) -> None:
        self._text = text
        # The common file has no carriage return, and is parted far quicker than the regular expression goes through it.
        if "\r" in text:
            self.starts = [0, *(match.end() for match in LINE_ENDING.finditer(text))]
        else:
            self.starts = [0, *accumulate([len(line) + 1 for line in text.split("\n")])]
            del self.starts[-1]  # no line ending follows the last line

    def line(self, offset: int) -> int:
        """The 1-based line that holds `offset`."""
        return bisect_right(self.starts, offset)

    def position(self, offset: int) -> Position:
        """The position of `offset` (0 to the length of the text)."""
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1, offset)

    def place(self, span: Span) -> Place:
        """Both ends of `span` as positions."""
        start, end = span
        line = bisect_right(self.starts, start)
        first = self.starts[line - 1]
        is_last = line == len(self.starts)
        # Most spans end on the line that they begin on.
        is_short = is_last or end < self.starts[line]
        last = new_tuple(Position, (line, end - first + 1, end)) if is_short else self.position(end)
        return new_tuple(Place, (new_tuple(Position, (line, start - first + 1, start)), last))

    def line_span(self, line: int) -> Span:
        """The span of the 1-based `line`, without its line ending."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self._text)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line_text(self, line: int) -> str:
        """The text of the 1-based `line`, without its line ending; empty beyond the last line."""
        if not 1 <= line <= len(self.starts):
            return ""
        span = self.line_span(line)
        return self._text[span.start : span.end]

    def text_of(self, place: Place, most: int) -> str:
        """The text between the two ends of `place`, but no more than its first `most` characters."""
        start, end = place.start.offset, place.end.offset
        return self._text[start : min(end, start + most)]


class SourceText(Record, frozen=True, dict=True):
    """The text of one file, without its byte order mark, and whether it had one."""

    text: str
    bom: bool = False

    @classmethod
    def from_bytes(cls, data: bytes) -> SourceText:
        """Decode UTF-8 `data`; raises `SourceDecodeError` where it is anything else."""
        bom = data.startswith(BOM)
        body = data[len(BOM) :] if bom else data
        try:
            return cls(body.decode("utf-8"), bom)
        except UnicodeDecodeError as error:
            line = len(LINE_ENDING.findall(body[: error.start].decode("utf-8"))) + 1
            raise SourceDecodeError(error.start + len(data) - len(body), line, error.reason) from None

    def encode(self) -> bytes:
        """The file's bytes again, byte order mark included."""
        return (BOM if self.bom else b"") + self.text.encode("utf-8")

    @cached_property
    def lines(self) -> LineIndex:
        """The index that turns this text's offsets into lines and columns."""
        return LineIndex(self.text)

    def slice(self, span: Span) -> str:
        """The text at `span`."""
        return self.text[span.start : span.end]
