"""Whether a text and its translation lead to the same places and speak of the same numbers and names."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from typing import Literal

from playbook_lint.html_tags import NAMED_ANCHOR
from playbook_lint.l10n import numbers
from playbook_lint.l10n.bare import code_of, plain
from playbook_lint.l10n.scoring import Knowledge
from playbook_lint.l10n.traits import KEY_LENGTH, capitals, folded, names, size
from playbook_lint.records import Record

Reason = Literal["destination", "code", "number", "name", "length", "joined", "language", "source"]

_WORD = re.compile(r"[^\W_]+")
# Shorter names may be part of any word.
_LONG_NAME = 4
# Of texts with so many letters, lengths that differ by this logarithm of a ratio more than usual are strange.
_LONG_TEXT, _STRANGE_LENGTH = 50, 0.7


class Doubt(Record, frozen=True):
    """Why a translation is for a translator to confirm: what of that sort only the source has, and only the target."""

    reason: Reason
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


def disagreement(
    source: str,
    target: str,
    source_places: Iterable[str],
    target_places: Iterable[str],
    knowledge: Knowledge,
    keep: Collection[str] = (),
) -> Doubt | None:
    """What only one of the two texts says of places, numbers and names; None where they agree.

    `keep` are names that are never translated.
    """
    return (
        _difference("destination", set(source_places), set(target_places))
        or _anchors(source, target)
        or _difference("code", set(code_of(source)), set(code_of(target)))
        or _numbers(source, target)
        or _kept_names(source, target, keep)
        or _names(source, target, knowledge)
        or _length(source, target, knowledge)
    )


def _difference(reason: Reason, ours: set[str], theirs: set[str]) -> Doubt | None:
    if ours == theirs:
        return None
    return Doubt(reason, tuple(sorted(ours - theirs)), tuple(sorted(theirs - ours)))


def _anchors(source: str, target: str) -> Doubt | None:
    """Whether both name anchors of their own, and other ones: those that translators keep are told by them."""
    ours, theirs = ({f"#{name}" for name in NAMED_ANCHOR.findall(text)} for text in (source, target))
    return _difference("destination", ours, theirs) if ours and theirs else None


def _numbers(source: str, target: str) -> Doubt | None:
    found = numbers.difference(plain(source), plain(target))
    if found is None:
        return None
    ours, theirs = ({number.text for number in side} for side in found)
    return Doubt("number", tuple(sorted(ours)), tuple(sorted(theirs)))


def _kept_names(source: str, target: str, keep: Collection[str]) -> Doubt | None:
    ours, theirs = ({name for name in keep if _has_name(text, name)} for text in (source, target))
    return _difference("name", ours, theirs)


def _has_name(text: str, name: str) -> bool:
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _names(source: str, target: str, knowledge: Knowledge) -> Doubt | None:
    """Names in the target that nothing in the source explains; or words that are names, others on each side."""
    if strange := strange_names(source, target, knowledge):
        return Doubt("name", tuple(sorted(set(names(source)) - set(names(target)))), strange)
    mine, others = _kept_words(source, target, knowledge), _kept_words(target, source, knowledge)
    return Doubt("name", mine, others) if mine and others else None


def strange_names(source: str, target: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The names in the target that nothing in the source explains, sorted, regardless of case."""
    ours, theirs = set(names(source)), set(names(target))
    strange = (name for name in theirs - ours if not _explained(name, source, ours - theirs, knowledge))
    return tuple(sorted(strange))


def _length(source: str, target: str, knowledge: Knowledge) -> Doubt | None:
    """Whether a text is so much shorter or longer than a translation would be that something is missing."""
    ours, theirs = size(plain(source)), size(plain(target))
    if knowledge.ratio is None or ours < _LONG_TEXT:
        return None
    is_strange = abs(math.log((theirs + 1) / (ours + 1)) - knowledge.ratio) > _STRANGE_LENGTH
    return Doubt("length", (str(ours),), (str(theirs),)) if is_strange else None


def _explained(name: str, source: str, missing: Iterable[str], knowledge: Knowledge) -> bool:
    """Whether a name stands in the source as part of a word, as initials, or for one of the names `missing` there.

    Words that are no names explain none: where a product was renamed, its old name would stand for the new one.
    """
    words = _WORD.findall(source.casefold())
    joined, initials = "".join(words), "".join(word[0] for word in words)
    if name in words or name in initials or (len(name) >= _LONG_NAME and name in joined):
        return True
    return any(name[:KEY_LENGTH] in knowledge.partners.get(other[:KEY_LENGTH], {}) for other in missing)


def _kept_words(text: str, other: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The words of a text, but for the first, that mostly stay as they are, and have no like in `other`."""
    plain_other = folded(plain(other)).casefold()
    words = dict.fromkeys(word for word in capitals(plain(text)) if word in knowledge.names)
    return tuple(word for word in words if word.casefold()[:KEY_LENGTH] not in plain_other)
