"""The numbers of a text and its translation, and which of them only one has.

Languages write numbers differently: 10,000 is `10.000`, `10 000`, `10k`, `10 mil` or `1万`, 3.5 is `3,5`, 2 PM is
`14:00`, May is a month with a number, and some have digits of their own. So what is written may be read in several
ways, and two numbers are the same when they share one. Which ways there are is CLDR's to say (see `l10n.locale`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from playbook_lint.l10n.locale import day_periods, group_sign, month_names, number_units
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record, replace

_SIGNS = ".,'’٫٬\u00a0\u202f"
# Among digits of their own width they are signs, and among others punctuation.
_WIDE_SIGNS, _WIDE_DIGIT = "．，", "[\uff10-\uff19]"
_SPACED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)"
_NUMBER = lazy_pattern(rf"{_SPACED}|\d++(?>(?:(?:[{_SIGNS}]|[{_WIDE_SIGNS}](?={_WIDE_DIGIT}))\d++)*)")
_PLACEHOLDER = lazy_pattern(r"\{[^{}\n]{0,60}\}|%\d+\$")
# `FY20`, `'20`
_SHORT_YEAR = lazy_pattern(r"(?:\b[A-Z]{1,3}|['’])(\d\d)\b")
_WORD = lazy_pattern(r"[^\W\d_]+")
_NOT_ASCII = lazy_pattern(r"[^\x00-\x7f]+")
_DIGIT = lazy_pattern(r"\d")
_DIGIT_BEFORE = lazy_pattern(r"\d[\s.]{1,2}(?:[^\W\d]{2}\s)?\Z")
_MINUTES = lazy_pattern(r"[:.]\d\d")
_SPACE = " \xa0\u202f-"
# Longer runs of letters after digits make a word of both.
_UNIT_LETTERS = 2
# Numbers up to the one are often words in another language, and in names still up to the other.
_OFTEN_WORDS, _ALWAYS_WORDS = 12, 9
_CAPITAL_BEFORE = lazy_pattern(r"[^\W\d_]+[ \xa0]\Z")
# How many digits of what is read are compared: nobody writes more, but a hostile text.
_MOST_DIGITS = 30
_NOON = 12
_ZEROS_OF_A_THOUSAND = 3
_LONGEST_GROUP = 3
_TEN = 10
# How far a unit, or the name of a half of the day, reaches, in characters.
_NEAR = 20


class Number(Record, frozen=True):
    """A number as it is written at `[start, end)`, what it may mean, and the numbers that it is made of.

    `named` says that it stands right behind a word with a capital, as in the name of a product.
    """

    text: str
    start: int
    end: int
    values: frozenset[str]
    parts: frozenset[str]
    named: bool = False

    @property
    def is_often_a_word(self) -> bool:
        """Whether it is so small or so round that it may be written as a word, or is one: the name of a month."""
        most = _ALWAYS_WORDS if self.named else _OFTEN_WORDS
        return self.is_round or self.text.isalpha() or (self.text.isdecimal() and int(self.text[:_MOST_DIGITS]) <= most)

    @property
    def is_round(self) -> bool:
        """Whether its unit, none of thousands, makes it one digit and zeros: for `500万`, others say five million."""
        return any(
            (len(value) - len(self.text)) % _ZEROS_OF_A_THOUSAND
            and len(value) > len(self.text)
            and len(value.rstrip("0")) == 1
            for value in self.values
        )


class Difference(NamedTuple):
    """The numbers that only the source has, and those that only the target has."""

    missing: tuple[Number, ...]
    extra: tuple[Number, ...]


def difference(
    source: str, target: str, whole: tuple[str, str] | None = None, locales: tuple[str, str] = ("", "")
) -> Difference | None:
    """The numbers that only one of two texts has; None where they agree.

    `whole` are the texts with what is left out of them, such as code, where a number may have gone to or come from.
    `locales` are those of source and target; empty where they are not known. Small numbers alone are no difference: the
    other text may write them as words.
    """
    if not _DIGIT.search(source) and not _DIGIT.search(target):
        return None
    said = []
    for text, all_of_it, locale in zip((source, target), whole or (source, target), locales, strict=True):
        said.append(Said(text, locale, None if text == all_of_it else counts(all_of_it, locale)))
    return compared(*said)


def compared(ours: Said, theirs: Said, *, once: bool = False) -> Difference | None:
    """The numbers that only one of a text and its translation says; None where they agree.

    With `once` it does not matter how often the source says one.
    """
    # A translation may well say a number once more, to explain it.
    missing, extra = _unmatched(ours, theirs, once=once), _unmatched(theirs, ours, once=True)
    is_plain = any(not number.is_often_a_word for number in (*missing, *extra))
    return Difference(missing, extra) if is_plain or (missing and extra) else None


def numbers(text: str, locale: str = "") -> Iterator[Number]:
    """The numbers of a text that are no part of a word."""
    text = _PLACEHOLDER.sub(lambda match: " " * len(match[0]), text)
    for match in _NUMBER.finditer(text):
        after = _letters(text[match.end() : match.end() + _UNIT_LETTERS + 1])
        if not _is_cased(text[match.start() - 1 : match.start()]) and after <= _UNIT_LETTERS:
            yield _number(text, match, locale)
    yield from _months(text, locale)


@lru_cache(maxsize=16)
def _months(text: str, locale: str) -> tuple[Number, ...]:
    """The names of months beside a number."""
    names = month_names(locale) if locale else {}
    if names.keys().isdisjoint(map(str.casefold, _WORD.findall(text) if names else ())):  # as in most texts
        return ()
    found = []
    for match in _WORD.finditer(text):
        month = names.get(match[0].casefold())
        if month and (_DIGIT_BEFORE.search(text, max(match.start() - 5, 0), match.start()) or _is_before_digit(match)):
            found.append(Number(match[0], *match.span(), frozenset({str(month)}), frozenset({str(month)})))
    return tuple(found)


def _is_before_digit(match: re.Match[str]) -> bool:
    return match.string[match.end() : match.end() + 3].lstrip(" .").startswith(tuple("0123456789"))


def _letters(text: str) -> int:
    """How many letters of an alphabet with capitals a text begins with."""
    return next((at for at, char in enumerate(text) if not _is_cased(char)), len(text))


def _is_cased(char: str) -> bool:
    return char == "_" or char.lower() != char.upper()


class Said:
    """The numbers that a text says, and how often each value may be found in it and in the whole of it.

    `whole` are the `counts` of what the text is a part of, where it is one.
    """

    def __init__(self, text: str, locale: str, whole: Mapping[str, int] | None = None) -> None:
        self.numbers: dict[str, Number] = {}
        for number in numbers(text, locale):
            self.numbers.setdefault(number.text, number)
        self.values = counts(text, locale)
        self.whole_values = self.values if whole is None else whole

    def has_fewer(self, number: Number, other: Said, *, once: bool) -> bool:
        """Whether this text says a number of the other one less often, or not at all where `once` will do."""
        if once or number.is_often_a_word:
            return not most(self.whole_values, number)
        is_rarer = most(self.values, number) < most(other.values, number)
        return is_rarer and most(self.whole_values, number) < most(other.whole_values, number)

    def has_parts(self, number: Number) -> bool:
        """Whether this text has what a number of several parts is made of, such as a date."""
        return number.parts != number.values and number.parts <= self.whole_values.keys()


def most(found: Mapping[str, int], number: Number) -> int:
    """How often the value of a number is found that is found most often."""
    return max(found.get(value, 0) for value in number.values)


def _unmatched(ours: Said, theirs: Said, *, once: bool) -> tuple[Number, ...]:
    """Our numbers that they do not say as often, or not `once`; zeros are often minutes, and left out."""
    missing = (number for number in ours.numbers.values() if theirs.has_fewer(number, ours, once=once))
    return tuple(one for one in missing if one.values != {"0"} and not theirs.has_parts(one))


def counts(text: str, locale: str) -> Counter[str]:
    """How often each value is found in a text: of its numbers, those inside words too, their parts, and months."""
    found: Counter[str] = Counter()
    for match in _NUMBER.finditer(text):
        number = _number(text, match, locale)
        found.update(number.values | number.parts)
    found.update(f"20{match[1]}" for match in _SHORT_YEAR.finditer(text))
    found.update(_ideographic(text))
    for month in _months(text, locale):
        found.update(month.values)
    return found


def _ideographic(text: str) -> Iterator[str]:
    """The numbers of a text in ideographs, with or without a sign for ten: `十二`, `二〇二〇`."""
    parts = (groupby(part, key=_is_ideographic) for part in _NOT_ASCII.findall(text))
    for run in (run for part in parts for is_number, run in part if is_number):
        digits = [int(unicodedata.numeric(char)) for char in run][:_MOST_DIGITS]
        if max(digits) < _TEN:
            yield _whole("".join(map(str, digits)))
            continue
        total = 0
        for digit in digits:
            total = max(total, 1) * digit if digit >= _TEN else total + digit
        yield str(total)


def _is_ideographic(char: str) -> bool:
    return not char.isdecimal() and unicodedata.numeric(char, -1) >= 0


def _number(text: str, match: re.Match[str], locale: str) -> Number:
    start, end = match.span()
    number = _read(match[0], text[max(start - _NEAR, 0) : start], text[end : end + _NEAR], locale)
    return replace(number, start=start, end=end)


@lru_cache(maxsize=4096)
def _read(written: str, before: str, after: str, locale: str) -> Number:
    """What is written between two other texts, as if it stood at the start of a text."""
    signs = "".join(char for char in written if not char.isdecimal())
    groups = [_ascii(group)[:_MOST_DIGITS] for group in re.split(r"\D", written)]
    values = _readings(groups, signs, locale)
    values |= set(_scaled(values, after, locale)) | set(_hours(values, before, after, locale))
    # A date, a time, or a list without spaces, `0,250000`: few fractions have so many digits.
    may_be_several = len(groups) > 2 or " " in signs or len(groups[-1]) == 2 or len(groups[-1]) > _LONGEST_GROUP
    parts = {_whole(group) for group in groups} if may_be_several else values
    word = _CAPITAL_BEFORE.search(before)
    return Number(written, 0, len(written), frozenset(values), frozenset(parts), word is not None and word[0].istitle())


def _ascii(digits: str) -> str:
    """A run of digits of any script in those of ASCII."""
    return digits if digits.isascii() else "".join(str(unicodedata.digit(char)) for char in digits)


def _readings(groups: list[str], signs: str, locale: str) -> set[str]:
    """What groups of digits with signs between them may mean, in a form that is the same for all languages."""
    if not signs:
        return {_whole(groups[0])}
    *first, last = groups
    found = set()
    is_grouped = _is_grouped(groups, signs)
    group = group_sign(locale) if locale else None
    if is_grouped:
        found.add(_whole("".join(groups)))
    if not is_grouped or signs[-1] != group:
        is_decimal = len(groups) == 2 or (_is_grouped(first, signs[:-1]) and signs[-1] != signs[0])
        found.add(_decimal("".join(first), last) if is_decimal else ".".join(map(_whole, groups)))
    return found


def _is_grouped(groups: list[str], signs: str) -> bool:
    """Whether all signs part groups of digits: three at the end, two or three before (as in India)."""
    are_long = len(groups[-1]) == 3 and all(2 <= len(group) <= 3 for group in groups[1:-1])
    return len(set(signs)) == 1 and len(groups[0]) <= 3 and are_long


def _whole(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _decimal(whole: str, fraction: str) -> str:
    fraction = fraction.rstrip("0")
    return f"{_whole(whole)}.{fraction}" if fraction else _whole(whole)


def _scaled(values: Iterable[str], after: str, locale: str) -> Iterator[str]:
    """The values times what the unit after the number says."""
    text = after.lstrip(_SPACE).casefold()
    if not _WORD.match(text):
        return
    for unit, factor in _units(locale).items():
        if text.startswith(unit) and not (_is_cased(unit[-1]) and _letters(text[len(unit) :])):
            for value in values:
                if re.fullmatch(r"\d+(?:\.\d+)?", value):
                    whole, _, fraction = f"{Decimal(value) * factor:f}".partition(".")
                    yield _decimal(whole, fraction)


@cache
def _units(locale: str) -> dict[str, int]:
    """The units of a locale and those that are known everywhere."""
    return {**number_units("en"), **number_units(locale)} if locale else {}


def _hours(values: Iterable[str], before: str, after: str, locale: str) -> Iterator[str]:
    """The hour of the day that a number with the name of a half of the day is."""
    if not locale:
        return
    minutes = _MINUTES.match(after)
    rest = after[minutes.end() if minutes else 0 :].lstrip(_SPACE).casefold()
    before = before.casefold().rstrip(_SPACE)
    for half, names in enumerate(map(tuple, day_periods(locale))):
        if rest.startswith(names) or before.endswith(names):
            for value in values:
                if value.isdecimal() and 1 <= int(value) <= _NOON:
                    yield str(int(value) % _NOON + _NOON * half)
