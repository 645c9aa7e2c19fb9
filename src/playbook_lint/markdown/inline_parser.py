"""markdown-it-py's inline parser, extended at its loop.

It tries only the rules that can begin at a character, and notes in `token.meta["width"]` how much of the text each
token takes.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt, rules_inline
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from playbook_lint.markdown.limits import MAX_NESTING
from playbook_lint.markdown.plain_pieces import SPECIAL


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


def _angle(state: StateInline, silent: bool) -> bool:
    return rules_inline.autolink(state, silent) or html_inline(state, silent)


_RULES: dict[str, RuleFuncInlineType] = {
    "\n": rules_inline.newline,
    "\\": rules_inline.escape,
    "`": rules_inline.backtick,
    "~": rules_inline.strikethrough.tokenize,
    "*": rules_inline.emphasis.tokenize,
    "_": rules_inline.emphasis.tokenize,
    "[": rules_inline.link,
    "!": rules_inline.image,
    "<": _angle,
    "&": rules_inline.entity,
}
# What a text must have for any of these rules to match.
MARKUP = re.compile(f"[{re.escape(''.join(_RULES))}]")
_TEXT = re.compile(f"[^{SPECIAL}]+")


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
            if text := _TEXT.match(state.src, start, end):
                state.append_pending(text[0])
                state.pos = text.end()
                continue
            known = len(state.tokens)
            rule = _RULES.get(state.src[start])
            if rule is None or state.level >= MAX_NESTING or not rule(state, False):
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
        if state.level >= MAX_NESTING:
            self._give_up(state)
            state.pos += 1
        elif text := _TEXT.match(state.src, start, state.posMax):
            state.pos = text.end()
        else:
            state.level += 1
            rule = _RULES.get(state.src[start])
            if rule is None or not rule(state, True):
                state.pos += 1
            state.level -= 1
        state.cache[start] = state.pos

    @staticmethod
    def _give_up(state: StateInline) -> None:
        state.env["brackets_too_deep"] = True
        state.pos = state.posMax

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = InlineState(src, md, env, tokens)
        self.tokenize(state)
        if state.delimiters or any(state.tokens_meta):  # of what stands in links
            for rule in self.ruler2.getRules(""):
                rule(state)
        return tokens
