"""Pairs the pieces of a source page with those of its target page. Pure.

The pairing is that of a monotone alignment: pieces are paired one by one, left out on one side, or two neighbours are
paired with one. Dynamic programming gives the weight of all alignments together, and of those that hold a pair: their
ratio is the confidence in the pair, its posterior probability (the forward-backward algorithm over
the steps of W. A. Gale and K. W. Church, "A program for aligning sentences in bilingual corpora", 1993). What is left
over after that is paired once more, for sections that moved.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from playbook_lint.l10n.scoring import IMPOSSIBLE, Knowledge, Scorer
from playbook_lint.l10n.traits import Traits

# The weights of leaving a piece out, in order and among what is left over, and of pairing two neighbours with one.
_LEFT_OUT = -2.0
_MOVED_LEFT_OUT = 1.5
_JOINED = -4.5
# Two neighbours are paired with one only where their lengths fit it, and neither alone does.
_JOINED_MISFIT, _ALONE_MISFIT = 0.35, 0.35
_LARGEST = 14.0
# What speaks for a pair by its place alone.
_BENEFIT = 2.5
# Below this, a pair is none.
_LEAST = 0.05
# How far from where it should stand a piece is looked for on a long page.
_REACH = 60
_SMALL = 250 * 250
# How often what is left over is paired once more.
_ROUNDS = 3
# From so much confidence in pairs between two runs that are left over on, one is the other.
_SURE_RUN = 0.9
# So many rows back a step reaches.
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Indexes of pieces that stand for each other, one by one or two to one, and the confidence in it (0 to 1).

    `moved` says that they do not stand in the order of the others.
    """

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    confidence: float
    moved: bool = False


def align(sources: Sequence[Traits], targets: Sequence[Traits], knowledge: Knowledge) -> list[Pair]:
    """The pairs in the order of their sources; no piece is in two of them."""
    pairs = _in_order(list(range(len(sources))), list(range(len(targets))), sources, targets, knowledge)
    for _ in range(_ROUNDS):
        ours = _left(len(sources), (i for pair in pairs for i in pair.sources))
        theirs = _left(len(targets), (j for pair in pairs for j in pair.targets))
        more = _in_order(ours, theirs, sources, targets, knowledge, moved=True) if ours and theirs else []
        if not more:
            break
        for run, other in _moved_runs(ours, theirs, more):
            inside = _in_order(run, other, sources, targets, knowledge)
            more = [pair for pair in more if not set(run) & set(pair.sources) and not set(other) & set(pair.targets)]
            more += [replace(pair, moved=True) for pair in inside]
        pairs += more
    return sorted(pairs, key=lambda pair: pair.sources)


def _in_order(
    ours: list[int],
    theirs: list[int],
    sources: Sequence[Traits],
    targets: Sequence[Traits],
    knowledge: Knowledge,
    *,
    moved: bool = False,
) -> list[Pair]:
    """The pairs among those of the pieces, in the same order on both sides."""
    scorer = Scorer([sources[i] for i in ours], [targets[j] for j in theirs], knowledge)
    lattice = _Lattice(scorer, len(ours), len(theirs), _MOVED_LEFT_OUT if moved else _LEFT_OUT, joins=not moved)
    found = []
    for confidence, rows, columns in _best(lattice.posteriors()):
        pair = Pair(tuple(ours[i] for i in rows), tuple(theirs[j] for j in columns), confidence, moved)
        found.append(pair)
    return found


def _moved_runs(
    ours: Sequence[int], theirs: Sequence[int], pairs: Sequence[Pair]
) -> Iterator[tuple[list[int], list[int]]]:
    """The runs of neighbours that are left over on both sides and have a pair between them, the most certain first."""
    place = {index: number for number, run in enumerate(_runs(ours)) for index in run}
    other_place = {index: number for number, run in enumerate(_runs(theirs)) for index in run}
    runs, others = _runs(ours), _runs(theirs)
    sureness: dict[tuple[int, int], float] = {}
    for pair in pairs:
        where = place[pair.sources[0]], other_place[pair.targets[0]]
        sureness[where] = sureness.get(where, 0.0) + pair.confidence
    taken: set[int] = set()
    taken_others: set[int] = set()
    for run, other in sorted(sureness, key=lambda where: -sureness[where]):
        if sureness[run, other] >= _SURE_RUN and run not in taken and other not in taken_others:
            taken.add(run)
            taken_others.add(other)
            yield runs[run], others[other]


