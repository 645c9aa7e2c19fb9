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
from itertools import groupby

from playbook_lint.l10n.lattice import Lattice
from playbook_lint.l10n.scoring import IMPOSSIBLE, Knowledge, Scorer
from playbook_lint.l10n.traits import Traits
from playbook_lint.l10n.windows import windows
from playbook_lint.records import Record, replace

# From this confidence on a pair leaves no question open.
_SETTLED = 0.6
# How much longer or shorter than expected one that is settled may be: the logarithm of a ratio.
_FITTING = 0.5
# What must speak for a pair out of order, and how many are compared.
_ALONE = 2.0
_MOST_COMPARED = 250 * 250
_MOST_MARGIN = 50.0
# What is left of the confidence in two headings whose sections have nothing in common.
_ALONE_CONFIDENCE = 0.5
# By how much a pair must fit better than those with neighbours, of which so many are looked at, to tell by itself that
# it is one; and what is left of the confidence where it does not.
_TELLING, _NEAR, _ALIKE_CONFIDENCE = 1.0, 5, 0.85
# How often what is left over is paired once more.
_ROUNDS = 3
# From so much confidence in pairs between two runs that are left over on, one is the other.
_SURE_RUN = 0.9


class Pair(Record, frozen=True):
    """Indexes of pieces that stand for each other, one by one or two to one, and the confidence in it (0 to 1).

    `moved` says that they do not stand in the order of the others.
    """

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    confidence: float
    moved: bool = False


def align(sources: Sequence[Traits], targets: Sequence[Traits], knowledge: Knowledge) -> list[Pair]:
    """The pairs in the order of their sources; no piece is in two of them."""
    scorer = Scorer(sources, targets, knowledge)
    found = _in_order(sources, targets, scorer, knowledge)
    pairs = [pair for pair in found if pair.confidence >= _SETTLED]
    for _ in range(_ROUNDS):
        ours = _left(len(sources), (i for pair in pairs for i in pair.sources))
        theirs = _left(len(targets), (j for pair in pairs for j in pair.targets))
        more = list(_out_of_order(ours, theirs, sources, targets, knowledge))
        if not more:
            break
        pairs += more
    pairs += list(_without(found, pairs))
    pairs = list(_held_together(pairs, sources, targets, knowledge))
    return sorted(_told_apart(pairs, sources, targets, scorer), key=lambda pair: pair.sources)


def _told_apart(
    pairs: Sequence[Pair], sources: Sequence[Traits], targets: Sequence[Traits], scorer: Scorer
) -> Iterator[Pair]:
    """The pairs; those in runs of which one side lacks some are less certain, unless their texts tell them apart.

    Such runs are the rows of a table, the items of a list, paragraphs: pieces that are alike, side by side.
    """
    ours, theirs = _alike(sources), _alike(targets)
    paired = {i: pair for pair in pairs for i in pair.sources}
    whole: dict[tuple[int, int], bool] = {}
    for pair in pairs:
        i, j = pair.sources[0], pair.targets[0]
        run, other = ours[i], theirs[j]
        if (run.start, other.start) not in whole:
            settled = (paired[at].confidence >= _SETTLED for at in run if at in paired)
            whole[run.start, other.start] = len(run) == len(other) and all(settled)
        is_joined = len(pair.sources) + len(pair.targets) > len("ab")
        if is_joined or whole[run.start, other.start] or _margin(scorer, i, j, run, other) >= _TELLING:
            yield pair
        else:
            yield replace(pair, confidence=pair.confidence * _ALIKE_CONFIDENCE)


def _margin(scorer: Scorer, i: int, j: int, run: range, other: range) -> float:
    """By how much a pair fits better than each of both with what is near the other one."""
    near = [(i, at) for at in _near(other, j)] + [(at, j) for at in _near(run, i)]
    return scorer.score(i, j) - max((scorer.score(*rival) for rival in near), default=IMPOSSIBLE)


def _near(run: range, index: int) -> Iterator[int]:
    return (at for at in range(max(run.start, index - _NEAR), min(run.stop, index + _NEAR + 1)) if at != index)


def _alike(pieces: Sequence[Traits]) -> list[range]:
    """For each piece the run of neighbours of its kind that it is in."""
    runs: list[range] = []
    for _, group in groupby(range(len(pieces)), key=lambda index: (pieces[index].kind, _detail(pieces[index]))):
        members = list(group)
        runs += [range(members[0], members[-1] + 1)] * len(members)
    return runs


def _detail(piece: Traits) -> str:
    """What tells pieces of a kind apart that stand side by side; the cells of a row name its columns."""
    return str(piece.detail == "table heading") if piece.kind == "row" else piece.detail


