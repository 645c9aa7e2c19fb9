"""What of a text is for people to read: neither code nor an address, a number or a mark alone. No language is known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from playbook_lint.facts import Inline
from playbook_lint.l10n.bare import ADDRESS, may_have_address
from playbook_lint.patterns import lazy_pattern

# HTML attributes whose values are read.
_READ_ATTRIBUTE = lazy_pattern(r"\b(?:alt|title|placeholder|aria-label)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_TAG = lazy_pattern(r"<!--.*?-->|<[^>]*>", re.S)
_ENTITY = lazy_pattern(r"&(?:#\d+|#x[0-9a-f]+|\w+);", re.I)

_MIN_WORDS = 4
_LONG_LINE = 8  # words
_MIN_UNCASED = 6  # letters of a script without capitals, in which words need not be parted
# Braces, operators, markup, calls, comments, options, box drawing, and runs of spaces that align columns.
_CODE = lazy_pattern(
    r"[{}<>\\`|~^=$\u2500-\u257f]|;[ \t]*$|::|\w\(\)|^[ \t]*(?://|#|--)|\s-{1,2}\w|\S {3,}\S|\t\S", re.M
)
_LIST_MARKER = lazy_pattern(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+", re.M)
_LINK = lazy_pattern(r"\[([^\]]+)\]\([^)\s]+\)")
_EMPHASIS = lazy_pattern(r"\*\*|__")
_WORD = lazy_pattern(r"[^\W\d_]+(?:[-'’/&.][^\W\d_]+)*")
_SENTENCE_END = lazy_pattern(r"[.!?:;…。！？：；؟।॥።][\"'”’»)）」』]*\s*\Z")
_NUMBER = lazy_pattern(r"\d+(?:[.,:/]\d+)*%?")


def has_words(text: str) -> bool:
    """Whether `text` has a letter that is no part of an address."""
    return any(map(str.isalpha, ADDRESS.sub("", text) if may_have_address(text) else text))


def inlines_have_words(inlines: Iterable[Inline]) -> bool:
    """Whether a reader finds words among `inlines`, alternative texts and titles included."""
    for inline in inlines:
        if inline.kind == "text" and has_words(inline.content):
            return True
        if inline.title and has_words(inline.title):
            return True
        if inline.kind == "html" and any(has_words(value) for value in _read_values(inline.content)):
            return True
    return False


def html_has_words(text: str) -> bool:
    """Whether a reader finds words in a piece of HTML."""
    return has_words(_ENTITY.sub("", _TAG.sub(" ", text))) or any(has_words(value) for value in _read_values(text))


def _read_values(html: str) -> Iterable[str]:
    return (first or second for first, second in _READ_ATTRIBUTE.findall(html))


def looks_like_code(text: str) -> bool:
    """Whether a text has signs that code has and prose has not."""
    return _CODE.search(text) is not None


def is_prose(content: str) -> bool:
    """Whether the content of a code block is prose by its form: enough words, a capital, the end of a sentence."""
    text = _EMPHASIS.sub("", _LINK.sub(r"\1", content))
    if looks_like_code(text):
        return False
    in_list = _LIST_MARKER.search(text) is not None
    words = [_bare(word) for word in _LIST_MARKER.sub("", text).split()]
    words = [word for word in words if word]
    if not words or (first := words[0][0]).islower():
        return False
    letters = "".join(words)
    uncased = sum(unicodedata.category(char) == "Lo" for char in letters)
    if uncased >= _MIN_UNCASED and uncased * 2 >= len(letters) and not first.isascii():
        return True
    plain = [word for word in words if _WORD.fullmatch(word)]
    known = len(plain) + sum(_NUMBER.fullmatch(word) is not None for word in words)
    if len(plain) < _MIN_WORDS or known < len(words) * 0.8 or len(plain) < len(words) * 0.6:
        return False
    is_long = len(words) >= _LONG_LINE * len(content.splitlines())
    return in_list or is_long or text != content or _SENTENCE_END.search(content) is not None


def _bare(word: str) -> str:
    """The word without the punctuation and the invisible characters around it."""
    outer = [unicodedata.category(char)[0] in "PC" for char in word]
    start = outer.index(False) if False in outer else len(word)
    end = len(word) - outer[::-1].index(False) if False in outer else start
    return word[start:end]
