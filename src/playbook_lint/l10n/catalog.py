"""The messages of a catalog that are in use: what terms need of a PO file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from playbook_lint.l10n.entries import PoFile
from playbook_lint.l10n.po_read import read_po
from playbook_lint.l10n.po_text import CatalogError

__all__ = ["Catalog", "CatalogError", "Message", "read_catalog"]


class Message(NamedTuple):
    """One entry: `comment` is what the translator wrote (`# …`), `line` the 1-based line where its texts begin."""

    context: str
    source: str
    target: str
    comment: str
    fuzzy: bool
    line: int


class Catalog(NamedTuple):
    """The entries of one PO or POT file that are in use, in order."""

    path: Path
    messages: tuple[Message, ...]


def read_catalog(path: Path) -> Catalog:
    """Read a PO or POT file; raises `CatalogError`."""
    return messages_in_use(path, read_po(path))


def messages_in_use(path: Path, file: PoFile) -> Catalog:
    """The messages of `file`, which is at `path`."""
    messages = tuple(
        Message(entry.context or "", entry.source, entry.target, entry.comment, entry.fuzzy, entry.line)
        for entry in file.entries
        if not entry.obsolete
    )
    return Catalog(path, messages)
