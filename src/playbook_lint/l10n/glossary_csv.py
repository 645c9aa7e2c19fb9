"""Glossaries in CSV: one row for each term and locale, with the names of the columns in the first row.

`term`, `locale`, `translation` and `forbidden` are read, other columns are for people. Exports of translation platforms
call the first two `source` and `target`. Where there is no column `locale`, the name of the file tells it
(`glossary.pt-BR.csv`), or what it says holds for all locales.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from playbook_lint.l10n.glossary import Concept, GlossaryError, Locales
from playbook_lint.suggest import nearest

_COLUMNS = ("term", "locale", "translation", "forbidden")
_ALIASES = {"source": "term", "target": "translation"}
_DELIMITERS = ",;\t"
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_@][A-Za-z0-9]+)*")


def read_csv(path: Path, data: bytes, locales: Locales) -> Iterator[tuple[int, Concept]]:
    """The concepts of a glossary in CSV, each with its line; raises `GlossaryError`."""
    text = _text(path, data)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda one: sum(name in _COLUMNS for name in _names(first.split(one))))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(rows, [])
        names = _header(path, header)
        of_file = _locale_of(path, locales) if "locale" not in names else ""
        if not of_file and "locale" not in names and "target" in (name.strip().casefold() for name in header):
            raise GlossaryError(path, _NO_LOCALE, 1)
        line = rows.line_num + 1
        for row in rows:
            if any(map(str.strip, row)):
                yield line, _concept(path, line, _values(path, line, names, row), of_file)
            line = rows.line_num + 1
    except csv.Error as error:
        raise GlossaryError(path, f"is not valid CSV: {error}", max(rows.line_num, 1)) from None


_NO_LOCALE = "no locale is told; add a column `locale`, or call the file `….<locale>.csv`, as in `glossary.pt-BR.csv`"


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(path, "is not UTF-8; save it as UTF-8", line) from None


def _names(cells: Sequence[str]) -> list[str]:
    """The names of columns as we call them."""
    names = (cell.strip().strip('"').casefold() for cell in cells)
    return [_ALIASES.get(name, name) for name in names]


def _header(path: Path, cells: Sequence[str]) -> list[str]:
    names = _names(cells)
    if "term" not in names:
        near = nearest("term", names)
        hint = f"; is `{near}` meant?" if near else ""
        raise GlossaryError(path, f"the first row names no column `term` (or `source`){hint}", 1)
    if "translation" not in names and "forbidden" not in names:
        raise GlossaryError(path, "the first row names neither a column `translation` (or `target`) nor `forbidden`", 1)
    for name in names:
        if name not in _COLUMNS and (near := nearest(name, _COLUMNS)) and near not in names:
            raise GlossaryError(path, f"the first row names a column `{name[:40]}`; is `{near}` meant?", 1)
    if twice := next((name for name in _COLUMNS if names.count(name) > 1), None):
        raise GlossaryError(path, f"the first row names the column `{twice}` twice", 1)
    return names


def _values(path: Path, line: int, names: Sequence[str], row: Sequence[str]) -> Mapping[str, str]:
    if any(map(str.strip, row[len(names) :])):
        message = f"the row has {len(row)} cells, the first row {len(names)}; put quotes around a text with a delimiter"
        raise GlossaryError(path, message, line)
    return {name: " ".join(cell.split()) for name, cell in zip(names, row, strict=False)}


def _concept(path: Path, line: int, of: Mapping[str, str], of_file: str) -> Concept:
    term, locale = of["term"], of.get("locale", of_file)
    if not term and not of.get("forbidden"):
        raise GlossaryError(path, "the row has no term", line)
    if locale and not _LOCALE.fullmatch(locale):
        raise GlossaryError(path, f"`{locale[:40]}` is not a locale, such as `pt-BR`", line)
    return Concept(term, locale, _several(of.get("translation", "")), _several(of.get("forbidden", "")))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def _locale_of(path: Path, locales: Locales) -> str:
    """The target locale that the name of the file ends with, or is; empty for none."""
    stem = path.stem.replace("_", "-").casefold()
    tags = (tag for tag in locales.targets if re.search(rf"(?<![a-z0-9]){re.escape(tag.casefold())}\Z", stem))
    return max(tags, key=len, default="")
