"""Brings a catalog up to date with its template: what was translated is kept, moved, mended or set aside, not lost."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from playbook_lint.l10n.entries import FUZZY, Entry
from playbook_lint.l10n.memory import Memory
from playbook_lint.l10n.propagate import propagate
from playbook_lint.records import Record, fields, replace
from playbook_lint.suggest import text_likeness

# From how much likeness (0 to 100) on a text is an edit of another: at the same place, and elsewhere in the page.
_SAME_PLACE = 55.0
_ELSEWHERE = 70.0
# Between so many texts and so many others all pairs are compared; beyond that only near ones in order.
_ALL_PAIRS = 40_000


class Counts(Record, frozen=True):
    """How many messages there are of each kind after an update.

    `kept` are the same as before, `moved` too, at another place. `propagated` were edited, and so is their translation;
    `mended` the same, for a translator to confirm. `edited` were edited and are fuzzy. `filled` are new, translated as
    elsewhere; `suggested` are new, with a translation of one like it, and fuzzy; `new` are not translated. `revived`
    were obsolete before, `obsolete` are so now.
    """

    kept: int = 0
    moved: int = 0
    propagated: int = 0
    mended: int = 0
    edited: int = 0
    filled: int = 0
    suggested: int = 0
    new: int = 0
    revived: int = 0
    obsolete: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def sentence(self) -> str:
        """The counts in words, those of nothing left out."""
        found = [f"{getattr(self, one.name)} {one.name}" for one in fields(self) if getattr(self, one.name)]
        return ", ".join(found) or "no messages"


class Updated(Record, frozen=True):
    """A catalog's entries after an update: those of the template in its order, then obsolete ones."""

    entries: tuple[Entry, ...]
    counts: Counts


def update(
    template: Sequence[Entry],
    old: Sequence[Entry],
    memory: Memory,
    *,
    propagates: bool = True,
    keep: Collection[str] = (),
) -> Updated:
    """Carry the translations of `old` over to the messages of `template`.

    `memory` helps with messages that are new; `keep` are names that are never translated.
    """
    by_key = {entry.key: entry for entry in old}
    wanted = {entry.key for entry in template}
    gone = [entry for entry in old if entry.key not in wanted and not entry.obsolete and entry.target]
    fresh = [entry for entry in template if entry.key not in by_key]
    edits = dict(_edits(fresh, gone, template, old))
    kinds: list[str] = []
    entries: list[Entry] = []
    for entry in template:
        before = by_key.get(entry.key)
        if before:
            made, kind = _carried(entry, before), "revived" if before.obsolete else "kept"
        elif entry.key in edits:
            made, kind = _edited(entry, edits[entry.key], propagates, keep)
        else:
            made, kind = _filled(entry, memory)
        entries.append(made)
        kinds.append(kind)
    used = {entry.key for entry in edits.values()}
    left = [entry for entry in old if entry.key not in wanted and entry.key not in used and entry.target]
    obsolete = [replace(entry, obsolete=True, references=(), extracted="") for entry in left]
    moved = _moved([entry.key for entry in template], [entry.key for entry in old])
    return Updated((*entries, *obsolete), _counts(kinds, moved, len(obsolete)))


def _carried(entry: Entry, before: Entry) -> Entry:
    return replace(before, extracted=entry.extracted, references=entry.references, obsolete=False)


def _edited(entry: Entry, before: Entry, propagates: bool, keep: Collection[str]) -> tuple[Entry, str]:
    """The message `entry`, which `before` was until it was edited."""
    mended = propagate(before.source, entry.source, before.target, keep) if propagates else None
    if mended and mended.certain and not before.fuzzy:
        return replace(
            _carried(entry, before), source=entry.source, context=entry.context, target=mended.target
        ), "propagated"
    # What is fuzzy already was translated from an older text.
    is_known = before.fuzzy and before.previous_source is not None
    previous = (before.previous_context, before.previous_source) if is_known else (before.context, before.source)
    if previous == entry.key:  # the text has come back, and there is no difference to show
        previous = None, None
    made = replace(
        _carried(entry, before),
        source=entry.source,
        context=entry.context,
        target=mended.target if mended else before.target,
        flags=(FUZZY, *(flag for flag in before.flags if flag != FUZZY)),
        previous_context=previous[0],
        previous_source=previous[1],
    )
    return made, "mended" if mended and not before.fuzzy else "edited"


