"""How a PO file is laid out, whatever tool saved it, so that what does not change in it stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from playbook_lint.l10n.entries import Entry, PoFile
from playbook_lint.l10n.po_write import entry_text, po_bytes
from playbook_lint.records import Record

# What files are wrapped at: not at all, by gettext, and by translate-toolkit and Weblate.
_WIDTHS = (None, 79, 77)
# So many entries with texts of so many characters show where lines are broken.
_SAMPLE = 50
_LONG = 72
_NUMBER = r"\[[0-9]++\]"
_OBSOLETE = r"(?:#~[ \t]*+)?"


def _keyword(name: str) -> str:
    return rf'{_OBSOLETE}{name}[ \t]*+"[^\n]*+(?>(?:\n{_OBSOLETE}"[^\n]*+)*)'


# An entry and nothing else, as nearly all tools write it; what is written otherwise is written anew.
_ENTRY = re.compile(
    r'((?>(?:#(?!~[ \t]*+[m"])[^\n]*+\n)*))'
    rf"(?:{_keyword('msgctxt')}\n)?{_keyword('msgid')}\n"
    rf"(?:{_keyword('msgstr')}|{_keyword('msgid_plural')}(?>(?:\n{_keyword('msgstr' + _NUMBER)})+))"
)


class Layout(Record, frozen=True):
    """Where texts are wrapped (None for nowhere), what ends a line, and how each entry is `written`.

    Where all texts are short, nothing shows whether long ones would be wrapped, and `is_certain` is false.
    """

    wrap: int | None
    line_end: str
    written: Mapping[Entry, str]
    is_certain: bool


def layout_of(file: PoFile, text: str) -> Layout:
    """The layout of `text`, which `file` was read from."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    written = dict(_written(file, text.replace("\r\n", "\n")))
    sample = list(islice((one for one in written.items() if _is_long(one[0])), _SAMPLE))
    alike = {wrap: _lines_alike(sample, wrap) for wrap in _WIDTHS}
    return Layout(max(_WIDTHS, key=alike.__getitem__), line_end, written, bool(sample))


def bytes_like(file: PoFile, ours: Layout, theirs: Layout) -> bytes:
    """The PO file in UTF-8, laid out as ours is; entries that either has already stay as they are written there."""
    wrap = ours.wrap if ours.is_certain else theirs.wrap
    fits = theirs.wrap == wrap or not theirs.is_certain
    data = po_bytes(file, wrap, {**(theirs.written if fits else {}), **ours.written})
    return data.replace(b"\n", ours.line_end.encode())


def _written(file: PoFile, text: str) -> Iterator[tuple[Entry, str]]:
    """Entries as they are written, where each stands by itself between blank lines."""
    entries = {entry.line: entry for entry in file.entries}
    blocks = list(_blocks(text))
    found = [_ENTRY.fullmatch(block) for _, block in blocks]
    # A comment or a msgstr that stands alone belongs to the entry after or before it.
    for number, ((line, block), match) in enumerate(zip(blocks, found, strict=True)):
        if match and all(found[max(number - 1, 0) : number + 2]):
            entry = entries.get(line + match[1].count("\n"))
            if entry:
                yield entry, block


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """What stands between blank lines, each with the 1-based line where it begins."""
    line = 1
    for part in text.split("\n\n"):
        block = part.lstrip("\n")
        if block:
            yield line + len(part) - len(block), block.rstrip("\n")
        line += part.count("\n") + 2


def _is_long(entry: Entry) -> bool:
    """Whether the entry has a text that shows if lines are broken."""
    texts = (entry.source, entry.target, *entry.plurals)
    return any(len(line) >= _LONG for text in texts for line in text.split("\n"))


def _lines_alike(sample: list[tuple[Entry, str]], wrap: int | None) -> int:
    """How many lines of the entries are written so where texts are wrapped at `wrap`."""
    return sum(len(set(block.split("\n")) & set(entry_text(entry, wrap).split("\n"))) for entry, block in sample)
