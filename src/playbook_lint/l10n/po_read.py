"""Reads PO files as GNU gettext reads them, whatever tool saved them; all but comments behind the last entry is kept.

The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from playbook_lint.l10n.entries import Entry, PoFile, Reference
from playbook_lint.l10n.po_text import CatalogError, FaultKind, decoded, file_bytes
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record, field

_KEYWORD = re.compile(r'([^\s"]{0,40})\s*(.*)', re.DOTALL)
_STRING = r'"([^"\\]*+(?>(?:\\(?:["\\abfnrtv0-7]|x[0-9A-Fa-f])[^"\\]*+)*))"'
_STRINGS = re.compile(rf"(?>(?:{_STRING}\s*)+)")
_ONE_STRING = re.compile(_STRING)
_ESCAPE = re.compile(r"((?>(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]++))+))|\\(.)")
_BYTE = lazy_pattern(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]++))")
_ESCAPED = dict(zip('abtnvfr"\\', '\a\b\t\n\v\f\r"\\', strict=True))
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")
# A path with spaces in it stands between isolates (U+2068, U+2069).
_REFERENCE = re.compile(r"(?:\u2068([^\u2069]+)\u2069|([^ \t]+?))(?::([0-9]{1,9}))?(?=[ \t]|\Z)")
# Flags are parted by commas and blanks; some of other tools have arguments in quotes.
_FLAG = re.compile(r'(?:range:\s*)?(?:"[^"]*"|[^\s,"])+|"')
_FIELD = re.compile(r"([^\s:]+):[ \t]*(.*)")
_NUMBER = re.compile(r"\[[0-9]{1,3}\]$")
# The keywords, each with those it may follow; an entry ends with the last of them.
_LAST = ("msgstr", "msgstr[]")
_AFTER = {
    "msgctxt": ("", *_LAST),
    "msgid": ("", "msgctxt", *_LAST),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[]": ("msgid_plural", "msgstr[]"),
}
_PREVIOUS = ("msgctxt", "msgid", "msgid_plural")
_SHOWN = 60


def read_po(path: Path, data: bytes | None = None) -> PoFile:
    """Read a PO or POT file, from `data` if that is what the file holds; raises `CatalogError`.

    A file without a header has an empty `header`. What is no field in the header, or a field for the second time,
    belongs to the value of the field before.
    """
    text, charset = decoded(path, file_bytes(path) if data is None else data)
    entries = read_entries(path, text, charset)
    _check_unique(path, entries)
    header = header_of(entries)
    messages = tuple(entry for entry in entries if entry is not header)
    return PoFile(header_fields(header.target), messages, header.comment, header.flags, path)


def read_entries(path: Path, text: str, charset: str) -> tuple[Entry, ...]:
    """The entries of a PO file, the header and messages that are there twice among them; raises `CatalogError`.

    `text` is what `decoded` makes of the file at `path`, with the charset it names.
    """
    return tuple(_Reader(path, charset).entries(text))


def header_of(entries: Iterable[Entry]) -> Entry:
    """The header among `entries`; an empty one where there is none."""
    return next((entry for entry in entries if entry.key == (None, "") and not entry.obsolete), Entry(""))


class _Draft(Record):
    """An entry in the making: its texts by keyword, those of previous ones by `|` and keyword; comments by mark."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    # The last keyword, without a plural's number; the key of the last text, which the next line may go on with.
    keyword: str = ""
    key: str = ""
    line: int = 0
    obsolete: bool = False

    def entry(self) -> Entry:
        """The entry, which must be complete."""
        texts = {key: "".join(parts) for key, parts in self.texts.items()}
        return Entry(
            source=texts["msgid"],
            target=texts.get("msgstr", ""),
            context=texts.get("msgctxt"),
            comment="\n".join(self.comments.get("", ())),
            extracted="\n".join(self.comments.get(".", ())),
            references=_references(" ".join(self.comments.get(":", ()))),
            flags=tuple(dict.fromkeys(_FLAG.findall(",".join(self.comments.get(",", ()))))),
            previous_context=texts.get("|msgctxt"),
            previous_source=texts.get("|msgid"),
            previous_plural=texts.get("|msgid_plural"),
            plural=texts.get("msgid_plural"),
            plurals=tuple(text for key, text in texts.items() if key.startswith("msgstr[")),
            obsolete=self.obsolete,
            line=self.line,
        )


