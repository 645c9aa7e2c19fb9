"""The grid of all monotone alignments of two pages, and how probable each step in it is."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

from playbook_lint.l10n.scoring import IMPOSSIBLE, Scorer

# What it takes to leave a piece out.
_LEFT_OUT = -2.0
# What it takes to pair two neighbours with one. That is looked at only where their lengths fit it, and those of one
# alone do not.
_JOINED = -3.0
_JOINED_MISFIT, _ALONE_MISFIT = 0.35, 0.1
_LARGEST = 40.0
# What speaks for a pair by its place alone.
_BENEFIT = 2.5
# Below this, a pair is none.
_LEAST = 0.05
# So many rows back a step reaches.
_KEPT = 2


class Lattice:
    """The grid of all alignments of sources with `m` targets, as far as `windows` let them stray.

    A window is the half-open range of targets that a source may be paired with. To leave a piece out weighs 1, so that
    nothing overflows; pairs weigh the more. `ones[i][k]` is the weight of pairing source
    `i` with target `low + k` of its window, `joins[i]` holds for each `j` the steps of several pieces that end before
    source `i` and target `j`: how many sources, how many targets, and the weight.
    """

    def __init__(self, scorer: Scorer, windows: Sequence[tuple[int, int]], m: int) -> None:
        self._scorer = scorer
        self._n, self._m = len(windows), m
        self._windows = windows
        self._ones = [
            [_weight(scorer.score(i, j) - 2 * _LEFT_OUT) for j in range(low, high)]
            for i, (low, high) in enumerate(windows)
        ]
        self._joins: list[dict[int, list[tuple[int, int, float]]]] = [{} for _ in range(self._n + 1)]

    def add_joins(self, sources: Collection[int], targets: Collection[int]) -> bool:
        """Allow to pair two neighbours with one where that takes in one of `sources` or `targets` and fits in length.

        Returns whether there is such a step.
        """
        for i, (low, high) in enumerate(self._windows):
            is_left = i in sources or i + 1 in sources
            for j in range(low, high):
                if self._ones[i][j - low] and (is_left or j in targets or j + 1 in targets):
                    misfit = self._scorer.misfit(range(i, i + 1), range(j, j + 1))
                    if misfit > _ALONE_MISFIT and i + 1 < self._n:
                        self._add_join(range(i, i + 2), range(j, j + 1))
                    elif misfit < -_ALONE_MISFIT and j + 1 < high:
                        self._add_join(range(i, i + 1), range(j, j + 2))
        return any(self._joins)

    def _add_join(self, sources: range, targets: range) -> None:
        if abs(self._scorer.misfit(sources, targets)) > _JOINED_MISFIT:
            return
        score = self._scorer.together(sources, targets)
        if score > IMPOSSIBLE:
            weight = _weight(score + _JOINED - (len(sources) + len(targets)) * _LEFT_OUT)
            step = (len(sources), len(targets), weight)
            self._joins[sources.stop].setdefault(targets.stop, []).append(step)

    def posteriors(self) -> Iterator[tuple[float, range, range]]:
        """Each pair that is not improbable, with its probability."""
        backward, back_scales = self._backward()
        total = math.log(backward[0][0]) + back_scales[0]
        rows, scales = [dict.fromkeys(self._places(0), 1.0)], [0.0]
        for i in range(1, self._n + 1):
            after = backward[i]
            steps = range(1, min(_KEPT, i) + 1)
            factors = {some: _exp(scales[i - some] + back_scales[i] - total) for some in steps}
            for some, others, j, weight in self._steps_to(i):
                probability = rows[i - some].get(j - others, 0.0) * weight * after.get(j, 0.0) * factors[some]
                if probability > _LEAST:
                    score = math.log(weight) + (some + others) * _LEFT_OUT
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
