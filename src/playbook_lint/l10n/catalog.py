"""Reads gettext catalogs: the only user of polib."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

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
        # polib takes a text that names a file for that file's path; a line break keeps it a text.
        entries = polib.pofile(f"{text}\n", encoding="utf-8")
    except UnicodeDecodeError:
        raise CatalogError(path, 1, "not UTF-8") from None
    except OSError as error:
        raise _error(path, error) from None
    return Catalog(
        path,
        tuple(
            Message(entry.msgctxt or "", entry.msgid, entry.msgstr, entry.tcomment, entry.fuzzy, entry.linenum or 1)
            for entry in entries
            if not entry.obsolete
        ),
    )


def _error(path: Path, error: OSError) -> CatalogError:
    if error.strerror:
        return CatalogError(path, 1, f"cannot be read: {error.strerror}")
    match = _LINE.search(str(error))
    reason = (match[2] if match else None) or "syntax error"
    return CatalogError(path, int(match[1]) if match else 1, f"not a PO file: {reason}")
