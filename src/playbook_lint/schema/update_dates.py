"""The dates of one column: which order of day, month and year its cells share, and what each of them says.

Dates are three numbers, one of them the year with four digits, in any script and with any signs between them
(`5/12/2020`, `12.05.2020`, `2020年5月12日`), or two numbers and the name of a month (`12. Mai 2020`).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from playbook_lint.l10n.locale import date_order, month_names
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record

Kind = Literal["date", "other-format", "impossible", "no-date", "empty"]

_ORDERS = ("mdy", "dmy", "ymd")
# A date with the name of a month; the order of its parts is plain.
_NAMED = "named"
_SIGN = r"\s*([^\w\s]|[年月년월])\s*"
_NUMERIC = lazy_pattern(rf"(\d+){_SIGN}(\d+){_SIGN}(\d+)\s*(?:[^\w\s]|[日일])?")
_NUMBER = lazy_pattern(r"\d+")
_WORD = lazy_pattern(r"[^\W\d_]+")
_YEAR_DIGITS = 4
_DAY_DIGITS = 2


class CellDate(Record, frozen=True):
    """What a cell says: a `date` of the column's format with its `day`, or why there is none.

    `other-format` is a date in another format than most of the column, `impossible` one that no calendar has.
    """

    text: str
    kind: Kind
    day: date | None = None


class _Reading(Record, frozen=True):
    """A cell under every order that gives a date; `signs` are what stands between its numbers."""

    text: str
    days: Mapping[str, date]
    signs: tuple[str, ...] = ()
    numeric: bool = False

    def is_of(self, order: str, signs: tuple[str, ...]) -> bool:
        """Whether the cell is a date of that format."""
        return order in self.days and self.signs == signs


def read_dates(
    texts: Iterable[str], locales: tuple[str, ...], today: date, *, ascending: bool = False
) -> tuple[CellDate, ...]:
    """Read the cells of a column from top to bottom; `locales` may write its dates, the first one most likely.

    The order of day, month and year is the one under which most cells are dates. Where several are, it is the one that
    puts the fewest rows out of order or into the future, then that of the first locale.
    """
    readings, (order, *_) = _read_column(tuple(texts), locales, today, ascending=ascending)
    signs = Counter(reading.signs for reading in readings if order in reading.days).most_common(1)
    return tuple(_cell(reading, order, signs[0][0] if signs else ()) for reading in readings)


def latest_dates(
    texts: Iterable[str], locales: tuple[str, ...], today: date, *, ascending: bool = False
) -> tuple[date | None, ...]:
    """The latest day that each cell may mean, under every order of day, month and year that explains the column best.

    `5/4/2020` alone may be in April or in May. None for what is no date, or in the future.
    """
    readings, likely = _read_column(tuple(texts), locales, today, ascending=ascending)
    orders = {*likely, _NAMED}
    days = ([day for order, day in reading.days.items() if order in orders and day <= today] for reading in readings)
    return tuple(max(some, default=None) for some in days)


def are_past(texts: Iterable[str], locales: tuple[str, ...], today: date) -> bool:
    """Whether no cell of a column may mean a day that is yet to come, so that later days read it as today does."""
    return all(day <= today for text in texts for day in _read(text, locales).days.values())


@lru_cache(maxsize=64)
def _read_column(
    texts: tuple[str, ...], locales: tuple[str, ...], today: date, *, ascending: bool
) -> tuple[tuple[_Reading, ...], tuple[str, ...]]:
    """The cells of a column, and the orders that explain it best; rules and facts ask for the same ones."""
    readings = tuple(_read(text, locales) for text in texts)
    return readings, _likely_orders(readings, locales, today, ascending=ascending)


def _likely_orders(
    readings: Sequence[_Reading], locales: tuple[str, ...], today: date, *, ascending: bool
) -> tuple[str, ...]:
    """The orders that explain a column best, that of the first locale before others."""
    costs = {order: _cost(readings, order, today, ascending=ascending) for order in (*_ORDERS, _NAMED)}
    likely = tuple(order for order, cost in costs.items() if cost == min(costs.values()))
    if len(likely) == 1:
        return likely
    own = date_order(locales[0])
    return tuple(sorted(likely, key=lambda order: order != own))


def _cost(readings: Sequence[_Reading], order: str, today: date, *, ascending: bool) -> tuple[int, int]:
    """How little an order explains a column: the cells it makes no dates of, then the dates that are out of place."""
    days = [reading.days[order] for reading in readings if order in reading.days]
    if not days:
        return len(readings), 0
    above_below = pairwise(reversed(days) if ascending else days)
    misplaced = sum(below > above for above, below in above_below) + sum(day > today for day in days)
    return len(readings) - len(days), misplaced


def _cell(reading: _Reading, order: str, signs: tuple[str, ...]) -> CellDate:
    if reading.is_of(order, signs):
        return CellDate(reading.text, "date", reading.days[order])
    if reading.days:
        return CellDate(reading.text, "other-format")
    if not reading.text:
        return CellDate("", "empty")
    return CellDate(reading.text, "impossible" if reading.numeric else "no-date")


@lru_cache(maxsize=4096)
def _read(cell: str, locales: tuple[str, ...]) -> _Reading:
    text = cell if cell.isascii() else "".join(char for char in cell if unicodedata.category(char) != "Cf")
    text = text.strip()
    if match := _NUMERIC.fullmatch(text):
        first, sign, second, other_sign, third = match.groups()
        days = _days(first, second, third)
        has_year = any(len(number) == _YEAR_DIGITS for number in (first, third))
        return _Reading(text, days, (sign, other_sign), numeric=has_year)
    day = _named_day(text, locales)
    return _Reading(text, {_NAMED: day} if day else {})


def _days(first: str, second: str, third: str) -> dict[str, date]:
    """The dates that three numbers are, by order."""
    parts = {"mdy": (third, first, second), "dmy": (third, second, first), "ymd": (first, second, third)}
    return {order: day for order, numbers in parts.items() if (day := _day(*numbers))}


def _day(year: str, month: str, day: str) -> date | None:
    if len(year) != _YEAR_DIGITS or max(len(month), len(day)) > _DAY_DIGITS:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _named_day(text: str, locales: tuple[str, ...]) -> date | None:
    numbers = sorted(_NUMBER.findall(text), key=len)
    if len(numbers) != 2:  # a day and a year
        return None
    names = [word.casefold() for word in _WORD.findall(text)]
    months = [month for locale in locales for name in names if (month := month_names(locale).get(name))]
    return _day(numbers[1], str(months[0]), numbers[0]) if months else None
