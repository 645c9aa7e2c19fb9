"""A source line as a terminal can show it, with carets under a span."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from playbook_lint.reporters.visible import columns, is_plain, visible_characters

_TAB_STOP = 4
_ELLIPSIS = "…"


def excerpt(line: str, start: int, end: int, room: int) -> tuple[str, str]:
    """`line` in at most `room` columns (20 or more), and a line of carets under its code points `[start, end)`.

    A line too long is cut around the span; an empty span, or one past the end of the line, gets one caret.
    """
    start = min(start, len(line))
    if len(line) <= room and is_plain(line):  # most lines
        return line.rstrip(), " " * start + "^" * max(1, min(end, len(line)) - start)
    # Code points further away than `room` cannot be shown: a line of any length costs the same.
    offset = max(0, start - room)
    cells, edges = _cells(line[offset : start + room])
    span = edges[start - offset], edges[max(start, min(end, offset + len(cells))) - offset]
    if len(cells) == len(line) and edges[-1] <= room:
        first, last = 0, len(cells)
    else:
        first, last = _window(edges, span, room - 2 * len(_ELLIPSIS))
    before = _ELLIPSIS if offset + first > 0 else ""
    after = _ELLIPSIS if offset + last < len(line) else ""
    carets = max(1, min(span[1], edges[last]) - span[0])
    shown = cells[first:last]
    source = before + (shown if isinstance(shown, str) else "".join(shown)) + after
    return source.rstrip(), " " * (len(before) + span[0] - edges[first]) + "^" * carets


def _cells(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """What each code point of `text` looks like, and the columns between them."""
    if is_plain(text):
        return text, range(len(text) + 1)
    cells = _with_tab_stops(text) if "\t" in text else visible_characters(text)
    return cells, [0, *accumulate(map(columns, cells))]


def _with_tab_stops(text: str) -> list[str]:
    """What each code point of `text` looks like; a tab is the spaces up to the next tab stop."""
    cells = []
    column = 0
    for character, shown in zip(text, visible_characters(text), strict=True):
        cell = " " * (_TAB_STOP - column % _TAB_STOP) if character == "\t" else shown
        cells.append(cell)
        column += columns(cell)
    return cells


def _window(edges: Sequence[int], span: tuple[int, int], room: int) -> tuple[int, int]:
    """The cells `[first, last)` to show in `room` columns, with the span (or its beginning) in their middle.

    `edges` are the columns between the cells, `span` the columns of the span.
    """
    shown = min(span[1] - span[0], room)
    left = max(0, min(span[0] - (room - shown) // 2, edges[-1] - room))
    return bisect_left(edges, left), bisect_right(edges, left + room) - 1
