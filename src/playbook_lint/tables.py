"""Tables as authors wrote them, and paragraphs that were meant to be tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from playbook_lint.facts import Block, BrokenTable, Cell, Heading, Row, Table
from playbook_lint.markdown import is_delimiter_row, split_row
from playbook_lint.sections import heading_above
from playbook_lint.source import SourceText, Span

_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


def tables(source: SourceText, blocks: Sequence[Block], headings: Sequence[Heading]) -> Iterator[Table]:
    """The tables of a page."""
    rows: dict[int, list[Block]] = {}
    cells: dict[int, list[Cell]] = {}
    found = []
    for block in blocks:
        if block.kind == "table":
            found.append(block)
        elif block.kind == "row" and block.parent is not None:
            rows.setdefault(id(block.parent), []).append(block)
        elif block.kind == "cell" and block.parent is not None:
            cells.setdefault(id(block.parent), []).append(Cell(_text(block), block.span, block.inlines))
    for table in found:
        header, *body = (Row(tuple(cells.get(id(row), ())), row.span, row.lines[0]) for row in rows[id(table)])
        delimiter = _trimmed(source, header.line + 1)
        yield Table(header, tuple(body), delimiter, table.span, heading_above(headings, table.span.start), table)


def broken_tables(blocks: Sequence[Block], headings: Sequence[Heading]) -> Iterator[BrokenTable]:
    """Paragraphs with a delimiter row that has more or fewer cells than the line above it."""
    for block in blocks:
        if block.kind != "paragraph" or "|" not in block.content or "-" not in block.content:
            continue
        lines = block.content.split("\n")
        for index, (above, line) in enumerate(pairwise(lines)):
            if "|" in above and "|" in line and is_delimiter_row(line.strip()):
                width, delimiter_width = len(split_row(above.strip())), len(split_row(line.strip()))
                if width != delimiter_width:  # the same: a row outside of the quote or list of its header
                    header, delimiter = _content_line(block, above, index), _content_line(block, line, index + 1)
                    heading = heading_above(headings, block.span.start)
                    yield BrokenTable(header, delimiter, width, delimiter_width, heading, block)
                break


def _text(cell: Block) -> str:
    """What a reader sees; `<br>` is the only way to begin a new line in a cell."""
    shown = ("text", "escape", "code")
    parts = (
        inline.content if inline.kind in shown else "\n" if _BREAK_TAG.fullmatch(inline.content) else ""
        for inline in cell.inlines
        if inline.kind in (*shown, "html")
    )
    return "".join(parts).strip()


def _content_line(block: Block, line: str, index: int) -> Span:
    end = block.starts[index] + len(line)
    return Span(end - len(line.lstrip()), end - len(line) + len(line.rstrip()))


def _trimmed(source: SourceText, line: int) -> Span:
    span = source.lines.line_span(line)
    text = source.slice(span)
    start = span.start + len(text) - len(text.lstrip(" \t>"))
    return Span(start, max(span.start + len(text.rstrip()), start))
