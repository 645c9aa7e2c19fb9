"""Three-way merge of PO files, message by message.

Every part of a message is merged by itself: what one side changed is taken. Only where both sides translated one
msgstr, and differently, is there a conflict: ours stays, marked fuzzy, and theirs goes into a comment (`merge_notes`).
A message whose source text was edited has another msgid, and so is another message.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from playbook_lint.l10n.entries import FUZZY, Entry, PoFile
from playbook_lint.l10n.header_merge import merged_header
from playbook_lint.l10n.merge_lists import merged, three_way, woven
from playbook_lint.l10n.merge_notes import merged_comment, note, notes_in, with_notes
from playbook_lint.records import Record, replace

_Key = tuple[str | None, str]


class Merge(Record, frozen=True):
    """What a merge comes to: the `file`, and those of its entries that are `conflicts`."""

    file: PoFile
    conflicts: tuple[Entry, ...] = ()


class _Translation(NamedTuple):
    """The msgstrs of a merged entry: `side` says how fuzzy they are; `notes` are of what they were chosen over."""

    texts: tuple[str, ...]
    side: Entry
    notes: tuple[str, ...] = ()


def merge(base: PoFile, ours: PoFile, theirs: PoFile) -> Merge:
    """Merge what `ours` and `theirs` made of `base`, which is without entries where both sides added the file.

    Entries stand in the order of ours, those that theirs adds behind the one that they follow there.
    """
    before, mine, other = (_by_key(file) for file in (base, ours, theirs))
    entries: dict[_Key, Entry] = {}
    conflicts: set[_Key] = set()
    for key in {**mine, **other}:
        entry, is_conflict = _merged_entry(before.get(key), mine.get(key), other.get(key))
        if entry:
            entries[key] = entry
        if is_conflict:
            conflicts.add(key)
    is_in_order = list(mine) == list(before)
    lead, follower = (theirs, ours) if is_in_order else (ours, theirs)
    keys = woven(_placed(lead, entries), _placed(follower, entries))
    file = PoFile(
        merged_header(base.header, ours.header, theirs.header),
        tuple(entries[key] for key in keys),
        merged_comment(base.comment, ours.comment, theirs.comment),
        tuple(merged(base.header_flags, ours.header_flags, theirs.header_flags)),
        ours.path,
    )
    return Merge(file, tuple(entries[key] for key in keys if key in conflicts))


def _by_key(file: PoFile) -> dict[_Key, Entry]:
    return {entry.key: entry for entry in file.entries}


def _placed(file: PoFile, entries: Mapping[_Key, Entry]) -> Iterator[_Key]:
    """The messages that the file tells the place of: one that is obsolete there only stands among obsolete ones."""
    for entry in file.entries:
        if entry.key in entries and entries[entry.key].obsolete == entry.obsolete:
            yield entry.key


def _merged_entry(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> tuple[Entry | None, bool]:
    """The merged entry, None where it is no longer there, and whether it is a conflict."""
    if ours is None or theirs is None:
        left = ours or theirs
        return (left if base is None or (left and _is_edited(base, left)) else None), False
    if theirs in (base, ours):
        return ours, False
    if ours == base:
        return theirs, False
    # An entry that was not there before is as good as one set aside without a translation.
    base = base or Entry(ours.source, context=ours.context, obsolete=True)
    translation = _translation(base, ours, theirs)
    entry = _combined(base, ours, theirs, translation)
    return entry, bool(translation.notes)


def _is_edited(base: Entry, entry: Entry) -> bool:
    """Whether somebody worked on the entry, or took it into use again; places and the like change by themselves."""
    said, before = ((_state(one), one.comment, set(one.flags)) for one in (entry, base))
    return said != before or (base.obsolete and not entry.obsolete)


def _combined(base: Entry, ours: Entry, theirs: Entry, translation: _Translation) -> Entry:
    """The entry with that translation, and of each other part what the side that changed it says."""
    texts, side, notes = translation
    flags = [flag for flag in merged(base.flags, ours.flags, theirs.flags) if flag != FUZZY]
    comment = merged_comment(base.comment, ours.comment, theirs.comment)
    if notes:
        outdated = (one for known in (_texts(base), texts) for one in _notes(side, known))
        comment = with_notes(comment, notes, outdated)
    is_same_kind = (ours.plural is None) == (theirs.plural is None)
    return replace(
        side,
        target="" if side.plural is not None else texts[0],
        plurals=() if side.plural is None else texts,
        plural=three_way(base.plural, ours.plural, theirs.plural) if is_same_kind else side.plural,
        comment=comment,
        extracted=three_way(base.extracted, ours.extracted, theirs.extracted),
        references=three_way(base.references, ours.references, theirs.references),
        flags=(FUZZY, *flags) if notes or side.fuzzy else tuple(flags),
        obsolete=three_way(base.obsolete, ours.obsolete, theirs.obsolete),
    )


def _translation(base: Entry, ours: Entry, theirs: Entry) -> _Translation:
    before, mine, other = _state(base), _state(ours), _state(theirs)
    if other in (before, mine):
        return _Translation(_texts(ours), ours)
    if mine == before:
        return _Translation(_texts(theirs), theirs)
    if (ours.plural is None) == (theirs.plural is None) and len(ours.plurals) == len(theirs.plurals):
        return _by_form(base, ours, theirs)
    # A message that has plurals on one side only, or other ones; to gettext it is untranslated without the first form.
    is_theirs = not _texts(ours)[0] and bool(_texts(theirs)[0])
    kept, left = (theirs, ours) if is_theirs else (ours, theirs)
    return _Translation(_texts(kept), kept, tuple(_notes(left, _texts(left))))


def _by_form(base: Entry, ours: Entry, theirs: Entry) -> _Translation:
    """The translation, msgstr by msgstr, of an entry that both sides worked on."""
    mine, other = _texts(ours), _texts(theirs)
    before = _texts(base) if len(_texts(base)) == len(mine) else ("",) * len(mine)
    chose, other_chose = (_insists(base, side) for side in (ours, theirs))
    texts: list[str] = []
    rejected: list[int] = []
    for form, (was, text, instead) in enumerate(zip(before, mine, other, strict=True)):
        is_ours = not instead or (instead == was and not other_chose)
        is_theirs = not text or (text == was and not chose)
        texts.append(instead if is_theirs and not is_ours else text)
        if text != instead and not is_ours and not is_theirs:
            rejected.append(form)
    notes = tuple(note(other[form], form if ours.plural is not None else None) for form in rejected)
    return _Translation(tuple(texts), ours if notes else _confirming(tuple(texts), ours, theirs), notes)


def _insists(base: Entry, side: Entry) -> bool:
    """Whether a side stands by a text that it did not change: it confirmed it, or has it in a conflict already."""
    return (base.fuzzy and not side.fuzzy) or bool(set(notes_in(side.comment)) - set(notes_in(base.comment)))


def _confirming(texts: Sequence[str], ours: Entry, theirs: Entry) -> Entry:
    """The side that says whether these texts are fuzzy: one that has them, confirmed if it may be, else a fuzzy one."""
    having = [side for side in (ours, theirs) if _texts(side) == texts]
    if having:
        return min(having, key=lambda side: side.fuzzy)
    return max(ours, theirs, key=lambda side: side.fuzzy)


def _state(entry: Entry) -> tuple[object, ...]:
    """What a translator decides on as a whole."""
    previous = entry.previous_context, entry.previous_source, entry.previous_plural
    return entry.plural is None, _texts(entry), entry.fuzzy, previous, notes_in(entry.comment)


def _texts(entry: Entry) -> tuple[str, ...]:
    return (entry.target,) if entry.plural is None else entry.plurals


def _notes(entry: Entry, texts: Sequence[str]) -> Iterator[str]:
    """The notes of all `texts`, as they are for an entry that has plurals or none, as `entry` does."""
    for form, text in enumerate(texts):
        if text:
            yield note(text, form if entry.plural is not None else None)
