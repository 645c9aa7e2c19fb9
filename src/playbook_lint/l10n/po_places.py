"""Where the texts of an entry stand in its PO file, character by character: escapes and wrapped lines resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from playbook_lint.l10n.entries import Entry
from playbook_lint.source import Span

_MARK = re.compile(r"\s*(?:#~\s*)?")
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]+\])?)\s*(?=\")")
_STRING = re.compile(r'"([^"\\]*+(?>(?:\\.[^"\\]*+)*))"')
_PIECE = re.compile(r"(?P<plain>[^\\]++)|(?P<bytes>(?>(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]++))+))|\\.")
_BYTE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]++))")
# A comment of the entry below: what is obsolete is an entry by itself, but for its previous texts (`#~|`).
_COMMENT = re.compile(r"\s*#(?!~\s*[^|\s])")
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_ESCAPED = {ord(char): f"\\{name}" for char, name in zip('\a\b\t\n\v\f\r"\\', 'abtnvfr"\\', strict=True)}


class _Line(NamedTuple):
    """A line of the file without its line feed: what it holds, and where it begins."""

    text: str
    start: int


class Places:
    """The places of all entries of the PO file that holds `text`; each entry is looked at when it is asked for.

    `charset` is the one of the file, in which escapes of bytes are meant.
    """

    def __init__(self, text: str, charset: str = "UTF-8") -> None:
        self._text = text
        self._charset = charset
        self._texts: dict[int, dict[str, list[int]]] = {}

    def span(self, entry: Entry, keyword: str, start: int = 0, end: int | None = None) -> Span:
        """Where the characters `[start, end)` of the text at `keyword` (`msgid`, `msgstr[1]`) of `entry` stand.

        Without quotes; of an empty text, the place between them.
        """
        offsets = self._offsets(entry).get(keyword)
        if not offsets:
            return self.line(entry.line)
        end = len(offsets) - 1 if end is None else end
        return Span(offsets[min(start, len(offsets) - 1)], offsets[min(end, len(offsets) - 1)])

    def line(self, number: int) -> Span:
        """The span of the 1-based line of that number, without white space around it."""
        line = self._lines[max(number, 1) - 1]
        text = line.text.rstrip()
        return Span(line.start + len(text) - len(text.lstrip()), line.start + len(text))

    def keyword_line(self, entry: Entry, keyword: str) -> Span:
        """The span of the line where the text at `keyword` of `entry` begins, without white space around it."""
        for number, line in self._own_lines(entry):
            match = _KEYWORD.match(line.text, _end(_MARK, line.text))
            if match and match[1] == keyword:
                return self.line(number)
        return self.line(entry.line)

    def lines_of(self, entry: Entry) -> tuple[int, int]:
        """The 1-based first and last line of an entry, the comments above it included."""
        first = entry.line
        while first > 1 and _COMMENT.match(self._lines[first - 2].text):
            first -= 1
        return first, max((number for number, _ in self._own_lines(entry)), default=entry.line)

    def comment_lines(self, entry: Entry) -> Iterator[tuple[str, Span]]:
        """What translators wrote above an entry (`# …`), line by line without the mark, with its span."""
        for number in range(self.lines_of(entry)[0], entry.line):
            line = self._lines[number - 1].text.strip()
            if line[1:2] in ("", " ", "\t"):
                yield line[1:].strip(), self.line(number)

    def previous_lines(self, entry: Entry) -> Span | None:
        """The lines that say what an entry was before (`#| …`), to the beginning of the next line; None without."""
        numbers = [
            number
            for number in range(self.lines_of(entry)[0], entry.line)
            if self._lines[number - 1].text.lstrip().startswith("#|")
        ]
        if not numbers or numbers[-1] - numbers[0] >= len(numbers):
            return None
        return Span(self._lines[numbers[0] - 1].start, self._lines[numbers[-1]].start)

    @cached_property
    def _lines(self) -> list[_Line]:
        found = [_Line(match[0].removesuffix("\n"), match.start()) for match in _LINE.finditer(self._text)]
        return found or [_Line("", 0)]

    def _own_lines(self, entry: Entry) -> Iterator[tuple[int, _Line]]:
        """The lines of the texts of an entry, with their numbers.

        Once there is a msgstr, a comment or a keyword begins the next entry; before that, comments are passed over.
        """
        has_target = False
        for number in range(entry.line, len(self._lines) + 1):
            line = self._lines[number - 1]
            at = _end(_MARK, line.text)
            is_target = line.text.startswith("msgstr", at)
            is_comment = line.text.startswith(("#", "|"), at)
            if has_target and (is_comment or line.text.startswith("msg", at)) and not is_target:
                return
            has_target = has_target or is_target
            if at < len(line.text) and not is_comment:
                yield number, line

    def _offsets(self, entry: Entry) -> dict[str, list[int]]:
        """For each text of an entry, where each of its characters begins, and where the text ends."""
        if entry.line not in self._texts:
            found: dict[str, list[int]] = {}
            keyword = ""
            for _, line in self._own_lines(entry):
                at = _end(_MARK, line.text)
                if match := _KEYWORD.match(line.text, at):
                    keyword, at = match[1], match.end()
                for string in _STRING.finditer(line.text, at):
                    offsets = found.setdefault(keyword, [])
                    del offsets[-1:]  # the end of the string before
                    offsets += self._characters(string[1], line.start + string.start(1))
            self._texts[entry.line] = found
        return self._texts[entry.line]

    def _characters(self, written: str, start: int) -> Iterator[int]:
        """Where each character of what is `written` between quotes begins, and where that ends."""
        for piece in _PIECE.finditer(written):
            at = start + piece.start()
            if piece["plain"]:
                yield from range(at, at + len(piece[0]))
            else:
                yield from (at for _ in range(self._width(piece[0]) if piece["bytes"] else 1))
        yield start + len(written)

    def _width(self, escapes: str) -> int:
        """How many characters escapes of bytes stand for."""
        numbers = (int(byte[1], 8) if byte[1] else int(byte[2][-2:], 16) for byte in _BYTE.finditer(escapes))
        return len(bytes(number & 0xFF for number in numbers).decode(self._charset, errors="replace"))


def escaped(text: str) -> str:
    """`text` as it is written between the quotes of a PO file."""
    return text.translate(_ESCAPED)


def _end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0
