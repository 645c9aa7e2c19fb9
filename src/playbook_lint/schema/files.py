"""The files of a schema folder, each read and checked against its meta-schema; or known, and then as they were read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from playbook_lint.files import leads_outside
from playbook_lint.notes import Notes
from playbook_lint.schema.check import check_form
from playbook_lint.schema.document import Document, SchemaError, read_json, read_yaml

_PAGE_TYPES = "page-types"


class SchemaFiles:
    """The files of `folder`; they `are_known` where an earlier run has found them right, and kept what they say.

    What is `shipped` may be installed by way of symbolic links.
    """

    def __init__(self, folder: Path, notes: Notes, *, shipped: bool = False) -> None:
        self.folder = folder
        self._shipped = shipped
        # What is shipped is known by the program.
        self._note = notes.note("schemas", () if shipped else _contents(folder))
        self.are_known = self._note.value is not None
        self._read: dict[str, object] = {}

    def yaml(self, name: str, form: str) -> Document | None:
        """The YAML file of that name, if there is one, which must be of the `form`; raises `SchemaError`."""
        return self._document(name, form, read_yaml) if (self.folder / name).is_file() else None

    def json(self, name: str, form: str) -> Document | None:
        """The JSON file of that name, if there is one, which must be of the `form`; raises `SchemaError`."""
        return self._document(name, form, read_json) if (self.folder / name).is_file() else None

    def page_types(self) -> Iterator[Document]:
        """The files of page types, by name; raises `SchemaError`."""
        for file in sorted((self.folder / _PAGE_TYPES).glob("*.yaml")):
            yield self._document(f"{_PAGE_TYPES}/{file.name}", "page-type", read_yaml)

    def keep(self) -> None:
        """Keep what the files say, now that all of them are right."""
        if not self.are_known:
            self._note.keep(self._read)

    def _document(self, name: str, form: str, read: Callable[[Path, str], Document]) -> Document:
        file, title = self.folder / name, f"{self.folder.name}/{name}"
        if not self._shipped:
            _check_place(file, self.folder, title)
        if self.are_known and name in self._note.value:
            return Document(title, self._note.value[name], dict)
        document = read(file, title)
        check_form(document, form)
        self._read[name] = document.data
        return document


def _check_place(file: Path, folder: Path, title: str) -> None:
    """Raise `SchemaError` unless `file` really lies in `folder` and is a regular file; errors call it `title`."""
    if leads_outside(file, folder):
        raise SchemaError(title, 1, "", "a symbolic link that leads out of the folder of schemas")
    if not file.is_file():
        raise SchemaError(title, 1, "", "not a regular file")


def schema_files(folder: Path) -> Iterator[Path]:
    """The files in a schema folder, and none where there is no such folder."""
    for part in (folder, folder / _PAGE_TYPES):
        yield from sorted(path for path in part.glob("*") if path.is_file())


def _contents(folder: Path) -> Iterator[bytes]:
    for path in schema_files(folder):
        yield path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
        try:
            yield path.read_bytes()
        except OSError:
            yield b""
