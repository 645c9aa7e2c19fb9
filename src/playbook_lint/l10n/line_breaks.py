"""Where GNU gettext breaks long lines, so that our catalogs are wrapped as its tools wrap them.

The rules are those of Unicode's line breaking algorithm (https://www.unicode.org/reports/tr14/, `LB…` below) in the
form of libunistring, which gettext calls: pairs of classes, and spaces between them. The classes are derived from what
Python knows of characters, with the exceptions of Latin, Greek, Cyrillic, Hebrew and Arabic, of punctuation, symbols,
emoji, and of Chinese and Japanese. Punctuation of other scripts counts as letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator
from functools import cache
from typing import Literal

_Break = Literal["no", "may", "must"]


def fold(text: str, start: int, width: int, unbroken: Container[int] = ()) -> list[str]:
    """Break `text` into lines of at most `width` columns where that is possible; the first begins at column `start`.

    Characters at the indexes `unbroken` never begin a line.
    """
    lines: list[str] = []
    begin, last, column, piece = 0, -1, start, 0
    for index, (char, break_) in enumerate(zip(text, _breaks(text), strict=True)):
        here = "no" if index in unbroken else break_
        if here != "no":
            if last >= 0 and column + piece > width:
                lines.append(text[begin:last])
                begin, column = last, 0
            last, column, piece = index, column + piece, 0
        if here == "must":
            # The line separator itself is not broken at, but what follows it counts from the margin.
            last, column = -1, 0
        else:
            piece += columns(char)
    if last >= 0 and column + piece > width:
        lines.append(text[begin:last])
        begin = last
    return [*lines, text[begin:]]


@cache
def columns(char: str) -> int:
    """How many columns of a terminal a character takes: two where it is wide, none where it has no width of its own."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if _is_wide(char) else 1


def _breaks(text: str) -> Iterator[_Break]:
    """Whether a line may or must begin at each character."""
    before, spaced, joined, previous = "BK", False, False, ""
    for char in text:
        kind = _class(char)
        if kind == "CM" and before not in ("BK", "ZW") and not spaced:
            yield "no"  # LB9: it belongs to the character before it
        elif kind in ("BK", "SP", "ZW"):
            yield "must" if kind == "BK" else "no"
        elif before == "BK":
            yield "no"
        elif kind == "CM" or before == "ZW":
            yield "may"
        elif joined:
            yield "no"
        else:
            yield "may" if _parts(before, kind, spaced) else "no"
        # LB8a, LB21a: by a zero width joiner, or by a hyphen after a Hebrew letter.
        joined = char == "\u200d" or (previous == "HL" and kind in ("HY", "BA"))
        if kind == "CM":
            before = "AL" if spaced or before in ("BK", "ZW") else before
        elif kind != "SP":
            before = kind
        spaced, previous = kind == "SP", kind


def _parts(before: str, after: str, spaced: bool) -> bool:
    """Whether a line may end between two classes, with or without spaces between them."""
    if after in _NEVER_FIRST or before in ("OP", "OW") or (before, after) in _NEVER_PARTED:
        return False
    if spaced:
        return True
    if before in _STICKS_TO_NEXT or after in _STICKS_TO_LAST:
        return False
    if after == "GL":
        return before in ("BA", "HY")
    return after not in _TOGETHER.get(before, ())


_NEVER_FIRST = {"WJ", "CL", "CP", "EX", "IS", "SY"}  # LB11, LB13
_NEVER_PARTED = {("QU", "OP"), ("QU", "OW"), ("CL", "NS"), ("B2", "B2")}  # LB15 to LB17
_STICKS_TO_NEXT = {"WJ", "GL", "BB", "QU"}  # LB11, LB12, LB19, LB21
_STICKS_TO_LAST = {"BA", "HY", "NS", "QU", "IN"}  # LB19, LB21, LB22
# What is not parted without a space: LB23 to LB30a.
_TOGETHER = {
    "AL": {"AL", "HL", "NU", "PO", "PR", "OP"},
    "HL": {"AL", "HL", "NU", "PO", "PR", "OP"},
    "NU": {"AL", "HL", "NU", "PO", "PR", "OP"},
    "PO": {"AL", "HL", "NU", "OP", "OW"},
    "PR": {"AL", "HL", "NU", "OP", "OW", "ID", "EM"},
    "CP": {"AL", "HL", "NU", "PO", "PR"},
    "CL": {"PO", "PR"},
    "ID": {"PO", "EM"},
    "EM": {"PO"},
    "HY": {"NU"},
    "IS": {"NU"},
    "SY": {"NU", "HL"},
    "RI": {"RI"},
}


