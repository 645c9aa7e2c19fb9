"""How far pieces of long pages may stray from where they should stand, so that not all pairs have to be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from playbook_lint.l10n.lattice import Lattice
from playbook_lint.l10n.scoring import Knowledge, Scorer, ascending, joined
from playbook_lint.l10n.traits import Traits

# On a page with more pairs than this a piece is looked for so far to both sides of where it should stand, at the least;
# and how many sections of both pages are compared at most.
_SMALL = 50 * 50
_REACH, _SHARE = 30, 80
_MOST_SECTIONS = 250 * 250
_SURE = 0.9
# On a page with more pairs than this one piece of so many, the longest ones, are paired before all are.
_HUGE = 1000 * 1000
_LONGEST = 4


def windows(
    sources: Sequence[Traits], targets: Sequence[Traits], scorer: Scorer, knowledge: Knowledge
) -> list[tuple[int, int]]:
    """For each source the half-open range of targets that it may be paired with: all on a page that is not long.

    On a long one the range is around where the source should stand between pieces that are paired for certain: those
    that hold something which is there once, the headings of sections that go together, and where there are few of
    these on a huge page, its longest pieces.
    """
    n, m = len(sources), len(targets)
    if n * m <= _SMALL:
        return [(0, m)] * n
    anchors = ascending(sorted({*scorer.certain(), *_headings(sources, targets, knowledge)}))
    if n * m > _HUGE and len(anchors) * _REACH < n:
        anchors = ascending(sorted({*anchors, *_longest(sources, targets, knowledge)}))
    fixed = [(-1, -1), *anchors, (n, m)]
    reach = max(_REACH, min(n, m) // _SHARE)
    ranges = []
    for (i, j), (next_i, next_j) in pairwise(fixed):
        near = min(reach, max(_REACH, next_i - i, next_j - j))
        slack = near + min(abs((next_j - j) - (next_i - i)), near)
        for source in range(i + 1, min(next_i + 1, n)):
            middle = j + (next_j - j) * (source - i) / (next_i - i)
            ranges.append((max(0, int(middle - slack)), min(m, int(middle + slack) + 1)))
    # Each range reaches to where the next one begins, and the last one to the end.
    starts = [low for low, _ in ranges]
    return [(low, max(high, following)) for (low, high), following in zip(ranges, [*starts[1:], m], strict=True)]


def _headings(sources: Sequence[Traits], targets: Sequence[Traits], knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """Where sections begin that go together, each taken as one text."""
    ours, theirs = _sections(sources), _sections(targets)
    if not ours or len(ours) * len(theirs) > _MOST_SECTIONS:
        return
    texts = [joined(sources[one.start : one.stop]) for one in ours]
    scorer = Scorer(texts, [joined(targets[one.start : one.stop]) for one in theirs], knowledge)
    for row, column in _sure(scorer, [(0, len(theirs))] * len(ours), len(theirs)):
        yield ours[row].start, theirs[column].start


def _longest(sources: Sequence[Traits], targets: Sequence[Traits], knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """Those of the longest pieces of both pages that go together."""
    ours, theirs = (
        sorted(sorted(range(len(some)), key=lambda index: -some[index].size)[: len(some) // _LONGEST])
        for some in (sources, targets)
    )
    some, others = [sources[i] for i in ours], [targets[j] for j in theirs]
    scorer = Scorer(some, others, knowledge)
    for row, column in _sure(scorer, windows(some, others, scorer, knowledge), len(others)):
        yield ours[row], theirs[column]


def _sure(scorer: Scorer, ranges: Sequence[tuple[int, int]], m: int) -> Iterator[tuple[int, int]]:
    """The pairs that leave no doubt when each source is compared with its range of the `m` targets."""
    for confidence, rows, columns in Lattice(scorer, ranges, m).posteriors():
        if confidence >= _SURE:
            yield rows.start, columns.start


def _sections(pieces: Sequence[Traits]) -> list[range]:
    """The ranges of pieces from one heading to before the next."""
    starts = [index for index, one in enumerate(pieces) if one.kind == "heading"]
    return [range(start, stop) for start, stop in pairwise([*starts, len(pieces)])]
