"""Three-way merges of lists of different things: comment lines, flags, names of header fields, messages."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

_T = TypeVar("_T")
_H = TypeVar("_H", bound=Hashable)


def three_way(base: _T, ours: _T, theirs: _T) -> _T:
    """The value of the side that changed it; `ours` where both did."""
    return theirs if ours == base else ours


def merged(base: Sequence[_H], ours: Sequence[_H], theirs: Sequence[_H]) -> list[_H]:
    """What both sides leave of `base`, and what either adds."""
    if ours == base:
        return list(theirs)
    if theirs == base:
        return list(ours)
    gone = set(base) - (set(ours) & set(theirs))
    return [item for item in woven(ours, theirs) if item not in gone]


def woven(lead: Iterable[_H], other: Iterable[_H]) -> list[_H]:
    """The items of `lead` in order; what only `other` has follows what stands before it there."""
    lead = list(lead)
    known = set(lead)
    first: list[_H] = []
    followers: dict[_H, list[_H]] = {}
    place = first
    for item in other:
        if item in known:
            place = followers.setdefault(item, [])
        else:
            place.append(item)
    return first + [one for item in lead for one in (item, *followers.pop(item, ()))]
