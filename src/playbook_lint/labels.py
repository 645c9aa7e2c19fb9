"""Label lines: `Phase: **Assess**`, alone on a line of a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from playbook_lint.facts import Block, Heading, Inline, LabelBlock, LabelLine
from playbook_lint.patterns import lazy_pattern
from playbook_lint.sections import heading_above
from playbook_lint.source import SourceText, Span

# A name is short and has no markup; the colon may be full-width, and may have a space before it as in French.
_LINE = re.compile(r"(?P<name>[^\s:：*_`\[\]<>|#!(][^:：*`\[\]<>|]{0,39}+)\s*+[:：](?!//)[ \t\u00a0]*(?P<value>.*)")
_BREAK_TAG = lazy_pattern(r"<br ?/?>\Z", re.IGNORECASE)
_STRONG = lazy_pattern(r"\*\*|__")


def label_blocks(source: SourceText, paragraphs: Sequence[Block], headings: Sequence[Heading]) -> Iterator[LabelBlock]:
    """The runs of lines `name: value` in the paragraphs of a page."""
    for block in paragraphs:
        if ":" in block.content or "：" in block.content:
            lines = list(_lines(source, block))
            if not any(lines):
                continue
            for is_label, run in groupby(lines, key=lambda line: line is not None):
                if is_label:
                    found = tuple(line for line in run if line is not None)
                    span = Span(found[0].span.start, found[-1].span.end)
                    yield LabelBlock(found, span, heading_above(headings, span.start), block)


def _lines(source: SourceText, block: Block) -> Iterator[LabelLine | None]:
    """For each line of a paragraph, the label line that it is, or None."""
    rows = block.content.split("\n")
    strong = [inline for inline in block.inlines if inline.kind == "strong"]
    starts = [inline.span.start for inline in strong]
    for index, row in enumerate(rows):
        if ":" not in row and "：" not in row:
            yield None
            continue
        end = block.starts[index] + len(row)
        start = end - len(row.lstrip())
        match = _LINE.match(source.text[start:end])
        if match is None or not any(map(str.isalpha, match["name"])):
            yield None
            continue
        own = strong[bisect_left(starts, start) : bisect_left(starts, end)]
        yield _label_line(source, own, match, start, index == len(rows) - 1)


def _label_line(
    source: SourceText, strong: Sequence[Inline], match: re.Match[str], start: int, last: bool
) -> LabelLine:
    """The label line that `match` is, whose text begins at `start` and has the inlines `strong`."""
    text, at = match.string, match.start("value")
    end, breaks = _ending(text)
    raw, name = text[at:end].rstrip(), match["name"].rstrip()
    raw_span = Span(start + at, start + at + len(raw))
    strong = [inline for inline in strong if _within(inline.span, raw_span)]
    whole = len(strong) == 1 and strong[0].span == raw_span
    return LabelLine(
        name,
        Span(start, start + len(name)),
        source.slice(strong[0].inner) if whole else _STRONG.sub("", raw).strip(),
        strong[0].inner if whole else raw_span,
        Span(start, raw_span.end),
        source.lines.line(start),
        bold=whole or (bool(strong) and not any(map(str.isalnum, _outside(source, strong, raw_span)))),
        closed=len(_STRONG.findall(raw)) % 2 == 0,
        breaks=last or breaks,
    )


def _ending(text: str) -> tuple[int, bool]:
    """Where the text of a line ends, and whether a hard break follows it: two spaces, a backslash or `<br>`."""
    end = len(text.rstrip())
    if text.endswith("\\", 0, end):
        return end - 1, True
    if text.endswith(">", 0, end) and (tag := _BREAK_TAG.search(text, max(end - len("<br />"), 0), end)):
        return tag.start(), True
    return end, len(text) - end >= 2


def _outside(source: SourceText, inlines: Sequence[Inline], span: Span) -> str:
    """The text at `span` that is in none of `inlines`."""
    parts = []
    at = span.start
    for inline in inlines:
        parts.append(source.text[at : inline.span.start])
        at = max(at, inline.span.end)
    return "".join([*parts, source.text[at : span.end]])


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