def _held_together(
    pairs: Sequence[Pair], sources: Sequence[Traits], targets: Sequence[Traits], knowledge: Knowledge
) -> Iterator[Pair]:
    """The pairs; those of headings whose sections have nothing else in common are less certain.

    Headings are short and alike. One that is a term, or whose translation is known, needs no section to tell it.
    """
    target_of = {pair.sources[0]: pair.targets[0] for pair in pairs}
    ours, theirs = _sections(sources), _sections(targets)
    for pair in pairs:
        i, j = pair.sources[0], pair.targets[0]
        section, other = ours.get(i, range(0)), theirs.get(j, range(0))
        said = (sources[i].said, targets[j].said)
        is_known = sources[i].terms & targets[j].terms or said in knowledge.phrases
        has_own = any(target_of.get(index) in other for index in section)
        if section and other and not has_own and not is_known:
            yield replace(pair, confidence=pair.confidence * _ALONE_CONFIDENCE)
        else:
            yield pair


def _sections(pieces: Sequence[Traits]) -> dict[int, range]:
    """What stands under each heading and the headings below it, by its index."""
    found: dict[int, range] = {}
    above: list[int] = []
    for index, one in enumerate(pieces):
        while one.kind == "heading" and above and pieces[above[-1]].level >= one.level:
            start = above.pop()
            found[start] = range(start + 1, index)
        if one.kind == "heading":
            above.append(index)
    return found | {start: range(start + 1, len(pieces)) for start in above}


def _in_order(sources: Sequence[Traits], targets: Sequence[Traits], scorer: Scorer, knowledge: Knowledge) -> list[Pair]:
    """The pairs in the same order on both sides; `scorer` is that of the pieces."""
    lattice = Lattice(scorer, windows(sources, targets, scorer, knowledge), len(targets))
    found = list(_best(lattice.posteriors()))
    settled = [steps for steps in found if steps[0] >= _SETTLED and abs(scorer.misfit(*steps[1:])) < _FITTING]
    open_sources = _left(len(sources), (i for _, rows, _ in settled for i in rows))
    open_targets = _left(len(targets), (j for _, _, columns in settled for j in columns))
    if lattice.add_joins(set(open_sources), set(open_targets)):
        found = list(_best(lattice.posteriors()))
    return [Pair(tuple(rows), tuple(columns), confidence) for confidence, rows, columns in found]


def _out_of_order(
    ours: Sequence[int],
    theirs: Sequence[int],
    sources: Sequence[Traits],
    targets: Sequence[Traits],
    knowledge: Knowledge,
) -> Iterator[Pair]:
    """The pairs among pieces that are left over, in any order: what fits each other best, and what is around that."""
    if not ours or not theirs or len(ours) * len(theirs) > _MOST_COMPARED:
        return
    scorer = Scorer([sources[i] for i in ours], [targets[j] for j in theirs], knowledge)
    found = _mutual(scorer, len(ours), len(theirs))
    pairs = [Pair((ours[i],), (theirs[j],), confidence, moved=True) for confidence, i, j in found]
    for run, other in _moved_runs(ours, theirs, pairs):
        some, others = [sources[i] for i in run], [targets[j] for j in other]
        inside = _in_order(some, others, Scorer(some, others, knowledge), knowledge)
        pairs += list(_without((_placed(pair, run, other) for pair in inside), pairs))
    yield from pairs


def _placed(pair: Pair, run: Sequence[int], other: Sequence[int]) -> Pair:
    """A pair of pieces of two runs as one of the pages."""
    sources, targets = (run[i] for i in pair.sources), (other[j] for j in pair.targets)
    return Pair(tuple(sources), tuple(targets), pair.confidence, moved=True)


def _mutual(scorer: Scorer, n: int, m: int) -> Iterator[tuple[float, int, int]]:
    """The pairs in which each is what fits the other best by far, with the confidence in them."""
    scores = [[scorer.score(i, j) for j in range(m)] for i in range(n)]
    best_rows = [_two_best(row) for row in scores]
    best_columns = [_two_best([row[j] for row in scores]) for j in range(m)]
    for i, (j, second) in enumerate(best_rows):
        if best_columns[j][0] == i:
            margin = scores[i][j] - max(second, best_columns[j][1], _ALONE)
            confidence = 1 / (1 + math.exp(-max(margin, -_MOST_MARGIN)))
            if confidence >= _SETTLED:
                yield confidence, i, j


def _two_best(scores: Sequence[float]) -> tuple[int, float]:
    """The index of the best of the scores, and the second best score."""
    best = max(range(len(scores)), key=scores.__getitem__)
    return best, max((score for index, score in enumerate(scores) if index != best), default=IMPOSSIBLE)


def _without(pairs: Iterable[Pair], others: Sequence[Pair]) -> Iterator[Pair]:
    """Those of `pairs` that have no piece in common with `others`."""
    rows = {i for pair in others for i in pair.sources}
    columns = {j for pair in others for j in pair.targets}
    return (pair for pair in pairs if rows.isdisjoint(pair.sources) and columns.isdisjoint(pair.targets))


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
