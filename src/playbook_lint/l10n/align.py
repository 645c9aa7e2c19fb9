"""Pairs the pieces of a source page with those of its target page. Pure.

The pairing is that of a monotone alignment: pieces are paired one by one, left out on one side, or two neighbours are
paired with one. Dynamic programming gives the weight of all alignments together, and of those that hold a pair: their
ratio is the confidence in the pair, its posterior probability (the forward-backward algorithm over
the steps of W. A. Gale and K. W. Church, "A program for aligning sentences in bilingual corpora", 1993). What is left
over after that is paired once more, for sections that moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from playbook_lint.l10n.lattice import Lattice
from playbook_lint.l10n.scoring import Knowledge, Scorer
from playbook_lint.l10n.traits import Traits
from playbook_lint.l10n.windows import windows

# The weights of leaving a piece out, in order and among what is left over.
_LEFT_OUT = -2.0
_MOVED_LEFT_OUT = 1.5
# From this confidence on a pair leaves no question open.
_SETTLED = 0.5
# How often what is left over is paired once more.
_ROUNDS = 3
# From so much confidence in pairs between two runs that are left over on, one is the other.
_SURE_RUN = 0.9


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
    some, others = [sources[i] for i in ours], [targets[j] for j in theirs]
    scorer = Scorer(some, others, knowledge)
    left_out = _MOVED_LEFT_OUT if moved else _LEFT_OUT
    lattice = Lattice(scorer, windows(some, others, scorer, knowledge), len(theirs), left_out)
    found = list(_best(lattice.posteriors()))
    if not moved:
        settled = [steps for steps in found if steps[0] >= _SETTLED]
        open_sources = _left(len(ours), (i for _, rows, _ in settled for i in rows))
        open_targets = _left(len(theirs), (j for _, _, columns in settled for j in columns))
        if lattice.add_joins(set(open_sources), set(open_targets)):
            found = list(_best(lattice.posteriors()))
    return [
        Pair(tuple(ours[i] for i in rows), tuple(theirs[j] for j in columns), confidence, moved)
        for confidence, rows, columns in found
    ]


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
