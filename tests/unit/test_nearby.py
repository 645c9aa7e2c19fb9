"""Which file was meant by a missing target, and when that is certain."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from fake_tree import FakeTree
from playbook_lint import suggest
from playbook_lint.links.nearby import MAX_SOUGHT, Neighbours, Suggestion

WORDS = ["assess", "conduct", "fleet", "workshop", "team", "review", "meeting", "plan", "deploy", "status", "notes"]


def nearest(wanted: str, *paths: str, folder: str = "de", known: tuple[str, ...] = ()) -> Suggestion | None:
    """What is nearest to `wanted` among `paths`, for a page in `folder`, which holds the pages of its locale."""

    def is_own(path: str) -> bool | None:
        return path.startswith(f"{folder}/") if path.endswith(".md") else None

    return Neighbours(FakeTree(*paths), known).nearest(wanted, folder, is_own)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("plan-workshops.md", "plan-workshop.md"),
        ("plan-workshop.md", "plan-workshops.md"),
        ("plan-kickoff.md", "plan-kick-off.md"),
        ("Fuhrpark_planen.md", "fuhrpark-planen.md"),
        ("einfuehrng.md", "einfuehrung.md"),
        ("übersicht.md", "ubersicht.md"),
        ("plan-fleet--partner.md", "plan-fleet-partner.md"),
        ("media/fleet-overveiw.PNG", "media/fleet-overview.png"),
        ("plan-workshops", "plan-workshop.md"),
        ("計画の概要_1.md", "計画の概要-1.md"),
    ],
)
def test_a_slip(wanted: str, name: str) -> None:
    assert nearest(f"de/{wanted}", f"de/{name}") == (f"de/{name}", True)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("conduct-fleet-review.md", "conduct-fleet-review-partner.md"),
        ("start-fleet-kickoff-partner.md", "start-conduct-fleet-kick-off-partner.md"),
        ("conduct-fleet-review-md.md", "conduct-fleet-review-de.md"),
        ("conduct-fleet-review-en.md", "conduct-fleet-review-de.md"),
        ("plan-fleets.md", "../plan-fleet.md"),
    ],
)
def test_likely_but_not_certain(wanted: str, name: str) -> None:
    path = f"de/{name}" if not name.startswith("..") else f"de/fleet/{name[3:]}"
    assert nearest(f"de/{wanted}", path, known=(path,)) == (path, False)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("phase-success.md", "phase-assess.md"),
        ("phase-erfolg.md", "phase-bewertung.md"),
        ("import-the-fleet-list.md", "export-the-fleet-list.md"),
        ("fleet-plan-2019.md", "fleet-plan-2020.md"),
        ("fleet-plan.md", "fleet-plan-2.md"),
        ("step-1-2.md", "step-12.md"),
        ("fleet-plan.png", "fleet-plan.svg"),
        ("fleet-plan.md", "fleet-plan.txt"),
        ("plan.md", "plan/"),
        ("plan.md", "team.md"),
        ("計画.md", "概要.md"),
    ],
)
def test_none(wanted: str, name: str) -> None:
    assert nearest(f"de/{wanted}", f"de/{name}") is None


class TestPlaces:
    def test_the_wanted_folder_comes_first(self) -> None:
        assert nearest("de/a/fleet-plans.md", "de/a/fleet-plan.md", "de/fleet-plan.md") == ("de/a/fleet-plan.md", True)

    def test_a_file_elsewhere_is_never_certain(self) -> None:
        assert nearest("de/a/fleet-plan.md", "de/fleet-plan.md") == ("de/fleet-plan.md", False)
        assert nearest("fleet/fleet-plan.md", known=("de/b/fleet-plan.md",)) == ("de/b/fleet-plan.md", False)

    def test_of_two_that_are_as_near_none_is_certain(self) -> None:
        assert nearest("de/fleet-plans.md", "de/fleet-plan.md", "de/fleet-planes.md") == ("de/fleet-planes.md", False)
        assert nearest("de/fleet-plan", "de/fleet-plan.md", "de/fleet-plan.png") == ("de/fleet-plan.md", False)

    def test_a_page_of_another_locale_is_never_meant(self) -> None:
        assert nearest("en/fleet-plans.md", "en/fleet-plan.md") is None

    def test_the_own_locale_is_preferred(self) -> None:
        near = nearest("en/fleet-plans.md", "en/fleet-plan.md", known=("de/fleet-plan.md",))
        assert near == ("de/fleet-plan.md", False)

    def test_other_files_have_no_locale(self) -> None:
        assert nearest("media/fleet-map-1.png", "media/fleet-maps-1.png") == ("media/fleet-maps-1.png", True)

    def test_the_same_whatever_the_order_of_files(self) -> None:
        paths = ["de/fleet-plan-b.md", "de/fleet-plan-c.md"]
        near = {nearest("de/fleet-plan-a.md", *order) for order in (paths, paths[::-1])}
        assert near == {Suggestion("de/fleet-plan-b.md", False)}


def test_suggestions_have_an_end() -> None:
    neighbours = Neighbours(FakeTree("de/fleet-plan.md"), ())
    found = [neighbours.nearest("de/fleet-plans.md", "de", lambda path: True) for _ in range(MAX_SOUGHT + 1)]
    assert all(found[:-1])
    assert found[-1] is None


def names(count: int, words: list[str]) -> Iterator[str]:
    pick = random.Random(1)
    for number in range(count):
        yield "-".join(pick.sample(words, 5)) + f"-{number % 50}"


def test_many_targets_among_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long, in Python, is done for few names, and what is compared is made ready once."""
    files = [f"de/{name}.md" for name in names(5_000, WORDS)]
    looked_at = 0

    def counted(*arguments: object) -> float:
        nonlocal looked_at
        looked_at += 1
        return partial_ratio(*arguments)

    from rapidfuzz import fuzz

    partial_ratio = fuzz.partial_ratio
    monkeypatch.setattr(fuzz, "partial_ratio", counted)
    tree = FakeTree(*files)
    neighbours = Neighbours(tree, files)
    found = [neighbours.nearest(f"de/{name}s.md", "de", lambda path: True) for name in names(200, WORDS[::-1])]
    assert any(found)
    assert looked_at < 0.01 * len(files) * len(found)


@pytest.mark.parametrize(
    ("wanted", "name", "slip"),
    [
        ("fleet-plan", "fleet-plans", True),
        ("fleet-plan", "fleetplan", True),
        ("FLEET-PLAN", "fleet-plan", True),
        ("plan", "plans", False),
        ("fleet-plan-1", "fleet-plan", False),
        ("fleet-plan-1", "fleet-plan-11", False),
        ("fleet-plan", "fleet-plansx", False),
        ("移行の最終評価報告", "移行前の最終評価報告", False),
    ],
)
def test_a_slip_in_a_name(wanted: str, name: str, slip: bool) -> None:
    assert suggest.is_name_slip(wanted, name) is slip
    assert suggest.is_name_slip(name, wanted) is slip
