"""When a word is so near another one that a fix may put it in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.suggest import is_slip


@pytest.mark.parametrize(
    ("word", "candidate"),
    [
        ("staffhub", "StaffHub"),
        ("Gerente de migracao", "Gerente de Migração"),
        ("Data Field / Common Name", "Data Field/Common Name"),
        ("Fleet\u2011Manager", "Fleet-Manager"),
        ("FleetManager", "Fleet Manager"),
        ("Ｆｌｅｅｔ", "Fleet"),
        ("(M)", "M"),
        ("Fleet Enginer", "Fleet Engineer"),
        ("Fleet Enginneer", "Fleet Engineer"),
        ("Fleet Engimeer", "Fleet Engineer"),
        ("Fleet Egnineer", "Fleet Engineer"),
        ("Менежер", "Менеджер"),
        ("Office365", "Office 365"),
    ],
)
def test_a_slip(word: str, candidate: str) -> None:
    assert is_slip(word, candidate)


@pytest.mark.parametrize(
    ("word", "candidate"),
    [
        ("Windows 11", "Windows 10"),
        ("Version 1.0", "Version 10"),
        ("10²", "102"),
        ("Access", "Success"),
        ("Stream", "Teams"),
        ("Steam", "Stream"),
        ("FTM", "FM"),
        ("Fleet", "Fleets"),
        ("Managers", "Manager"),
        ("Group A", "Group B"),
        ("Lead Fleet Manager", "Fleet Manager"),
        ("Fleet Engineer", "Street Engineer"),
        ("Flete Enginer", "Fleet Engineer"),
        ("C#", "C"),
        ("Studio C++ Engine", "Studio C Engine"),
        # One other character, and the meaning is another: before and after, on and off.
        ("移行前の最終評価", "移行後の最終評価"),
        ("バスのれんらくさき", "ハスのれんらくさき"),
        ("", "Fleet"),
        ("—", "-"),
    ],
)
def test_another_word(word: str, candidate: str) -> None:
    assert not is_slip(word, candidate)


@given(st.text(max_size=8), st.text(max_size=8))
def test_it_works_in_both_directions(word: str, candidate: str) -> None:
    assert is_slip(word, candidate) == is_slip(candidate, word)
