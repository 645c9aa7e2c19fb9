"""Paragraphs and headings, one token each.

markdown-it's two rules for what stands in neither list nor quote nor table both read all lines of a paragraph, one for
an underline that makes it a heading, and they push three tokens.
"""

from __future__ import annotations

import re

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock

# CommonMark 0.31, sections 4.2, 4.3 and 5.2.
_HASHES = re.compile(r"#{1,6}(?=[ \t\n]|\Z)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*(?=\n|\Z)")
_MARKER = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t\n]|\Z)")


def paragraph(state: StateBlock, start: int, end: int) -> None:
    """Read what no block rule matches: a paragraph, or a heading that is underlined."""
    parent, state.parentType = state.parentType, "paragraph"
    line = start + 1
    underline = None
    while line < state.lineMax and not state.isEmpty(line):
        indent = state.sCount[line]
        # A line that is indented like code runs on, and so does one that a quote has found to do so (-1).
        if indent - state.blkIndent <= 3:
            if line < end and indent >= state.blkIndent and (underline := _underline(state, line)):
                break
            if _is_next_item(state, line, indent) or (indent >= 0 and _is_ended(state, line)):
                break
        line += 1
    state.parentType = parent
    content = _text(state, start, line)
    if underline:
        _push_heading(state, 1 if underline == "=" else 2, underline, content, (start, line + 1))
    else:
        state.line = line
        token = state.push("paragraph", "p", 0)
        token.content = content
        token.map = [start, line]


def heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - the rules' signature
    """The block rule for headings that begin with `#`."""
    hashes = _HASHES.match(state.src, state.bMarks[start] + state.tShift[start])
    if hashes is None or state.is_code_block(start):
        return False
    if not silent:
        text = state.src[hashes.end() : state.eMarks[start]].rstrip(" \t")
        unclosed = text.rstrip("#")
        content = (unclosed if unclosed.endswith((" ", "\t")) else text).strip(MD_TRIM_CHARS)
        _push_heading(state, len(hashes[0]), hashes[0], content, (start, start + 1))
    return True


def _push_heading(state: StateBlock, level: int, markup: str, content: str, lines: tuple[int, int]) -> None:
    state.line = lines[1]
    token = state.push("heading", f"h{level}", 0)
    token.markup = markup
    token.content = content
    token.map = [*lines]


def _is_next_item(state: StateBlock, line: int, indent: int) -> bool:
    """Whether the next item of the list begins, which ends most paragraphs of lists: rules would say the same."""
    return 0 <= state.listIndent <= indent < min(state.blkIndent, state.listIndent + 4) and (
        _MARKER.match(state.src, state.bMarks[line] + state.tShift[line]) is not None
    )


def _is_ended(state: StateBlock, line: int) -> bool:
    ends = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, state.lineMax, True) for rule in ends)


def _underline(state: StateBlock, line: int) -> str | None:
    match = _UNDERLINE.match(state.src, state.bMarks[line] + state.tShift[line])
    return match[0][0] if match else None


def _text(state: StateBlock, start: int, end: int) -> str:
    if end == start + 1:
        return state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip(MD_TRIM_CHARS)
    return state.getLines(start, end, state.blkIndent, False).strip(MD_TRIM_CHARS)
