"""Names results of the page phase: by all that they follow from, so that a result under the same name is the same.

That is the bytes of the file and what its path makes of it, what the configuration says of that path, the schemas, the
terms of its language, and the program itself; not the path, so that copies of a page have one result. Catalogs also
follow from where they are and which files there are, and what a few rules find, from the day.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path

from playbook_lint.config import Config
from playbook_lint.file_state import digest, names_digest, walk
from playbook_lint.l10n.catalog_paths import terms_path
from playbook_lint.project import ProjectFile
from playbook_lint.schema.files import schema_files
from playbook_lint.subjects import Context
from playbook_lint.this_program import fingerprint


class ResultKeys:
    """The names of results in one run."""

    def __init__(self, context: Context) -> None:
        self._config = context.config
        self._day = context.today.isoformat().encode()
        self._terms = cache(self._terms_of)

    def key(self, file: ProjectFile, content: bytes) -> bytes:
        """The name of what is found in `file`; `content` is a digest of its bytes."""
        settings = _encoded(self._config.rules_text(file.relative))
        more = digest(self._of_catalogs, _encoded(file.relative)) if file.kind == "catalog" else b""
        return digest(self._common, settings, self._terms(file.locale), more, content, identity(file))

    def of_today(self, key: bytes) -> bytes:
        """The name of what is found only today in what `key` names."""
        return digest(key, self._day)

    def of_pair(self, source: tuple[str, bytes], page: tuple[str, bytes]) -> bytes:
        """The name of what is found in a page beside its source page, by their paths and what is found in each.

        Where links lead, which are compared, follows from which files there are.
        """
        (source_path, source_key), (path, key) = source, page
        paths = (_encoded(source_path), _encoded(path))
        return self.of_today(digest(b"pair", source_key, key, *paths, self._names))

    @cached_property
    def configuration(self) -> bytes:
        """A digest of all that is configured for the results of a run, the same wherever the project is.

        The day and the program are not in it, nor which files there are.
        """
        config = self._config
        parts = (config.source, config.locales, config.catalog, config.links, config.max_file_size)
        rules = (config.rules, config.overrides, config.select, config.ignore)
        files = (*own_schemas(config), *terms_files(config), *config.glossary.files, *redirect_files(config))
        names = (_encoded(os.path.relpath(path, config.root)) for path in files)
        return digest(_encoded(repr((parts, rules))), *names, *map(_content, files))

    @cached_property
    def _common(self) -> bytes:
        config = self._config
        parts = (config.source, config.locales, config.catalog, config.links)
        return digest(fingerprint(), _encoded(repr(parts)), *self._contents(own_schemas(config)))

    @cached_property
    def _of_catalogs(self) -> bytes:
        """What only catalogs are held against: glossaries, the terms of all languages, and which files there are."""
        return digest(*self._contents(self._config.glossary.files), self._names)

    @cached_property
    def _names(self) -> bytes:
        """Which files there are in the project, and which it has no more."""
        root = os.fspath(self._config.root)
        folders = (_encoded(os.path.relpath(path, root)) + names_digest(there) for path, there in walk(root))
        return digest(*sorted(folders), *self._contents(redirect_files(self._config)))

    def _terms_of(self, locale: str) -> bytes:
        folder = self._config.catalogs
        return digest(*self._contents([folder / terms_path(locale)] if folder and locale else ()))

    def _contents(self, paths: Iterable[Path]) -> Iterator[bytes]:
        """The paths, and what the files hold; nothing for those that cannot be read, which is for others to tell.

        Those in the project are told by where they are in it: it may be moved.
        """
        root = self._config.root
        for path in paths:
            yield _encoded(os.fspath(path.relative_to(root) if path.is_relative_to(root) else path))
            yield _content(path)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def identity(file: ProjectFile) -> bytes:
    """What its path makes of a file."""
    return _encoded("\0".join((file.locale, file.page_id, file.role, file.kind)))


def own_schemas(config: Config) -> Iterator[Path]:
    """The files of the project's own schemas."""
    return schema_files(config.schemas) if config.schemas else iter(())


def terms_files(config: Config) -> Iterator[Path]:
    """The files of the project's own terms, of all languages."""
    if config.catalogs:
        yield from sorted(path for path in config.catalogs.glob("*/LC_MESSAGES/terms.po") if path.is_file())


def redirect_files(config: Config) -> Iterator[Path]:
    """The files that list from where the site sends its readers on."""
    return (config.root / file for file in config.links.redirects)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
