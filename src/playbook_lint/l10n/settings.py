"""How catalogs are kept and filled, and what they are held against: tables of the configuration, as frozen values."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playbook_lint.records import Record

Layout = Literal["per-page", "single"]


class CatalogSettings(Record, frozen=True):
    """The table `[catalogs]`, but for its `path`.

    `wrap` is the width in columns at which texts in catalogs are wrapped, 0 for not at all. `project` and
    `report_bugs_to` are header fields. `min_translated` (0 to 100) is the share of its messages that a page must have
    in translation to be written; one with less is left alone, or written in the source language where `below_minimum`
    is `source`. `propagate_edits` says whether edits that need no translator are made in translations too; `keep` are
    names that are never translated.
    """

    layout: Layout = "per-page"
    wrap: int = 0
    project: str = ""
    report_bugs_to: str = ""
    min_translated: int = 80
    below_minimum: Literal["skip", "source"] = "skip"
    propagate_edits: bool = True
    keep: tuple[str, ...] = ()


class ImportSettings(Record, frozen=True):
    """The table `[import]`: from which confidence (0 to 1) on a translation is taken, and from which on it is offered.

    What is offered is marked fuzzy.
    """

    accept: float = 0.9
    doubt: float = 0.3


class GlossarySettings(Record, frozen=True):
    """The table `[glossary]`: its files, as absolute paths."""

    files: tuple[Path, ...] = ()
