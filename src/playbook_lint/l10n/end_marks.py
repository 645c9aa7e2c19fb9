"""The marks that sentences, labels and questions end with, in every script, and how two texts differ in them.

The marks are those with the property `Sentence_Terminal` of Unicode (PropList.txt), told apart by what they are called
there (full stop, danda, khan, question mark, …), and colons. Which of them a writer may leave out depends on scripts:
those with capitals end each sentence with a mark, while many others let an item of a list or a cell do without one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

Mark = Literal["stop", "colon", "question", "exclamation", "ellipsis"]

_CHARACTERS: dict[Mark, str] = {
    "stop": ".。．｡।॥۔܁܂։።။។៕᠃᠉᥄᪨᪩᭟᱾᱿⳹⸼꓿꘎꛳꡶꡷꣎꣏꩝꩞꩟꯫﹒",
    "colon": ":：﹕︓፥፦᠄៖꛴",
    "question": "?？﹖؟፧⁇⁈⁉⳺꘏꛷՞",
    "exclamation": "!！﹗‼߹᥄՜",
    "ellipsis": "…⋯",
}
_MARK_OF = {char: mark for mark, chars in reversed(_CHARACTERS.items()) for char in chars}
# What a mark means in one script only: the Greek question mark, and the Armenian stop as many keyboards have it.
_MARK_IN_SCRIPT: dict[tuple[str, str], Mark] = {
    ("GREEK", ";"): "question",
    ("GREEK", "\u037e"): "question",
    ("ARMENIAN", ":"): "stop",
}
# How sentences surely end in a script, whatever the language (the exemplar punctuation of CLDR).
_STOP_OF_SCRIPT = {
    **dict.fromkeys(("LATIN", "CYRILLIC", "GREEK", "HEBREW"), "."),
    **dict.fromkeys(("CJK", "HIRAGANA", "KATAKANA"), "。"),
}
_COMMAS = tuple(",;،؛、，；")
_ALSO_CLOSING = "\"'*_~|\ufe0f"
_CLOSING_CATEGORIES = {"Pe", "Pf", "Pi", "So", "Zs", "Cc", "Cf"}
_DOTS = re.compile(r"(?:\.{2,}|。{2,})\Z")
# A name in colons, such as an emoji's `:smile:` or a field's in reStructuredText.
_NAME_IN_COLONS = re.compile(r"(?<![\w:]):[\w+-]+:\Z", re.ASCII)
_LONGEST_NAME = 60
_LAST_WORD = re.compile(r"[\w.]+\Z")
_INNER_STOP = re.compile(rf"[{re.escape(_CHARACTERS['stop'])}](?=\s|[^\W\da-zA-Z])")
# A word of at most so many letters may be an abbreviation.
_ABBREVIATION = 4
# How far back a destination or a tag at the end may begin, in characters.
_FAR = 500
# A single word with a stop is no sentence.
_LEAST_WORDS = 2
# What kinds of texts (see `l10n.segments`) are made of whole sentences, which are mostly none, and which may be either.
_RUNNING = ("paragraph", "quote", "indented text")
_TITLES = ("heading", "table", "metadata")
_EITHER = ("list item", "table cell")


class Ending(NamedTuple):
    """The mark that a text ends with at `[start, end)`; empty, and where one would stand, where there is none."""

    mark: Mark | None
    start: int
    end: int


class Difference(NamedTuple):
    """Two texts end differently: `mark` is what the source has, or else the target.

    `source` and `target` are the characters, empty where there are none; `[start, end)` is where those of the target
    stand, or the last character before them.
    """

    mark: Mark
    source: str
    target: str
    start: int
    end: int


def ending(text: str) -> Ending:
    """How `text` ends, without the spaces, closing marks, markup and symbols behind it."""
    end = _end_of_words(text)
    if dots := _DOTS.search(text, max(end - 6, 0), end):
        return Ending("ellipsis", dots.start(), end)
    if _NAME_IN_COLONS.search(text, max(end - _LONGEST_NAME, 0), end):
        return Ending(None, end, end)
    char = text[end - 1 : end]
    mark = _MARK_OF.get(char)
    if char and not char.isalnum():
        mark = _MARK_IN_SCRIPT.get((_script(_letter(text)), char), mark)
    return Ending(mark, end - 1, end) if mark else Ending(None, end, end)


def difference(source: str, target: str, kind: str = "") -> Difference | None:
    """How the endings of a text of that kind and its translation differ.

    None where they agree, and where both ways of ending are good style.
    """
    ours, theirs = ending(source), ending(target)
    mark = ours.mark or theirs.mark
    is_word = ours.mark == "stop" and len(source.split()) < _LEAST_WORDS
    if ours.mark == theirs.mark or mark is None or not ours.end or is_word or _goes_on(source, ours):
        return None
    if _is_unknown(source, ours) or _is_unknown(target, theirs) or _is_style(target, ours.mark, theirs, kind):
        return None
    if _is_abbreviation(source, ours, likely=False) or _is_abbreviation(target, theirs, likely=ours.mark is None):
        return None
    start = theirs.start if theirs.mark else max(theirs.start - 1, 0)
    return Difference(mark, source[ours.start : ours.end], target[theirs.start : theirs.end], start, theirs.end)


def has_capitals(text: str) -> bool:
    """Whether the script of `text` has capitals; a script that has none has no italics of its own either."""
    letter = _letter(text)
    return letter.isupper() or letter.islower()


def stop_of(text: str) -> str | None:
    """How sentences surely end in the script of `text`; None where that depends on the language."""
    return _STOP_OF_SCRIPT.get(_script(_letter(text)))


def _letter(text: str) -> str:
    """A letter of the script that a text is in.

    Names and code in Latin letters are found in texts of all scripts, so it is the first other letter.
    """
    others = (char for char in text if not char.isascii() and char.isalpha() and not _script(char).startswith("LATIN"))
    return next(others, "A")


def _script(letter: str) -> str:
    """The script of a letter, as its Unicode name begins."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _end_of_words(text: str) -> int:
    """Where the words of a text and the mark behind them end."""
    end = len(text)
    while end:
        char = text[end - 1]
        link = text.rfind("](", max(end - _FAR, 0), end) if char == ")" else -1
        if link >= 0 and not any(one in " \n)" for one in text[link + 2 : end - 1]):
            end = link
        elif (
            char == ">"
            and (tag := text.rfind("<", max(end - _FAR, 0), end)) >= 0
            and (text[tag + 1 : tag + 2] in ("/", "b") or text[end - 2] == "/")
        ):
            end = tag
        elif char in _ALSO_CLOSING or (char != "}" and unicodedata.category(char) in _CLOSING_CATEGORIES):
            end -= 1
        else:
            break
    return end


