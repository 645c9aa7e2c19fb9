"""Where a key stands in a TOML file: `tomllib` gives values without positions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Key = str | int

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
# Compiled when something is wrong.
_HEADER = rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]"
_ASSIGNMENT = rf"[ \t]*({_DOTTED})[ \t]*="


def line_of(text: str, keys: Sequence[Key]) -> int | None:
    """The 1-based line of the value at `keys` in the valid TOML `text`, or of the nearest table or list around it."""
    best_length, best_line = 0, None
    for line, path in _keys(text):
        shared = _shared(path, keys)
        if shared > best_length and shared in (len(path), len(keys)):
            best_length, best_line = shared, line
    return best_line


def _keys(text: str) -> Iterator[tuple[int, list[Key]]]:
    """The line and the full path of every table header and assignment."""
    table: list[Key] = []
    lengths: dict[tuple[Key, ...], int] = {}  # of the arrays of tables seen so far
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(_HEADER, line):
            parts = _parts(header[2])
            if header[1] == "[[":
                array = (*_indexed(parts[:-1], lengths), parts[-1])
                lengths[array] = lengths.get(array, 0) + 1
            table = _indexed(parts, lengths)
            yield number, table
        elif assignment := re.match(_ASSIGNMENT, line):
            yield number, table + _parts(assignment[1])


def _parts(dotted: str) -> list[Key]:
    """The parts of a dotted key, without quotes."""
    return [part[1:-1] if part[0] in "\"'" else part for part in re.findall(_PART, dotted)]


def _indexed(parts: Sequence[Key], lengths: dict[tuple[Key, ...], int]) -> list[Key]:
    """`parts` with the index of the last table after the name of every array of tables."""
    path: list[Key] = []
    for part in parts:
        path.append(part)
        if length := lengths.get(tuple(path)):
            path.append(length - 1)
    return path


def _shared(path: Sequence[Key], keys: Sequence[Key]) -> int:
    """How many leading parts the two have in common."""
    count = 0
    for ours, theirs in zip(path, keys, strict=False):
        if ours != theirs:
            break
        count += 1
    return count
