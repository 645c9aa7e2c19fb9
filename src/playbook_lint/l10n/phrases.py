"""Finds many phrases in a text at once: whole words, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from playbook_lint.l10n.traits import UNPARTED_CHARACTERS

# A word; of a script that does not part words, each character.
_WORD = re.compile(rf"[{UNPARTED_CHARACTERS}]|[^\W_{UNPARTED_CHARACTERS}]+")
_SPACE = re.compile(r"\s+")
# Between words of a phrase, marks of emphasis do not count.
_EMPHASIS = re.compile(r"\*+")
# What joins words to one: `node.js`, `first_name`.
_JOINTS = "_.@"


class Phrase(NamedTuple):
    """One or more words; `exact` is whether their case matters."""

    text: str
    exact: bool


class Found(NamedTuple):
    """A phrase, as it was given, at the characters `[start, end)` of a text."""

    phrase: str
    start: int
    end: int


class _Form(NamedTuple):
    """A phrase in parts: its words, and what stands before, between and after them."""

    phrase: Phrase
    words: tuple[str, ...]
    gaps: tuple[str, ...]


class Phrases:
    """Phrases to look for. Words that one of `joints` joins to another in a text are parts of that one."""

    def __init__(self, phrases: Iterable[Phrase], joints: str = _JOINTS) -> None:
        self._joints = joints
        self._forms: dict[tuple[str, ...], list[_Form]] = {}
        # By first words, how many words phrases have, the most first.
        self._lengths: dict[str, list[int]] = {}
        for phrase in sorted(phrases, key=lambda phrase: len(phrase.text), reverse=True):
            if form := _form(phrase):
                words = tuple(map(str.casefold, form.words))
                self._forms.setdefault(words, []).append(form)
                lengths = self._lengths.setdefault(words[0], [])
                lengths[:] = sorted({*lengths, len(words)}, reverse=True)

    def find(self, text: str) -> Iterator[Found]:
        """The phrases in `text`, in order, none inside another."""
        if self._lengths.keys().isdisjoint(_WORD.findall(text.casefold())):
            return
        words = list(_WORD.finditer(text))
        folded = [word[0].casefold() for word in words]
        at = 0
        while at < len(words):
            form = self._form_at(text, words, folded, at)
            if form is None:
                at += 1
                continue
            last = words[at + len(form.words) - 1]
            yield Found(form.phrase.text, words[at].start() - len(form.gaps[0]), last.end() + len(form.gaps[-1]))
            at += len(form.words)

    def _form_at(self, text: str, words: list[re.Match[str]], folded: list[str], at: int) -> _Form | None:
        """The longest phrase that begins with the word at that index; of several, that which is written so."""
        for length in self._lengths.get(folded[at], ()):
            forms = self._forms.get(tuple(folded[at : at + length]), ())
            standing = [form for form in forms if self._stands(form, text, words[at : at + length])]
            written = tuple(word[0] for word in words[at : at + length])
            if standing:
                return next((form for form in standing if form.words == written), standing[0])
        return None

    def _stands(self, form: _Form, text: str, words: list[re.Match[str]]) -> bool:
        """Whether what stands between and around `words`, which are those of `form`, is that of `form` too."""
        if form.phrase.exact and form.words != tuple(word[0] for word in words):
            return False
        between = (_plain(text[one.end() : other.start()]) for one, other in pairwise(words))
        if any(gap != wanted for gap, wanted in zip(between, form.gaps[1:-1], strict=True)):
            return False
        before, after = form.gaps[0], form.gaps[-1]
        start, end = words[0].start() - len(before), words[-1].end() + len(after)
        if not text.endswith(before, 0, words[0].start()) or not text.startswith(after, words[-1].end()):
            return False
        return not self._is_joined(text[max(start - 2, 0) : start][::-1]) and not self._is_joined(text[end : end + 2])

    def _is_joined(self, beyond: str) -> bool:
        """Whether the two characters beyond a phrase, the nearer first, join it to a word."""
        return len(beyond) == 2 and beyond[0] in self._joints and beyond[1].isalnum()


def phrase(text: str) -> Phrase:
    """The phrase of a text, whose case matters where it has capitals that do not begin a word."""
    return Phrase(text, any(word[1:] != word[1:].lower() for word in _WORD.findall(text)))


def _form(phrase: Phrase) -> _Form | None:
    words = list(_WORD.finditer(phrase.text))
    if not words:
        return None
    ends = [0, *(word.end() for word in words)]
    starts = [*(word.start() for word in words), len(phrase.text)]
    gaps = tuple(_plain(phrase.text[end:start]) for end, start in zip(ends, starts, strict=True))
    return _Form(phrase, tuple(word[0] for word in words), (gaps[0].lstrip(), *gaps[1:-1], gaps[-1].rstrip()))


def _plain(gap: str) -> str:
    return _SPACE.sub(" ", _EMPHASIS.sub("", gap))
