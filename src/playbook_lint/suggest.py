"""Did you mean: the nearest known word (the only user of rapidfuzz)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from playbook_lint.patterns import lazy_pattern

_WORD = lazy_pattern(r"[^\W_]+")
# Shorter words are endings such as those of a language, which are what often differs.
_LONG = 4
_WORD_CUTOFF = 80.0
# Words in which one wrong letter does not make another word: `Stream` and `Steam` have too few.
_LONG_ENOUGH = 6
_LONG_NAME = 8
_DIGITS = lazy_pattern(r"\d+")
# Punctuation without which a name is another one: `C#`.
_MEANINGFUL = frozenset("#%&@")
# From this canonical combining class on, marks are accents; those below are parts of letters, such as the voicing marks
# of kana (Unicode Standard, section 4.3).
_ACCENT = 200


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


@lru_cache(maxsize=1024)
def is_slip(word: str, candidate: str) -> bool:
    """Whether `candidate` was almost certainly meant by `word`, so that it may be put in its place without asking.

    Either the two differ in nothing but case, accents, punctuation and spaces; or in one word by one letter that is
    left out, added, wrong, or swapped with its neighbour. That word must be long in both, and of a script with upper
    and lower case: in others a letter may be a whole word. Its last letter must be right, since by that one the forms
    of a word differ (`reviewer`, `reviewed`). The digits are always the same.
    """
    if _DIGITS.findall(word) != _DIGITS.findall(candidate):
        return False
    ours, theirs = _plain_words(word), _plain_words(candidate)
    if not ours or "".join(ours) == "".join(theirs):
        return bool(ours)
    if len(ours) != len(theirs):
        return False
    wrong = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    return len(wrong) == 1 and _one_letter_apart(*wrong[0])


def _plain_words(text: str) -> list[str]:
    """The words of `text` in lower case, without accents and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (char for char in decomposed if unicodedata.combining(char) < _ACCENT)
    return "".join(char if _is_meaningful(char) else " " for char in letters).split()


def _is_meaningful(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMNS" or character in _MEANINGFUL


def _one_letter_apart(word: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    is_long = min(len(word), len(other)) >= _LONG_ENOUGH
    if not is_long or word[-1] != other[-1] or not all(char.islower() for char in word + other):
        return False
    return OSA.distance(word, other, score_cutoff=1) <= 1


def is_name_slip(wanted: str, name: str) -> bool:
    """Whether the file name `name` was almost certainly meant by `wanted`, which no file has.

    A slip as in words; or one letter more or less in a long name, at its end too (`workshop` and `workshops`): names of
    files are few, unlike words.
    """
    from rapidfuzz.distance import Indel

    if is_slip(wanted, name):
        return True
    wanted, name = wanted.casefold(), name.casefold()
    is_long = min(len(wanted), len(name)) >= _LONG_NAME
    is_cased = all(char.islower() for char in wanted + name if char.isalpha())
    same_numbers = _DIGITS.findall(wanted) == _DIGITS.findall(name)
    return is_long and is_cased and same_numbers and Indel.distance(wanted, name, score_cutoff=1) <= 1


def like_names(wanted: str, names: Sequence[str], *, cutoff: float) -> Iterator[tuple[int, float]]:
    """The index of each of `names` that may be meant by the file name `wanted`, and how likely it is.

    From `cutoff` to 100, the same. The numbers in both must be the same, and every longer word of the one that was
    wanted must be found in the other, as it is or nearly so: names of a project share so many words that a whole name
    can be near by those alone (`phase-success` and `phase-assess`).
    """
    from rapidfuzz import fuzz, process

    numbers = sorted(_DIGITS.findall(wanted))
    words = [word for word in _WORD.findall(wanted.casefold()) if len(word) >= _LONG]
    # It is quick among many names, so that the rest is asked of few.
    near = process.extract(wanted, names, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=cutoff, limit=None)
    for name, likeness, index in near:
        if sorted(_DIGITS.findall(name)) == numbers:
            joined = "".join(_WORD.findall(name.casefold()))
            if all(fuzz.partial_ratio(word, joined) >= _WORD_CUTOFF for word in words):
                yield index, likeness


def text_likeness(one: str, other: str, *, cutoff: float = 0.0) -> float:
    """How much of two texts is the same, in order: 0 to 100, and 0 for less than `cutoff`."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=cutoff)
