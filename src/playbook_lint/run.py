"""Puts a run together: schemas and terms of a configuration, and which day it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

from playbook_lint.config import Config, ConfigError, UsageError
from playbook_lint.files import leads_outside
from playbook_lint.l10n import locale_answers
from playbook_lint.l10n.locale import catalog_folder
from playbook_lint.l10n.po_text import CatalogError
from playbook_lint.notes import Notes
from playbook_lint.patterns import lazy_pattern
from playbook_lint.resources import data_dir
from playbook_lint.schema.load import load_schemas
from playbook_lint.schema.terms import Terms, load_terms
from playbook_lint.subjects import Context

if TYPE_CHECKING:
    from playbook_lint.l10n.glossary import Concept

_SECONDS = lazy_pattern(r"[0-9]{1,20}")
_LAST_SECOND = 253_402_300_799  # the end of the year 9999, which is that of Python's calendar


def context_for(config: Config, day: date | None = None, *, caches: bool = False) -> Context:
    """What all files of a run share; raises `SchemaError`, `CatalogError` and `UsageError`.

    Where the run `caches`, what was made of schemas and terms before is not made again, and what was asked about
    locales is not asked again.
    """
    notes = Notes(config.root if caches else None)
    locale_answers.recall(notes)
    schemas = load_schemas(config.schemas, notes)
    folders = [data_dir("locales"), *([config.catalogs] if config.catalogs else [])]

    @cache
    def terms(locale: str) -> Terms:
        if locale == config.source.locale:
            return Terms(schemas.vocabulary)
        paths = [folder / catalog_folder(locale) / "LC_MESSAGES" / "terms.po" for folder in folders]
        for path, folder in zip(paths, folders, strict=True):
            if leads_outside(path, folder):
                raise CatalogError(path, 1, "a symbolic link that leads out of the folder of catalogs")
        return load_terms(schemas.vocabulary, paths, notes)

    @cache
    def glossary() -> tuple[Concept, ...]:
        return read_glossaries(config)

    return Context(config, schemas, terms, glossary, day or today())


def read_glossaries(config: Config) -> tuple[Concept, ...]:
    """What the glossary files of a configuration say, in order; raises `UsageError`."""
    if not config.glossary.files:
        return ()
    from playbook_lint.l10n.glossary import GlossaryError, Locales
    from playbook_lint.l10n.glossary_read import read_glossary

    locales = Locales(config.source.locale, tuple(target.locale for target in config.locales))
    try:
        return tuple(concept for path in config.glossary.files for concept in read_glossary(path, locales))
    except GlossaryError as error:
        raise ConfigError(error.path, error.message, error.line) from None


def today() -> date:
    """The day the run takes for today: that of SOURCE_DATE_EPOCH where it is set (https://reproducible-builds.org).

    Raises `UsageError` for a value that names no day from 1970 to 9999.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return date.today()
    if not _SECONDS.fullmatch(epoch) or int(epoch) > _LAST_SECOND:
        raise UsageError(f"SOURCE_DATE_EPOCH must be a number of seconds from 0 to {_LAST_SECOND}, not `{epoch[:80]}`")
    return datetime.fromtimestamp(int(epoch), UTC).date()
