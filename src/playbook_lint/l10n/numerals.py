"""The numbers in a text, in a form that is the same in every language.

`10,000`, `10.000`, `10k` and `1万` are the same number. No language is known: digits, letters and numerals are those of
Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from playbook_lint.l10n.prose import ADDRESS
from playbook_lint.l10n.traits import UNPARTED, UNPARTED_CHARACTERS
from playbook_lint.source import Span, holds

_NUMERAL = re.compile(r"\d+(?:[.,'\u00a0\u202f]\d{3}(?!\d))*")
# Three numbers with the same sign between them, or the year first; hours and minutes; month and day in a script that
# does not part words.
_DATE_OR_TIME = re.compile(
    r"(?<!\d)\d{1,4}([./-])\d{1,2}\1\d{1,4}(?!\d)"
    r"|(?<!\d)\d{4}\s?[^\d\s]\s?\d{1,2}\s?[^\d\s]\s?\d{1,2}(?!\d)"
    r"|(?<!\d)\d{1,2}:\d{2}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}\s?[{UNPARTED_CHARACTERS}]\s?\d{{1,2}}\s?[{UNPARTED_CHARACTERS}]"
)
_JOINED = re.compile(r"\d\s?[^\d\s]\s?\d")
_YEAR_DIGITS = 4
# Longer letters after a number make it a part of a name: `10k`, `5GB` and `20th`, but not `3Com`.
_UNIT = 2
_THOUSAND = "000"


class Numeral(NamedTuple):
    """A number and where it stands in the text.

    Of the `value` thousands are left out, which another language may say in a word. `loose` is a part of a date, a time
    or a word, which another language may write otherwise.
    """

    value: str
    start: int
    end: int
    loose: bool = False


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a text that are in no address."""
    dates = [Span(*match.span()) for match in _DATE_OR_TIME.finditer(text)] if _JOINED.search(text) else []
    addresses = [Span(*match.span()) for match in ADDRESS.finditer(text)] if "/" in text or "@" in text else []
    for match in _NUMERAL.finditer(text):
        start, end = match.span()
        if not holds(addresses, start):
            is_year = len(match[0]) == _YEAR_DIGITS
            is_loose = (holds(dates, start) and not is_year) or _is_in_word(text, start, end)
            yield Numeral(_value(match[0], text[end : end + 1]), start, end, is_loose)


def _is_in_word(text: str, start: int, end: int) -> bool:
    """Whether letters of a script that parts words make the number a part of a name."""
    if start and _is_word_letter(text[start - 1]):
        return True
    return len(text) >= end + _UNIT + 1 and all(map(_is_word_letter, text[end : end + _UNIT + 1]))


def _is_word_letter(char: str) -> bool:
    return (char.isalpha() or char == "_") and not UNPARTED.match(char)


def _value(written: str, after: str) -> str:
    digits = "".join(str(unicodedata.digit(char)) for char in written if char.isdecimal()).lstrip("0")
    power = unicodedata.numeric(after, 1) if after and not after.isdecimal() else 1
    if power >= 10 and power == int(power):
        digits += "0" * (len(str(int(power))) - 1)
    while digits.endswith(_THOUSAND):
        digits = digits.removesuffix(_THOUSAND)
    return digits or "0"
