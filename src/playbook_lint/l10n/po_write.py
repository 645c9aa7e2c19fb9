"""Writes PO files as GNU gettext's `msgcat` writes them, byte for byte: a file that it has seen too has no diff.

The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from playbook_lint.l10n.entries import FUZZY, Entry, PoFile, Reference
from playbook_lint.l10n.line_breaks import columns, fold

# Names in references are wrapped at this width even where texts are not.
_WIDTH = 79
_UTF8 = "text/plain; charset=UTF-8"
_IS_UTF8 = re.compile(r"charset=utf-8(?:\s|$)", re.IGNORECASE)
_CONTROL = re.compile(r"[\0-\x1f\x7f]")
_LINE_END = re.compile(r"\r\n?|\n")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ESCAPE = re.compile(r"\\.")
_TO_WRITE_OTHERWISE = re.compile(r'[\a\b\t\n\v\f\r"\\]')
_ESCAPES = {ord(char): f"\\{name}" for char, name in zip('\a\b\t\n\v\f\r"\\', 'abtnvfr"\\', strict=True)}
# What has format flags, in the order of gettext; other flags follow.
_FORMATS = (
    " c objc python python-brace java java-printf csharp javascript scheme lisp elisp librep ruby sh awk lua"
    " object-pascal smalltalk qt qt-plural kde kde-kuit boost tcl perl perl-brace php gcc-internal gfc-internal ycp "
)


def po_bytes(file: PoFile, wrap: int | None = None, written: Mapping[Entry, str] = MappingProxyType({})) -> bytes:
    """The PO file in UTF-8, its texts wrapped at `wrap` columns; None is for `msgcat --no-wrap`, 79 for plain `msgcat`.

    Entries that are `written` already stay as they are written there, with line feeds between lines.

    Like gettext, it leaves out what says nothing: obsolete entries without a translation, the flag `fuzzy` of entries
    without one, and references that are there twice. Unlike gettext, it keeps flags that gettext does not know. Raises
    `ValueError` for the characters NUL and EOT, which no catalog can hold.
    """
    header = Entry("", _header_text(file.header), comment=file.comment, flags=file.header_flags)
    used = [entry for entry in file.entries if not entry.obsolete]
    obsolete = [entry for entry in file.entries if entry.obsolete and _first_translation(entry)]
    blocks = (written.get(entry) or entry_text(entry, wrap) for entry in (*used, *obsolete))
    text = "\n\n".join((entry_text(header, wrap), *blocks)) + "\n"
    if "\0" in text or "\x04" in text:
        raise ValueError("a catalog cannot hold the characters NUL and EOT")
    return text.encode()


def entry_text(entry: Entry, wrap: int | None = None) -> str:
    """The lines of one entry, line feeds between them."""
    return "\n".join(_lines(entry, wrap))


def _header_text(header: Mapping[str, str]) -> str:
    """The translation of the header's entry: a field a line, and the charset that is written, whatever was read."""
    content = header.get("Content-Type", "")
    fields = {**header, "Content-Type": content if _IS_UTF8.search(content) else _UTF8}
    return "".join(f"{name}: {value}\n" if name else f"{value}\n" for name, value in fields.items())


def _lines(entry: Entry, wrap: int | None) -> list[str]:
    lines = [
        *_comment("#", entry.comment),
        *_comment("#.", entry.extracted),
        *_references(entry.references, wrap or _WIDTH),
    ]
    if flags := _flags(entry):
        lines.append(f"#, {', '.join(flags)}")
    width = None if "no-wrap" in entry.flags else wrap
    mark = "#~ " if entry.obsolete else ""
    if entry.previous_source is not None:
        previous = "#~| " if entry.obsolete else "#| "
        lines += _text(previous, "msgctxt", entry.previous_context, width)
        lines += _text(previous, "msgid", entry.previous_source, width)
        lines += _text(previous, "msgid_plural", entry.previous_plural, width)
    lines += _text(mark, "msgctxt", entry.context, width)
    lines += _text(mark, "msgid", entry.source, width)
    if entry.plural is None:
        return lines + _text(mark, "msgstr", entry.target, width)
    lines += _text(mark, "msgid_plural", entry.plural, width)
    for number, target in enumerate(entry.plurals or ("",)):
        lines += _text(mark, f"msgstr[{number}]", target, width)
    return lines