@cache
def _class(char: str) -> str:
    return _EXCEPTIONS.get(ord(char)) or _derived(char)


def _derived(char: str) -> str:
    category = unicodedata.category(char)
    if category in _OF_CATEGORY:
        return _OF_CATEGORY[category]
    if category == "Ps":
        return "OW" if unicodedata.east_asian_width(char) in "WFH" else "OP"
    if _is_wide(char) or "\U0001f000" <= char <= "\U0001faff":
        return "ID"
    return {"Nd": "NU", "Zs": "BA"}.get(category, "AL")


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char) != "Cn"


def _table(ranges: dict[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for kind, text in ranges.items():
        for one in text.split():
            first, _, last = one.partition("-")
            found.update(dict.fromkeys(range(int(first, 16), int(last or first, 16) + 1), kind))
    return found


_OF_CATEGORY = {
    **dict.fromkeys(("Mn", "Mc", "Me", "Cf", "Cc"), "CM"),
    **dict.fromkeys(("Pi", "Pf"), "QU"),
    "Pe": "CL",
    "Sc": "PR",
}
# Characters by code point whose class does not follow from their category.
_EXCEPTIONS = _table(
    {
        "AL": "600-605 6DD 70F 2061-2064 23E9-23EC 25FD-25FE 2648-2653 2693 26A1 26AA-26AB 26CE 2705 2728 274C 274E "
        "2753-2755 2757 2795-2797 27B0 27BF 1F12F 1F16A-1F16C 1F18E 1F191-1F19A 1F3B5-1F3B6 1F3BC 1F4A0 1F4A2 1F4A4 "
        "1F39C-1F39D 1F4AF 1F4B1-1F4B2 1F500-1F506 1F517-1F524 1F532-1F53D",
        "B2": "2014 2E3A-2E3B",
        "BA": "9 7C AD 58A 5BE 2010 2012-2013 2027 2056 2058-205B 205D-205E 2E0E-2E15 2E17 2E19 2E2A-2E2D 2E30-2E31 "
        "2E33-2E34 2E3C-2E3E 2E40-2E41 2E43-2E4A 2E4C 2E4E-2E4F 3000",
        "BB": "B4 2C8 2CC 2DF",
        "BK": "A-D 85 2028-2029",
        "CL": "3001-3002 FE11-FE12 FE50 FE52 FF0C FF0E FF61 FF64",
        "CM": "3035",
        "CP": "29 5D",
        "EM": "1F3FB-1F3FF",
        "EX": "21 3F 5C6 61B 61D-61F 6D4 2762-2763 2E2E 2E53-2E54 FE15-FE16 FE56-FE57 FF01 FF1F",
        "GL": "A0 34F 35C-362 2007 2011 202F",
        "HL": "5D0-5EA 5EF-5F2",
        "HY": "2D",
        "ID": "23F1-23F2 2600-2603 2618 261A-261F 2639-263B 2668 26BF-26C3 26C6-26C8 26CD 26CF-26D1 26D3 26D8-26D9 "
        "26DC 26DF-26E1 26F1 26F4 26F7-26F9 26FE-2704 2708-2709 270C-270D 2764 303F FFFC",
        "IN": "2024-2026 22EF FE19",
        "IS": "2C 2E 3A-3B 37E 589 60C-60D 2044 FE10 FE13-FE14",
        "NS": "203C-203D 2047-2049 3005 301C 303B-303C 3041 3043 3045 3047 3049 3063 3083 3085 3087 308E 3095-3096 "
        "309B-309E 30A0-30A1 30A3 30A5 30A7 30A9 30C3 30E3 30E5 30E7 30EE 30F5-30F6 30FB-30FE FE54-FE55 FF1A-FF1B "
        "FF65 FF67-FF70 FF9E-FF9F",
        "NU": "66B-66C",
        "OP": "A1 BF 2E18",
        "PO": "25 A2 B0 609-60B 66A 2030-2037 20A7 20B6 20BB 20BE 20C0 2103 2109 FE6A FF05 FFE0",
        "PR": "2B 5C B1 20C1-20CF 2116 2212-2213",
        "QU": "22 27 275B-2760 2E00-2E01 2E06-2E08 2E0B 1F676-1F678",
        "RI": "1F1E6-1F1FF",
        "SP": "20",
        "SY": "2F",
        "WJ": "2060 FEFF",
        "ZW": "200B",
    }
)
