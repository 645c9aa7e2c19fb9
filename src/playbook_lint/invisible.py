"""Characters that nobody sees: which they are, what they are called, and where a script needs them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Controls (but NUL, tab and line endings), soft hyphen, joiners, direction marks, fillers, line separators, tags.
_INVISIBLE = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0001-\U000e007f]+"
)
# Spaces other than the one of the keyboard.
SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"

_JOINERS = "\u200c\u200d"
# Arabic, Syriac, Thaana, N'Ko, Indic, Tibetan, Myanmar, Khmer, Mongolian and Arabic presentation forms: joiners change
# what their letters look like.
_JOINED = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\uaaff\ufb50-\ufdff\ufe70-\ufefe]")
# Thai, Lao, Tibetan, Myanmar and Khmer put no spaces between words; the zero width space says where a line may break.
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_TAGS = re.compile("[\U000e0020-\U000e007f]+")
_FLAG = "\U0001f3f4"


def find(text: str) -> Iterator[tuple[int, int]]:
    """The extents of runs of invisible characters that nothing needs where they stand."""
    for match in _INVISIBLE.finditer(text):
        if not _is_needed(text, *match.span()):
            yield match.span()


def name(char: str) -> str:
    """The Unicode name and number of a character: `ZERO WIDTH SPACE (U+200B)`."""
    return f"{unicodedata.name(char, 'control character')} (U+{ord(char):04X})"


def _is_needed(text: str, start: int, end: int) -> bool:
    """Whether a script or an emoji around `[start, end)` needs the characters there."""
    run, around = text[start:end], text[max(start - 1, 0) : start] + text[end : end + 1]
    if run in _JOINERS:
        return bool(_JOINED.search(around)) or (run == "\u200d" and _joins_emoji(around))
    if run == "\u200b":
        return bool(_UNSPACED.search(around))
    if _TAGS.fullmatch(run):
        return text[start - 1 : start] == _FLAG
    return bool(_DIRECTION.fullmatch(run)) and _has_right_to_left(text, start)


def _joins_emoji(around: str) -> bool:
    """Two symbols; the first may be followed by a skin tone or a variation selector."""
    kinds = [unicodedata.category(char) for char in around]
    return len(around) == 2 and kinds[0] in ("So", "Sk", "Mn") and kinds[1] == "So"


def _has_right_to_left(text: str, at: int) -> bool:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else None]
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in line if char not in "\u200f\u061c")
