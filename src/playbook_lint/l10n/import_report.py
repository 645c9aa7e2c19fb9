"""What an import did, as plain values for reporters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from playbook_lint.l10n.adopt import Row, State
from playbook_lint.l10n.harvest import TermWords
from playbook_lint.l10n.taking import Edit
from playbook_lint.l10n.update import Counts
from playbook_lint.records import Record, field

Outcome = Literal["imported", "source language", "unreadable"]


class PageReport(Record, frozen=True):
    """What became of the target page at `target` (both paths are relative to the project root).

    A page in the `source language`, and one that is `unreadable` (then `problem` says why), are left alone. `links`
    are destinations, each with its line, that lead to another language; they lead to the page's own once it is
    compiled. `conflicts` are lines where merge conflicts begin; their texts are not taken. `edits` are translations
    that the page has otherwise than its catalog had; `several` other translations of a message than the one taken.
    `in_doubt` says that the page seems to be in another language than its locale's.
    """

    page_id: str
    locale: str
    source: str
    target: str
    outcome: Outcome = "imported"
    problem: str = ""
    rows: tuple[Row, ...] = ()
    links: tuple[tuple[str, int], ...] = ()
    conflicts: tuple[int, ...] = ()
    edits: tuple[Edit, ...] = ()
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_doubt: bool = False

    def count(self, state: State) -> int:
        """How many rows are in that state."""
        return sum(row.state is state for row in self.rows)


class LocaleReport(Record, frozen=True):
    """What became of a locale.

    `without_target` are source pages, `without_source` target pages that have no partner. `terms` are the words of
    terms.po that pages gave. `counts` are those of the update to today's source.
    """

    locale: str
    pages: tuple[PageReport, ...]
    without_target: tuple[str, ...]
    without_source: tuple[str, ...]
    terms: tuple[TermWords, ...]
    counts: Counts

    def count(self, state: State) -> int:
        """How many rows of all pages are in that state."""
        return sum(page.count(state) for page in self.pages)

    @property
    def term_conflicts(self) -> tuple[TermWords, ...]:
        """The terms for which pages have several words."""
        return tuple(term for term in self.terms if term.others)
