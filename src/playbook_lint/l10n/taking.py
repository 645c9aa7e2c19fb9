"""Takes translations that were found on a page into the entries of its catalog."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from playbook_lint.l10n.adopt import Row, State, is_same
from playbook_lint.l10n.entries import FUZZY, Entry
from playbook_lint.records import Record, replace

_BREAK = re.compile(r"<br ?/?>|\s+", re.IGNORECASE)
_ANCHOR = re.compile(r"(\]\([^()\s#]*)#([^()\s]*)")
_ESCAPE = re.compile(r"\\(?=[^\w\s])")


class Edit(Record, frozen=True):
    """A message whose translation the page has otherwise than the catalog: `before` there, `after` now."""

    source: str
    before: str
    after: str


class Taken(Record, frozen=True):
    """The entries of a catalog with what a page says.

    `edits` are the translations that were replaced. `several` maps a message to the translations of it that the page
    has beside the one that is taken.
    """

    entries: tuple[Entry, ...]
    edits: tuple[Edit, ...]
    several: Mapping[str, tuple[str, ...]]


def take(template: Sequence[Entry], old: Sequence[Entry], rows: Iterable[Row], *, is_older: bool = False) -> Taken:
    """The entries of `template` with the translations in `rows`, then the others of `old`.

    What the catalog has already stays where the page says the same, or the source's own text; where the page says
    otherwise, it was edited by hand and wins, unless the page `is_older` than the catalog. In a catalog with
    translations, a message without one stays so where the page has the source's own text, which it may be compiled
    from. A message whose source has changed since its translation (fuzzy, with its previous text) is for a translator:
    of it the page says nothing new.
    """
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        if row.source and row.target and row.state in (State.ACCEPTED, State.FUZZY):
            by_source.setdefault(row.source.text, []).append(row)
    known = {entry.key: entry for entry in old}
    is_in_use = any(entry.target.strip() for entry in old)
    entries, edits, several = [], [], {}
    for entry in template:
        found = by_source.get(entry.source, []) if entry.context is None else []
        best = _best(found)
        before = known.pop(entry.key, None)
        is_left = is_in_use and before and not before.target.strip() and _says(best, entry.source)
        made = _taken(entry, before, None if is_left else best, is_older)
        entries.append(made)
        if before and before.target.strip() and made.target != before.target:
            edits.append(Edit(entry.source, before.target, made.target))
        if others := _others(best, found):
            several[entry.source] = others
    return Taken((*entries, *known.values()), tuple(edits), several)


def reads_alike(one: str, other: str) -> bool:
    """Whether two Markdown texts differ in breaks, white space and needless backslashes at the most."""
    return one == other or as_read(one) == as_read(other)


def as_read(text: str) -> str:
    """A Markdown text without breaks, white space and needless backslashes."""
    return _ESCAPE.sub("", _BREAK.sub("", text))


def _best(rows: Sequence[Row]) -> Row | None:
    """The translation that most places of a message have, among those that are certain if there are any."""
    accepted = [row for row in rows if row.state is State.ACCEPTED]
    if accepted:
        number = Counter(row.target.text for row in accepted if row.target)
        return max(accepted, key=lambda row: number[row.target.text] if row.target else 0)
    return max(rows, key=lambda row: row.confidence, default=None)


def _others(best: Row | None, rows: Sequence[Row]) -> tuple[str, ...]:
    chosen = best.target.text if best and best.target else ""
    texts = dict.fromkeys(row.target.text for row in rows if row.target and row.state is State.ACCEPTED)
    return tuple(text for text in texts if not reads_alike(text, chosen))


def _taken(entry: Entry, before: Entry | None, row: Row | None, is_older: bool) -> Entry:
    if row is None or row.target is None:
        return before or entry
    fuzzy = (FUZZY,) if row.state is State.FUZZY else ()
    if before is None or not before.target.strip():
        return replace(before or entry, target=row.target.text, flags=(*fuzzy, *_other_flags(before or entry)))
    is_stale = before.fuzzy and before.previous_source is not None
    is_unsure = row.state is State.FUZZY and row.doubt is None
    is_known = _is_known(row.target.text, before.target, entry.source)
    if is_older or is_stale or is_unsure or is_known or _says(row, entry.source):
        return before
    return replace(before, target=row.target.text, flags=(*fuzzy, *_other_flags(before)))


def _is_known(text: str, before: str, source: str) -> bool:
    """Whether a page with `text` says `before`, which the catalog has, but for anchors that compiling puts there."""
    ours = {match[2] for match in _ANCHOR.finditer(source)}
    is_from_source = all(match[2] in ours for match in _ANCHOR.finditer(before))
    plain = (_ANCHOR.sub(r"\1", one) for one in (text, before))
    return reads_alike(text, before) or (is_from_source and reads_alike(*plain))


def _says(row: Row | None, text: str) -> bool:
    """Whether a page has the very text, but for anchors that compiling puts there."""
    return bool(row and row.target and is_same(_ANCHOR.sub(r"\1", row.target.text), _ANCHOR.sub(r"\1", text)))


def _other_flags(entry: Entry) -> Iterable[str]:
    return (flag for flag in entry.flags if flag != FUZZY)
