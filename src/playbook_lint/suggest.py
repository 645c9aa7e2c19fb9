"""Did you mean: the nearest known word (the only user of rapidfuzz)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]+")
# Shorter words are endings such as those of a language, which are what often differs.
_LONG = 4
_WORD_CUTOFF = 80.0


def nearest(word: str, candidates: Iterable[str], *, cutoff: float = 70.0) -> str | None:
    """The candidate most like `word` regardless of case, or None when none reaches `cutoff` (0 to 100).

    The score is twice the length of what both words share in order, over the length of both: a slip in a short word
    weighs more than one in a long word, so that `FM` is not offered for `FE`.
    """
    from rapidfuzz import fuzz, process

    best = process.extractOne(
        word, sorted(set(candidates)), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=cutoff
    )
    return best[0] if best else None


def name_likeness(wanted: str, name: str) -> float:
    """How likely it is that the file name `name` was meant by `wanted`: 0 (not at all) to 100 (the same).

    The numbers in both must be the same, and every longer word of the one that was wanted must be found in the other,
    as it is or nearly so: names of a project share so many words that a whole name can be near by those alone
    (`phase-success` and `phase-assess`).
    """
    from rapidfuzz import fuzz

    wanted, name = wanted.casefold(), name.casefold()
    if sorted(_NUMBER.findall(wanted)) != sorted(_NUMBER.findall(name)):
        return 0.0
    joined = "".join(_WORD.findall(name))
    words = [word for word in _WORD.findall(wanted) if len(word) >= _LONG]
    if any(fuzz.partial_ratio(word, joined) < _WORD_CUTOFF for word in words):
        return 0.0
    return fuzz.ratio(wanted, name)