def _filled(entry: Entry, memory: Memory) -> tuple[Entry, str]:
    """A new message, with a translation from elsewhere if there is one."""
    if found := memory.exact(entry.key):
        known, agreed = found
        flags = entry.flags if agreed else (FUZZY, *entry.flags)
        made = replace(entry, target=known.target, comment=known.comment, flags=flags)
        return made, "filled" if agreed else "suggested"
    if unsure := memory.unsure(entry.key):  # as it is where its page was renamed
        return _carried(entry, unsure), "suggested"
    if near := memory.nearest(entry.key):
        flags = (FUZZY, *entry.flags)
        return replace(entry, target=near.target, flags=flags, previous_source=near.source), "suggested"
    return entry, "new"


def _edits(
    fresh: Sequence[Entry], gone: Sequence[Entry], template: Sequence[Entry], old: Sequence[Entry]
) -> Iterator[tuple[tuple[str | None, str], Entry]]:
    """Which new message each message that is gone has become: the most alike at the same place, then elsewhere."""
    left_new, left_old = {entry.key: entry for entry in fresh}, {entry.key: entry for entry in gone}
    for cutoff, groups in ((_SAME_PLACE, _places(template, old)), (_ELSEWHERE, [(template, old)])):
        for new_ones, old_ones in groups:
            news = [entry for entry in new_ones if entry.key in left_new]
            olds = [entry for entry in old_ones if entry.key in left_old]
            for new, before in _pairs(news, olds, cutoff):
                yield new.key, before
                del left_new[new.key], left_old[before.key]


def _places(template: Sequence[Entry], old: Sequence[Entry]) -> Iterator[tuple[list[Entry], list[Entry]]]:
    """The messages of both between each two neighbours that both have."""
    at = {entry.key: number for number, entry in enumerate(old) if not entry.obsolete}
    new_ones: list[Entry] = []
    start = 0
    for entry in template:
        number = at.get(entry.key)
        if number is None:
            new_ones.append(entry)
        elif number >= start:
            yield new_ones, list(old[start:number])
            new_ones, start = [], number + 1
    yield new_ones, list(old[start:])


def _pairs(news: Sequence[Entry], olds: Sequence[Entry], cutoff: float) -> Iterator[tuple[Entry, Entry]]:
    """The pairs that are most alike, no message twice."""
    if len(news) * len(olds) > _ALL_PAIRS:
        return
    scores = [
        (text_likeness(new.source, before.source, cutoff=cutoff), -abs(i - j), i, j)
        for i, new in enumerate(news)
        for j, before in enumerate(olds)
        if new.context == before.context
    ]
    taken_new, taken_old = set(), set()
    for score, _, i, j in sorted(scores, reverse=True):
        if score >= cutoff and i not in taken_new and j not in taken_old:
            taken_new.add(i)
            taken_old.add(j)
            yield news[i], olds[j]


def _moved(template: Iterable[tuple[str | None, str]], old: Iterable[tuple[str | None, str]]) -> int:
    """How many of the messages that both have do not stand in the same order: all but the longest run that does."""
    at = {key: number for number, key in enumerate(old)}
    numbers = [at[key] for key in template if key in at]
    ends: list[int] = []  # the least last number of an ascending run of each length
    for number in numbers:
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
    return len(numbers) - len(ends)


def _counts(kinds: Sequence[str], moved: int, obsolete: int) -> Counts:
    number = {one.name: kinds.count(one.name) for one in fields(Counts)}
    moved = min(moved, number["kept"])
    return Counts(**number | {"kept": number["kept"] - moved, "moved": moved, "obsolete": obsolete})
