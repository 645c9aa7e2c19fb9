"""Puts a run together: schemas and terms of a configuration, and which day it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import cache

from playbook_lint.config import Config
from playbook_lint.files import leads_outside
from playbook_lint.l10n.catalog import CatalogError
from playbook_lint.l10n.locale import catalog_folder
from playbook_lint.page_phase import Context
from playbook_lint.resources import data_dir
from playbook_lint.schema.load import load_schemas
from playbook_lint.schema.terms import Terms, load_terms


def context_for(config: Config, day: date | None = None) -> Context:
    """What all files of a run share; raises `SchemaError` and `CatalogError`."""
    schemas = load_schemas(config.schemas)
    folders = [data_dir("locales"), *([config.catalogs] if config.catalogs else [])]

    @cache
    def terms(locale: str) -> Terms:
        if locale == config.source.locale:
            return Terms(schemas.vocabulary)
        paths = [folder / catalog_folder(locale) / "LC_MESSAGES" / "terms.po" for folder in folders]
        for path, folder in zip(paths, folders, strict=True):
            if leads_outside(path, folder):
                raise CatalogError(path, 1, "a symbolic link that leads out of the folder of catalogs")
        return load_terms(schemas.vocabulary, paths)

    return Context(config, schemas, terms, day or today())


def today() -> date:
    """The day the run takes for today: that of SOURCE_DATE_EPOCH where it is set (https://reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else date.today()
