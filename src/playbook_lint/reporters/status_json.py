"""How far translations are, as JSON; the format is described by `schemas/report/status.schema.json`."""

from __future__ import annotations

from playbook_lint.l10n.status import PageStatus, ProjectStatus, Tally
from playbook_lint.reporters import status_words as words
from playbook_lint.reporters.serialize import to_json
from playbook_lint.reporters.visible import safe_path

_SCHEMA = 1


def render(status: ProjectStatus) -> str:
    """The status of all locales and pages; texts of catalogs come raw."""
    return to_json(
        {
            "schema": _SCHEMA,
            "project": status.project,
            "source_locale": status.source_locale,
            "summary": _tally_data(words.total(status)),
            "locales": [
                {
                    "locale": locale.locale,
                    "summary": _tally_data(locale.tally),
                    "stale_pages": locale.stale_pages,
                    "pages": [_page_data(page) for page in locale.pages],
                }
                for locale in status.locales
            ],
        }
    )


def _page_data(page: PageStatus) -> dict[str, object]:
    return {
        "page": safe_path(page.page_id),
        "source": safe_path(page.source) or None,
        "target": safe_path(page.target) or None,
        "catalog": safe_path(page.catalog) or None,
        "summary": _tally_data(page.tally),
        "behind": page.behind,
        "stale": [message._asdict() for message in page.stale],
        "stale_since": page.stale_since._asdict() if page.stale_since else None,
        "last_translator": page.last_translator or None,
        "revised": page.revised or None,
        "problem": page.problem or None,
    }


def _tally_data(tally: Tally) -> dict[str, object]:
    return {
        "translated": tally.translated,
        "fuzzy": tally.fuzzy,
        "untranslated": tally.untranslated,
        "translated_words": tally.translated_words,
        "fuzzy_words": tally.fuzzy_words,
        "untranslated_words": tally.untranslated_words,
        "percent": words.share(tally),
    }
