"""Ids of tasks that a text names: `task 3268`, `tasks 3268 and 3270`, `[3268](address)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_ID = r"\d{3,9}(?![\d.,]\d)"
_LINK = rf"\[\s*({_ID})\s*\]\("
_ANY = re.compile(_ID)
# What stands between a word of the heading and an id, and between two ids: signs, and a short word such as "and".
_BEFORE = r"\w{0,2}[\s:#*\[(]{1,4}"
_BETWEEN = r"(?:[\s,/&;]{1,3}(?:[^\W\d]{1,3}\s)?)"


def task_ids(text: str, headings: tuple[str, ...]) -> Iterator[str]:
    """The ids of tasks in a text: links that are a number, and numbers behind a word of such columns' headings."""
    for match in _pattern(headings).finditer(text):
        yield from _ANY.findall(match["link"] or match["listed"])


@cache
def _pattern(headings: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(sorted({re.escape(word) for heading in headings for word in heading.split()}))
    listed = rf"|\b(?:{words}){_BEFORE}(?P<listed>{_ID}(?:{_BETWEEN}{_ID}){{0,50}})" if words else "|(?P<listed>(?!))"
    return re.compile(_LINK.replace("(" + _ID, "(?P<link>" + _ID) + listed, re.IGNORECASE)
