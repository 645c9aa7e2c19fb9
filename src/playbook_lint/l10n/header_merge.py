"""Three-way merge of the headers of catalogs, field by field: they never conflict.

What a tool writes at each save goes with the later save; of other fields that both sides changed, ours is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from playbook_lint.l10n.merge_lists import three_way, woven

_CREATED = "POT-Creation-Date"
_REVISED = "PO-Revision-Date"
# Who saved the file, when, and with what.
_OF_REVISION = (_REVISED, "Last-Translator", "X-Generator")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_Header = Mapping[str, str]


def merged_header(base: _Header, ours: _Header, theirs: _Header) -> _Header:
    """The fields of both sides, in the order of ours unless only theirs is another one."""
    lead, other = (theirs, ours) if list(ours) == list(base) else (ours, theirs)
    fields = {name: _field(name, base, ours, theirs) for name in woven(lead, other)}
    return {name: value for name, value in fields.items() if value is not None}


def _field(name: str, base: _Header, ours: _Header, theirs: _Header) -> str | None:
    """The value of a field, None where it is no longer there."""
    before, mine, other = base.get(name), ours.get(name), theirs.get(name)
    if mine is None or other is None:
        left = other if mine is None else mine
        return None if left == before else left
    if name == _CREATED and before not in (mine, other):
        return _later(name, ours, theirs)[name]
    if name in _OF_REVISION and base.get(_REVISED) not in (ours.get(_REVISED), theirs.get(_REVISED)):
        return _later(_REVISED, ours, theirs)[name]
    return three_way(before, mine, other)


def _later(name: str, ours: _Header, theirs: _Header) -> _Header:
    """The header whose date `name` is the later one; ours where neither is."""
    return theirs if _seconds(theirs.get(name)) > _seconds(ours.get(name)) else ours


def _seconds(date: str | None) -> float:
    """Seconds since 1970; what is no date, such as a placeholder, comes before all that are."""
    try:
        return (datetime.strptime(date or "", "%Y-%m-%d %H:%M%z") - _EPOCH).total_seconds()
    except ValueError:
        return float("-inf")
