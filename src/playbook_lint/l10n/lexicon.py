"""What pairs of texts teach of two languages: how much longer one is, and which words stand for which.

Words stand for each other when they are in the same pairs far more often than not (Dice's coefficient), as hunalign
does it (D. Varga et al., "Parallel corpora for medium density languages", 2005).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import median
from typing import NamedTuple

from playbook_lint.l10n.bare import plain
from playbook_lint.l10n.scoring import Knowledge
from playbook_lint.l10n.traits import Traits, capitals, keys, phrase, size

# Shorter texts say little about lengths, longer ones little about words.
_LONG_ENOUGH = 20
_MOST_WORDS = 60
_LEAST_PAIRS = 3
_LEAST_DICE = 0.3
_LEAST_SHARE = 0.25
_PARTNERS = 4
# How often a word with a capital stays as it is when it is a name.
_NAME_SHARE = 0.6
# Texts with so many words that are all the same are no names, but were left in the source language.
_UNTRANSLATED = 8
# On so many pages a text must have the same translation to be known by it.
_PAGES = 2


class Lesson(NamedTuple):
    """A text and its translation: their sizes, the keys of their words, and what they say (see `Traits`)."""

    source_size: int
    target_size: int
    source_words: frozenset[str]
    target_words: frozenset[str]
    source_said: str
    target_said: str
    source_capitals: frozenset[str]
    target_capitals: frozenset[str]


def lesson(source: Traits, target: Traits) -> Lesson:
    """What two pieces that stand for each other teach."""
    return Lesson(
        source.size, target.size, source.words, target.words, source.said, target.said, source.capitals, target.capitals
    )


def lesson_of_texts(source: str, target: str) -> Lesson:
    """What a message and its translation teach."""
    ours, theirs = plain(source), plain(target)
    return Lesson(
        size(ours),
        size(theirs),
        frozenset(keys(ours)),
        frozenset(keys(theirs)),
        phrase(source),
        phrase(target),
        frozenset(capitals(ours)),
        frozenset(capitals(theirs)),
    )


class Learner:
    """Gathers what lessons teach; words count once for each text, however many pages have it."""

    def __init__(self) -> None:
        self._phrases: Counter[tuple[str, str]] = Counter()
        self._seen: set[int] = set()
        self._capitals: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self._ratios: list[float] = []
        self._ours: Counter[str] = Counter()
        self._theirs: Counter[str] = Counter()
        self._together: dict[str, Counter[str]] = {}

    def add(self, lessons: Iterable[Lesson]) -> None:
        """Take in the lessons of a page."""
        for one in lessons:
            if one.source_said and one.target_said and one.source_said != one.target_said:
                self._phrases[one.source_said, one.target_said] += 1
            if (known := hash(one)) not in self._seen:
                self._seen.add(known)
                self._add(one)

    def _add(self, one: Lesson) -> None:
        self._capitals.update(one.source_capitals)
        self._kept.update(one.source_capitals & one.target_capitals)
        if len(one.source_words) >= _UNTRANSLATED and one.source_words == one.target_words:
            return
        if one.source_size >= _LONG_ENOUGH:
            self._ratios.append(math.log((one.target_size + 2) / (one.source_size + 2)))
        if max(len(one.source_words), len(one.target_words)) <= _MOST_WORDS:
            self._ours.update(one.source_words)
            self._theirs.update(one.target_words)
            for word in one.source_words:
                self._together.setdefault(word, Counter()).update(one.target_words)

    def knowledge(self) -> Knowledge:
        """What was learned by now."""
        partners = {word: best for word in self._together if (best := self._partners(word))}
        phrases = frozenset(phrase for phrase, pages in self._phrases.items() if pages >= _PAGES)
        often = ((word, kept) for word, kept in self._kept.items() if kept >= _LEAST_PAIRS)
        names = frozenset(word for word, kept in often if kept >= _NAME_SHARE * self._capitals[word])
        return Knowledge(median(self._ratios) if self._ratios else None, phrases, names, partners)

    def _partners(self, word: str) -> Mapping[str, float]:
        """The words that stand for `word`, each with how often it does."""
        number = self._ours[word]
        likely = (
            (2 * count / (number + self._theirs[other]), other, count / number)
            for other, count in self._together[word].items()
            if count >= max(_LEAST_PAIRS, _LEAST_SHARE * number)
        )
        best = sorted((one for one in likely if one[0] >= _LEAST_DICE), reverse=True)[:_PARTNERS]
        return {other: share for _, other, share in best}
