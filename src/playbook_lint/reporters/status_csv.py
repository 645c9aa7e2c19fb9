"""How far translations are, as CSV: one line for each page in each locale."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.l10n.status import PageStatus, ProjectStatus
from playbook_lint.reporters import status_words as words
from playbook_lint.reporters.csv_rows import to_csv

_COLUMNS = (
    "locale", "page", "percent", "messages", "translated", "fuzzy", "untranslated", "behind", "words",
    "translated_words", "fuzzy_words", "untranslated_words", "stale", "stale_commit", "stale_date", "last_translator",
    "revised", "source", "target", "catalog", "problem",
)  # fmt: skip


def render(status: ProjectStatus) -> str:
    """The pages of all locales, by locale and page."""
    rows = ((locale.locale, *_cells(page)) for locale in status.locales for page in locale.pages)
    return to_csv(_COLUMNS, rows)


def _cells(page: PageStatus) -> Iterator[object]:
    tally, since = page.tally, page.stale_since
    yield from (page.page_id, words.share(tally), tally.messages, tally.translated, tally.fuzzy, tally.untranslated)
    yield from (page.behind, tally.words, tally.translated_words, tally.fuzzy_words, tally.untranslated_words)
    yield from (len(page.stale), since and since.commit, since and since.date, page.last_translator, page.revised)
    yield from (page.source, page.target, page.catalog, page.problem)
