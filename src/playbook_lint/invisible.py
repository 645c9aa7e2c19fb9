"""Characters that nobody sees: which they are, what they are called, and where a script needs them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from playbook_lint.patterns import lazy_pattern

# Controls (but NUL, tab and line endings), soft hyphen, joiners, direction marks, fillers, line separators, tags.
_CHARACTERS = (
    "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0001-\U000e007f"
)
_INVISIBLE = lazy_pattern(f"[{_CHARACTERS}]+")
# Spaces other than the one of the keyboard.
SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_ANY = lazy_pattern(f"[{_CHARACTERS}{SPACES}]")
# What is left of a text in UTF-8 without these bytes is all that may be one of them.
_SHOWN = bytes([0x00, *b"\t\n\r", *range(0x20, 0x7F)])

_JOINERS = "\u200c\u200d"
# Arabic, Syriac, Thaana, N'Ko, Indic, Tibetan, Myanmar, Khmer, Mongolian and Arabic presentation forms: joiners change
# what their letters look like.
_JOINED = lazy_pattern("[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\uaaff\ufb50-\ufdff\ufe70-\ufefe]")
# Thai, Lao, Tibetan, Myanmar and Khmer put no spaces between words; the zero width space says where a line may break.
_UNSPACED = lazy_pattern("[\u0e00-\u109f\u1780-\u17ff]")
_DIRECTION = lazy_pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_TAGS = lazy_pattern("[\U000e0020-\U000e007f]+")
_FLAG = "\U0001f3f4"


def places(text: str) -> list[int]:
    """The offsets of invisible characters and `SPACES` in `text`, in order."""
    # Bytes are looked through far quicker than text, and text for one character far quicker than for many; of these,
    # a page has a few kinds if any.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _SHOWN)
    kinds = set(_ANY.findall(rest.decode("utf-8", "surrogatepass"))) if rest else set()
    return sorted(at for kind in kinds for at in _places_of(text, kind))


def _places_of(text: str, char: str) -> Iterator[int]:
    at = text.find(char)
    while at >= 0:
        yield at
        at = text.find(char, at + 1)


def find(text: str, among: Iterable[int] | None = None) -> Iterator[tuple[int, int]]:
    """The extents of runs of invisible characters that nothing needs where they stand.

    `among` are the `places` of the text, where they are known.
    """
    lines = _Lines(text)
    offsets = (at for at in (places(text) if among is None else among) if text[at] not in SPACES)
    for start, end in _runs(offsets):
        if not _is_needed(lines, start, end):
            yield start, end


def _runs(offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The extents of those that follow each other."""
    start = end = -1
    for at in offsets:
        if at > end >= 0:
            yield start, end
        if at != end:
            start = at
        end = at + 1
    if end >= 0:
        yield start, end


def needed(text: str, start: int, end: int) -> str:
    """What of the run at `[start, end)` a script needs there: one of several joiners."""
    first = text[start]
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    is_repeated = first in _JOINERS and text.count(first, start, end) == end - start
    return first if is_repeated and _JOINED.search(around) else ""


def removed(text: str) -> str:
    """`text` without invisible characters, needed or not."""
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text)


def name(char: str) -> str:
    """The Unicode name and number of a character: `ZERO WIDTH SPACE (U+200B)`."""
    return f"{unicodedata.name(char, 'control character')} (U+{ord(char):04X})"


class _Lines:
    """The lines of a text, asked about from first to last; each is read once, however many of its places are asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._end = -1
        self._right_to_left = False

    def is_right_to_left(self, at: int) -> bool:
        """Whether the line at `at` has letters that run from right to left."""
        if at > self._end:
            start, end = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
            self._end = end if end >= 0 else len(self.text)
            line = self.text[start : self._end]
            letters = _DIRECTION.sub("", line)
            self._right_to_left = any(unicodedata.bidirectional(char) in ("R", "AL") for char in letters)
        return self._right_to_left


def _is_needed(lines: _Lines, start: int, end: int) -> bool:
    """Whether a script or an emoji around `[start, end)` needs the characters there."""
    text = lines.text
    run, around = text[start:end], text[max(start - 1, 0) : start] + text[end : end + 1]
    if run in _JOINERS:
        return bool(_JOINED.search(around)) or (run == "\u200d" and _joins_emoji(around))
    if run == "\u200b":
        return bool(_UNSPACED.search(around))
    if _TAGS.fullmatch(run):
        return text[start - 1 : start] == _FLAG
    return bool(_DIRECTION.fullmatch(run)) and lines.is_right_to_left(start)


def _joins_emoji(around: str) -> bool:
    """Two symbols; the first may be followed by a skin tone or a variation selector."""
    kinds = [unicodedata.category(char) for char in around]
    return len(around) == 2 and kinds[0] in ("So", "Sk", "Mn") and kinds[1] == "So"
