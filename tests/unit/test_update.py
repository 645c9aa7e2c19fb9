"""Catalogs follow their templates, and nothing that was translated is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.l10n.entries import Entry, Reference
from playbook_lint.l10n.memory import Memory
from playbook_lint.l10n.update import Counts, Updated, update
from playbook_lint.records import replace

NOTHING = Memory([])


def entry(source: str, target: str = "", *flags: str, **fields: object) -> Entry:
    return replace(Entry(source, target, flags=flags), **fields)


def updated(template: list[str], old: list[Entry], memory: Memory = NOTHING, **options: bool) -> Updated:
    return update([Entry(source) for source in template], old, memory, **options)


def shown(result: Updated) -> list[tuple[object, ...]]:
    return [
        (
            one.source,
            one.target,
            *one.flags,
            *(["obsolete"] if one.obsolete else []),
            *filter(None, [one.previous_source]),
        )
        for one in result.entries
    ]


def test_what_did_not_change_is_kept() -> None:
    old = [entry("One", "Eins", comment="ok"), entry("Two", "Zwei", "fuzzy", previous_source="Tow"), entry("Three")]
    template = [entry("One", references=(Reference("a.md", 3),), extracted="heading 1"), entry("Two"), entry("Three")]
    result = update(template, old, NOTHING)
    assert result.entries[0] == entry(
        "One", "Eins", comment="ok", references=(Reference("a.md", 3),), extracted="heading 1"
    )
    assert result.entries[1:] == tuple(old[1:])
    assert result.counts == Counts(kept=3)


def test_what_moved_is_kept() -> None:
    result = updated(["B", "C", "A"], [entry("A", "a"), entry("B", "b"), entry("C", "c")])
    assert shown(result) == [("B", "b"), ("C", "c"), ("A", "a")]
    assert result.counts == Counts(kept=2, moved=1)


def test_a_text_that_comes_back_is_fuzzy_without_a_difference() -> None:
    old = entry("Plan the first call", "Den Anruf planen", "fuzzy", previous_source="Plan the call")
    assert shown(updated(["Plan the call"], [old])) == [("Plan the call", "Den Anruf planen", "fuzzy")]


def test_what_was_edited_is_fuzzy_with_its_previous_text() -> None:
    result = updated(["Plan the first call"], [entry("Plan the call", "Den Anruf planen")])
    assert shown(result) == [("Plan the first call", "Den Anruf planen", "fuzzy", "Plan the call")]
    assert result.counts == Counts(edited=1)


def test_what_was_fuzzy_keeps_the_text_that_was_translated() -> None:
    old = entry("Plan the first call", "Den Anruf planen", "fuzzy", previous_source="Plan the call")
    assert shown(updated(["Plan the very first call"], [old])) == [
        ("Plan the very first call", "Den Anruf planen", "fuzzy", "Plan the call")
    ]


def test_an_edit_goes_to_the_message_at_its_place() -> None:
    old = [entry("Review plan A", "a"), entry("Next", "Weiter"), entry("Review plan B", "b")]
    result = updated(["Review a plan A", "Next", "Review a plan B"], old)
    assert [(one.source, one.target) for one in result.entries] == [
        ("Review a plan A", "a"),
        ("Next", "Weiter"),
        ("Review a plan B", "b"),
    ]


def test_edits_are_made_in_translations_too() -> None:
    old = [entry("See [plan](a.md)", "Siehe [Plan](a.md)"), entry("Deploy FPS", "FPS bereitstellen")]
    result = updated(["See [plan](b.md)", "Deploy FQS"], old)
    assert shown(result) == [
        ("See [plan](b.md)", "Siehe [Plan](b.md)"),
        ("Deploy FQS", "FQS bereitstellen", "fuzzy", "Deploy FPS"),
    ]
    assert result.counts == Counts(propagated=1, mended=1)
    assert updated(["See [plan](b.md)"], old[:1], propagates=False).counts == Counts(edited=1)


def test_what_is_gone_is_obsolete_and_comes_back() -> None:
    old = [entry("One", "Eins"), entry("Something else altogether", "Etwas ganz anderes"), entry("Not translated")]
    result = updated(["One"], old)
    assert shown(result) == [("One", "Eins"), ("Something else altogether", "Etwas ganz anderes", "obsolete")]
    assert result.counts == Counts(kept=1, obsolete=1)
    again = updated(["One", "Something else altogether"], list(result.entries))
    assert shown(again) == [("One", "Eins"), ("Something else altogether", "Etwas ganz anderes")]
    assert again.counts == Counts(kept=1, revived=1)


def test_what_is_new_is_filled_from_elsewhere() -> None:
    memory = Memory(
        [
            [entry("Overview", "Überblick"), entry("Next steps", "Nächste Schritte")],
            [entry("Next steps", "Weiteres"), entry("Plan the first call with the customer", "Plane den Anruf")],
        ]
    )
    result = updated(["Overview", "Next steps", "Plan the first call with a customer", "Other"], [], memory)
    assert shown(result) == [
        ("Overview", "Überblick"),
        ("Next steps", "Nächste Schritte", "fuzzy"),
        ("Plan the first call with a customer", "Plane den Anruf", "fuzzy", "Plan the first call with the customer"),
        ("Other", ""),
    ]
    assert result.counts == Counts(filled=1, suggested=2, new=1)


def test_what_is_new_here_stays_fuzzy_where_it_was_so_elsewhere() -> None:
    fuzzy = entry("Plan it.", "Planen", "fuzzy", previous_source="Plan.", comment="a name")
    sure = entry("Count.", "Zählen", comment="ask Robin")
    result = updated(["Plan it.", "Count."], [], Memory([[replace(fuzzy, obsolete=True), sure]]))
    assert result.entries == (fuzzy, sure)
    assert result.counts == Counts(filled=1, suggested=1)


def test_contexts_tell_messages_apart() -> None:
    old = [entry("Enable", "Aktivieren", context="phase"), entry("Enable", "Einschalten")]
    result = update([entry("Enable", context="phase"), entry("Enable")], old, NOTHING)
    assert [one.target for one in result.entries] == ["Aktivieren", "Einschalten"]


TEXTS = st.lists(st.text(alphabet="abc FPS12", min_size=1, max_size=12), max_size=12, unique=True)
OLD = st.lists(
    st.builds(
        entry,
        st.text(alphabet="abc FPS12", min_size=1, max_size=12),
        st.text(alphabet="xyz FPS12", max_size=12),
        obsolete=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


@given(TEXTS, OLD)
def test_a_second_update_changes_nothing_and_nothing_is_lost(template: list[str], old: list[Entry]) -> None:
    memory = Memory([old])
    result = updated(template, old, memory)
    assert [one.source for one in result.entries if not one.obsolete] == template
    assert updated(template, list(result.entries), memory).entries == result.entries
    kept = {(one.source, one.target) for one in result.entries} | {
        (one.previous_source, None) for one in result.entries if one.flags
    }
    for before in old:
        if before.target and before.source not in {one.source for one in result.entries}:
            targets = {one.target for one in result.entries}
            assert before.target in targets or (before.source, None) in kept or result.counts.propagated
