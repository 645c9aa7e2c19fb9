"""The text of a PO file: what the file holds, within limits, in the charset that its header names."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Literal

from playbook_lint.patterns import lazy_pattern

SIZE_LIMIT = 50 * 1024 * 1024

_HEADER = lazy_pattern(rb'^msgid[ \t]*""[ \t]*\r?\nmsgstr[ \t]*("[^\n]*(?:\n"[^\n]*)*)', re.MULTILINE)
_BREAK = lazy_pattern(rb'"[ \t\r]*\n"')
_CHARSET = lazy_pattern(rb"charset=([^\s;\\\"]+)")
# What xgettext writes for the charset that it leaves to translators.
_PLACEHOLDER = "CHARSET"
# Behind an escape, charsets that shift between sets of characters take ASCII for something else.
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F))) + "\x1b$B"


FaultKind = Literal["file", "encoding", "syntax", "conflict", "duplicate"]


class CatalogError(Exception):
    """A catalog that cannot be read: its `path`, 1-based `line` and what is wrong, in words and by its `kind`."""

    def __init__(self, path: Path, line: int, message: str, kind: FaultKind = "file") -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message
        self.kind = kind


def file_bytes(path: Path) -> bytes:
    """What the file at `path` holds, no more than a byte over the limit; raises `CatalogError`."""
    try:
        if path.exists() and not path.is_file():
            raise CatalogError(path, 1, "cannot be read: not a file")
        with path.open("rb") as stream:
            return stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise CatalogError(path, 1, f"cannot be read: {error.strerror or error}") from None


def decoded(path: Path, data: bytes) -> tuple[str, str]:
    """The text of a PO file without a byte order mark, and the name of its charset; raises `CatalogError`."""
    if len(data) > SIZE_LIMIT:
        raise CatalogError(path, 1, f"larger than {SIZE_LIMIT // 1024**2} MB")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CatalogError(path, 1, "in UTF-16; save it as UTF-8", "encoding")
    if (nul := data.find(b"\0")) >= 0:
        raise CatalogError(path, _line(data, nul), "a NUL character", "syntax")
    named, line = _named(data)
    charset = named or "UTF-8"
    if not _is_charset(charset):
        message = f"the header names a charset that is not known, `{charset}`; save it as UTF-8"
        raise CatalogError(path, line, message, "encoding")
    if not is_utf8(charset) and not data.isascii() and _decodes(data):
        message = f"the header names the charset `{charset}`, but the text is UTF-8"
        raise CatalogError(path, line, message, "encoding")
    try:
        return data.decode("utf-8-sig" if is_utf8(charset) else charset), charset
    except UnicodeDecodeError as error:
        raise CatalogError(path, _line(data, error.start), f"not {named or 'UTF-8'}", "encoding") from None


def _named(data: bytes) -> tuple[str | None, int]:
    """The charset that the header names, if it does, and the line where the header begins."""
    header = _HEADER.search(data)
    if header is None:
        return None, 1
    charset = _CHARSET.search(_BREAK.sub(b"", header[1]))
    name = charset[1].decode("latin-1") if charset else _PLACEHOLDER
    return (name if name != _PLACEHOLDER else None), _line(data, header.start())


def is_utf8(charset: str) -> bool:
    """Whether this is a name of UTF-8."""
    try:
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False


def _is_charset(name: str) -> bool:
    """Whether this is a charset in which ASCII is itself: PO files are not written in others."""
    try:
        return _PRINTABLE.encode().decode(name) == _PRINTABLE
    except (LookupError, UnicodeError):
        return False


def _decodes(data: bytes) -> bool:
    """Whether the bytes are UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
