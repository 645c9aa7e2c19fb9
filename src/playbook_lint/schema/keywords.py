"""What the keywords beyond JSON Schema say about a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from playbook_lint.records import Record
from playbook_lint.schema.dates import parse_date, shifted

Rule = Mapping[str, Any]


class Pair(Record, frozen=True):
    """`key` has `value`, which is none of those allowed while `other` has `other_value`."""

    key: str
    value: str
    other: str
    other_value: str
    allowed: tuple[str, ...]


def lacking_groups(groups: Sequence[Sequence[str]], data: object) -> list[Sequence[str]]:
    """The groups of `either` of which `data` has no key."""
    return [group for group in groups if isinstance(data, dict) and not any(key in data for key in group)]


def crowded_groups(groups: Sequence[Sequence[str]], data: object) -> list[list[str]]:
    """For each group of `precludes` of which `data` has several keys, those keys, in any order."""
    present = [[key for key in data if key in group] for group in groups] if isinstance(data, dict) else []
    return [keys for keys in present if len(keys) > 1]


def wrong_pairs(dependencies: Rule, data: object) -> Iterator[Pair]:
    """The pairs of `data` that `enumDependencies` does not allow."""
    if not isinstance(data, dict):
        return
    for key, values in dependencies.items():
        nested = values.get(_text(data.get(key)))
        for other, allowed in (nested or {}).items():
            if other in data and _text(data[other]) not in allowed:
                yield Pair(other, _text(data[other]), key, _text(data[key]), tuple(allowed))
        if nested:
            yield from wrong_pairs(nested, data)


def _is_date(rule: Rule, value: object, _today: date) -> bool:
    return not isinstance(value, str) or parse_date(value, rule["dateFormat"]) is not None


def _is_late_enough(rule: Rule, value: object, today: date) -> bool:
    day = _date(rule, value)
    return day is None or day >= shifted(today, rule["relativeMinDate"])


def _is_early_enough(rule: Rule, value: object, today: date) -> bool:
    day = _date(rule, value)
    return day is None or day <= shifted(today, rule["relativeMaxDate"])


def _date(rule: Rule, value: object) -> date | None:
    return parse_date(value, rule["dateFormat"]) if isinstance(value, str) else None


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# Whether a value meets a keyword: (the schema that holds the keyword, the value, today).
CHECKS: Mapping[str, Callable[[Rule, object, date], bool]] = {
    "dateFormat": _is_date,
    "relativeMinDate": _is_late_enough,
    "relativeMaxDate": _is_early_enough,
    "replacedBy": lambda _rule, _value, _today: False,
    "either": lambda rule, value, _today: not lacking_groups(rule["either"], value),
    "precludes": lambda rule, value, _today: not crowded_groups(rule["precludes"], value),
    "enumDependencies": lambda rule, value, _today: next(wrong_pairs(rule["enumDependencies"], value), None) is None,
}