def _is_unknown(text: str, at: Ending) -> bool:
    """Whether a text ends with code that ends with a mark: it may be part of the code or not."""
    return text[at.end - 1 : at.end] == "`" and text[at.end - 2 : at.end - 1] in ("`", *_MARK_OF)


def _goes_on(text: str, at: Ending) -> bool:
    """Whether a text stops at a comma, as items of a list do, so that languages differ in how it may end."""
    return at.mark is None and text[at.end - 1 : at.end] in _COMMAS


def _is_style(target: str, ours: Mark | None, theirs: Ending, kind: str) -> bool:
    """Whether a translation may well end with `theirs` where the source ends with `ours`."""
    if {ours, theirs.mark} <= {"stop", "exclamation", "ellipsis"}:
        return True  # how loud, or how open, a sentence ends
    if theirs.mark == "stop" and ours is None and kind.startswith(_EITHER):
        return True  # languages differ in what makes an item of a list a sentence
    if has_capitals(target):
        return False
    if theirs.mark == "stop":
        return True
    if ours == "stop":
        return not kind.startswith(_RUNNING) and not _INNER_STOP.search(target, 0, theirs.start)
    return ours == "question" and kind.startswith(_TITLES)


def _is_abbreviation(text: str, at: Ending, *, likely: bool) -> bool:
    """Whether the stop at the end of a text may belong to an abbreviation or a number.

    `likely` says that a sentence does not end there as far as is known, so that each short word may be abbreviated.
    """
    if at.mark != "stop" or text[at.start] != ".":
        return False
    found = _LAST_WORD.search(text, max(at.start - 20, 0), at.start)
    if found is None:
        return False  # something closes before the stop
    word = found[0]
    is_short = len(word) <= _ABBREVIATION and (likely or word.istitle())
    return "." in word or not word.isalpha() or is_short
