"""The inlines of a text with spans of the source: of inline tokens, or of its pieces where all of them are plain."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from markdown_it import MarkdownIt
from markdown_it.token import Token

from playbook_lint.facts import Inline
from playbook_lint.markdown.plain_pieces import DESTINATION, PIECE
from playbook_lint.patterns import lazy_pattern
from playbook_lint.source import Span, new_tuple

_BLANKS_AND_BREAK = lazy_pattern(r"[ \t\n]*")
_PLAIN_DESTINATION = lazy_pattern(rf"{DESTINATION}(?=\))")
_INLINE_KINDS = {
    "text_special": "escape",
    "code_inline": "code",
    "html_inline": "html",
    "softbreak": "softbreak",
    "hardbreak": "hardbreak",
    "em_open": "emphasis",
    "strong_open": "strong",
    "s_open": "strikethrough",
    "link_open": "link",
    "image": "image",
}


class Origin:
    """Leads offsets in a block's content back to the source: a table of pieces, each with one shift."""

    __slots__ = ("_at", "_only", "_shifts")

    def __init__(self, pieces: list[tuple[int, int]]) -> None:
        """`pieces` are pairs of an offset in the content and the offset of the same character in the source.

        The first one begins with the content.
        """
        self._at = [at for at, _ in pieces]
        self._shifts = [offset - at for at, offset in pieces]
        self._only = self._shifts[0] if len(pieces) == 1 else None  # most content stands on one line

    def span(self, start: int, end: int) -> Span:
        if self._only is not None:
            return new_tuple(Span, (start + self._only, end + self._only))
        first = last = self._shifts[bisect_right(self._at, start) - 1]
        if end > start:
            # The end belongs to the character before it, which may stand on an earlier line than the one after it.
            last = self._shifts[bisect_left(self._at, end) - 1]
        return new_tuple(Span, (start + first, end + last))


def plain_inlines(content: str, origin: Origin, *, has_references: bool) -> tuple[Inline, ...] | None:
    """The inlines of a text that is made of plain pieces; None for any other.

    Brackets are plain only where the page has no references that they could be.
    """
    inlines: list[Inline] = []
    at = 0
    for piece in PIECE.finditer(content):
        if piece.start() != at:
            return None
        start, at = piece.span()
        match kind := piece.lastgroup or "":
            case "text" | "code" | "escape" | "html":
                if has_references and kind == "text" and "[" in piece[0]:
                    return None
                span = origin.span(start, at)
                inlines.append(Inline(kind, span, span, piece[kind]))
            case "destination" | "title":
                inlines += _link(origin, piece)
            case "line_end":
                kind = "hardbreak" if piece[0].startswith(("  ", "\\")) else "softbreak"
                span = origin.span(start, at)
                inlines.append(Inline(kind, span, span))
            case "autolink":
                inlines += _autolink(origin, start, at, piece["autolink"])
            case _:
                inlines += _marked(kind, origin, start, at, piece[kind])
    return tuple(inlines) if at == len(content) else None


def _link(origin: Origin, piece: re.Match[str]) -> tuple[Inline, Inline]:
    """A plain link or image, and the text in it."""
    label, destination, title = piece.group("label", "destination", "title")
    inner = origin.span(*piece.span("label"))
    whole = Inline("link", origin.span(*piece.span()), inner, "", destination, origin.span(*piece.span("destination")))
    if piece[0].startswith("!"):
        whole.kind, whole.content = "image", label
    if title:
        whole.title, whole.title_span = title, origin.span(*piece.span("title"))
    return whole, Inline("text", inner, inner, label)


def _autolink(origin: Origin, start: int, end: int, address: str) -> tuple[Inline, Inline]:
    """An address in angle brackets, and the text that it is."""
    inner = origin.span(start + len("<"), end - len(">"))
    whole = Inline("autolink", origin.span(start, end), inner, address, address, inner)
    return whole, Inline("text", inner, inner, address)


