"""markdown-it-py's block parser, extended at its loop.

It tries only the rules that can begin at a character, and notes in `token.meta["at"]` where each block begins on its
first line. Its lines are found at once, and it makes no tokens that only a renderer would ask for.
"""

from __future__ import annotations

import re
from itertools import accumulate
from operator import add, sub
from typing import Literal

from markdown_it import MarkdownIt, rules_block
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from playbook_lint.markdown.limits import MAX_NESTING
from playbook_lint.markdown.paragraphs import heading, paragraph
from playbook_lint.markdown.rows import table

_BLANKS = " \t"
# CommonMark 0.31, sections 4.1 and 4.7.
_THEMATIC_BREAK = re.compile(r"([*_-])[ \t]*(?:\1[ \t]*){2,}(?=\n|\Z)")
# That of a footnote, which CommonMark does not know, is none: https://docs.github.com/get-started/writing-on-github
_LABEL = re.compile(r"\[(?!\^)(?>(?:[^\\\[\]]|\\.)*)\]:", re.DOTALL)


def _thematic_break(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """The rule for thematic breaks, which most of the lines that begin with their characters are not."""
    found = _THEMATIC_BREAK.match(state.src, state.bMarks[line] + state.tShift[line])
    return found is not None and rules_block.hr(state, line, end, silent)


def _definition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """The rule for definitions, which most of the lines that begin with a bracket are not."""
    found = _LABEL.match(state.src, state.bMarks[line] + state.tShift[line])
    return found is not None and rules_block.reference(state, line, end, silent)


def _break_or_list(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    return _thematic_break(state, line, end, silent) or rules_block.list_block(state, line, end, silent)


# What may begin a block, and end the paragraph or quote before it, at the first character of a line.
_RULES: dict[str, RuleFuncBlockType] = {
    "`": rules_block.fence,
    "~": rules_block.fence,
    ">": rules_block.blockquote,
    "*": _break_or_list,
    "-": _break_or_list,
    "_": _thematic_break,
    "+": rules_block.list_block,
    "<": rules_block.html_block,
    "#": heading,
    **dict.fromkeys("0123456789", rules_block.list_block),
}
# What may end an item of a list, which the next item does not.
_ITEM_ENDS: dict[str, RuleFuncBlockType] = {
    **{first: _RULES[first] for first in "`~>_"},
    **dict.fromkeys("*-", _thematic_break),
}
_FIRST_RULES: dict[str, RuleFuncBlockType] = {**_RULES, "[": _definition}


def _ends_paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    return table(state, line, end, silent) or _ends_quote(state, line, end, silent)


def _ends_quote(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    rule = _RULES.get(_first(state, line))
    return rule is not None and rule(state, line, end, silent)


def _ends_item(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    rule = _ITEM_ENDS.get(_first(state, line))
    return rule is not None and rule(state, line, end, silent)


def _first(state: StateBlock, line: int) -> str:
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : start + 1]


class BlockState(StateBlock):
    """The lines of a text and the tokens that rules have pushed.

    `starts` is where each line begins, `ends` is where its text ends, trailing white space excluded.
    """

    def __init__(self, src: str, md: MarkdownIt, env: EnvType) -> None:
        super().__init__("", md, env, [])  # reads a text character by character
        self.src = src
        lines = src.split("\n")
        lengths = [*map(len, lines)]
        self.starts = [*accumulate([length + 1 for length in lengths[:-1]], initial=0)]
        self.ends = [*map(add, self.starts, map(len, [line.rstrip(MD_TRIM_CHARS) for line in lines]))]
        if not lines[-1].strip(_BLANKS):
            lines.pop()
        # Of each line: where it begins and ends, and how far its text is indented, in characters and in columns. One
        # more, at the end of the text, is asked for by rules that look ahead.
        self.bMarks = [*self.starts[: len(lines)], len(src)]
        self.eMarks = [*map(add, self.bMarks, lengths[: len(lines)]), len(src)]
        self.tShift = [*map(sub, lengths, map(len, [line.lstrip(_BLANKS) for line in lines])), 0]
        self.sCount = list(self.tShift)
        if "\t" in src:
            for number, line in enumerate(lines):
                self.sCount[number] = len(line[: self.tShift[number]].expandtabs(4))
        self.bsCount = [0] * len(self.bMarks)
        self.lineMax = len(lines)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = Token(ttype, tag, nesting)
        self.level += nesting
        if nesting == 1:
            token.meta["at"] = self.bMarks[self.line] + self.tShift[self.line]
        self.tokens.append(token)
        return token


class BlockParser(ParserBlock):
    """The block parser for `parsers.parser`."""

    def __init__(self) -> None:
        self.ruler = Ruler[RuleFuncBlockType]()
        self.ruler.push("code", rules_block.code)  # asked for by name: whether indented code is on
        self.ruler.push("ends paragraph", _ends_paragraph, {"alt": ["paragraph", "reference"]})
        self.ruler.push("ends quote", _ends_quote, {"alt": ["blockquote"]})
        self.ruler.push("ends item", _ends_item, {"alt": ["list"]})

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.parentType == "blockquote":
            state.env["quoted_lines"] -= endLine - startLine
        too_deep = state.level >= MAX_NESTING or state.env["quoted_lines"] < 0
        line = startLine
        had_blank = False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if too_deep:
                state.env.setdefault("too_deep", line)
                state.line = endLine
                break
            self._read_block(state, line, endLine)
            state.tight = not had_blank
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                had_blank = True
            if line < endLine and state.isEmpty(line):
                had_blank = True
                line += 1
                state.line = line

    @staticmethod
    def _read_block(state: StateBlock, line: int, end: int) -> None:
        known = len(state.tokens)
        at = state.bMarks[line] + state.tShift[line]
        rule = rules_block.code if state.is_code_block(line) else _FIRST_RULES.get(state.src[at])
        if not (table(state, line, end, False) or (rule is not None and rule(state, line, end, False))):
            paragraph(state, line, end)
        # Only now, since a quote has moved the mark of its line when it pushes its token.
        state.tokens[known].meta["at"] = at
