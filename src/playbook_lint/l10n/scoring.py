"""How much speaks for a piece of a target page being the translation of a piece of its source page.

A score is a logarithm of odds (in nats): how much more likely what both have in common is in a translation than in two
texts that have nothing to do with each other. All of it is drawn from the two pages and from what was learned of pairs
that are certain (`lexicon`); nothing of a language is known.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from statistics import median
from typing import NamedTuple

from playbook_lint.l10n.traits import Traits
from playbook_lint.records import Record, field

IMPOSSIBLE = -math.inf

# For each two kinds of pieces, whether one may have become the other.
_SAME_KIND = 1.0
_OTHER_KIND = {
    frozenset(["heading", "text"]): -4.0,
    frozenset(["label", "text"]): -5.0,
    frozenset(["code", "text"]): -3.0,
}
_SAME_DETAIL, _OTHER_DETAIL = 0.5, -0.7
_OTHER_LEVEL = -0.6
_OTHER_WIDTH = -2.0
_HEADING, _TWO_HEADINGS, _HEADING_AND_NOT = "table heading", 2.0, -5.0
_SAME_FIXED, _OTHER_FIXED, _FIXED_AND_NOT = 6.0, -4.0, -2.5
_SAME_TERMS, _SOME_TERMS, _OTHER_TERMS = 4.0, 1.0, -6.0
_KNOWN_PHRASE = 5.0
# The spread of lengths: of translations, the more the shorter they are, and of texts that are none.
_SPREAD, _SHORT_SPREAD, _ANY_SPREAD = 0.2, 1.6, 1.2
_LEAST_LENGTH = -7.0
_LONG_TEXT = 10
# So few texts say less of a language than that its texts are mostly as long as others.
_FEW_TEXTS = 4
# What one thing in common is worth at most, and what one that only one side has takes away.
_PLACE, _NUMBER, _NAME = (4.5, -1.5), (3.0, -1.2), (2.5, -0.6)
_LEAST_OF_A_SORT = -3.0
# Entries of tables of contents are told by where they lead.
_SAME_ENTRY = 6.0
_SAME_MARKS, _OTHER_MARKS = 0.8, -0.4
# Of words the rarest are looked at. The more there are, the less each says: they are not independent.
_WORDS = 20
_BEST_WORD, _SUREST = 3.0, 0.9
_FOUND_WEIGHTS, _MISSED_WEIGHTS = (4.0, 0.5, 0.9), (3.0, 0.25, 0.8)
_MOST_WORDS, _LEAST_WORDS = 9.0, -7.0
# A text with far fewer of the words than a translation would have is none.
_STRANGE, _ENOUGH = -3.0, 0.4
_ALIKE = 0.5  # how often a word of the source that looks like one of the target is that one


class Knowledge(Record, frozen=True):
    """What is known of a pair of languages.

    `ratio` is the natural logarithm of how much longer targets are, None where it has to be told from the pages
    themselves. `partners` are, for the key of a source word, the
    keys that stand for it in targets, each with how often it does (0 to 1). `phrases` are short texts with what several
    pages have for them, `names` words with a capital that mostly stay as they are.
    """

    ratio: float | None = None
    phrases: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[str] = frozenset()
    partners: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


class _Word(NamedTuple):
    """A source word: keys that may stand for it, how often one is known to, and what it is worth if one does or not."""

    keys: frozenset[str]
    known: float
    found: float
    missed: float


class _Words(NamedTuple):
    """The words of a source text: what `alike` ones are worth, and those of which it is known what stands for them.

    `keys` are all that may stand for the latter; `expected` is how many should, `missed` what it is worth if none does.
    """

    alike: Mapping[str, float]
    alike_keys: frozenset[str]
    known: tuple[_Word, ...]
    keys: frozenset[str]
    expected: float
    missed: float

    def score(self, there: frozenset[str]) -> float:
        """What it says that those of the words are among `there` which are."""
        score = sum(self.alike[key] for key in self.alike_keys & there)
        found = 0.0
        if self.keys.isdisjoint(there):
            score += self.missed
        else:
            for word in self.known:
                if word.keys.isdisjoint(there):
                    score += word.missed
                else:
                    score += word.found
                    found += word.known
        score = min(max(score, _LEAST_WORDS), _MOST_WORDS)
        if self.expected >= 1:
            score += _STRANGE * max(0.0, 1 - found / (_ENOUGH * self.expected))
        return score


class Scorer:
    """Scores pairs of the pieces of one source page and one target page, by their indexes."""

    def __init__(self, sources: Sequence[Traits], targets: Sequence[Traits], knowledge: Knowledge) -> None:
        self._sources = sources
        self._targets = targets
        self._knowledge = knowledge
        self._ratio = _ratio_of(sources, targets) if knowledge.ratio is None else knowledge.ratio
        self._count = max(len(targets), 1)
        self._places = Counter(place for one in targets for place in set(one.places))
        self._numbers = Counter(number for one in targets for number in set(one.numbers))
        self._names = Counter(name for one in targets for name in one.names)
        self._frequency = Counter(word for one in targets for word in one.words)
        rarity = Counter(word for one in sources for word in one.words)
        self._words = [self._words_of(one, rarity) for one in sources]
        # How long all that stands before each piece is.
        self._before = [0, *accumulate(one.size for one in sources)]
        self._before_targets = [0, *accumulate(one.size for one in targets)]
        self._logs = [math.log(one.size + 2) for one in sources]
        self._target_logs = [math.log(one.size + 2) - self._ratio for one in targets]

    def score(self, i: int, j: int) -> float:
        """What speaks for target `j` being the translation of source `i`."""
        source, target = self._sources[i], self._targets[j]
        score = _kinds(source, target)
        if score == IMPOSSIBLE:
            return score
        if source.exact or target.exact:
            return score + _fixed(source.exact, target.exact)
        score += _length(self._target_logs[j] - self._logs[i], min(source.size, target.size))
        if source.said and (source.said, target.said) in self._knowledge.phrases:
            score += _KNOWN_PHRASE
        if source.terms and target.terms:
            score += _terms(source.terms, target.terms)
        return score + self._common(source, target) + self._words[i].score(target.words)

    def together(self, sources: range, targets: range) -> float:
        """What speaks for several neighbours of one side being one of the other; all are prose."""
        ours, theirs = [self._sources[i] for i in sources], [self._targets[j] for j in targets]
        if any(one.kind != "text" for one in (*ours, *theirs)):
            return IMPOSSIBLE
        source, target = joined(ours), joined(theirs)
        score = _length(self.misfit(sources, targets), min(source.size, target.size)) + self._common(source, target)
        return score + sum(self._words[i].score(target.words) for i in sources)

    def certain(self) -> list[tuple[int, int]]:
        """Pairs that hold something that each page has once, in the same order on both sides."""
        ours, theirs = (_singular(one) for one in (self._sources, self._targets))
        return ascending(sorted({(i, theirs[thing]) for thing, i in ours.items() if thing in theirs}))

    def explained(self, i: int, j: int) -> tuple[int, int]:
        """How many words of the source have words that stand for them in general, and how many have them here."""
        known = self._words[i].known
        return len(known), sum(not word.keys.isdisjoint(self._targets[j].words) for word in known)

    def misfit(self, sources: range, targets: range) -> float:
        """How much longer than expected the targets are: the logarithm of a ratio."""
        source = self._before[sources.stop] - self._before[sources.start]
        target = self._before_targets[targets.stop] - self._before_targets[targets.start]
        return math.log((target + 2) / (source + 2)) - self._ratio

    def _common(self, source: Traits, target: Traits) -> float:
        score = 0.0
        if source.places or target.places:
            score += self._sort(source.places, target.places, self._places, _PLACE)
            if source.kind == "entry" and source.places == target.places:
                score += _SAME_ENTRY
        if source.numbers or target.numbers:
            score += self._sort(source.numbers, target.numbers, self._numbers, _NUMBER)
        if source.names or target.names:
            score += self._sort(source.names, target.names, self._names, _NAME)
        if source.marks or target.marks:
            score += _SAME_MARKS if source.marks == target.marks else _OTHER_MARKS
        return score

    def _sort(
        self, ours: Iterable[str], theirs: Iterable[str], frequency: Mapping[str, int], worth: tuple[float, float]
    ) -> float:
        """What is to be said of things of one sort: the rarer one that both have is, the more it says."""
        mine, others = set(ours), set(theirs)
        most, missing = worth
        common = sum(min(most, self._rarity(frequency[one]) + 0.5) for one in mine & others if len(one) > 1)
        return common + max(missing * len(mine ^ others), _LEAST_OF_A_SORT)

    def _rarity(self, frequency: int) -> float:
        return math.log(self._count / max(frequency, 1))

    def _words_of(self, source: Traits, rarity: Mapping[str, int]) -> _Words:
        rare = sorted(source.words, key=lambda word: (rarity[word], word))[:_WORDS]
        words = {word: self._word(word, len(rare)) for word in rare}
        alike = {key: word.found for key, word in words.items() if not word.known}
        known = tuple(word for word in words.values() if word.known)
        return _Words(
            alike,
            frozenset(alike),
            known,
            frozenset().union(*(word.keys for word in known)),
            sum(word.known for word in known),
            sum(word.missed for word in known),
        )

    def _word(self, word: str, count: int) -> _Word:
        partners = self._knowledge.partners.get(word, {})
        keys = frozenset([*partners, word])
        known = 1 - math.prod(1 - often for often in partners.values())
        background = min(sum(self._frequency[key] for key in keys) / self._count, 1.0)
        odds = math.log(max(known, _ALIKE) / max(background, 0.5 / self._count))
        found = min(max(odds, 0.05), _BEST_WORD) * _weight(count, *_FOUND_WEIGHTS)
        missed = math.log(1 - min(known, _SUREST)) * _weight(count, *_MISSED_WEIGHTS)
        return _Word(keys, known, found, missed)


def _weight(count: int, all_together: float, least: float, most: float) -> float:
    """What each of `count` words counts."""
    return min(max(all_together / count, least), most)


def _length(difference: float, size: int) -> float:
    """What the difference of two lengths says (see `Scorer.misfit`), of which the smaller is `size`."""
    spread = _SPREAD + _SHORT_SPREAD / (2 + math.sqrt(size))
    odds = math.log(_ANY_SPREAD / spread) - difference**2 / 2 * (spread**-2 - _ANY_SPREAD**-2)
    return max(odds, _LEAST_LENGTH)


def _kinds(source: Traits, target: Traits) -> float:
    if source.kind != target.kind:
        return _OTHER_KIND.get(frozenset([source.kind, target.kind]), IMPOSSIBLE)
    score = _SAME_KIND
    if source.kind == "heading":
        score += _SAME_DETAIL if source.level == target.level else _OTHER_LEVEL * abs(source.level - target.level)
    elif source.kind == "text":
        score += _SAME_DETAIL if source.detail == target.detail else _OTHER_DETAIL
    elif source.kind == "row" and _HEADING in (source.detail, target.detail):
        score += _TWO_HEADINGS if source.detail == target.detail else _HEADING_AND_NOT
    if source.width != target.width:
        score += _OTHER_WIDTH
    return score


def _fixed(ours: str, theirs: str) -> float:
    """What is to be said where one side at least stays as it is in every language."""
    if not ours or not theirs:
        return _FIXED_AND_NOT
    return _SAME_FIXED if ours == theirs else _OTHER_FIXED


def _terms(ours: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> float:
    if ours == theirs:
        return _SAME_TERMS
    return _OTHER_TERMS if ours.isdisjoint(theirs) else _SOME_TERMS


def _ratio_of(sources: Sequence[Traits], targets: Sequence[Traits]) -> float:
    """How much longer the texts of a target page are, told from those of middle length: pages may lack some."""
    ours, theirs = ([one.size for one in some if one.size >= _LONG_TEXT] for some in (sources, targets))
    if not ours or not theirs:
        return 0.0
    count = min(len(ours), len(theirs))
    return math.log(median(theirs) / median(ours)) * count / (count + _FEW_TEXTS)


def _singular(all_traits: Sequence[Traits]) -> dict[tuple[str, str], int]:
    """Where the addresses, numbers and fixed texts are that stand in one place only."""
    found: dict[tuple[str, str], list[int]] = {}
    for index, one in enumerate(all_traits):
        things = {("place", place) for place in one.places} | {("number", number) for number in one.numbers}
        for thing in things | ({("exact", one.exact)} if one.exact else set()):
            found.setdefault(thing, []).append(index)
    return {thing: indexes[0] for thing, indexes in found.items() if len(indexes) == 1}


def ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of `pairs`, which are in order, that ascends on both sides."""
    ends: list[int] = []  # for each length of a run, the pair that ends the one with the least target
    before: list[int | None] = []
    for index, (_, j) in enumerate(pairs):
        place = bisect_left(ends, j, key=lambda end: pairs[end][1])
        before.append(ends[place - 1] if place else None)
        ends[place : place + 1] = [index]
    run: list[tuple[int, int]] = []
    at = ends[-1] if ends else None
    while at is not None:
        if not run or pairs[at][0] < run[-1][0]:
            run.append(pairs[at])
        at = before[at]
    return run[::-1]


def joined(all_traits: Sequence[Traits]) -> Traits:
    """The traits of several pieces as those of one, of the kind of the first."""
    first = all_traits[0]
    if len(all_traits) == 1:
        return first
    return Traits(
        first.kind,
        first.detail,
        first.level,
        first.width,
        sum(one.size for one in all_traits),
        tuple(place for one in all_traits for place in one.places),
        tuple(number for one in all_traits for number in one.numbers),
        frozenset().union(*(one.names for one in all_traits)),
        frozenset().union(*(one.words for one in all_traits)),
        frozenset().union(*(one.terms for one in all_traits)),
        sum(one.marks for one in all_traits),
        "",
        "",
        frozenset().union(*(one.capitals for one in all_traits)),
    )
