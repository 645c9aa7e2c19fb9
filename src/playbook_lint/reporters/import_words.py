"""What a report says of a pair of texts: why it is in doubt, and which words of the two are why."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from playbook_lint.l10n.adopt import Row, State
from playbook_lint.l10n.traits import KEY_LENGTH, folded
from playbook_lint.records import Record
from playbook_lint.reporters.visible import visible

# The reasons of doubts, in the order in which they are offered: what a row says, and what a choice of rows is called.
REASONS = {
    "destination": ("leads elsewhere", "leads elsewhere"),
    "code": ("other code", "other code"),
    "number": ("other numbers", "other numbers"),
    "name": ("other names", "other names"),
    "length": ("much longer or shorter (letters)", "other length"),
    "joined": ("two texts in one", "two texts in one"),
    "source": ("it seems to be in the source language", "the source language"),
    "language": ("the page seems to be in another language", "another language"),
    "confidence": ("not certain that these belong together", "not certain"),
}
_NOTHING = {"code": "none", "number": "none", "name": "none"}
# What a row without a pair lacks.
_MISSING = {
    State.EMPTY: "nothing on the target page stands for this",
    State.SAME: "still in the source language",
    State.LEFT: "no text of the source page takes this",
}

Pieces = list[tuple[str, bool]]


class Why(Record, frozen=True):
    """A reason in words, and what only the source and only the target has of its sort; empty where that is not told."""

    said: str
    source: str = ""
    target: str = ""


def reason_of(row: Row) -> str:
    """The key in `REASONS` of what is doubtful about a row; empty for one that is in no doubt."""
    if row.doubt:
        return row.doubt.reason
    return "confidence" if row.state is State.FUZZY else ""


def why(row: Row) -> Why | None:
    """Why a row is not taken as it is; None for one that is."""
    reason = reason_of(row)
    if not reason:
        return Why(_MISSING[row.state]) if row.state in _MISSING else None
    said = REASONS[reason][0]
    if row.doubt is None or not (row.doubt.source or row.doubt.target):
        return Why(said)
    nothing = _NOTHING.get(reason, "nowhere")
    ours = _as_written(row.source.text if row.source else "", row.doubt.source)
    theirs = _as_written(row.target.text if row.target else "", row.doubt.target)
    return Why(said, ", ".join(ours) or nothing, ", ".join(theirs) or nothing)


def confidence(row: Row) -> str:
    """The confidence of a pair as a number that is rounded down, so that only what is certain has 1.00."""
    return f"{math.floor(row.confidence * 100) / 100:.2f}" if row.source and row.target else ""


def source_lines(row: Row) -> list[Pieces]:
    """The lines of the source text as `lines_of` gives them."""
    return lines_of(row.source.text, row.doubt.source if row.doubt else ()) if row.source else []


def target_lines(row: Row) -> list[Pieces]:
    """The lines of the target text as `lines_of` gives them."""
    return lines_of(row.target.text, row.doubt.target if row.doubt else ()) if row.target else []


def lines_of(text: str, values: Sequence[str] = ()) -> list[Pieces]:
    """The lines of a text, each as visible pieces; of each whether it is one of the words that `values` are about."""
    if not values and "\n" not in text:
        return [[(visible(text), False)]]
    return [list(_pieces(line, values)) for line in text.split("\n")]


def _pieces(line: str, values: Sequence[str]) -> Iterator[tuple[str, bool]]:
    end = 0
    for start, stop in _places(line, values):
        if end < start:
            yield visible(line[end:start]), False
        yield visible(line[start:stop]), True
        end = stop
    if end < len(line) or not end:
        yield visible(line[end:]), False


def _places(text: str, values: Iterable[str]) -> list[tuple[int, int]]:
    """Where words stand that `values` are about: whole ones, or by the letters they begin with. None overlap."""
    patterns = [_pattern(value) for value in sorted(values, key=len, reverse=True) if value]
    if not patterns:
        return []
    plain = folded(text)
    # Without accents a text is mostly as long as with them; otherwise its places would be others.
    found = re.finditer("|".join(patterns), plain if len(plain) == len(text) else text, re.IGNORECASE)
    return [match.span() for match in found]


def _pattern(value: str) -> str:
    # A word as long as a key may be the beginning of one; a shorter one may be an acronym with a plural.
    rest = r"\w*" if len(value) == KEY_LENGTH and value.isalpha() else r"s?(?!\w)"
    return rf"(?<!\w){re.escape(value)}{rest}"


def _as_written(text: str, values: Iterable[str]) -> list[str]:
    """The values as the text has them, which are those that people know; each as it is where the text has it not."""
    written: dict[str, None] = {}
    for value in values:
        places = _places(text, [value])
        written[text[slice(*places[0])] if places else value] = None
    return list(written)


def is_doubtful(row: Row) -> bool:
    """Whether a person should look at a row: a pair that may be wrong, or a text for which none was found."""
    return row.doubt is not None or row.state in (State.FUZZY, State.EMPTY, State.LEFT)
