"""Block tokens to blocks with spans of the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.token import Token
from markdown_it.utils import EnvType

from playbook_lint.facts import Block, Definition, Inline
from playbook_lint.markdown.inlines import InlineReader, Origin
from playbook_lint.markdown.parsers import MARKUP, allowances, parser
from playbook_lint.markdown.rows import split_row
from playbook_lint.source import LineIndex, SourceText, Span

_CARRIAGE_RETURNS = re.compile(r"\r\n?")
_ESCAPED_PIPE = re.compile(r"\\\|")
_BLOCK_KINDS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
    "tr_open": "row",
    "code_block": "code",
    "fence": "fence",
    "html_block": "html",
    "hr": "rule",
    "definition": "definition",
}
_CONTAINERS = {"list", "item", "quote"}
_LEAVES = {"code", "fence", "html", "rule", "definition"}
# CommonMark 0.31 section 4.7; the destination may stand on the next line, behind the marks of a quote.
_DEFINITION = re.compile(r"\[(?:[^\\\[\]]|\\.)*\]:(?:\s*[\r\n][\s>]*|\s*)(?:<([^<>\r\n]*)>|(\S+))", re.DOTALL)


class Markdown(NamedTuple):
    """The blocks and reference definitions of a text, in document order.

    `too_deep` is the place where lists, quotes or brackets stand too deep inside each other, if there is one: what
    follows it inside was not read, or read as text. The limits are those of `parsers`.
    """

    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...] = ()
    too_deep: Span | None = None


def parse(source: SourceText, body: int = 0) -> Markdown:
    """Parse the Markdown that begins at offset `body` (the start of a line) of `source`."""
    return _Reader(source, body).read()


def parse_inlines(text: str) -> tuple[Inline, ...]:
    """The inlines of the text of one block, with spans of `text` itself."""
    return _Reader(SourceText(text), 0).inlines()


class _Reader:
    """Reads one text: blocks by markdown-it-py, then the inlines of each block, everything mapped to the source."""

    def __init__(self, source: SourceText, body: int) -> None:
        self._md = parser()
        self._blocks: list[Block] = []
        self._definitions: list[Definition] = []
        self._labels: set[str] = set()
        self._source_text = source.text
        self._body = body
        self._first_line = source.lines.line(body)
        text = source.text[body:] if body else source.text
        # markdown-it sees line feeds only; offsets then differ from the source's by line, hence two tables of starts.
        self._source_starts = LineIndex(text).starts if "\r" in text else None
        self._text = _CARRIAGE_RETURNS.sub("\n", text).replace("\0", "\ufffd")
        self._starts = LineIndex(self._text).starts
        self._env: EnvType = {"references": {}, **allowances(self._text)}
        self._too_deep: Span | None = None

    def read(self) -> Markdown:
        tokens: list[Token] = []
        self._md.block.parse(self._text, self._md, self._env, tokens)
        if (line := self._env.get("too_deep")) is not None:
            self._too_deep = self._span(self._starts[line], self._line_end(line))
        self._read_blocks(tokens)
        return Markdown(tuple(self._blocks), tuple(self._definitions), self._too_deep)

    def inlines(self) -> tuple[Inline, ...]:
        """The text as the inlines of one block."""
        return self._inlines(self._source_text, Origin([(0, 0)]))

    # Offsets of the normalised text below; `_span` leads them to the source.

    def _source(self, offset: int) -> int:
        if self._source_starts is None:
            return offset + self._body
        line = bisect_right(self._starts, offset) - 1
        return self._source_starts[line] + offset - self._starts[line] + self._body

    def _span(self, start: int, end: int) -> Span:
        return Span(self._source(start), self._source(end))

    def _line_end(self, line: int) -> int:
        """Where the text of `line` (0-based) ends, trailing white space excluded."""
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        return self._starts[line] + len(self._text[self._starts[line] : end].rstrip(MD_TRIM_CHARS))

    def _read_blocks(self, tokens: list[Token]) -> None:
        parents: list[Block | None] = []
        parent: Block | None = None
        for index, token in enumerate(tokens):
            kind = _BLOCK_KINDS.get(token.type)
            if kind is not None:
                block = self._block(kind, token, parent)
                self._blocks.append(block)
                if kind == "row":
                    self._read_cells(token, block)
                elif kind in ("paragraph", "heading"):
                    self._read_content(tokens[index + 1], token, block)
                if token.nesting == 1:
                    parents.append(parent)
                    parent = block
            elif token.nesting == -1 and _BLOCK_KINDS.get(f"{token.type[:-5]}open"):
                closed, parent = parent, parents.pop()
                if closed is not None and parent is not None and parent.kind in _CONTAINERS:
                    self._stretch(parent, closed)

    def _block(self, kind: str, token: Token, parent: Block | None) -> Block:
        assert token.map is not None
        first, last = token.map[0], token.map[1] - 1
        if kind in _CONTAINERS:
            last = first  # grows with its children
        while last > first and self._line_end(last) == self._starts[last]:
            last -= 1
        start, end = token.meta["at"], self._line_end(last)
        block = Block(
            kind,
            self._span(min(start, end), end),
            (first + self._first_line, last + self._first_line),
            parent,
            level=int(token.tag[1]) if kind == "heading" else 0,
            info=token.meta["label"] if kind == "definition" else token.info or token.markup,
            content=token.content,
        )
        if kind == "definition":
            self._define(token, block)
        if kind in _LEAVES and parent is not None and parent.kind in _CONTAINERS:
            self._stretch(parent, block)
        return block

    def _define(self, token: Token, block: Block) -> None:
        label, url, title = token.meta["id"], token.meta["url"], token.meta["title"]
        where = self._destination_of(block.span)
        self._definitions.append(Definition(block.info, url, title, block.span, where, label in self._labels))
        self._labels.add(label)

    def _destination_of(self, definition: Span) -> Span:
        match = _DEFINITION.match(self._source_text, *definition)
        return Span(*match.span(match.lastindex or 0)) if match else definition

    @staticmethod
    def _stretch(container: Block, child: Block) -> None:
        if child.span.end > container.span.end:
            container.span = Span(container.span.start, child.span.end)
            container.lines = (container.lines[0], child.lines[1])

    def _read_content(self, inline: Token, token: Token, block: Block) -> None:
        """Read a paragraph's or heading's inlines. Each line of the content is the end of a line of the source."""
        assert token.map is not None
        block.content = inline.content
        line = self._first_content_line(token, inline.content)
        pieces: list[tuple[int, int]] = []
        at = 0
        rows = inline.content.split("\n")
        for number, row in enumerate(rows):
            if block.kind == "heading" and token.markup.startswith("#"):
                raw = self._text[token.meta["at"] + block.level : self._line_end(line)]
                offset = token.meta["at"] + block.level + len(raw) - len(raw.lstrip(MD_TRIM_CHARS))
            elif number == len(rows) - 1:
                offset = self._line_end(line) - len(row)
            else:
                end = self._starts[line + 1] - 1
                offset = end - len(row)
            pieces.append((at, self._source(offset)))
            at += len(row) + 1
            line += 1
        block.starts = tuple(start for _, start in pieces)
        block.inlines = self._inlines(inline.content, Origin(pieces))

    def _first_content_line(self, token: Token, content: str) -> int:
        """The first line of a block that has content: markdown-it trims lines of no-break spaces away."""
        assert token.map is not None
        line, last = token.map[0], token.map[1] - 1
        beginning = content.split("\n", 1)[0].rstrip(MD_TRIM_CHARS)
        while line < last and not self._text[self._starts[line] : self._line_end(line)].endswith(beginning):
            line += 1
        return line

    def _read_cells(self, token: Token, row: Block) -> None:
        """Read all cells of a row: those the renderer shows, and those it drops because the header has fewer."""
        assert token.map is not None
        text = self._text[token.meta["at"] : self._line_end(token.map[0])].lstrip(MD_TRIM_CHARS)
        start = self._line_end(token.map[0]) - len(text)
        for first, last in split_row(text):
            raw = self._text[start + first : start + last]
            content = _ESCAPED_PIPE.sub("|", raw)
            cell = Block("cell", self._span(start + first, start + last), row.lines, row, content=content)
            origin = self._source(start + first)
            pieces = [(0, origin)]
            for removed, match in enumerate(_ESCAPED_PIPE.finditer(raw)):
                pieces.append((match.start() - removed, origin + match.start() + 1))
            cell.inlines = self._inlines(content, Origin(pieces))
            self._blocks.append(cell)

    def _inlines(self, content: str, origin: Origin) -> tuple[Inline, ...]:
        if not content:
            return ()
        if not MARKUP.search(content):  # most cells, and many paragraphs: no rule could match
            return (Inline("text", span := origin.span(0, len(content)), span, content),)
        tokens: list[Token] = []
        self._md.inline.parse(content, self._md, self._env, tokens)
        if "brackets_too_deep" in self._env and self._too_deep is None:
            self._too_deep = origin.span(0, len(content))
        return tuple(InlineReader(self._md, content, origin).read(tokens, 0))
