"""The entries of a PO file, as plain values: what gettext keeps of a message, nothing lost.

The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from playbook_lint.records import Record, fields, replace

FUZZY = "fuzzy"  # the flag of a translation that a translator has yet to confirm


class Reference(NamedTuple):
    """Where a message stands: `path` with `/` between parts, 1-based `line` (0 for none)."""

    path: str
    line: int = 0


class Entry(Record, frozen=True):
    """A message of a catalog: msgid is `source`, msgstr is `target`, msgctxt is `context` (None for none).

    `plural` is the msgid_plural and `plurals` its msgstrs, in order, None and empty for the common message. `comment`
    is what translators wrote (`#`), `extracted` what tools did (`#.`), both without marks, lines parted by line feeds.
    `flags` are without commas. The previous texts (`#|`) say what the message was when it was translated. `line` is
    the 1-based line of its msgctxt or msgid, 0 for one that was not read from a file.
    """

    source: str
    target: str = ""
    context: str | None = None
    comment: str = ""
    extracted: str = ""
    references: tuple[Reference, ...] = ()
    flags: tuple[str, ...] = ()
    previous_context: str | None = None
    previous_source: str | None = None
    previous_plural: str | None = None
    plural: str | None = None
    plurals: tuple[str, ...] = ()
    obsolete: bool = False
    line: int = 0

    @property
    def key(self) -> tuple[str | None, str]:
        """What tells messages apart."""
        return self.context, self.source

    @property
    def fuzzy(self) -> bool:
        """Whether a translator has yet to confirm the translation."""
        return FUZZY in self.flags

    @property
    def is_outdated(self) -> bool:
        """Whether the translation is known to be of another text: what it was made for stands beside it."""
        return self.fuzzy and self.previous_source is not None

    @property
    def without_lines(self) -> Entry:
        """The entry but for line numbers: what has to change before a catalog is written again."""
        return replace(self, references=tuple(dict.fromkeys(Reference(one.path) for one in self.references)))

    @property
    def translated(self) -> bool:
        """Whether there is a translation that counts."""
        return any(text.strip() for text in (self.target, *self.plurals)) and not self.fuzzy and not self.obsolete

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, wherever they were read."""
        return isinstance(other, Entry) and _said(self) == _said(other)

    def __hash__(self) -> int:
        return hash(_said(self))


_said = attrgetter(*(one.name for one in fields(Entry) if one.name != "line"))


class PoFile(Record, frozen=True):
    """A PO or POT file. `header` are the fields of its first entry, in order; `comment` the comment above them.

    `header_flags` are the flags of the header's entry (`fuzzy` in templates). `path` is where it was read from.
    """

    header: Mapping[str, str]
    entries: tuple[Entry, ...] = ()
    comment: str = ""
    header_flags: tuple[str, ...] = ()
    path: Path | None = None

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same, wherever they were read."""
        return isinstance(other, PoFile) and _held(self) == _held(other)


_held = attrgetter(*(one.name for one in fields(PoFile) if one.name != "path"))
