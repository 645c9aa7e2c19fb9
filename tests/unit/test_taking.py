"""What of a page goes into a catalog that has translations already, and which words for terms win."""

from __future__ import annotations

import pytest

from playbook_lint.l10n.adopt import Row, State, TermForm, Text
from playbook_lint.l10n.agreement import Doubt
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.harvest import Harvest, with_words
from playbook_lint.l10n.taking import reads_alike, take

NUMBER = Doubt("number", ("1",), ("2",))


def row(target: str, state: State = State.ACCEPTED, doubt: Doubt | None = None, confidence: float = 1.0) -> Row:
    return Row(state, Text("Plan the move.", 1), Text(target, 2), confidence, doubt)


def taken(before: Entry | None, *rows: Row, is_older: bool = False) -> Entry:
    return take([Entry("Plan the move.")], [before] if before else [], rows, is_older=is_older).entries[0]


class TestTake:
    def test_a_message_that_has_no_translation(self) -> None:
        assert taken(None, row("Planen")) == Entry("Plan the move.", "Planen")
        assert taken(Entry("Plan the move.", comment="x"), row("Planen")).comment == "x"
        assert taken(None, row("Planen", State.FUZZY, NUMBER)).flags == ("fuzzy",)

    @pytest.mark.parametrize("said", ["Den Umzug planen.", "Den  Umzug\nplanen\\.", "Den Umzug<br>planen."])
    def test_what_says_the_same_stays(self, said: str) -> None:
        before = Entry("Plan the move.", "Den Umzug planen.")
        assert taken(before, row(said)) is before

    def test_an_edit_wins(self) -> None:
        result = take([Entry("Plan the move.")], [Entry("Plan the move.", "Alt")], [row("Neu")])
        assert result.entries == (Entry("Plan the move.", "Neu"),)
        assert [(edit.before, edit.after) for edit in result.edits] == [("Alt", "Neu")]

    def test_an_edit_that_says_other_numbers_is_for_a_translator(self) -> None:
        assert taken(Entry("Plan the move.", "Alt"), row("Neu", State.FUZZY, NUMBER)).fuzzy

    @pytest.mark.parametrize(
        ("before", "found", "is_older"),
        [
            (Entry("Plan the move.", "Alt"), row("Neu"), True),
            (Entry("Plan the move.", "Alt"), row("Neu", State.FUZZY, confidence=0.5), False),
            (Entry("Plan the move.", "Alt"), row("Plan the move."), False),
            (Entry("Plan the move.", "Alt", flags=("fuzzy",), previous_source="Plan it."), row("Älter"), False),
        ],
    )
    def test_what_wins_over_the_page(self, before: Entry, found: Row, is_older: bool) -> None:
        assert taken(before, found, is_older=is_older) is before

    def test_a_message_that_was_left_is_not_taken_from_a_page_that_has_the_source(self) -> None:
        left, other = Entry("Plan the move."), Entry("Move.", "Umziehen.")
        same = [row("Plan the move.")]
        assert take([left, other], [left, other], same).entries[0] is left
        # Of a catalog that nobody has used yet nothing is known.
        assert take([left, other], [left], same).entries[0].target == "Plan the move."

    def test_anchors_that_compiling_writes_are_no_edit(self) -> None:
        source = "See [the start](plan.md#start)."
        before = Entry(source, "Siehe [den Anfang](plan.md#start).")
        found = Row(State.ACCEPTED, Text(source, 1), Text("Siehe [den Anfang](plan.md#anfang).", 2), 1.0)
        assert take([Entry(source)], [before], [found]).entries == (before,)
        edited = Entry(source, "Siehe [den Anfang](plan.md#beginn).")
        assert take([Entry(source)], [edited], [found]).entries[0].target == "Siehe [den Anfang](plan.md#anfang)."

    def test_of_several_translations_the_most_frequent_one(self) -> None:
        result = take([Entry("Plan the move.")], [], [row("A"), row("B"), row("B")])
        assert result.entries[0].target == "B"
        assert result.several == {"Plan the move.": ("A",)}

    def test_other_entries_stay(self) -> None:
        other = Entry("Gone", "Weg", obsolete=True)
        assert take([Entry("Plan the move.")], [other], []).entries == (Entry("Plan the move."), other)


def test_reads_alike() -> None:
    assert reads_alike("a\\. b", "a. b")
    assert not reads_alike("a", "b")


class TestHarvest:
    def words(self, *forms: str, present: str = "", shipped: str = "") -> tuple[str, list[str]]:
        harvest = Harvest()
        for line, form in enumerate(forms, 1):
            harvest.add("de/a.md", [TermForm("phase", "Assess", form, line)])
        key = ("phase", "Assess")
        (found,) = harvest.words({key: present} if present else {}, {key: shipped} if shipped else {})
        return found.chosen, list(found.others)

    def test_the_majority_wins(self) -> None:
        assert self.words("Prüfen", "Bewerten", "Bewerten") == ("Bewerten", ["Prüfen"])

    def test_what_the_project_says_already_stays(self) -> None:
        assert self.words("Prüfen", "Prüfen", present="Bewerten") == ("Bewerten", ["Prüfen"])

    def test_where_forms_are_equally_frequent_the_shipped_one_wins(self) -> None:
        assert self.words("Prüfen", "Bewerten", shipped="Bewerten") == ("Bewerten", ["Prüfen"])

    def test_marks_are_no_part_of_a_word_and_markup_is_none(self) -> None:
        assert self.words("**Bewerten**", "[Bewerten](a.md)", "x" * 200) == ("Bewerten", [])

    def test_entries_that_have_a_word_keep_it_even_a_fuzzy_one(self) -> None:
        harvest = Harvest()
        harvest.add("de/a.md", [TermForm("phase", "Assess", "Bewerten", 1)])
        words = harvest.words({}, {})
        fuzzy = Entry("Assess", "Prüfen", "phase", flags=("fuzzy",))
        assert with_words([fuzzy, Entry("Assess", "", "phase")], words) == (
            fuzzy,
            Entry("Assess", "Bewerten", "phase"),
        )
