"""Where the catalogs of pages are, relative to the folder of catalogs."""

from __future__ import annotations

from playbook_lint.l10n.locale import catalog_folder
from playbook_lint.l10n.settings import Layout

_TEMPLATES = "pot"
_ALL = "content"


def template_path(page_id: str, layout: Layout) -> str:
    """The template with the messages of a page: `pot/content/guides/plan.pot`, or `pot/content.pot` for all."""
    return f"{_TEMPLATES}/{_name(page_id, layout)}.pot"


def catalog_path(page_id: str, locale: str, layout: Layout) -> str:
    """The catalog with the translations of a page: `pt_BR/LC_MESSAGES/content/guides/plan.po`, or `content.po`."""
    return f"{catalog_folder(locale)}/LC_MESSAGES/{_name(page_id, layout)}.po"


def terms_template_path() -> str:
    """The template of the terms."""
    return f"{_TEMPLATES}/terms.pot"


def terms_path(locale: str) -> str:
    """The catalog with a locale's words for terms."""
    return f"{catalog_folder(locale)}/LC_MESSAGES/terms.po"


def _name(page_id: str, layout: Layout) -> str:
    return f"{_ALL}/{page_id}" if layout == "per-page" else _ALL
