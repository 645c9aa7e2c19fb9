"""Tables as authors wrote them, and paragraphs that were meant to be tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from playbook_lint.facts import Block, BrokenTable, Cell, Heading, Row, Table
from playbook_lint.markdown import is_delimiter_row, split_row
from playbook_lint.patterns import lazy_pattern
from playbook_lint.sections import heading_above
from playbook_lint.source import SourceText, Span

_BREAK_TAG = lazy_pattern(r"<br\s*/?>", re.IGNORECASE)
_SHOWN = ("text", "escape", "code")


def tables(source: SourceText, blocks: Sequence[Block], headings: Sequence[Heading]) -> Iterator[Table]:
    """The tables of a page."""
    found: list[tuple[Block, list[tuple[Block, list[Cell]]]]] = []
    rows: list[tuple[Block, list[Cell]]] = []
    cells: list[Cell] = []
    for block in blocks:  # a table comes before its rows, a row before its cells
        kind = block.kind
        if kind == "cell":
            cells.append(Cell(_text(block), block.span, block.inlines))
        elif kind == "row":
            cells = []
            rows.append((block, cells))
        elif kind == "table":
            rows = []
            found.append((block, rows))
    for table, rows in found:
        header, *body = (Row(tuple(cells), row.span, row.lines[0]) for row, cells in rows)
        delimiter = _trimmed(source, header.line + 1)
        yield Table(header, tuple(body), delimiter, table.span, heading_above(headings, table.span.start), table)


def broken_tables(paragraphs: Sequence[Block], headings: Sequence[Heading]) -> Iterator[BrokenTable]:
    """Paragraphs with a delimiter row that has more or fewer cells than the line above it."""
    for block in paragraphs:
        if "|" not in block.content or "-" not in block.content:
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
    if len(cell.inlines) == 1 and cell.inlines[0].kind in _SHOWN:
        return cell.inlines[0].content.strip()
    parts = []
    for inline in cell.inlines:
        if inline.kind in _SHOWN:
            parts.append(inline.content)
        elif inline.kind == "html" and _BREAK_TAG.fullmatch(inline.content):
            parts.append("\n")
    return "".join(parts).strip()


def _content_line(block: Block, line: str, index: int) -> Span:
    end = block.starts[index] + len(line)
    return Span(end - len(line.lstrip()), end - len(line) + len(line.rstrip()))


def _trimmed(source: SourceText, line: int) -> Span:
    span = source.lines.line_span(line)
    text = source.slice(span)
    start = span.start + len(text) - len(text.lstrip(" \t>"))
    return Span(start, max(span.start + len(text.rstrip()), start))