def _comment(mark: str, text: str) -> list[str]:
    if not text:
        return []
    # gettext takes a backslash at the end of a line for a sign that the next line goes on with it.
    guarded = (f"{line} " if line.rstrip(" ").endswith("\\") else line for line in _LINE_END.split(text))
    return [f"{mark} {line}" if line else mark for line in guarded]


def _references(references: Sequence[Reference], width: int) -> list[str]:
    """References, as many on a line as there is room for: gettext counts bytes, and a blank before each."""
    lines, line, column = [], "#:", 2
    for path, number in dict.fromkeys(references):
        name = _file_name(path)
        place = f":{number}" if number else ""
        size = len(f" {name}{place}".encode())
        if column > 2 and column + size > width:
            lines.append(line)
            line, column = "#:", 2
        # gettext 0.22 and later put names with spaces between isolates, so that they are not taken for several.
        line += f" \u2068{name}\u2069{place}" if " " in name else f" {name}{place}"
        column += size
    return [*lines, line] if column > 2 else lines


@cache
def _file_name(path: str) -> str:
    return _CONTROL.sub("\ufffd", re.sub(r"\A(?:\./)+", "", path))


def _flags(entry: Entry) -> list[str]:
    if not entry.flags:
        return []
    flags = [flag for flag in dict.fromkeys(entry.flags) if flag != FUZZY or _first_translation(entry)]
    return sorted(flags, key=_flag_order)


def _flag_order(flag: str) -> int:
    if flag == FUZZY:
        return -1
    if flag.startswith("range:"):
        return len(_FORMATS)
    if flag == "no-wrap":
        return len(_FORMATS) + 1
    language = flag.removeprefix("no-").removesuffix("-format")
    known = flag.endswith("-format") and f" {language} " in _FORMATS
    return _FORMATS.index(f" {language} ") if known else len(_FORMATS) + 2


def _first_translation(entry: Entry) -> str:
    """What gettext looks at to tell whether there is a translation: of plurals, the first."""
    if entry.plural is None:
        return entry.target
    return entry.plurals[0] if entry.plurals else ""


def _text(mark: str, keyword: str, value: str | None, wrap: int | None) -> list[str]:
    """A text as lines in quotes: on the keyword's line where it fits as a whole, else from the next one on."""
    if value is None:
        return []
    if wrap is None and not _TO_WRITE_OTHERWISE.search(value):
        return [f'{mark}{keyword} "{value}"']
    parts = [part.translate(_ESCAPES) for part in _LINE.findall(value)] or [""]
    # Room is counted from behind the first quote to before the last.
    room = wrap - len(mark) - 2 if wrap else None
    start = len(keyword) + 1
    if len(parts) == 1 and (room is None or not parts[0] or _fits(parts[0], start, room)):
        return [f'{mark}{keyword} "{parts[0]}"']
    lines = (line for part in parts for line in (_folded(part, 0, room) if room else [part]))
    return [f'{mark}{keyword} ""', *(f'{mark}"{line}"' for line in lines)]


def _fits(text: str, start: int, room: int) -> bool:
    return start <= room and len(_folded(text, start, room)) == 1


def _folded(text: str, start: int, room: int) -> list[str]:
    if start + sum(map(columns, text)) <= room:
        return [text]
    unbroken = {escape.end() - 1 for escape in _ESCAPE.finditer(text)}
    if text.endswith("\\n") and len(text) - 1 in unbroken:
        unbroken.add(len(text) - 2)
    return fold(text, start, room, unbroken)
