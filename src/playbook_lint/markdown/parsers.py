"""markdown-it-py, extended at its two loops to note where every token stands.

Text from anyone must cost no more than its length allows. Both loops try only the rules that can begin at a character,
and where markdown-it itself goes over a text again and again, a limit stops it and `Markdown.too_deep` says where:

- `MAX_NESTING`: how deep lists, quotes and brackets may stand inside each other;
- `QUOTED_LINES`: how often lines may be read for being in a quote, since each quote reads all its lines;
- `LABEL_STEPS`: how far may be read for the end of a link's label, since each `[` looks for its own.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from playbook_lint.markdown.rows import table

# Far beyond what people write, and well within the interpreter's stack.
MAX_NESTING = 60
# Each as a fixed allowance, and as much again for every line or character of the page.
QUOTED_LINES = (10_000, 4)
LABEL_STEPS = (100_000, 1)

_FENCE = (rules_block.fence,)
_QUOTE = (rules_block.blockquote,)
_LIST = (rules_block.list_block,)
_RULE_OR_LIST = (rules_block.hr, rules_block.list_block)
# What may begin a block, and end the paragraph or quote before it, at the first character of a line.
_BLOCK_RULES: dict[str, tuple[RuleFuncBlockType, ...]] = {
    "`": _FENCE,
    "~": _FENCE,
    ">": _QUOTE,
    "*": _RULE_OR_LIST,
    "-": _RULE_OR_LIST,
    "_": (rules_block.hr,),
    "+": _LIST,
    "<": (rules_block.html_block,),
    "#": (rules_block.heading,),
    **dict.fromkeys("0123456789", _LIST),
}
# What may end an item of a list, which the next item does not.
_LIST_ENDS = {"`": _FENCE, "~": _FENCE, ">": _QUOTE, **dict.fromkeys("*-_", (rules_block.hr,))}
_FIRST_RULES = (table, rules_block.code)
_LAST_RULES = (rules_block.lheading, rules_block.paragraph)
_CHAINS = {
    first: (*_FIRST_RULES, *rules, *_LAST_RULES)
    for first, rules in {**_BLOCK_RULES, "[": (rules_block.reference,)}.items()
}
_TEXT_CHAIN = (*_FIRST_RULES, *_LAST_RULES)


@cache
def parser() -> MarkdownIt:
    options = {"maxNesting": MAX_NESTING, "inline_definitions": True, "store_labels": True}
    md = MarkdownIt("commonmark", options)
    md.inline = InlineParser()
    md.block = BlockParser()
    md.normalizeLink = md.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    md.validateLink = lambda _: True  # type: ignore[method-assign,assignment]
    return md


def allowances(text: str) -> dict[str, int]:
    """What the parsers may still spend on `text`, for their environment."""
    lines, steps = text.count("\n") + 1, len(text)
    return {
        "quoted_lines": QUOTED_LINES[0] + QUOTED_LINES[1] * lines,
        "label_steps": LABEL_STEPS[0] + LABEL_STEPS[1] * steps,
    }


def _ends_paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    return table(state, line, end, silent) or _ends_quote(state, line, end, silent)


def _ends_quote(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    return any(rule(state, line, end, silent) for rule in _BLOCK_RULES.get(_first(state, line), ()))


def _ends_item(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    return any(rule(state, line, end, silent) for rule in _LIST_ENDS.get(_first(state, line), ()))


def _first(state: StateBlock, line: int) -> str:
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : start + 1]


class BlockParser(ParserBlock):
    """Notes in `token.meta["at"]` the offset at which each block begins on its first line."""

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
            count = len(state.tokens)
            for rule in _CHAINS.get(_first(state, line), _TEXT_CHAIN):
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


def html_inline(state: StateInline, silent: bool) -> bool:
    """HTML, with comments as CommonMark 0.31 has them: to the first `-->`, of which `<!-->` and `<!--->` are cases.

    markdown-it's own expression reads to the end of the text for every comment that it finds unclosed.
    """
    if not state.src.startswith("<!--", state.pos):
        return rules_inline.html_inline(state, silent)
    first = state.pos + len("<!")
    if state.html_terminator_last("-->") < first:
        return False
    end = state.src.find("-->", first) + len("-->")
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


_TEXT_RULE = (rules_inline.text,)
_INLINE_RULES = {
    "\n": (rules_inline.newline,),
    "\\": (rules_inline.escape,),
    "`": (rules_inline.backtick,),
    "~": (rules_inline.strikethrough.tokenize,),
    "*": (rules_inline.emphasis.tokenize,),
    "_": (rules_inline.emphasis.tokenize,),
    "[": (rules_inline.link,),
    "!": (rules_inline.image,),
    "<": (rules_inline.autolink, html_inline),
    "&": (rules_inline.entity,),
}
# What a text must have for any of these rules to match.
MARKUP = re.compile(f"[{re.escape(''.join(_INLINE_RULES))}]")


class InlineState(StateInline):
    """Tokens tile the text: `placed` of them end at `flushed`."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.placed = 0
        self.flushed = 0

    def place(self) -> None:
        """Give a width to every token pushed since the last call; the rule that pushed them has read up to `pos`."""
        for token in self.tokens[self.placed :]:
            if token.type == "text":
                end = self.flushed + len(token.content)
            elif token.type == "link_open" and token.info == "auto":
                end = self.flushed + 1
            else:
                end = self.pos
            token.meta["width"] = end - self.flushed
            self.flushed = end
        self.placed = len(self.tokens)


class InlineParser(ParserInline):
    """Notes in `token.meta["width"]` how much of the text each token takes."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler2.disable("fragments_join")  # texts are joined where their extents are known

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

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the name is markdown-it's
        """Go past the next token on the way to the end of a label; to the end of the text when that went too far."""
        start = state.pos
        state.env["label_steps"] -= 1
        if state.env["label_steps"] < 0:
            self._give_up(state)
            return
        if start in state.cache:
            state.pos = state.cache[start]
            return
        matched = False
        if state.level < MAX_NESTING:
            state.level += 1
            for rule in _INLINE_RULES.get(state.src[start], _TEXT_RULE):
                if rule(state, True):
                    matched = True
                    break
            state.level -= 1
        else:
            self._give_up(state)
        if not matched:
            state.pos += 1
        state.cache[start] = state.pos

    @staticmethod
    def _give_up(state: StateInline) -> None:
        state.env["brackets_too_deep"] = True
        state.pos = state.posMax

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = InlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return tokens
