"""How far the translation of a project is: plain values, per locale and page."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from playbook_lint.records import Record


class Change(NamedTuple):
    """The change of a source page that a translation has yet to follow: when it was made, as git knows it.

    `commit` is the short hash, `date` the day of the commit (`2020-05-14`).
    """

    commit: str
    date: str


class StaleMessage(NamedTuple):
    """A message whose source changed after it was translated; `line` is the 1-based line of the catalog.

    `before` is the source text that was translated, `after` that of today, `target` the present translation.
    """

    before: str
    after: str
    target: str
    line: int


class Tally(Record, frozen=True):
    """How many messages, and how many words of source text in them, are translated, fuzzy and untranslated."""

    translated: int = 0
    fuzzy: int = 0
    untranslated: int = 0
    translated_words: int = 0
    fuzzy_words: int = 0
    untranslated_words: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.translated + other.translated,
            self.fuzzy + other.fuzzy,
            self.untranslated + other.untranslated,
            self.translated_words + other.translated_words,
            self.fuzzy_words + other.fuzzy_words,
            self.untranslated_words + other.untranslated_words,
        )

    @property
    def messages(self) -> int:
        """How many messages there are."""
        return self.translated + self.fuzzy + self.untranslated

    @property
    def words(self) -> int:
        """How many words of source text there are."""
        return self.translated_words + self.fuzzy_words + self.untranslated_words

    @property
    def percent(self) -> float:
        """The share of messages that are translated (0 to 100); 100 where there are none."""
        return 100 * self.translated / self.messages if self.messages else 100.0


class PageStatus(Record, frozen=True):
    """How far one page is in one locale. Paths are relative to the project root; those of what there is not are empty.

    `tally` counts the messages that the source page has today: one that the catalog lacks is untranslated, and `behind`
    says how many of these there are (`playbook-lint update` brings them in). `stale_since` is the oldest change that
    `stale` messages have yet to follow, where git knows it. `last_translator` and `revised` (`2020-05-14 10:20+0200`)
    are those of the catalog's header, empty where nobody filled them in. `problem` is the end of a sentence about a
    catalog or page that cannot be read; then all messages that are known count as untranslated.
    """

    page_id: str
    source: str
    target: str
    catalog: str
    tally: Tally
    behind: int = 0
    stale: tuple[StaleMessage, ...] = ()
    stale_since: Change | None = None
    last_translator: str = ""
    revised: str = ""
    problem: str = ""


class LocaleStatus(Record, frozen=True, dict=True):
    """How far a locale is: its pages, by page id."""

    locale: str
    pages: tuple[PageStatus, ...]

    @cached_property
    def tally(self) -> Tally:
        """The sum over its pages."""
        return sum((page.tally for page in self.pages), Tally())

    @property
    def stale_pages(self) -> int:
        """How many pages have stale messages."""
        return sum(1 for page in self.pages if page.stale)


class ProjectStatus(Record, frozen=True):
    """How far all locales are. `project` is what the project is called, `source_locale` that of the source pages."""

    project: str
    source_locale: str
    locales: tuple[LocaleStatus, ...]