def _runs(indexes: Sequence[int]) -> list[list[int]]:
    """The runs of indexes that follow each other."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _left(count: int, taken: Iterable[int]) -> list[int]:
    return sorted(set(range(count)).difference(taken))


def _best(posteriors: Iterator[tuple[float, range, range]]) -> Iterator[tuple[float, range, range]]:
    """The most probable pairs, no piece twice."""
    rows: set[int] = set()
    columns: set[int] = set()
    for confidence, some, others in sorted(posteriors, key=lambda found: (-found[0], found[1].start, found[2].start)):
        if rows.isdisjoint(some) and columns.isdisjoint(others):
            rows.update(some)
            columns.update(others)
            yield confidence, some, others


class _Lattice:
    """The grid of all alignments of `n` pieces with `m`, as far as `_windows` lets them stray.

    To leave a piece out weighs 1, so that nothing overflows; pairs weigh the more. `ones[i][k]` is the weight of
    pairing source `i` with target `low + k` of its window, `joins[i]` holds for each `j` the steps of several pieces
    that end before source `i` and target `j`: how many sources, how many targets, and the weight.
    """

    def __init__(self, scorer: Scorer, n: int, m: int, left_out: float, *, joins: bool) -> None:
        self._scorer = scorer
        self._n, self._m = n, m
        self._left_out = left_out
        self._windows = list(_windows(n, m, scorer.certain()))
        self._ones = [
            [_weight(scorer.score(i, j) - 2 * left_out) for j in range(low, high)]
            for i, (low, high) in enumerate(self._windows)
        ]
        self._joins: list[dict[int, list[tuple[int, int, float]]]] = [{} for _ in range(n + 1)]
        if joins:
            self._add_joins()

    def _add_joins(self) -> None:
        """Find the steps that pair two neighbours with one, where their lengths ask for it."""
        for i, (low, high) in enumerate(self._windows):
            for j in range(low, high):
                if not self._ones[i][j - low]:
                    continue
                misfit = self._scorer.misfit(i, j)
                if misfit > _ALONE_MISFIT and i + 1 < self._n:
                    self._add_join(range(i, i + 2), range(j, j + 1))
                elif misfit < -_ALONE_MISFIT and j + 1 < high:
                    self._add_join(range(i, i + 1), range(j, j + 2))

    def _add_join(self, sources: range, targets: range) -> None:
        score = self._scorer.together(sources, targets)
        if score > IMPOSSIBLE:
            weight = _weight(score + _JOINED - (len(sources) + len(targets)) * self._left_out)
            step = (len(sources), len(targets), weight)
            self._joins[sources.stop].setdefault(targets.stop, []).append(step)

    def posteriors(self) -> Iterator[tuple[float, range, range]]:
        """Each pair that is not improbable, with its probability."""
        backward, back_scales = self._backward()
        total = math.log(backward[0][0]) + back_scales[0]
        rows, scales = [dict.fromkeys(self._places(0), 1.0)], [0.0]
        for i in range(1, self._n + 1):
            after = backward[i]
            for some, others, j, weight in self._steps_to(i):
                probability = rows[i - some].get(j - others, 0.0) * weight * after.get(j, 0.0)
                probability *= _exp(scales[i - some] + back_scales[i] - total)
                if probability > _LEAST:
                    score = math.log(weight) + (some + others) * self._left_out
                    yield min(probability, 1.0) * _evidence(score), range(i - some, i), range(j - others, j)
            rows.append(self._forward(i, rows, scales))
            scales.append(scales[i - 1] + _scaled(rows[i]))
            backward[i] = rows[max(i - _KEPT, 0)] = {}

    def _places(self, i: int) -> range:
        """How many targets may be done with when the first `i` sources are."""
        low, high = self._windows[i - 1] if i else (0, self._windows[0][1] if self._n else self._m)
        return range(low, high + 1)

    def _steps_to(self, i: int) -> Iterator[tuple[int, int, int, float]]:
        """The steps that end after source `i - 1`: how many sources, how many targets, after which, the weight."""
        low, _ = self._windows[i - 1]
        for j, weight in enumerate(self._ones[i - 1], low + 1):
            if weight:
                yield 1, 1, j, weight
        for j, steps in self._joins[i].items():
            yield from ((some, others, j, weight) for some, others, weight in steps)

    def _forward(self, i: int, rows: Sequence[dict[int, float]], scales: Sequence[float]) -> dict[int, float]:
        """The weight of all ways from the start to each place after source `i - 1`, in the scale of the row before."""
        above, ones, joins = rows[i - 1], self._ones[i - 1], self._joins[i]
        low, _ = self._windows[i - 1]
        row: dict[int, float] = {}
        value = 0.0
        for j in self._places(i):
            value += above.get(j, 0.0)
            if j > low:
                value += above.get(j - 1, 0.0) * ones[j - 1 - low]
            for some, others, weight in joins.get(j, ()):
                value += rows[i - some].get(j - others, 0.0) * weight * _exp(scales[i - some] - scales[i - 1])
            row[j] = value
        return row

    def _backward(self) -> tuple[list[dict[int, float]], list[float]]:
        """The weight of all ways from each place to the end, a row for each source, each scaled by its largest.

        Beside the rows the logarithms of their scales.
        """
        rows = [dict[int, float]() for _ in range(self._n)] + [dict.fromkeys(self._places(self._n), 1.0)]
        scales = [0.0] * (self._n + 1)
        for i in range(self._n - 1, -1, -1):
            low, high = self._windows[i]
            below, ones, row = rows[i + 1], self._ones[i], rows[i]
            joins = self._joins_from(i)
            value = 0.0
            for j in reversed(self._places(i)):
                value += below.get(j, 0.0)
                if low <= j < high:
                    value += below.get(j + 1, 0.0) * ones[j - low]
                for some, others, weight in joins.get(j, ()):
                    value += rows[i + some].get(j + others, 0.0) * weight * _exp(scales[i + some] - scales[i + 1])
                row[j] = value
            scales[i] = scales[i + 1] + _scaled(row)
        return rows, scales

    def _joins_from(self, i: int) -> dict[int, list[tuple[int, int, float]]]:
        """The steps of several pieces that begin with source `i`, by the target that they begin with."""
        found: dict[int, list[tuple[int, int, float]]] = {}
        for end in range(i + 1, min(i + _KEPT, self._n) + 1):
            for j, steps in self._joins[end].items():
                for some, others, weight in steps:
                    if end - some == i:
                        found.setdefault(j - others, []).append((some, others, weight))
        return found


def _scaled(row: dict[int, float]) -> float:
    """Divide a row by its largest value, and return the logarithm of that."""
    largest = max(row.values(), default=0.0)
    if largest > 0:
        for j in row:
            row[j] /= largest
    return math.log(largest) if largest > 0 else 0.0


def _evidence(score: float) -> float:
    """How sure the score of a pair alone makes it: what stands in the place of another need not be its translation."""
    return 1 / (1 + math.exp(-(score + _BENEFIT)))


def _weight(score: float) -> float:
    return math.exp(min(score, _LARGEST)) if score > IMPOSSIBLE else 0.0


def _exp(exponent: float) -> float:
    return math.exp(min(exponent, 700.0))


def _windows(n: int, m: int, certain: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """For each source the half-open range of targets that it may be paired with: all on a page that is not long.

    On a long one it reaches `_REACH` to both sides of where it should stand between pieces that are paired for certain.
    """
    if n * m <= _SMALL:
        yield from [(0, m)] * n
        return
    fixed = [(-1, -1), *certain, (n, m)]
    ranges = []
    for (i, j), (next_i, next_j) in pairwise(fixed):
        slack = _REACH + min(abs((next_j - j) - (next_i - i)), _REACH)
        for source in range(i + 1, min(next_i + 1, n)):
            middle = j + (next_j - j) * (source - i) / (next_i - i)
            ranges.append((max(0, int(middle - slack)), min(m, int(middle + slack) + 1)))
    # Each range reaches to where the next one begins, and the last one to the end.
    starts = [low for low, _ in ranges]
    for (low, high), following in zip(ranges, [*starts[1:], m], strict=True):
        yield low, max(high, following)
