"""Which section of a target page is which of its source page. Pure; no language is known.

Where both pages have headings of the same levels, sections pair one by one, unless the anchors that translators kept
stand in another order. Otherwise they are aligned: in order, by levels, these anchors, the names that terms know,
numbers of headings, and what stands in them, so that one missing section moves no other. What is left over pairs by its
name, if the other page has it elsewhere, or by its place, between pairs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from playbook_lint.page_facts import SectionFacts
from playbook_lint.records import Record

# `4.2`, at the start of a heading. Steps that are counted through get other numbers when one is added.
_NUMBER = re.compile(r"\d+(?:\.\d+)+")
# To align takes the product of both numbers in time; of more sections only those before the first difference pair.
_MOST_COMPARED = 40_000
# Points for what two sections have in common, and against what they have not; sections with none do not pair.
_SAME_LEVEL, _OTHER_LEVEL = 2.0, -2.0
_SAME_TERM, _OTHER_TERM = 4.0, -6.0
_SAME_TITLE = _SAME_NUMBER = 3.0
_SAME_ANCHOR = 8.0
_SAME_ROWS = _SAME_PLACES = 4.0
_OTHER_ROWS = _OTHER_PLACES = -3.0
_SAME_SHAPE = 1.0

_Places = Callable[[], Sequence[frozenset[str]]]


class SectionPair(NamedTuple):
    """A section of the source page and the same one of the target page; None where one of them lacks it."""

    source: SectionFacts | None
    target: SectionFacts | None


class _Names(NamedTuple):
    title: str
    anchor: str


class _Traits(Record, frozen=True):
    """What sections are compared by beside their names.

    `number` is what their headings begin with (`4.2`), `places` are what the links lead to.
    """

    level: int
    term: str
    number: str
    rows: frozenset[str]
    places: frozenset[str]
    shape: tuple[object, ...]


def section_pairs(
    source: Sequence[SectionFacts], target: Sequence[SectionFacts], source_places: _Places, target_places: _Places
) -> tuple[SectionPair, ...]:
    """The sections of both pages, in order; the part before the first heading pairs with its like.

    What the links of each section lead to is asked only where it is needed.
    """
    if [one.level for one in source] == [one.level for one in target] and not _is_reordered(source, target):
        return tuple(map(SectionPair, source, target))
    before = _common_start(source, target)
    after = _common_start(source[before:][::-1], target[before:][::-1])
    start = list(map(SectionPair, source[:before], target[:before]))
    end = list(map(SectionPair, source[len(source) - after :], target[len(target) - after :]))
    if (len(source) - before) * (len(target) - before) > _MOST_COMPARED:
        return tuple(start)
    ours, theirs = source[before : len(source) - after], target[before : len(target) - after]
    compared = _compared(ours, source_places()[before:]), _compared(theirs, target_places()[before:])
    points = list(_points_of_all(*compared))
    return (*start, *_completed(_aligned(ours, theirs, points)), *end)


def _is_reordered(source: Sequence[SectionFacts], target: Sequence[SectionFacts]) -> bool:
    """Whether a section of the target page has the anchor of another section than the one in its place."""
    titles = {one.anchor: one.heading.text for one in source if one.anchor}
    return any(
        theirs.anchor != ours.anchor and titles.get(theirs.anchor, theirs.heading.text) != theirs.heading.text
        for ours, theirs in zip(source, target, strict=True)
    )


def _common_start(source: Sequence[SectionFacts], target: Sequence[SectionFacts]) -> int:
    """How many sections at the start are the same without doubt."""
    count = 0
    for ours, theirs in zip(source, target, strict=False):
        is_known = ours.level == 0 or (ours.term and ours.term == theirs.term)
        if ours.level != theirs.level or not is_known:
            break
        count += 1
    return count


def _compared(sections: Sequence[SectionFacts], places: Sequence[frozenset[str]]) -> list[tuple[_Names, _Traits]]:
    """The names and the traits of each of the sections; of `places` there may be more."""
    found = []
    for one, some in zip(sections, places, strict=False):
        rows = frozenset(row.id.text for row in one.rows)
        number = _NUMBER.match(one.heading.text)
        traits = _Traits(one.level, one.term, number[0] if number else "", rows, some, one.shape)
        found.append((_Names(one.heading.text, one.anchor), traits))
    return found


def _points_of_all(
    source: Sequence[tuple[_Names, _Traits]], target: Sequence[tuple[_Names, _Traits]]
) -> Iterator[Sequence[float]]:
    """For each section of the source page, the points of pairing it with each of the target page.

    Sections are given as `_compared` has them. Traits that several sections share are compared once.
    """
    titled: dict[str, list[int]] = {}
    for j, (names, _) in enumerate(target):
        titled.setdefault(names.title, []).append(j)
    anchored = {names.anchor: j for j, (names, _) in enumerate(target) if names.anchor}
    rows: dict[_Traits, list[float]] = {}
    for (title, anchor), ours in source:
        if ours not in rows:
            points = {theirs: _points(ours, theirs) for _, theirs in target}
            rows[ours] = [points[theirs] for _, theirs in target]
        row = rows[ours]
        if title in titled and title:
            row = row.copy()
            for j in titled[title]:
                row[j] += _SAME_TITLE
        elif anchor in anchored:
            row = row.copy()
            row[anchored[anchor]] += _SAME_ANCHOR
        yield row


def _aligned(
    source: Sequence[SectionFacts], target: Sequence[SectionFacts], points: Sequence[Sequence[float]]
) -> Iterator[SectionPair]:
    """The pairs with the most points in sum."""
    sums = [[0.0] * (len(target) + 1) for _ in range(len(source) + 1)]
    for i in reversed(range(len(source))):
        row, below, values = sums[i], sums[i + 1], points[i]
        for j in reversed(range(len(target))):
            row[j] = max(below[j], row[j + 1], below[j + 1] + values[j])
    i = j = 0
    while i < len(source) and j < len(target):
        if points[i][j] > 0 and sums[i][j] == sums[i + 1][j + 1] + points[i][j]:
            yield SectionPair(source[i], target[j])
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            yield SectionPair(source[i], None)
            i += 1
        else:
            yield SectionPair(None, target[j])
            j += 1
    yield from (SectionPair(one, None) for one in source[i:])
    yield from (SectionPair(None, one) for one in target[j:])


def _points(ours: _Traits, theirs: _Traits) -> float:
    points = _SAME_LEVEL if ours.level == theirs.level else _OTHER_LEVEL
    if ours.term and theirs.term:
        points += _SAME_TERM if ours.term == theirs.term else _OTHER_TERM
    if ours.number and ours.number == theirs.number:
        points += _SAME_NUMBER
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
    named = [(section.term or section.anchor or section.heading.text, section) for section in sections]
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
