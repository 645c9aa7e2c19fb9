"""Reads glossary files: which format a file has, how large it may be, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from playbook_lint.l10n.glossary import Concept, GlossaryError, Locales

SIZE_LIMIT = 10 * 1024 * 1024


def read_glossary(path: Path, locales: Locales) -> tuple[Concept, ...]:
    """What the glossary at `path` says, by the end of its name CSV (`.csv`, `.tsv`) or TBX; raises `GlossaryError`."""
    data = _data(path)
    if path.suffix.lower() in (".tbx", ".xml"):
        from playbook_lint.l10n.glossary_tbx import read_tbx

        return _sound(path, read_tbx(path, data, locales))
    from playbook_lint.l10n.glossary_csv import read_csv

    return _sound(path, read_csv(path, data, locales))


def _data(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise GlossaryError(path, "cannot be read: not a file")
        with path.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise GlossaryError(path, f"cannot be read: {error.strerror or error}") from None
    if len(data) > SIZE_LIMIT:
        raise GlossaryError(path, f"is larger than {SIZE_LIMIT // 1024**2} MB")
    return data


def _sound(path: Path, concepts: Iterable[tuple[int, Concept]]) -> tuple[Concept, ...]:
    """The concepts, each of which comes with its line."""
    found = []
    for line, concept in concepts:
        if both := next((word for word in concept.forbidden if word in concept.translations), None):
            message = f"`{both[:80]}` is both a translation of `{concept.term[:80]}` and forbidden"
            raise GlossaryError(path, message, line)
        found.append(concept)
    return tuple(found)
