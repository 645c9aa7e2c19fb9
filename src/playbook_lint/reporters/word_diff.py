"""Which words of a text changed: two versions side by side, each as lines of visible pieces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from playbook_lint.l10n.traits import UNPARTED
from playbook_lint.reporters.import_words import Pieces
from playbook_lint.reporters.visible import visible

# Pairs of words that are compared at most; what differs between longer texts is marked as a whole.
_MOST_PAIRS = 100_000
_LINE_END = "↵"
_SPACES = " \t"


class Versions(NamedTuple):
    """Both versions of a text: their lines, each as pieces of which it is told whether they changed."""

    before: list[Pieces]
    after: list[Pieces]


def compared(before: str, after: str) -> Versions:
    """The two texts, in which the words are marked that only one of them has.

    A word is a run of letters, digits and their marks; in scripts that do not part words, it is one character.
    """
    ours, theirs = _words(before), _words(after)
    old: list[tuple[str, bool]] = []
    new: list[tuple[str, bool]] = []
    for is_changed, mine, yours in _joined(_runs(ours, theirs)):
        old.append(("".join(mine), is_changed))
        new.append(("".join(yours), is_changed))
    return Versions(_lines(old), _lines(new))


class _Run(NamedTuple):
    is_changed: bool
    before: Sequence[str]
    after: Sequence[str]


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[_Run]:
    """Runs of words that both have, and of such that changed, in order."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    ours, theirs = before[start : len(before) - end], after[start : len(after) - end]
    yield _Run(False, before[:start], after[:start])
    if len(ours) * len(theirs) > _MOST_PAIRS:
        yield _Run(True, ours, theirs)
    else:
        # What stands between words is no reason to pair them.
        matcher = SequenceMatcher(_is_between, ours, theirs, autojunk=False)
        for tag, first, last, from_, to in matcher.get_opcodes():
            yield _Run(tag != "equal", ours[first:last], theirs[from_:to])
    yield _Run(False, before[len(before) - end :], after[len(after) - end :])


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    """The runs, with changed ones made one that only white space parts: two changed words read best as one change."""
    found: list[_Run] = []
    for run in runs:
        if not (run.before or run.after):
            continue
        if run.is_changed and len(found) > 1 and found[-2].is_changed and not "".join(found[-1].before).strip(_SPACES):
            space, changed = found.pop(), found.pop()
            run = _Run(True, [*changed.before, *space.before, *run.before], [*changed.after, *space.after, *run.after])
        found.append(run)
    return found


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words the two have in common at their beginning."""
    shorter = min(len(first), len(second))
    return next((at for at in range(shorter) if first[at] != second[at]), shorter)


def _words(text: str) -> list[str]:
    """The words of a text and what is between them, which put one after another are the text."""
    starts = []
    before = ""
    for at, character in enumerate(text):
        kind = _kind(character)
        if kind == "mark" and before:
            continue
        if kind != before or kind == "single":
            starts.append(at)
        before = kind
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """What a character makes a word with: others of its kind, the one before it (`mark`), or none (`single`)."""
    category = unicodedata.category(character)
    if category[0] == "M":
        return "mark"
    if character in _SPACES:
        return "space"
    return "word" if category[0] in "LN" and not UNPARTED.match(character) else "single"


def _is_between(word: str) -> bool:
    return not word[0].isalnum()


def _lines(pieces: Iterable[tuple[str, bool]]) -> list[Pieces]:
    """The pieces by lines, made visible; a line end that changed is seen by a sign."""
    lines: list[Pieces] = [[]]
    for text, is_changed in pieces:
        *ended, last = text.split("\n")
        for part in ended:
            lines[-1].append((visible(part) + (_LINE_END if is_changed else ""), is_changed))
            lines.append([])
        lines[-1].append((visible(last), is_changed))
    return [[piece for piece in line if piece[0]] for line in lines]
