"""Which words a locale's pages use for terms: the one that most places have wins, the others are told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from playbook_lint.l10n.adopt import TermForm
from playbook_lint.l10n.entries import Entry
from playbook_lint.records import Record, field, replace

# A form with markup in it is no word, and a longer one is a sentence.
_MARKUP = re.compile(r"[\[\]<>`|\n]")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_LONGEST = 100

Key = tuple[str, str]


class TermPlace(Record, frozen=True):
    """Where a form stands: the path of a page and a 1-based line."""

    path: str
    line: int


class TermWords(Record, frozen=True):
    """What pages say for the term `canonical` of `kind`: the word that is `chosen`, and all forms with their places.

    `chosen` is the first of `forms`, or the word of the catalog that is there already.
    """

    kind: str
    canonical: str
    chosen: str
    forms: Mapping[str, Sequence[TermPlace]]

    @property
    def others(self) -> Mapping[str, Sequence[TermPlace]]:
        """The forms that are not chosen."""
        return {form: places for form, places in self.forms.items() if form != self.chosen}


class Harvest(Record):
    """Gathers the forms of terms."""

    _forms: dict[Key, dict[str, list[TermPlace]]] = field(default_factory=dict)

    def add(self, path: str, forms: Iterable[TermForm]) -> None:
        """Take in what the page at `path` says."""
        for one in forms:
            form = " ".join(_EMPHASIS.sub("", one.form).split())
            if form and len(form) <= _LONGEST and not _MARKUP.search(form):
                places = self._forms.setdefault((one.kind, one.canonical), {}).setdefault(form, [])
                places.append(TermPlace(path, one.line))

    def words(self, present: Mapping[Key, str], shipped: Mapping[Key, str]) -> list[TermWords]:
        """What was gathered, by term.

        `present` are the words of the project's own catalog, which stay; where forms are equally frequent, the one of
        `shipped` wins, then the one that came first.
        """
        return [self._words(key, present.get(key), shipped.get(key)) for key in sorted(self._forms)]

    def _words(self, key: Key, present: str | None, shipped: str | None) -> TermWords:
        forms = self._forms[key]
        order = sorted(forms, key=lambda form: (-len(forms[form]), form != shipped))
        return TermWords(*key, present or order[0], {form: forms[form] for form in order})


def with_words(entries: Iterable[Entry], words: Iterable[TermWords]) -> tuple[Entry, ...]:
    """The entries of a catalog of terms, those without a translation filled with the chosen words."""
    chosen = {(one.kind, one.canonical): one.chosen for one in words}
    return tuple(
        replace(entry, target=chosen[entry.context or "", entry.source], flags=())
        if not entry.target.strip() and (entry.context or "", entry.source) in chosen
        else entry
        for entry in entries
    )
