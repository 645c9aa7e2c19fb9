"""The lines of a text in its page: where each begins and ends, and how the next one is parted from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from playbook_lint.facts import Block, Inline
from playbook_lint.source import SourceText, Span

_BLANK = " \t"
_BREAK = re.compile(r"[ \t]*(?:\r\n|\n|\r)")
_QUOTE_MARKS = re.compile(r"[ \t>]*")
_INDENTATION = re.compile(r"[ \t]*")


class Lines(NamedTuple):
    """The spans of a text's lines, without white space around them, and after which of them a hard break stands.

    `hard` has an entry for each line but the last.
    """

    spans: tuple[Span, ...]
    hard: tuple[bool, ...]

    @property
    def span(self) -> Span:
        """From the first line to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)

    def text(self, source: SourceText, edits: Sequence[tuple[Span, str]] = ()) -> str:
        """The text as translators see it: a soft break is a space, a hard break a line feed.

        `edits` are what to read in the places of parts of the source, in order; each part is in one line.
        """
        parts = [_edited(source, self.spans[0], edits)]
        for span, hard in zip(self.spans[1:], self.hard, strict=True):
            parts += ["\n" if hard else " ", _edited(source, span, edits)]
        return "".join(parts)


def _edited(source: SourceText, span: Span, edits: Sequence[tuple[Span, str]]) -> str:
    parts, at = [], span.start
    for where, text in edits:
        if span.start <= where.start and where.end <= span.end:
            parts += [source.text[at : where.start], text]
            at = where.end
    return "".join([*parts, source.text[at : span.end]])


def block_lines(block: Block) -> Lines:
    """The lines of a paragraph or heading that hold text."""
    if len(block.starts) == 1:
        text = block.content.strip(_BLANK)
        start = block.starts[0] + len(block.content) - len(block.content.lstrip(_BLANK))
        return Lines((Span(start, start + len(text)),), ())
    rows = block.content.split("\n")
    breaks = [inline.span for inline in block.inlines if inline.kind == "hardbreak"]
    spans, hard = [], []
    for start, row in zip(block.starts, rows, strict=True):
        text = row.strip(_BLANK)
        first = start + len(row) - len(row.lstrip(_BLANK))
        end = start + len(row)
        # A backslash that makes a break is none of the text.
        broken = [span for span in breaks if first <= span.start <= end]
        last = min([first + len(text), *(span.start for span in broken)])
        spans.append(Span(first, last))
        hard.append(bool(broken))
    return Lines(tuple(spans), tuple(hard[:-1]))


def text_lines(source: SourceText, span: Span, *, quoted: bool, hard: bool) -> Lines:
    """The lines of the text at `span`, blank ones left out; `quoted`: inside a quote, whose marks are no text.

    `hard` says what every break between two lines is.
    """
    marks = _QUOTE_MARKS if quoted else _INDENTATION
    spans = []
    at = span.start
    while at < span.end:
        found = _BREAK.search(source.text, at, span.end)
        end = found.start() if found else span.end
        start = min(_end_of(marks, source.text, at), end) if at > span.start else at
        text = source.text[start:end]
        first = start + len(text) - len(text.lstrip(_BLANK))
        if text.strip():
            spans.append(Span(first, first + len(text.strip(_BLANK))))
        at = found.end() if found else span.end
    return Lines(tuple(spans), (hard,) * max(len(spans) - 1, 0))


def runs(lines: Lines, left_out: Sequence[bool], begins: Sequence[bool]) -> Iterator[Lines]:
    """The runs of lines that are not left out; a new one begins at each that `begins`."""
    start = 0
    for index in range(len(lines.spans) + 1):
        is_end = index == len(lines.spans)
        if is_end or left_out[index] or begins[index]:
            if index > start:
                yield Lines(lines.spans[start:index], lines.hard[start : index - 1])
            start = index + (not is_end and left_out[index])


def inside(inlines: Sequence[Inline], span: Span) -> tuple[Inline, ...]:
    """The inlines that have a part in `span`."""
    return tuple(inline for inline in inlines if inline.span.start < span.end and span.start < inline.span.end)


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