def _marked(kind: str, origin: Origin, start: int, end: int, text: str) -> tuple[Inline, Inline]:
    """A plain text between marks of emphasis, and the text in it."""
    width = (end - start - len(text)) // 2
    inner = origin.span(start + width, end - width)
    return Inline(kind, origin.span(start, end), inner), Inline("text", inner, inner, text)


class InlineReader:
    """Turns the inline tokens of one block into inlines with source spans."""

    def __init__(self, md: MarkdownIt, content: str, origin: Origin) -> None:
        self._md = md
        self._content = content
        self._origin = origin

    def read(self, tokens: list[Token], base: int) -> list[Inline]:
        """The inlines of `tokens`, which tile the block's content from `base`."""
        inlines: list[Inline] = []
        opened: list[tuple[Inline, int, int]] = []
        text_start = text_end = at = base
        for token in tokens:
            start, end = at, at + token.meta["width"]
            at = end
            if token.type == "text":
                # Half of a strong mark is left behind as an empty text; it lies in the mark's extent.
                if token.content:
                    text_start, text_end = (text_start if text_end > text_start else start), end
                continue
            if text_end > text_start:
                inlines.append(self._text(text_start, text_end))
                text_start = text_end
            if token.nesting == -1:
                inline, inner, first = opened.pop()
                end += token.type == "strong_close"
                self._close(inline, token, (first, inner, start, end))
                continue
            start -= token.type == "strong_open"
            inline = self._inline(token, start, end)
            inlines.append(inline)
            if token.nesting == 1:
                opened.append((inline, end, start))
            elif token.type == "image":
                self._image(inline, token, start, end)
                if token.children:
                    inlines.extend(self.read(token.children, start + len("![")))
        if text_end > text_start:
            inlines.append(self._text(text_start, text_end))
        return inlines

    def _text(self, start: int, end: int) -> Inline:
        span = self._origin.span(start, end)
        return Inline("text", span, span, self._content[start:end])

    def _inline(self, token: Token, start: int, end: int) -> Inline:
        kind = "autolink" if token.info == "auto" else _INLINE_KINDS[token.type]
        span = self._origin.span(start, end)
        inline = Inline(kind, span, span, token.content)
        if kind in ("link", "autolink", "image"):
            inline.destination = str(token.attrs.get("href") or token.attrs.get("src") or "")
            inline.title = str(token.attrs.get("title", ""))
            inline.reference = token.meta.get("label", "")
        return inline

    def _close(self, inline: Inline, token: Token, extent: tuple[int, int, int, int]) -> None:
        start, inner, label_end, end = extent
        inline.span = self._origin.span(start, end)
        inline.inner = self._origin.span(inner, label_end)
        if inline.kind == "autolink":
            inline.content = self._content[inner:label_end]
            inline.destination_span = inline.inner
        elif inline.kind == "link" and not inline.reference:
            self._locate_destination(inline, label_end + len("]("), end)

    def _image(self, inline: Inline, token: Token, start: int, end: int) -> None:
        label = start + len("![")
        label_end = label + len(token.content)
        inline.inner = self._origin.span(label, label_end)
        if not inline.reference:
            self._locate_destination(inline, label_end + len("]("), end)

    def _locate_destination(self, inline: Inline, at: int, end: int) -> None:
        """Find the spans of `destination "title"` again, by the helpers that the link rule itself used."""
        at = end_of(_BLANKS_AND_BREAK, self._content, at)
        if plain := _PLAIN_DESTINATION.match(self._content, at, end):
            stop = plain.end()
        else:
            found = self._md.helpers.parseLinkDestination(self._content, at, end)
            stop = found.pos if found.ok else at
        angled = self._content[at : at + 1] == "<" and stop > at
        inline.destination_span = self._origin.span(at + angled, stop - angled)
        if inline.title:
            at = end_of(_BLANKS_AND_BREAK, self._content, stop)
            title = self._md.helpers.parseLinkTitle(self._content, at, end, None)
            if title.ok:
                inline.title_span = self._origin.span(at + 1, title.pos - 1)


def end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