class _Reader:
    """Reads the lines of one file, one after the other."""

    def __init__(self, path: Path, charset: str) -> None:
        self._path = path
        self._charset = charset
        self._number = 0
        self._draft = _Draft()
        self._text_line = 1

    def entries(self, text: str) -> Iterator[Entry]:
        """The entries in order; raises `CatalogError`."""
        for self._number, line in enumerate(text.split("\n"), 1):
            if self._draft.keyword in _LAST and _begins_entry(line):
                yield self._draft.entry()
                self._draft = _Draft()
            self._read(line.removesuffix("\r").lstrip())
        if self._draft.keyword in _LAST:
            yield self._draft.entry()
        elif self._draft.keyword:
            self._fail(f"not a PO file: no `msgstr` follows `{self._draft.keyword}`", self._text_line)

    def _read(self, line: str) -> None:
        obsolete, previous, rest = _parts(line)
        if rest.startswith("#"):
            self._comment(rest[1:])
        elif rest:
            self._text(rest, obsolete=obsolete, previous=previous)

    def _comment(self, text: str) -> None:
        mark = text[:1] if text[:1] in (".", ":", ",", "=") else ""
        words = text.removeprefix(mark).removeprefix(" ")
        if words.rstrip(" ").endswith("\\"):
            # Where a backslash ends a line, `po_write` puts a blank behind it.
            words = words.removesuffix(" ")
        # `#=` are flags too, since gettext 1.0.
        self._draft.comments.setdefault("," if mark == "=" else mark, []).append(words)

    def _text(self, line: str, *, obsolete: bool, previous: bool) -> None:
        keyword, strings = _split(line)
        kind = _NUMBER.sub("[]", keyword)
        if _CONFLICT.match(line):
            self._fail("an unresolved merge conflict", kind="conflict")
        if kind and kind not in (_PREVIOUS if previous else _AFTER):
            self._fail(f"not a PO file: `{keyword}` is no keyword")
        if not _STRINGS.fullmatch(strings):
            quoting = 'a text stands in `"`, and each `"` and `\\` in it behind a `\\`'
            self._fail(f"not a PO file: {quoting}")
        if previous:
            self._begin_previous(keyword)
        else:
            self._begin(keyword, kind, obsolete)
        texts = map(self._unescaped, _ONE_STRING.findall(strings))
        self._draft.texts.setdefault(self._draft.key, []).extend(texts)
        self._text_line = self._number

    def _begin(self, keyword: str, kind: str, obsolete: bool) -> None:
        """Set what the text on this line is, or leave it where no keyword stands before it."""
        draft = self._draft
        if keyword and draft.keyword not in _AFTER[kind]:
            self._misplaced(keyword, draft.keyword)
        if not keyword and (not draft.key or draft.key.startswith("|")):
            self._fail("not a PO file: no keyword stands before this text")
        if kind == "msgstr[]" and keyword != f"msgstr[{sum(key.startswith('msgstr[') for key in draft.texts)}]":
            self._misplaced(keyword, draft.key)
        if not draft.keyword:
            draft.line, draft.obsolete = self._number, obsolete
        elif obsolete != draft.obsolete:
            self._fail("not a PO file: `#~` stands before only a part of the message")
        if keyword:
            draft.keyword, draft.key = kind, keyword

    def _begin_previous(self, keyword: str) -> None:
        draft = self._draft
        key = f"|{keyword}"
        if draft.keyword or (keyword and key in draft.texts) or not (keyword or draft.key):
            self._fail("not a PO file: a previous text is out of place")
        if keyword:
            draft.key = key

    def _misplaced(self, keyword: str, before: str) -> NoReturn:
        place = f"follow `{before}`" if before else "come first"
        self._fail(f"not a PO file: `{keyword}` cannot {place}")

    def _unescaped(self, text: str) -> str:
        value = _ESCAPE.sub(self._meant, text) if "\\" in text else text
        if "\0" in value or "\x04" in value:
            self._fail("a character that no message can hold, NUL or EOT")
        return value

    def _meant(self, escape: re.Match[str]) -> str:
        """What an escape stands for: those with numbers are bytes, and several can make a character."""
        if escape[2]:
            return _ESCAPED[escape[2]]
        numbers = (int(byte[1], 8) if byte[1] else int(byte[2][-2:], 16) for byte in _BYTE.finditer(escape[1]))
        try:
            return bytes(number & 0xFF for number in numbers).decode(self._charset)
        except UnicodeDecodeError:
            self._fail(f"not a PO file: `{escape[1][:_SHOWN]}` is no character in the charset of the file")

    def _fail(self, message: str, line: int | None = None, kind: FaultKind = "syntax") -> NoReturn:
        raise CatalogError(self._path, line or self._number, message, kind)


def _parts(line: str) -> tuple[bool, bool, str]:
    """Whether a line is of an obsolete entry (`#~`), whether of a previous text (`#|`, `#~|`), and the rest of it."""
    obsolete = line.startswith("#~")
    rest = line[2:].lstrip() if obsolete else line
    previous = rest.startswith("|") if obsolete else rest.startswith("#|")
    return obsolete, previous, rest.lstrip("#").removeprefix("|").lstrip() if previous else rest


def _begins_entry(line: str) -> bool:
    """Whether a line that follows a complete entry belongs to the next one."""
    _, previous, rest = _parts(line.lstrip())
    return previous or rest.startswith(("#", "msgctxt", "msgid"))


def _split(line: str) -> tuple[str, str]:
    match = _KEYWORD.fullmatch(line)
    return (match[1], match[2]) if match else (line[:40], "")


def _references(text: str) -> tuple[Reference, ...]:
    found = (Reference(one[1] or one[2], int(one[3] or 0)) for one in _REFERENCE.finditer(text))
    return tuple(dict.fromkeys(found))


def header_fields(text: str) -> dict[str, str]:
    """The fields of the header with that msgstr, in order."""
    fields: dict[str, str] = {}
    last = None
    for line in text.removesuffix("\n").split("\n") if text else ():
        match = _FIELD.fullmatch(line)
        if match and match[1] not in fields:
            last = match[1]
            fields[last] = match[2]
        elif last is None:
            last = ""
            fields[last] = line
        else:
            fields[last] += f"\n{line}"
    return fields


def _check_unique(path: Path, entries: Iterable[Entry]) -> None:
    """Raise `CatalogError` at the first message that is there twice; obsolete ones count, as they do for gettext."""
    first: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        line = first.setdefault(entry.key, entry.line)
        if line != entry.line:
            shown = entry.source if len(entry.source) <= _SHOWN else f"{entry.source[:_SHOWN]}…"
            what = f"`{shown}`" if any(entry.key) else "the header"
            raise CatalogError(path, entry.line, f"{what} stands in line {line} already", "duplicate")
