"""How far pieces of long pages may stray from where they should stand."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from playbook_lint.l10n.align import align
from playbook_lint.l10n.scoring import Knowledge, Scorer
from playbook_lint.l10n.traits import Traits
from playbook_lint.l10n.windows import windows

WORDS = [f"word{number}" for number in range(400)]


def text(random: Random) -> Traits:
    """A paragraph of random length, with nothing in it that is there once."""
    words = frozenset(random.sample(WORDS, 8))
    return Traits(
        "text", "", 0, 1, random.randint(20, 300), (), (), frozenset(), words, frozenset(), 0, "", "", frozenset()
    )


@pytest.fixture(scope="module")
def page() -> list[Traits]:
    random = Random(20261129)
    return [text(random) for _ in range(1300)]


def ranges(sources: list[Traits], targets: list[Traits]) -> list[tuple[int, int]]:
    knowledge = Knowledge(ratio=0.0)
    return windows(sources, targets, Scorer(sources, targets, knowledge), knowledge)


def test_on_a_short_page_all_are_compared(page: list[Traits]) -> None:
    assert ranges(page[:40], page[:30]) == [(0, 30)] * 40


def test_windows_follow_each_other_to_the_end(page: list[Traits]) -> None:
    found = ranges(page, page[100:])
    assert all(following[0] <= high for (_, high), following in pairwise(found))
    assert found[0][0] == 0
    assert found[-1][1] == len(page) - 100


def test_on_a_huge_page_the_longest_texts_show_the_way(page: list[Traits]) -> None:
    """Where a target lacks much in one place, what should stand in the middle of it does not."""
    lacking = range(400, 520)
    targets = [one for index, one in enumerate(page) if index not in lacking]
    found = ranges(page, targets)
    right = [index for index in range(len(page)) if index not in lacking]
    inside = sum(found[source][0] <= target < found[source][1] for target, source in enumerate(right))
    assert inside == len(right)
    assert sum(high - low for low, high in found) < len(page) * 130

    pairs = align(page, targets, Knowledge(ratio=0.0))
    wrong = [pair for pair in pairs if [right[j] for j in pair.targets] != list(pair.sources)]
    assert not wrong
    assert len(pairs) >= 0.98 * len(targets)
