"""Which section of a target page is which of its source page. Pure; no language is known.

Where both pages have headings of the same levels, sections pair one by one. Otherwise they are aligned: in order, by
levels, the names that terms know, and what stands in them, so that one missing section moves no other. What is left
over pairs by its name, if the other page has it elsewhere, or by its place, between pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from playbook_lint.page_facts import SectionFacts

# To align takes the product of both numbers in time; of more sections only those before the first difference pair.
_MOST_COMPARED = 40_000
# Points for what two sections have in common, and against what they have not; sections with none do not pair.
_SAME_LEVEL, _OTHER_LEVEL = 2.0, -2.0
_SAME_TERM, _OTHER_TERM = 4.0, -6.0
_SAME_TITLE = 3.0
_SAME_ROWS = _SAME_PLACES = 4.0
_OTHER_ROWS = _OTHER_PLACES = -3.0
_SAME_SHAPE = 1.0

_Places = Callable[[], Sequence[frozenset[str]]]


class SectionPair(NamedTuple):
    """A section of the source page and the same one of the target page; None where one of them lacks it."""

    source: SectionFacts | None
    target: SectionFacts | None


class _Section(NamedTuple):
    """A section as it is compared; `places` are what its links lead to."""

    facts: SectionFacts
    places: frozenset[str]
    rows: frozenset[str]
    shape: tuple[object, ...]


def section_pairs(
    source: Sequence[SectionFacts], target: Sequence[SectionFacts], source_places: _Places, target_places: _Places
) -> tuple[SectionPair, ...]:
    """The sections of both pages, in order; the part before the first heading pairs with its like.

    What the links of each section lead to is asked only where it is needed.
    """
    if [one.level for one in source] == [one.level for one in target]:
        return tuple(map(SectionPair, source, target))
    before = _common_start(source, target)
    after = _common_start(source[before:][::-1], target[before:][::-1])
    start = list(map(SectionPair, source[:before], target[:before]))
    end = list(map(SectionPair, source[len(source) - after :], target[len(target) - after :]))
    if (len(source) - before) * (len(target) - before) > _MOST_COMPARED:
        return tuple(start)
    ours = _sections(source, source_places())[before : len(source) - after]
    theirs = _sections(target, target_places())[before : len(target) - after]
    return (*start, *_completed(_aligned(ours, theirs)), *end)


def _common_start(source: Sequence[SectionFacts], target: Sequence[SectionFacts]) -> int:
    """How many sections at the start are the same without doubt."""
    count = 0
    for ours, theirs in zip(source, target, strict=False):
        is_known = ours.level == 0 or (ours.term and ours.term == theirs.term)
        if ours.level != theirs.level or not is_known:
            break
        count += 1
    return count


def _sections(sections: Sequence[SectionFacts], places: Sequence[frozenset[str]]) -> list[_Section]:
    return [
        _Section(
            facts,
            some,
            frozenset(row.id.text for row in facts.rows),
            facts.shape,
        )
        for facts, some in zip(sections, places, strict=True)
    ]


def _aligned(source: Sequence[_Section], target: Sequence[_Section]) -> Iterator[SectionPair]:
    """The pairs with the most points in sum."""
    points = [[_points(ours, theirs) for theirs in target] for ours in source]
    sums = [[0.0] * (len(target) + 1) for _ in range(len(source) + 1)]
    for i in reversed(range(len(source))):
        for j in reversed(range(len(target))):
            sums[i][j] = max(sums[i + 1][j], sums[i][j + 1], sums[i + 1][j + 1] + points[i][j])
    i = j = 0
    while i < len(source) and j < len(target):
        if points[i][j] > 0 and sums[i][j] == sums[i + 1][j + 1] + points[i][j]:
            yield SectionPair(source[i].facts, target[j].facts)
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            yield SectionPair(source[i].facts, None)
            i += 1
        else:
            yield SectionPair(None, target[j].facts)
            j += 1
    yield from (SectionPair(one.facts, None) for one in source[i:])
    yield from (SectionPair(None, one.facts) for one in target[j:])


def _points(ours: _Section, theirs: _Section) -> float:
    one, other = ours.facts, theirs.facts
    points = _SAME_LEVEL if one.level == other.level else _OTHER_LEVEL
    if one.term and other.term:
        points += _SAME_TERM if one.term == other.term else _OTHER_TERM
    if one.heading.text and one.heading.text == other.heading.text:
        points += _SAME_TITLE
    points += _likeness(ours.rows, theirs.rows, _SAME_ROWS, _OTHER_ROWS)
    points += _likeness(ours.places, theirs.places, _SAME_PLACES, _OTHER_PLACES)
    return points + _SAME_SHAPE * (ours.shape == theirs.shape)


def _likeness(ours: frozenset[str], theirs: frozenset[str], same: float, other: float) -> float:
    """`same` for the same things, less for some of them, `other` for other ones, less where only one has any."""
    if not ours or not theirs:
        return other / 3 if ours or theirs else 0.0
    common = len(ours & theirs)
    return same * common / len(ours | theirs) if common else other


def _completed(pairs: Iterable[SectionPair]) -> Iterator[SectionPair]:
    """The pairs, with those of what was left over."""
    return _neighbours(_namesakes(list(pairs)))


def _namesakes(pairs: Sequence[SectionPair]) -> list[SectionPair]:
    """The sections that both pages have by the same name, once and in another place, are pairs."""
    ours = _by_name(pair.source for pair in pairs if pair.source and pair.target is None)
    theirs = _by_name(pair.target for pair in pairs if pair.target and pair.source is None)
    moved = {id(ours[name]): theirs[name] for name in ours.keys() & theirs.keys()}
    taken = {id(section) for section in moved.values()}
    return [
        SectionPair(pair.source, moved.get(id(pair.source), pair.target))
        for pair in pairs
        if pair.source or id(pair.target) not in taken
    ]


def _by_name(sections: Iterable[SectionFacts]) -> dict[str, SectionFacts]:
    """The sections whose name no other one has."""
    named = [(section.term or section.heading.text, section) for section in sections]
    counts = Counter(name for name, _ in named)
    return {name: section for name, section in named if name and counts[name] == 1}


def _neighbours(pairs: Iterable[SectionPair]) -> Iterator[SectionPair]:
    """One section of each page that stand alone between the same pairs are a pair."""
    for is_whole, group in groupby(pairs, key=lambda pair: None not in pair):
        run = list(group)
        sources = [pair.source for pair in run if pair.source]
        targets = [pair.target for pair in run if pair.target]
        is_pair = not is_whole and len(sources) == len(targets) == 1
        yield from map(SectionPair, sources, targets) if is_pair else run
