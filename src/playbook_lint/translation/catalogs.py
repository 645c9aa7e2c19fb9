"""The templates and catalogs of a project, as a plan of changes leaves them. Paths are relative to the project root."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from playbook_lint.config import CATALOGS, Config, ConfigError
from playbook_lint.discovery import relative_to_root
from playbook_lint.files import leads_outside
from playbook_lint.l10n.catalog import messages_in_use, read_catalog
from playbook_lint.l10n.catalog_paths import catalog_path, template_path, terms_path, terms_template_path
from playbook_lint.l10n.entries import FUZZY, Entry, PoFile
from playbook_lint.l10n.header import catalog_header, template_header
from playbook_lint.l10n.locale import catalog_folder, locale_of
from playbook_lint.l10n.po_read import read_po
from playbook_lint.l10n.po_text import CatalogError
from playbook_lint.l10n.po_write import po_bytes
from playbook_lint.records import replace
from playbook_lint.resources import data_dir
from playbook_lint.schema.terms import Terms, Vocabulary, terms_of
from playbook_lint.translation.plan import Plan


class Catalogs:
    """Reads and writes templates and catalogs through `plan`; both raise `CatalogError` for one that is not sound.

    What is not sound is never written over.
    """

    def __init__(self, config: Config, plan: Plan) -> None:
        folder = config.catalogs or config.root / CATALOGS
        if not folder.is_relative_to(config.root):
            raise ConfigError(
                config.file or config.root, f"the folder of catalogs is outside of the project: `{folder}`"
            )
        if folder.exists() and not folder.is_dir():
            raise ConfigError(config.file or config.root, f"the folder of catalogs is a file: `{folder}`")
        self.folder = folder.relative_to(config.root).as_posix()
        self.settings = replace(config.catalog, project=config.catalog.project or config.root.name)
        self.terms_source = _terms_source(config)
        self.terms_template = f"{self.folder}/{terms_template_path()}"
        self.locales = tuple(target.locale for target in config.locales)
        self._root = config.root
        self._plan = plan
        self._known: dict[str, PoFile | CatalogError | None] = {}

    @property
    def problems(self) -> list[str]:
        """What is wrong with the catalogs that were read, in sentences with file and line."""
        errors = (found for found in self._known.values() if isinstance(found, CatalogError))
        return [f"{self._shown(error.path)}:{error.line}: {error.message}" for error in errors]

    def _shown(self, path: Path) -> Path | str:
        return relative_to_root(self._root, path) or path

    def template_path(self, page_id: str) -> str:
        """Where the template of a page is."""
        return f"{self.folder}/{template_path(page_id, self.settings.layout)}"

    def catalog_path(self, page_id: str, locale: str) -> str:
        """Where the catalog of a page is."""
        return f"{self.folder}/{catalog_path(page_id, locale, self.settings.layout)}"

    def terms_path(self, locale: str) -> str:
        """Where a locale's words for terms are."""
        return f"{self.folder}/{terms_path(locale)}"

    def paths_of(self, page_id: str) -> set[str]:
        """The template of a page and its catalogs in all locales, and those of the terms, which all pages have."""
        templates = {self.template_path(page_id), self.terms_template}
        return templates.union(*({self.catalog_path(page_id, one), self.terms_path(one)} for one in self.all_locales))

    def templates(self) -> set[str]:
        """The templates of pages that there are."""
        return self._files(template_path("", "per-page").rpartition("/")[0], ".pot")

    @cached_property
    def all_locales(self) -> tuple[str, ...]:
        """The locales that are configured, or else those that there are catalogs of."""
        folders = (path.parent.name for path in (self._root / self.folder).glob("*/LC_MESSAGES") if path.is_dir())
        found = ((locale_of(name), name) for name in sorted(folders))
        return self.locales or tuple(locale for locale, name in found if locale and catalog_folder(locale) == name)

    def paths_in(self, locale: str) -> set[str]:
        """The catalogs of pages that there are in that locale."""
        return self._files(catalog_path("", locale, "per-page").rpartition("/")[0], ".po")

    def page_id_of(self, path: str, locale: str) -> str:
        """The id of the page whose catalog would be at `path`."""
        return path.removeprefix(self.catalog_path("", locale).removesuffix(".po")).removesuffix(".po").lstrip("/")

    def of(self, locale: str) -> dict[str, PoFile]:
        """The sound catalogs of pages in that locale, by their paths."""
        found = {}
        for path in sorted(self.paths_in(locale)):
            with suppress(CatalogError):
                if file := self.read(path):
                    found[path] = file
        return found

    def shipped_terms(self, locale: str) -> tuple[tuple[Entry, ...], ...]:
        """The catalog with the words for terms that come with this tool, if there is one."""
        path = _shipped_terms_path(locale)
        return (read_po(path).entries,) if path.is_file() else ()

    def terms(self, vocabulary: Vocabulary, locale: str) -> Terms:
        """The terms of a locale: the shipped words, and those of the project."""
        shipped, path = _shipped_terms_path(locale), self.terms_path(locale)
        own = self.read(path)
        catalogs = [read_catalog(shipped)] if shipped.is_file() else []
        return terms_of(vocabulary, [*catalogs, *([messages_in_use(self._root / path, own)] if own else [])])

    def read(self, path: str) -> PoFile | None:
        """The catalog at `path`; None when there is none."""
        if path not in self._known:
            try:
                self._known[path] = self.load(path)
            except CatalogError as error:
                self._known[path] = error
        found = self._known[path]
        if isinstance(found, CatalogError):
            raise found
        return found

    def load(self, path: str) -> PoFile | None:
        """The same, but not kept for the next time."""
        file = self._root / path
        if leads_outside(file, self._root):
            raise CatalogError(file, 1, "a symbolic link that leads out of the project")
        try:
            data = self._plan.read(path)
        except OSError as error:
            raise CatalogError(file, 1, f"cannot be read: {error.strerror}") from None
        return None if data is None else read_po(file, data)

    def write_template(self, path: str, entries: Sequence[Entry]) -> None:
        """Plan to write a template, unless it has these messages already."""
        self._write(
            path, entries, lambda: PoFile(template_header(self.settings), tuple(entries), header_flags=(FUZZY,))
        )

    def write_catalog(self, path: str, entries: Sequence[Entry], locale: str) -> None:
        """Plan to write a catalog, unless it has these messages already; its header and comment are kept."""
        old = self.read(path)
        self._write(
            path,
            entries,
            lambda: PoFile(catalog_header(locale, self.settings, old), tuple(entries), old.comment if old else ""),
        )

    def _write(self, path: str, entries: Sequence[Entry], file: Callable[[], PoFile]) -> None:
        """Plan to write `file` with `entries`; it is made, with data of its locale, only where something changes."""
        before = self.read(path)
        if before and _messages(before.entries) == _messages(entries):
            return
        data = po_bytes(file(), self.settings.wrap or None)
        # What is not worth keeping, such as a mark on a message without translation, is not written.
        if before is None or _messages(before.entries) != _messages(read_po(self._root / path, data).entries):
            self._plan.write(path, data)
            del self._known[path]

    def _files(self, folder: str, ending: str) -> set[str]:
        """The files in `folder` of the catalogs, and beside it under its name where all pages share one."""
        base = self._root / self.folder / folder
        found = {f"{self.folder}/{folder}{ending}"} if base.with_name(base.name + ending).is_file() else set()
        for parent, _, names in os.walk(base):
            found |= {f"{self._relative(parent)}/{name}" for name in names if name.endswith(ending)}
        return found

    def _relative(self, path: str) -> str:
        return os.path.relpath(path, self._root).replace(os.sep, "/")


def _messages(entries: Iterable[Entry]) -> list[Entry]:
    return [entry.without_lines for entry in entries]


def _shipped_terms_path(locale: str) -> Path:
    return data_dir("locales") / terms_path(locale)


def _terms_source(config: Config) -> str:
    """The file with the terms, for people to find; the shipped one has the same path in this tool's own repository."""
    own = config.schemas / "terms.yaml" if config.schemas else None
    if own and own.is_file() and own.is_relative_to(config.root):
        return own.relative_to(config.root).as_posix()
    return "schemas/terms.yaml"
