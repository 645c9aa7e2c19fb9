"""Makes an edit of the source in the translation too, where that needs no translator.

Such an edit changes only what stands in the translation as it stands in the source: an address, a number, code, a name,
emphasis, white space. Nothing is guessed: where the same edit cannot be made in all places, none is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from playbook_lint.source import Span

_TOKEN = re.compile(
    r"(?P<address>https?://[^\s<>()\"'|]+(?:\([^\s<>()]*\)[^\s<>()\"'|]*)*|(?<=\]\()[^\s()<>]+)"
    r"|(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<space>[\s\u200b\ufeff\u2060]+)"
    r"|(?P<mark>\*{1,3}|_{1,3}(?!\w)|(?<!\w)_{1,3}|~~)"
    r"|(?P<number>\d+(?:[.,:/-]\d+)*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
# Certain edits: what they change says the same in every language.
_CERTAIN = {"address", "space", "mark"}


class Propagated(NamedTuple):
    """The translation with the edit made; `certain` when no translator need look at it."""

    target: str
    certain: bool


class _Token(NamedTuple):
    kind: str
    text: str


class _Change(NamedTuple):
    """A part of the source that became another; `kinds` are those of the tokens of both."""

    before: str
    after: str
    kinds: frozenset[str]


def propagate(before: str, after: str, target: str, keep: Collection[str] = ()) -> Propagated | None:
    """`target`, the translation of `before`, with what makes `after` of it; None where that is for a translator.

    `keep` are names that are never translated; a name is also what begins with a capital letter or a digit in all of
    its words, and stands in the translation word for word.
    """
    changes = _changes(_tokens(before), _tokens(after))
    edits: list[tuple[Span, str]] = []
    for (old, new, kinds), number in Counter(changes).items():
        if kinds <= {"space"}:
            if "\n" in old + new:
                return None
            continue  # how a translation is spaced is its own affair
        if not old or not _is_verbatim(old, kinds, keep):
            return None
        places = list(_places(old, target))
        if not places or len(list(_places(old, before))) != number or len(places) != number:
            return None
        edits += [(place, new) for place in places]
    edits.sort()
    if any(
        _is_shown(new, target[place.start - 1 : place.start], target[place.end : place.end + 1]) for place, new in edits
    ):
        return None
    if any(one.end > other.start for (one, _), (other, _) in pairwise(edits)):
        return None
    kinds = frozenset().union(*(change.kinds for change in changes))
    return Propagated(_edited(target, edits), kinds <= _CERTAIN)


def _is_shown(new: str, before: str, after: str) -> bool:
    """Whether a text with underscores would stand within a word, where they are no emphasis."""
    return (new.startswith("_") and before.isalnum()) or (new.endswith("_") and after.isalnum())


def _tokens(text: str) -> list[_Token]:
    return [_Token(_kind(match), match[0]) for match in _TOKEN.finditer(text)]


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind, text in match.groupdict().items() if text is not None and kind != "ticks")


def _changes(before: list[_Token], after: list[_Token]) -> list[_Change]:
    """What differs; parts with nothing but white space between them are one."""
    joined: list[list[int]] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        last = joined[-1] if joined else None
        if (
            last
            and all(token.kind == "space" for token in before[last[1] : i])
            and not _is_space(before, after, i, j, k, m)
        ):
            last[1], last[3] = j, m
        else:
            joined.append([i, j, k, m])
    return [_change(before[i:j], after[k:m]) for i, j, k, m in joined]


def _is_space(before: list[_Token], after: list[_Token], i: int, j: int, k: int, m: int) -> bool:
    return all(token.kind == "space" for token in (*before[i:j], *after[k:m]))


def _change(old: list[_Token], new: list[_Token]) -> _Change:
    kinds = frozenset(token.kind for token in (*old, *new))
    only = kinds - {"space"}
    return _Change(_text(old), _text(new), only or kinds)


def _text(tokens: list[_Token]) -> str:
    return "".join(token.text for token in tokens)


def _is_verbatim(old: str, kinds: frozenset[str], keep: Collection[str]) -> bool:
    """Whether the part may be looked for in a translation: no plain word of the language."""
    if "other" in kinds and not kinds <= {"other", "number", "word", "address"}:
        return False
    if old in keep or "word" not in kinds:
        return True
    words = re.findall(r"\w+", old)
    return bool(words) and all(not word[0].islower() for word in words) and any(len(word) > 1 for word in words)


def _places(part: str, text: str) -> Iterator[Span]:
    """Where `part` stands in `text`, as no part of a longer word or number."""
    at = text.find(part)
    while at >= 0:
        end = at + len(part)
        if not (_joins(text[at - 1 : at], part[0]) or _joins(part[-1], text[end : end + 1])):
            yield Span(at, end)
        at = text.find(part, end)


def _joins(left: str, right: str) -> bool:
    """Whether two characters belong to one word or number; scripts without spaces part from others by themselves."""
    return bool(left and right) and all(
        char.isalnum() and (char.isascii() or char.isupper() or char.islower()) for char in (left, right)
    )


def _edited(text: str, edits: list[tuple[Span, str]]) -> str:
    parts, at = [], 0
    for span, new in edits:
        parts += [text[at : span.start], new]
        at = span.end
    return "".join([*parts, text[at:]])
