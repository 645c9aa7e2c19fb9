"""What of a text survives translation: its length, addresses, numbers, names, code, and words that look alike.

No language is known here. Words are told from each other by keys: a word of an alphabet by its first letters, without
accents, so that forms of a word and related words of other languages share one; a text of a script that does not part
words, by each two of its characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from playbook_lint.l10n.bare import blanked, code_of, plain, without_code
from playbook_lint.l10n.segments import Unit
from playbook_lint.records import Record
from playbook_lint.source import Span

KEY_LENGTH = 5
_MIN_WORD = 3
# Longer texts are seldom said twice.
_PHRASE = 100
# Longer words in capitals are cries, not acronyms.
_MAX_ACRONYM = 5
_GROUPED = re.compile(r"(?<=\d)[.,'\u00a0\u202f](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"(?<![^\W_])\d++(?=[^\W\d_]{0,2}(?![^\W_]))")
_WORD = re.compile(r"[^\W_]+")
# The characters of scripts that do not part words by spaces.
UNPARTED_CHARACTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Runs of them.
UNPARTED = re.compile(f"[{UNPARTED_CHARACTERS}]+")
# Where a word begins, and where it ends.
WORD_START, WORD_END = rf"(?<![^\W_{UNPARTED_CHARACTERS}])", rf"(?![^\W_{UNPARTED_CHARACTERS}])"
# A word with a digit, or with a capital that is not its first letter.
_NAME_LIKE = re.compile(rf"{WORD_START}(?=[A-Za-z0-9]+{WORD_END})(?:[A-Za-z0-9]+[A-Z0-9]|[0-9])[A-Za-z0-9]*")
_EMPHASIS = re.compile(r"\*\*|__")


class Traits(Record, frozen=True):
    """What is compared of a text, or of a row of them, with a text of another language.

    `kind` is heading, text, label, row, code or entry, `detail` a finer one, `level` that of a heading, `width` is how
    many cells there are. `size` is the number of letters and digits. `places` are what its links lead to, in a form
    that is the same for all languages, and its code, `names` its acronyms and names with inner capitals; `words` are
    keys. `terms` are those it is made of, `marks` its pairs of strong marks; `exact` is the text of what is the same in
    all languages, `said` that of what is short enough to be said on many pages; both may be empty. `capitals` are the
    words with a capital, as they are, but for the first.
    """

    kind: str
    detail: str
    level: int
    width: int
    size: int
    places: tuple[str, ...]
    numbers: tuple[str, ...]
    names: frozenset[str]
    words: frozenset[str]
    terms: frozenset[tuple[str, str]]
    marks: int
    exact: str
    said: str
    capitals: frozenset[str]


class Piece(Record, frozen=True):
    """What is paired as a whole: a unit, the cells of a table row, or the name and the value of a label line."""

    units: tuple[Unit, ...]
    traits: Traits


def pieces(units: Iterable[Unit], places_in: Callable[[Span], Iterable[str]]) -> tuple[Piece, ...]:
    """The pieces of a page, in order; `places_in` gives what the links at a span lead to."""
    groups = (tuple(group) for _, group in groupby(units, key=lambda unit: unit.group))
    return tuple(
        Piece(group, traits(group, [place for unit in group for place in places_in(unit.span)])) for group in groups
    )


def traits(units: Sequence[Unit], places: Iterable[str]) -> Traits:
    """The traits of a unit, or of the units of a row or a label line; `places` are what the links in it lead to."""
    first = units[0]
    texts = [plain(unit.text) for unit in units]
    text = " ".join(texts)
    written = " ".join(unit.text for unit in units)
    is_fixed = not any(unit.message or unit.terms for unit in units)
    return Traits(
        kind=_kind(first),
        detail=first.kind,
        level=first.level,
        width=len(units),
        size=size(text),
        places=tuple(sorted([*places, *(code_of(written))])),
        numbers=tuple(sorted(numbers(text))),
        names=frozenset(names(written)),
        words=frozenset(keys(text)),
        terms=frozenset((term.kind, term.canonical) for unit in units for term in unit.terms),
        marks=len(_EMPHASIS.findall(written)) // 2,
        exact=" ".join(written.split()) if is_fixed else "",
        said=phrase(written),
        capitals=frozenset(capitals(text)),
    )


def words(text: str) -> Iterator[str]:
    """The words of a text that are made of letters, as they are."""
    return (word for word in _WORD.findall(text) if word.isalpha())


def letters(text: str) -> str:
    """What is left of a text without spaces, marks and case: equal for texts that say the same."""
    return "".join(char for char in text.casefold() if char.isalnum())


def capitals(text: str) -> Iterator[str]:
    """The words of a plain text that have a capital first and not only, but for the first word."""
    return (word for word in _WORD.findall(text)[1:] if word[0].isupper() and not word.isupper())


def phrase(text: str) -> str:
    """The text when it is short, or else nothing."""
    return " ".join(text.split()) if len(text) <= _PHRASE else ""


def is_spaceless(char: str) -> bool:
    """Whether nobody writes a space beside a character: it is of a script without spaces, or a full-width mark.

    Wide and full width: https://www.unicode.org/reports/tr11/.
    """
    is_wide = unicodedata.east_asian_width(char) in ("W", "F")
    return UNPARTED.match(char) is not None or (is_wide and not char.isalnum())


def size(text: str) -> int:
    """How many letters and digits a plain text has."""
    return sum(map(str.isalnum, text))


@lru_cache(maxsize=4096)
def word_count(text: str) -> int:
    """How many words a text has, addresses and HTML left out.

    A word is what stands between white space and has a letter or a digit; in a script that does not part words, each
    character is one.
    """
    text = plain(text)
    unparted = 0
    if not text.isascii():
        unparted = sum(map(size, UNPARTED.findall(text)))
        text = UNPARTED.sub(" ", text)
    return unparted + sum(1 for word in text.split() if any(map(str.isalnum, word)))


def numbers(text: str) -> Iterator[str]:
    """The numbers of a plain text, without marks between groups of digits and zeros before them.

    Thousands are left out, which one language may write as `10,000`, another as `10k` or in a word.
    """
    for match in _NUMBER.finditer(_GROUPED.sub("", text)):
        number = match[0].lstrip("0")
        while number.endswith("000"):
            number = number[:-3]
        yield number or "0"


def names(text: str) -> Iterator[str]:
    """The acronyms, and the names with inner capitals or digits, of a text without its code; regardless of case."""
    text = plain(without_code(text))
    if _is_cried(text):
        return
    for word in _NAME_LIKE.findall(text):
        if _is_name(word):
            yield _singular(word).casefold()


def acronyms(text: str) -> Iterator[str]:
    """The acronyms of a text without its code, as they are but for plural endings: `FRP` of `FRPs`."""
    text = blanked(text)
    if not _is_cried(text):
        yield from (stem for word in _NAME_LIKE.findall(text) if _is_acronym(stem := _singular(word)))


def _is_acronym(stem: str) -> bool:
    return stem.isalpha() and stem.isupper() and 2 <= len(stem) <= _MAX_ACRONYM


def _is_cried(text: str) -> bool:
    """Whether a text is in capitals for the most part, so that these say nothing of its words."""
    long = [word for word in _WORD.findall(text) if len(word) >= _MAX_ACRONYM]
    cried = sum(map(str.isupper, long))
    return 2 * cried >= len(long) and (cried > 0 or not any(map(str.islower, text)))


def _singular(word: str) -> str:
    """An acronym without its plural ending: `FRP` for `FRPs`."""
    return word[:-1] if word.endswith("s") and word[:-1].isupper() else word


def _is_name(word: str) -> bool:
    """Whether a word is written as only names are: `FTOP`, `FRPs`, `SharePoint`, `M365`."""
    stem = _singular(word)
    letters = sum(char.isalpha() for char in stem)
    if letters and stem.isupper():
        return len(stem) >= 2 and letters <= _MAX_ACRONYM
    if word[1:].islower() or word.islower():
        return any(char.isdigit() for char in word) and letters > 0
    return letters > 0 and not word.isdigit()


def keys(text: str) -> Iterator[str]:
    """The keys of the words of a plain text."""
    if not text.isascii():
        for run in UNPARTED.findall(text):
            yield from (run[at : at + 2] for at in range(max(len(run) - 1, 1)))
        text = folded(UNPARTED.sub(" ", text))
    is_cried = _is_cried(text)
    for word in _WORD.findall(text):
        is_acronym = len(word) > 1 and _singular(word).isupper() and not is_cried
        if (len(word) >= _MIN_WORD or is_acronym) and not word.isdigit():
            yield _singular(word).casefold()[:KEY_LENGTH]


def folded(text: str) -> str:
    """The text without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _kind(unit: Unit) -> str:
    if unit.kind == "label" or unit.kind == "code":
        return unit.kind
    if unit.level:
        return "heading"
    if unit.kind.startswith("table"):
        return "row"
    return "entry" if unit.kind == "toc entry" else "text"
