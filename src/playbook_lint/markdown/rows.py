"""Table rows: the block rule that finds them, and the cells of one."""

from __future__ import annotations

import re

from markdown_it.common.utils import MD_TRIM_CHARS, mdTrim
from markdown_it.rules_block import StateBlock

from playbook_lint.patterns import lazy_pattern

# GitHub Flavored Markdown, section 4.10: cells of hyphens with optional colons at their ends.
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?")
_DELIMITERS = ("|", "-", ":")
_PIPE = lazy_pattern(r"(?<!\\)\|")


def is_delimiter_row(line: str) -> bool:
    """Whether `line`, which begins without white space, has the form `| --- | :-: |`."""
    return _DELIMITER_ROW.fullmatch(line) is not None


def split_row(row: str) -> list[tuple[int, int]]:
    """The extents of the trimmed cells of a table row that begins and ends without white space.

    An empty cell's extent is empty and stands after the first space of its padding. As in GitHub Flavored Markdown, a
    pipe after a backslash does not part cells, and the pipes at both ends are optional.
    """
    texts = _PIPE.split(row) if "\\|" in row else row.split("|")
    cells = []
    at = 0
    for number, text in enumerate(texts):
        start, at = at, at + len(text) + 1
        if trimmed := text.strip(MD_TRIM_CHARS):
            start += len(text) - len(text.lstrip(MD_TRIM_CHARS))
            cells.append((start, start + len(trimmed)))
        elif text:
            cells.append((start + 1, start + 1))
        elif 0 < number < len(texts) - 1:
            cells.append((start, start))
    return cells


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule for tables: markdown-it's, but it pushes rows without cells.

    markdown-it pads every row to the width of its header, so that a few bytes of rows cost it thousands of tokens;
    which cells a row really has is read from its text by `split_row`.
    """
    if start + 2 > end:
        return False
    at = state.bMarks[start + 1] + state.tShift[start + 1]
    if state.src[at : at + 1] not in _DELIMITERS:  # most lines, so at once
        return False
    if not _is_delimiter_line(state, start + 1) or state.is_code_block(start):
        return False
    header = mdTrim(_line(state, start))
    delimiters = [cell for cell in _line(state, start + 1).split("|") if cell.strip(" \t")]
    if "|" not in header or len(split_row(header)) != len(delimiters):
        return False
    if not silent:
        _push(state, start, end)
    return True


def _push(state: StateBlock, start: int, end: int) -> None:
    parent, state.parentType = state.parentType, "table"
    ends = state.md.block.ruler.getRules("blockquote")
    token = state.push("table_open", "table", 1)
    _push_row(state, start)
    line = start + 2
    while (
        line < end and state.sCount[line] >= state.blkIndent and not any(rule(state, line, end, True) for rule in ends)
    ):
        if state.is_code_block(line) or not mdTrim(_line(state, line)):
            break
        _push_row(state, line)
        line += 1
    state.push("table_close", "table", -1)
    token.map = [start, line]
    state.parentType = parent
    state.line = line


def _push_row(state: StateBlock, line: int) -> None:
    token = state.push("row", "tr", 0)
    token.map = [line, line + 1]
    token.meta["at"] = state.bMarks[line] + state.tShift[line]


def _is_delimiter_line(state: StateBlock, line: int) -> bool:
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return False
    text = _line(state, line)
    # A hyphen and a space begin a list item; one character alone is no row.
    return len(text) > 1 and not text.startswith(("- ", "-\t")) and is_delimiter_row(text)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
