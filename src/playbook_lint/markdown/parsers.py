"""markdown-it-py, extended at its two loops to note where every token stands."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt, rules_inline
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

# How deep lists, quotes and links may stand inside each other: far beyond what people write, and well within the
# interpreter's stack. What lies deeper is not parsed, and `Markdown.too_deep` says where.
MAX_NESTING = 60

_TEXT_RULE = (rules_inline.text,)
# Every inline rule of markdown-it begins with a test for its character; trying only those saves most of the calls.
_INLINE_RULES = {
    "\n": (rules_inline.newline,),
    "\\": (rules_inline.escape,),
    "`": (rules_inline.backtick,),
    "~": (rules_inline.strikethrough.tokenize,),
    "*": (rules_inline.emphasis.tokenize,),
    "_": (rules_inline.emphasis.tokenize,),
    "[": (rules_inline.link,),
    "!": (rules_inline.image,),
    "<": (rules_inline.autolink, rules_inline.html_inline),
    "&": (rules_inline.entity,),
}
# What a text must have for any of these rules to match.
MARKUP = re.compile(f"[{re.escape(''.join(_INLINE_RULES))}]")


@cache
def parser() -> MarkdownIt:
    md = MarkdownIt("commonmark")
    md.inline = InlineParser()
    md.block = BlockParser()
    md.configure("commonmark", {"maxNesting": MAX_NESTING, "inline_definitions": True, "store_labels": True})
    md.enable(["table", "strikethrough"])
    md.disable("fragments_join")  # texts are joined below, where their extents are known
    md.normalizeLink = md.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    md.validateLink = bool  # type: ignore[method-assign,assignment]
    return md


class BlockParser(ParserBlock):
    """Notes in `token.meta["at"]` the offset at which each block begins on its first line."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        rules = self.ruler.getRules("")
        line = startLine
        had_blank = False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= MAX_NESTING:
                state.env.setdefault("too_deep", line)
                state.line = endLine
                break
            count = len(state.tokens)
            for rule in rules:
                if rule(state, line, endLine, False):
                    break
            # Now that the rule has put the line marks back, they are those of the container of what it pushed.
            for token in state.tokens[count:]:
                if token.map and "at" not in token.meta:
                    first = token.map[0]
                    token.meta["at"] = state.bMarks[first] + state.tShift[first]
            state.tight = not had_blank
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                had_blank = True
            if line < endLine and state.isEmpty(line):
                had_blank = True
                line += 1
                state.line = line


class InlineState(StateInline):
    """`spans[i]` is the extent of `tokens[i]`; `flushed` is where the last of them ends."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.spans: list[tuple[int, int]] = []
        self.flushed = 0

    def place(self) -> None:
        """Give an extent to every token pushed since the last call; the rule that pushed them has read up to `pos`."""
        for token in self.tokens[len(self.spans) :]:
            if token.type == "text":
                end = self.flushed + len(token.content)
            elif token.type == "link_open" and token.info == "auto":
                end = self.flushed + 1
            else:
                end = self.pos
            self.spans.append((self.flushed, end))
            self.flushed = end


class InlineParser(ParserInline):
    """Notes the extent of every token it pushes, and tries at each character only the rules that can begin there."""

    def tokenize(self, state: StateInline) -> None:
        assert isinstance(state, InlineState)
        state.place()  # what a link pushed before it came here for its label
        end = state.posMax
        while state.pos < end:
            start = state.pos
            known = len(state.tokens)
            matched = False
            if state.level < MAX_NESTING:
                for rule in _INLINE_RULES.get(state.src[start], _TEXT_RULE):
                    if rule(state, False):
                        matched = True
                        break
            if not matched:
                state.append_pending(state.src[start])
                state.pos += 1
            elif len(state.tokens) > known:
                state.place()
        if state.pending:
            state.pushPending()
            state.place()

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = InlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        # An image parses its alternative text while its own line is being parsed, hence a table and not a value.
        env["spans"][id(tokens)] = state.spans
        return tokens
