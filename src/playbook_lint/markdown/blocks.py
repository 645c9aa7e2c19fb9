"""Block tokens to blocks with spans of the source."""

from __future__ import annotations

import re
from bisect import bisect_right

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.token import Token
from markdown_it.utils import EnvType

from playbook_lint.facts import Block, Definition, Inline
from playbook_lint.markdown.block_parser import BlockState
from playbook_lint.markdown.inline_parser import MARKUP
from playbook_lint.markdown.inlines import InlineReader, Origin, plain_inlines
from playbook_lint.markdown.limits import allowances
from playbook_lint.markdown.parsers import parser
from playbook_lint.markdown.rows import split_row
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record
from playbook_lint.source import LineIndex, SourceText, Span, new_tuple

_CARRIAGE_RETURNS = re.compile(r"\r\n?")
_ESCAPED_PIPE = lazy_pattern(r"\\\|")
_BLOCK_KINDS = {
    "paragraph": "paragraph",
    "heading": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
    "row": "row",
    "code_block": "code",
    "fence": "fence",
    "html_block": "html",
    "hr": "rule",
    "definition": "definition",
}
_CONTAINERS = {"list", "item", "quote"}
# CommonMark 0.31 section 4.7; the destination may stand on the next line, behind the marks of a quote.
_DEFINITION = lazy_pattern(r"\[(?:[^\\\[\]]|\\.)*\]:(?:\s*[\r\n][\s>]*|\s*)(?:<([^<>\r\n]*)>|(\S+))", re.DOTALL)


