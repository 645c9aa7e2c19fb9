"""Text of unknown origin made safe to show, and the terminal columns it takes.

A page, a file name or a message that quotes them may hold terminal escapes, line ends, bidirectional controls that
reorder what a reader sees, characters without any shape, bytes that are no UTF-8, and commands that a build server
takes from its log. None of it is ever shown raw.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from playbook_lint.patterns import lazy_pattern

# Printable by Unicode's categories, yet blank: the combining grapheme joiner and the fillers of Hangul and Khmer.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
# A space to Unicode, hence not "printable", but as visible as any between full-width characters.
_IDEOGRAPHIC_SPACE = "\u3000"
# Before the first combining mark, characters that can be printed take one column each: none is wide.
_FIRST_MARK = "\u0300"
_NAMED = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
# What build servers obey wherever it stands in a log: `##[error]`, `##vso[task.setvariable …]`, `##teamcity[…]`.
_LOG_COMMAND = lazy_pattern(r"##\w*\[")
# What a terminal obeys, what some reader takes for a line end, and what UTF-8 or XML 1.0 cannot hold.
_UNSAFE = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """`text` for people: one line, with every control and invisible character as an escape such as `\\u200b`."""
    return text if is_plain(text) else "".join(visible_characters(text))


def shortened(text: str, width: int = 70) -> str:
    """The beginning of `text`, in at most `width` characters, as `visible` shows it."""
    return visible(text if len(text) <= width else f"{text[: width - 1].rstrip()}…")


def visible_characters(text: str) -> list[str]:
    """What stands for each character of `text`: itself if it shows as what it is, otherwise its escape."""
    if is_plain(text):
        return list(text)
    shown = list(map(_visible_character, text))
    for match in _LOG_COMMAND.finditer(text):
        shown[match.end() - 1] = _escape("[")
    return shown


def is_plain(text: str) -> bool:
    """Whether every character of `text` stands for itself and takes one column; quick, and false for some that do."""
    if "##" in text and "[" in text:
        return False
    if text.isascii() or max(text) < _FIRST_MARK:
        return text.isprintable()
    return text.isprintable() and all(map(_is_plain_character, set(text)))


def without_log_commands(document: str, bracket: str) -> str:
    """A JSON or XML `document` that no build server obeys; `bracket` is how its format escapes `[`."""
    return _LOG_COMMAND.sub(lambda match: match[0][:-1] + bracket, document)


def safe_path(path: str) -> str:
    """`path` for tools: as it is, tabs and line ends included, but for characters no text format can carry."""
    return _UNSAFE.sub(lambda match: _escape(match[0]), path)


@lru_cache(maxsize=1024)
def columns(text: str) -> int:
    """How many terminal columns the visible `text` takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(map(_character_columns, text))


@lru_cache(maxsize=4096)
def _is_plain_character(character: str) -> bool:
    return _visible_character(character) == character and _character_columns(character) == 1


@lru_cache(maxsize=4096)
def _visible_character(character: str) -> str:
    if character == _IDEOGRAPHIC_SPACE or (character.isprintable() and character not in _BLANK):
        return character
    return _NAMED.get(character) or _escape(character)


def _character_columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # how Python holds a byte of a file name that is not UTF-8
        code -= 0xDC00
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
