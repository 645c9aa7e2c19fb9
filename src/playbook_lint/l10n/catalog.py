"""Reads gettext catalogs: the only user of polib."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# A line that is no comment: a keyword, unless the text before it goes on, and a text.
_ENTRY_LINE = re.compile(r'([^\s"]{0,40})\s*(.*)')
_TEXT = re.compile(r'"(?:[^"\\]|\\["\\abfnrtvx0-7])*"')
_NUMBER = re.compile(r"\[[0-9]\]$")
# The keywords, each with those it may follow; an entry ends with the last of them.
_LAST = ("msgstr", "msgstr[]")
_AFTER = {
    "msgctxt": ("", *_LAST),
    "msgid": ("", "msgctxt", *_LAST),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[]": ("msgid_plural", "msgstr[]"),
}
_LINE = re.compile(r"\(line (\d+)\)(?::\s*(.*))?")


class CatalogError(Exception):
    """A catalog that cannot be read: its `path`, 1-based `line` and what is wrong."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Message:
    """One entry: `comment` is what the translator wrote (`# …`), `line` the 1-based line where the entry begins."""

    context: str
    source: str
    target: str
    comment: str
    fuzzy: bool
    line: int


@dataclass(frozen=True)
class Catalog:
    """The entries of one PO or POT file that are in use, in order."""

    path: Path
    messages: tuple[Message, ...]


def read_catalog(path: Path) -> Catalog:
    """Read a PO or POT file; raises `CatalogError` when it is missing, not UTF-8 or not PO."""
    import polib

    try:
        text = path.read_text("utf-8-sig")
        _check_lines(path, text)
        # polib takes a text that names a file for that file's path; a line break keeps it a text.
        entries = polib.pofile(f"{text}\n", encoding="utf-8")
    except UnicodeDecodeError:
        raise CatalogError(path, 1, "not UTF-8") from None
    except OSError as error:
        raise _error(path, error) from None
    messages = tuple(
        Message(entry.msgctxt or "", entry.msgid, entry.msgstr, entry.tcomment, entry.fuzzy, entry.linenum or 1)
        for entry in entries
        if not entry.obsolete
    )
    _check_unique(path, messages)
    return Catalog(path, messages)


def _check_lines(path: Path, text: str) -> None:
    """Raise `CatalogError` at the first line that polib would misread without a word."""
    before, line = "", 1
    for number, raw in enumerate(text.splitlines(), 1):
        entry = _ENTRY_LINE.match(raw.strip().removeprefix("#~ ").lstrip())
        if entry is None or not entry[0] or entry[0].startswith("#"):
            continue
        keyword = _NUMBER.sub("[]", entry[1])
        if keyword and keyword not in _AFTER:
            raise CatalogError(path, number, f"not a PO file: `{entry[1]}` is no keyword")
        if not _TEXT.fullmatch(entry[2]):
            quoting = 'a text stands in `"`, and each `"` and `\\` in it behind a `\\`'
            raise CatalogError(path, number, f"not a PO file: {quoting}")
        if keyword and before not in _AFTER[keyword]:
            place = f"follow `{before}`" if before else "come first"
            raise CatalogError(path, number, f"not a PO file: `{entry[1]}` cannot {place}")
        before, line = keyword or before, number
    if before not in ("", *_LAST):
        raise CatalogError(path, line, f"not a PO file: no `msgstr` follows `{before}`")


def _check_unique(path: Path, messages: Iterable[Message]) -> None:
    first: dict[tuple[str, str], int] = {}
    for message in messages:
        line = first.setdefault((message.context, message.source), message.line)
        if line != message.line:
            raise CatalogError(path, message.line, f"`{message.source}` stands in line {line} already")


def _error(path: Path, error: OSError) -> CatalogError:
    if error.strerror:
        return CatalogError(path, 1, f"cannot be read: {error.strerror}")
    match = _LINE.search(str(error))
    reason = (match[2] if match else None) or "syntax error"
    return CatalogError(path, int(match[1]) if match else 1, f"not a PO file: {reason}")