class Markdown(Record, frozen=True):
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
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._env: EnvType = {"references": {}, **allowances(self._text)}
        self._too_deep: Span | None = None

    def read(self) -> Markdown:
        state = BlockState(self._text, self._md, self._env)
        self._starts, self._ends = state.starts, state.ends
        self._md.block.tokenize(state, 0, state.lineMax)
        if (line := self._env.get("too_deep")) is not None:
            self._too_deep = self._span(self._starts[line], self._ends[line])
        self._read_blocks(state.tokens)
        return Markdown(tuple(self._blocks), tuple(self._definitions), self._too_deep)

    def inlines(self) -> tuple[Inline, ...]:
        """The text as the inlines of one block."""
        return self._inlines(self._source_text, [(0, 0)])

    # Offsets of the normalised text below; `_span` leads them to the source.

    def _source(self, offset: int) -> int:
        if self._source_starts is None:
            return offset + self._body
        line = bisect_right(self._starts, offset) - 1
        return self._source_starts[line] + offset - self._starts[line] + self._body

    def _span(self, start: int, end: int) -> Span:
        if self._source_starts is None:
            return new_tuple(Span, (start + self._body, end + self._body))
        return Span(self._source(start), self._source(end))

    def _read_blocks(self, tokens: list[Token]) -> None:
        parents: list[Block | None] = []
        parent: Block | None = None
        for token in tokens:
            if token.nesting == -1:
                block, parent = parent, parents.pop()
            else:
                block = self._block(token, parent)
            if token.nesting == 1:
                parents.append(parent)
                parent = block
            elif block is not None and parent is not None and parent.kind in _CONTAINERS:
                self._stretch(parent, block)

    def _block(self, token: Token, parent: Block | None) -> Block:
        """Add the block that begins with `token`."""
        assert token.map is not None
        kind = _BLOCK_KINDS[token.type]
        first, last = token.map[0], token.map[1] - 1
        if kind in _CONTAINERS:
            last = first  # grows with its children
        while last > first and self._ends[last] == self._starts[last]:
            last -= 1
        start, end = token.meta["at"], self._ends[last]
        span = self._span(min(start, end), end)
        lines = (first + self._first_line, last + self._first_line)
        level = int(token.tag[1]) if kind == "heading" else 0
        info = token.meta["label"] if kind == "definition" else token.info or token.markup
        block = Block(kind, span, lines, parent, level, info, token.content)
        self._blocks.append(block)
        if kind in ("paragraph", "heading"):
            self._read_content(token, block)
        elif kind == "row":
            self._read_cells(token, block)
        elif kind == "definition":
            self._define(token, block)
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

    def _read_content(self, token: Token, block: Block) -> None:
        """Read a paragraph's or heading's inlines."""
        pieces = self._pieces(token, block)
        block.starts = tuple([start for _, start in pieces])
        block.inlines = self._inlines(token.content, pieces)

    def _pieces(self, token: Token, block: Block) -> list[tuple[int, int]]:
        """Where the content stands in the source, as of an `Origin`: each line of it is the end of a source line."""
        assert token.map is not None
        line, end = token.map
        if token.markup.startswith("#"):
            raw = self._text[token.meta["at"] + block.level : self._ends[line]]
            return [(0, self._source(self._ends[line] - len(raw.lstrip(MD_TRIM_CHARS))))]
        if end - line == 1:
            return [(0, self._source(self._ends[line] - len(token.content)))]
        rows = token.content.split("\n")
        line = self._first_content_line(token, rows)
        pieces = []
        at = 0
        for row in rows[:-1]:
            pieces.append((at, self._source(self._starts[line + 1] - 1 - len(row))))
            at += len(row) + 1
            line += 1
        pieces.append((at, self._source(self._ends[line] - len(rows[-1]))))
        return pieces

    def _first_content_line(self, token: Token, rows: list[str]) -> int:
        """The first line of a block that has content: markdown-it trims lines of no-break spaces away."""
        assert token.map is not None
        line, last = token.map[0], token.map[1] - 1
        if last - line + 1 == len(rows):
            return line
        beginning = rows[0].rstrip(MD_TRIM_CHARS)
        while line < last and not self._text[self._starts[line] : self._ends[line]].endswith(beginning):
            line += 1
        return line

    def _read_cells(self, token: Token, row: Block) -> None:
        """Read all cells of a row: those the renderer shows, and those it drops because the header has fewer."""
        assert token.map is not None
        end = self._ends[token.map[0]]
        text = self._text[token.meta["at"] : end].lstrip(MD_TRIM_CHARS)
        origin = self._source(end - len(text))  # a row is one line
        for start, end in split_row(text):
            raw = text[start:end]
            content = raw.replace("\\|", "|")
            cell = Block("cell", new_tuple(Span, (origin + start, origin + end)), row.lines, row, 0, "", content)
            self._blocks.append(cell)
            if len(content) < len(raw) or MARKUP.search(content):
                pieces = [(0, origin + start)]
                for removed, match in enumerate(_ESCAPED_PIPE.finditer(raw)):
                    pieces.append((match.start() - removed, origin + start + match.start() + 1))
                cell.inlines = self._inlines(content, pieces)
            elif content:  # most cells: no rule could match
                cell.inlines = (Inline("text", cell.span, cell.span, content),)

    def _inlines(self, content: str, pieces: list[tuple[int, int]]) -> tuple[Inline, ...]:
        """The inlines of `content`, which stands in the source where `pieces`, as of an `Origin`, say."""
        if not content:
            return ()
        if len(pieces) == 1 and not MARKUP.search(content):  # most cells, and many paragraphs: no rule could match
            start = pieces[0][1]
            span = new_tuple(Span, (start, start + len(content)))
            return (Inline("text", span, span, content),)
        origin = Origin(pieces)
        if (found := plain_inlines(content, origin, has_references=bool(self._env["references"]))) is not None:
            return found
        tokens: list[Token] = []
        self._md.inline.parse(content, self._md, self._env, tokens)
        if "brackets_too_deep" in self._env and self._too_deep is None:
            self._too_deep = origin.span(0, len(content))
        return tuple(InlineReader(self._md, content, origin).read(tokens, 0))
