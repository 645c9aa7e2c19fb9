"""What has been translated in a locale already, to be found by its source text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from playbook_lint.l10n.entries import Entry
from playbook_lint.suggest import text_likeness

_WORD = re.compile(r"\w+")
# How much alike texts must be for one translation to be of help with the other, and how many are compared at most.
_LIKE = 80.0
_COMPARED = 40
# Words of more texts than this say too little of any of them.
_COMMON = 500


class Memory:
    """The translations of several catalogs, obsolete ones included; those in use come first."""

    def __init__(self, catalogs: Iterable[Iterable[Entry]]) -> None:
        entries = [entry for catalog in catalogs for entry in catalog if entry.target]
        self._by_key: dict[tuple[str | None, str], list[Entry]] = {}
        self._unsure: dict[tuple[str | None, str], Entry] = {}
        for entry in sorted(entries, key=lambda entry: entry.obsolete):
            if entry.fuzzy:
                self._unsure.setdefault(entry.key, entry)
            else:
                self._by_key.setdefault(entry.key, []).append(entry)

    def exact(self, key: tuple[str | None, str]) -> tuple[Entry, bool] | None:
        """A translation of the very message, and whether all that there are agree."""
        found = self._by_key.get(key)
        return (found[0], len({entry.target for entry in found}) == 1) if found else None

    def unsure(self, key: tuple[str | None, str]) -> Entry | None:
        """A translation of the very message that a translator has yet to confirm."""
        return self._unsure.get(key)

    def nearest(self, key: tuple[str | None, str]) -> Entry | None:
        """The translation of the message most like this one, if there is one that is very much like it."""
        context, source = key
        shared: Counter[int] = Counter()
        for word in set(_words(source)):
            numbers = self._by_word.get(word, ())
            if len(numbers) <= _COMMON:
                shared.update(numbers)
        best, best_score = None, _LIKE
        for number, _ in shared.most_common(_COMPARED):
            entry = self._entries[number]
            score = text_likeness(source, entry.source, cutoff=best_score) if entry.context == context else 0.0
            if score > best_score or (best is None and score >= best_score):
                best, best_score = entry, score
        return best

    @cached_property
    def _entries(self) -> list[Entry]:
        return [entries[0] for entries in self._by_key.values()]

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, entry in enumerate(self._entries):
            for word in set(_words(entry.source)):
                index.setdefault(word, []).append(number)
        return index


def _words(text: str) -> list[str]:
    """The words of a text; of one in a script without spaces, each two letters that follow each other."""
    words = []
    for word in _WORD.findall(text.casefold()):
        if word.isascii():
            words.append(word)
        else:
            words += [word[at : at + 2] for at in range(max(len(word) - 1, 1))]
    return words
