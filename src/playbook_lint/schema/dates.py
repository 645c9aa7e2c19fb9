"""Dates in the patterns of the metadata schema (`M/d/yyyy`), and distances from today."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache

from playbook_lint.patterns import lazy_pattern

_TOKENS = {
    "yyyy": r"(?P<year>[0-9]{4})",
    "MM": r"(?P<month>[0-9]{2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "dd": r"(?P<day>[0-9]{2})",
    "d": r"(?P<day>[0-9]{1,2})",
}
_TOKEN = re.compile("(yyyy|MM|M|dd|d)")
_DISTANCE = lazy_pattern(r"([-+]?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


# Up to three keywords ask for one date, and pages share their dates.
@lru_cache(maxsize=1024)
def parse_date(text: str, pattern: str) -> date | None:
    """The date that `text` gives in the form of `pattern`; None for another form or a day that does not exist."""
    match = _regular_expression(pattern).fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def format_date(day: date, pattern: str) -> str:
    """`day` in the form of `pattern`."""
    values = {
        "yyyy": f"{day.year:04}",
        "MM": f"{day.month:02}",
        "M": str(day.month),
        "dd": f"{day.day:02}",
        "d": str(day.day),
    }
    return _TOKEN.sub(lambda token: values[token[0]], pattern)


@lru_cache(maxsize=64)
def shifted(day: date, distance: int | str) -> date:
    """`day` moved by a number of days or an ISO 8601 duration (`-P1Y6M`), at most to the ends of the calendar."""
    if isinstance(distance, int):
        sign, years, months, days = 1, 0, 0, distance
    else:
        match = _DISTANCE.fullmatch(distance)
        if match is None:
            raise ValueError(f"not a duration: {distance}")
        sign = -1 if match[1] == "-" else 1
        years, months, weeks, rest = (int(number or 0) for number in match.groups()[1:])
        days = 7 * weeks + rest
    try:
        return _months_later(day, sign * (12 * years + months)) + timedelta(days=sign * days)
    except (OverflowError, ValueError):
        backward = sign * (years or months or days) < 0
        return date.min if backward else date.max


def _months_later(day: date, months: int) -> date:
    from calendar import monthrange

    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def _regular_expression(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_TOKENS.get(part) or re.escape(part) for part in _TOKEN.split(pattern)))
