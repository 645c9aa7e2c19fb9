"""A text without what is not for people to read: code, addresses, destinations and HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from playbook_lint.patterns import lazy_pattern

ADDRESS = lazy_pattern(
    r"(?:https?://|www\.|mailto:)[^\s<>]+"
    r"|(?<![^\s<>@])[^\s<>@]++@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])(?:[\w-]++\.)+[a-z]{2,}/[^\s<>]*",
    re.I,
)
# What each address has one of, which is quick to see.
_ADDRESS_SIGNS = ("://", "@", "www.", "mailto:")
_DESTINATION = lazy_pattern(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\]\[[^\]]*\]")
_TAG = lazy_pattern(r"</?[a-zA-Z][^<>]*>")
_COMMENT_OR_ENTITY = lazy_pattern(r"<!--.{0,500}?-->|&(?:#\w{1,8}|[a-zA-Z]\w{1,30});", re.DOTALL)
# Longer runs of backticks are looked for in vain: each length once more through all that follows.
_CODE = lazy_pattern(r"(?<!`)(`{1,32}+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
# What is not for people to read, with signs that a text has one of then.
_BLANKED = ((_CODE, "`"), (_COMMENT_OR_ENTITY, "<&"), (_DESTINATION, "]"), (_TAG, "<"))


def may_have_address(text: str) -> bool:
    """Whether it is worthwhile to look for an `ADDRESS`."""
    if 0 <= text.find(".") < text.rfind("/"):
        return True
    lower = text.lower()
    return any(sign in lower for sign in _ADDRESS_SIGNS)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text without addresses, destinations, HTML and compatibility forms of characters."""
    for pattern in (_DESTINATION, _TAG):
        text = pattern.sub(" ", text)
    if may_have_address(text):
        text = ADDRESS.sub(" ", text)
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def blanked(text: str) -> str:
    """The text with spaces in the place of code, addresses, destinations and HTML; the rest stays where it stood."""
    patterns = [pattern for pattern, signs in _BLANKED if any(sign in text for sign in signs)]
    for pattern in [*patterns, *([ADDRESS] if may_have_address(text) else [])]:
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def code_of(text: str) -> Iterator[str]:
    """The code in a text."""
    return (match[2].strip() for match in _CODE.finditer(text))


def without_code(text: str) -> str:
    """The text with spaces for its code."""
    return _CODE.sub(" ", text)
