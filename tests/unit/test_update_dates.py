"""Dates of a column: one order for all of them, found without knowing the language."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.schema.update_dates import CellDate, read_dates

TODAY = date(2026, 6, 15)
FORMS = {
    "mdy": "{month}{sign}{day}{sign}{year}",
    "dmy": "{day}{sign}{month}{sign}{year}",
    "ymd": "{year}{sign}{month}{sign}{day}",
}


def read(*texts: str, locale: str = "en-US", ascending: bool = False) -> tuple[CellDate, ...]:
    return read_dates(texts, (locale, "en-US"), TODAY, ascending=ascending)


def days(*texts: str, locale: str = "en-US", ascending: bool = False) -> list[date | None]:
    return [cell.day for cell in read(*texts, locale=locale, ascending=ascending)]


def kinds(*texts: str, locale: str = "en-US") -> list[str]:
    return [cell.kind for cell in read(*texts, locale=locale)]


@given(
    order=st.sampled_from(sorted(FORMS)),
    sign=st.sampled_from(["/", ".", "-", ". ", " / "]),
    padded=st.booleans(),
    locale=st.sampled_from(["en-US", "pt-BR", "de", "ja", "xx"]),
    written=st.lists(st.dates(date(2000, 1, 1), TODAY), min_size=1, max_size=8),
)
def test_a_tidy_column_is_tidy_in_every_language(
    order: str, sign: str, padded: bool, locale: str, written: list[date]
) -> None:
    def form(day: date) -> str:
        width = 2 if padded else 1
        parts = {"year": day.year, "month": f"{day.month:0{width}}", "day": f"{day.day:0{width}}"}
        return FORMS[order].format(sign=sign, **parts)

    cells = read(*(form(day) for day in sorted(written, reverse=True)), locale=locale)
    assert {cell.kind for cell in cells} == {"date"}
    found = [cell.day for cell in cells if cell.day]
    assert all(above >= below for above, below in pairwise(found))
    assert max(found) <= TODAY


@given(st.lists(st.text(max_size=20)))
def test_nothing_that_cells_may_say_is_an_error(texts: list[str]) -> None:
    assert len(read(*texts)) == len(texts)


@pytest.mark.parametrize(
    ("locale", "expected"), [("en-US", date(2026, 3, 4)), ("pt-BR", date(2026, 4, 3)), ("xx", date(2026, 4, 3))]
)
def test_the_locale_decides_where_the_column_does_not(locale: str, expected: date) -> None:
    assert days("03/04/2026", locale=locale) == [expected]


def test_a_date_that_fits_one_order_only_decides_for_all() -> None:
    assert days("05/04/2026", "03/25/2026", locale="pt-BR") == [date(2026, 5, 4), date(2026, 3, 25)]


def test_an_order_without_future_dates_comes_before_that_of_the_locale() -> None:
    assert days("05/12/2026", locale="pt-BR") == [date(2026, 5, 12)]


def test_an_order_that_descends_comes_before_that_of_the_locale() -> None:
    assert days("02/01/2026", "01/12/2026", locale="pt-BR") == [date(2026, 2, 1), date(2026, 1, 12)]
    assert days("02/01/2026", "01/12/2026", locale="pt-BR", ascending=True) == [date(2026, 1, 2), date(2026, 12, 1)]


def test_year_first_with_signs_of_east_asia() -> None:
    assert days("2026年5月12日", locale="ja") == [date(2026, 5, 12)]
    assert days("2026년 5월 12일", locale="ko") == [date(2026, 5, 12)]
    assert days("2026. 5. 12.", locale="ko") == [date(2026, 5, 12)]


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("May 12, 2026", "en-US"),
        ("12-MAY-2026", "pt-BR"),
        ("12 de maio de 2026", "pt-BR"),
        ("12. Mai 2026", "de"),
        ("12 мая 2026", "ru"),
    ],
)
def test_names_of_months_in_the_language_or_that_of_the_source(text: str, locale: str) -> None:
    assert days(text, locale=locale) == [date(2026, 5, 12)]


def test_digits_of_any_script_and_invisible_characters() -> None:
    assert days("١٢/٥/٢٠٢٦", locale="ar") == [date(2026, 5, 12)]
    assert days("\u200b5/13/2026\ufeff") == [date(2026, 5, 13)]


@pytest.mark.parametrize("text", ["10/018/2025", "13/13/2025", "2/30/2025", "0/1/2025", "31.04.2025", "1/1/0000"])
def test_what_no_calendar_has(text: str) -> None:
    assert kinds(text) == ["impossible"]


@pytest.mark.parametrize("text", ["soon", "5/12/26", "2026", "5/12/2026 and 5/13/2026", "12 foo 2026", "5a12b2026"])
def test_what_is_no_date(text: str) -> None:
    assert kinds(text) == ["no-date"]


def test_an_empty_cell() -> None:
    assert kinds("", " \u200b") == ["empty", "empty"]


def test_dates_in_another_order_or_with_other_signs_are_of_another_format() -> None:
    texts = ("5/13/2026", "14.5.2025", "2025-05-15", "May 5, 2025", "5-4-2025", "4/30/2025")
    assert kinds(*texts) == ["date", "other-format", "other-format", "other-format", "other-format", "date"]


def test_dates_of_another_format_have_no_day() -> None:
    assert days("5/13/2026", "4/30/2026", "14.5.2025")[2] is None


def test_leading_zeros_are_no_format() -> None:
    assert kinds("05/13/2026", "4/3/2026") == ["date", "date"]
