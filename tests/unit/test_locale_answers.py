"""What was asked about locales is not asked again, in this run or a later one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from playbook_lint.l10n import locale
from playbook_lint.l10n.locale_answers import keep, recall, remembered
from playbook_lint.l10n.numbers import difference
from playbook_lint.notes import NO_NOTES, Notes

LOCALES = ["en-US", "pt-BR", "de", "ja", "zh-Hans", "ar-EG", "xx-XX"]


@pytest.fixture(autouse=True)
def no_notes() -> Iterator[None]:
    """Later tests know nothing of what is noted here."""
    yield
    recall(NO_NOTES)


def question(name: str, answer: object) -> tuple[Callable[[str], object], list[str]]:
    """A question of that name, and the locales that it is asked of."""
    asked: list[str] = []

    def ask(locale: str) -> object:
        asked.append(locale)
        return answer

    ask.__name__ = name
    return remembered(ask), asked


def test_a_question_is_asked_once() -> None:
    ask, asked = question("once", {"mil": 1000})
    assert ask("pt-BR") == ask("pt-BR") == {"mil": 1000}
    ask("de")
    assert asked == ["pt-BR", "de"]


@pytest.mark.parametrize("answer", ["dmy", {"mil": 1000}, False, None, [["am"], ["pm"]]], ids=str)
def test_a_later_run_need_not_ask(answer: object, tmp_path: Path) -> None:
    recall(Notes(tmp_path))
    question(f"later {answer}", answer)[0]("pt-BR")
    keep()
    recall(Notes(tmp_path))
    ask, asked = question(f"later {answer}", "another answer")
    assert ask("pt-BR") == answer
    assert not asked
    ask("de")
    assert asked == ["de"]


def test_a_later_run_adds_what_it_asked(tmp_path: Path) -> None:
    for answer, tag in (("first", "pt-BR"), ("second", "de")):
        recall(Notes(tmp_path))
        question("added", answer)[0](tag)
        keep()
    recall(Notes(tmp_path))
    ask, asked = question("added", "third")
    assert [ask("pt-BR"), ask("de")] == ["first", "second"]
    assert not asked


def test_no_more_is_kept_than_pages_may_well_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages may name any number of locales, and others in each run."""
    monkeypatch.setattr("playbook_lint.l10n.locale_answers._MOST", 3)
    monkeypatch.setattr("playbook_lint.l10n.locale_answers._answers.given", {})
    recall(Notes(tmp_path))
    for tag in ("aa", "ab", "af", "ak"):
        question("many", tag)[0](tag)
    keep()
    recall(Notes(tmp_path))
    ask, asked = question("many", None)
    assert [ask("aa"), ask("ab"), ask("af"), ask("ak")] == ["aa", "ab", "af", None]
    assert asked == ["ak"]
    monkeypatch.setattr("playbook_lint.l10n.locale_answers._answers.given", {})
    question("many", "now")[0]("am")
    keep()
    recall(Notes(tmp_path))
    assert question("many", "again")[0]("am") == "now"
    assert question("many", "again")[0]("aa") == "again"


def test_without_notes_nothing_is_kept(tmp_path: Path) -> None:
    recall(NO_NOTES)
    question("not kept", "first")[0]("pt-BR")
    keep()
    recall(Notes(tmp_path))
    assert question("not kept", "second")[0]("pt-BR") == "second"


@pytest.mark.parametrize("tag", LOCALES)
def test_answers_are_the_same_after_they_were_kept(tag: str) -> None:
    questions = (locale.is_known, locale.date_order, locale.month_names, locale.group_sign, locale.number_units)
    for ask in questions:
        assert json.loads(json.dumps(ask(tag))) == ask(tag)
    assert json.loads(json.dumps(locale.day_periods(tag))) == [list(names) for names in locale.day_periods(tag)]


def test_hours_are_told_from_names_that_were_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = json.loads(json.dumps(locale.day_periods("en-US")))
    monkeypatch.setattr("playbook_lint.l10n.numbers.day_periods", lambda _: kept)
    assert difference("It begins at 2 PM and ends at 45.", "Beginn 14 Uhr, Ende 45.", locales=("en-US", "de")) is None
