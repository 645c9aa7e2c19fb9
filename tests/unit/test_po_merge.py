"""Three-way merges of PO files: part by part of a message, of the header, and as properties of any three files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook_lint.l10n.entries import Entry, PoFile, Reference
from playbook_lint.l10n.header_merge import merged_header
from playbook_lint.l10n.merge_lists import woven
from playbook_lint.l10n.merge_notes import merged_comment, note, with_notes
from playbook_lint.l10n.po_layout import bytes_like, layout_of
from playbook_lint.l10n.po_merge import Merge, merge
from playbook_lint.l10n.po_read import read_po
from playbook_lint.l10n.po_write import po_bytes
from playbook_lint.records import replace
from po_samples import EVERYTHING, HEADER, anything, files, gettext, needs_gettext, prose

OTHER = 'Merge conflict, choose one: the other translation is "{}"'


def file(*entries: Entry | None, **header: str) -> PoFile:
    return PoFile({**HEADER, **header}, tuple(entry for entry in entries if entry))


def merged(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> tuple[Entry | None, bool]:
    """The one entry of a merge, and whether it is a conflict."""
    done = merge(file(base), file(ours), file(theirs))
    assert len(done.file.entries) < 2
    entry = done.file.entries[0] if done.file.entries else None
    assert done.conflicts in ((), (entry,))
    return entry, bool(done.conflicts)


def clean(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> Entry | None:
    """The one entry of a merge without a conflict, which comes out the same whichever side is ours."""
    entry, is_conflict = merged(base, ours, theirs)
    assert not is_conflict
    assert merged(base, theirs, ours) == (entry, False)
    return entry


def one(target: str = "", **parts: object) -> Entry:
    return Entry("Plan", target, **parts)  # type: ignore[arg-type]


def fuzzy(target: str, **parts: object) -> Entry:
    return one(target, flags=("fuzzy",), **parts)


def many(*targets: str, **parts: object) -> Entry:
    return Entry("a page", plural="pages", plurals=targets, **parts)  # type: ignore[arg-type]


class TestTranslations:
    @pytest.mark.parametrize(
        ("base", "ours", "theirs", "expected"),
        [
            pytest.param(one(), one("x"), one(), one("x"), id="translated"),
            pytest.param(one("x"), one("y"), one("x"), one("y"), id="changed"),
            pytest.param(one("x"), one("y"), one("y"), one("y"), id="changed alike"),
            pytest.param(one("x"), one(), one("x"), one(), id="taken away"),
            pytest.param(one("x"), one(), one("y"), one("y"), id="taken away and changed"),
            pytest.param(one(), one("x"), None, one("x"), id="translated and deleted"),
            pytest.param(fuzzy("x"), one("x"), fuzzy("x"), one("x"), id="confirmed"),
            pytest.param(fuzzy("x"), one("y"), fuzzy("x"), one("y"), id="mended"),
            pytest.param(one("x"), fuzzy("x"), one("x"), fuzzy("x"), id="doubted"),
            pytest.param(one("x"), fuzzy("x"), one("y"), one("y"), id="doubted and changed"),
            pytest.param(one(), fuzzy("x"), one("x"), one("x"), id="the same, confirmed by one"),
            pytest.param(
                fuzzy("x", previous_source="Plans"),
                one("x"),
                fuzzy("x", previous_source="Plans", comment="?"),
                one("x", comment="?"),
                id="confirmed and commented",
            ),
            pytest.param(
                fuzzy("x", previous_source="Plans"),
                fuzzy("x", previous_source="Planned"),
                fuzzy("x", previous_source="Plans", comment="?"),
                fuzzy("x", previous_source="Planned", comment="?"),
                id="of another text",
            ),
            pytest.param(
                one("x"), fuzzy("x", previous_source="Plans"), one("x"), fuzzy("x", previous_source="Plans"), id="old"
            ),
        ],
    )
    def test_what_one_side_decided_is_taken(
        self, base: Entry, ours: Entry, theirs: Entry | None, expected: Entry
    ) -> None:
        assert clean(base, ours, theirs) == expected

    @pytest.mark.parametrize(
        ("base", "ours", "theirs"),
        [
            pytest.param(one("x"), one("y"), one("z"), id="changed"),
            pytest.param(one(), one("y"), one("z"), id="translated"),
            pytest.param(None, one("y"), one("z"), id="added"),
            pytest.param(None, fuzzy("y"), one("z"), id="added, ours fuzzy"),
            pytest.param(fuzzy("x"), one("y"), one("z"), id="mended"),
            pytest.param(fuzzy("y"), one("y"), one("z"), id="confirmed and mended"),
            pytest.param(one("x"), fuzzy("y"), fuzzy("z"), id="both fuzzy"),
        ],
    )
    def test_two_translations_of_one_message_are_a_conflict(
        self, base: Entry | None, ours: Entry, theirs: Entry
    ) -> None:
        assert merged(base, ours, theirs) == (fuzzy("y", comment=OTHER.format("z")), True)
        assert merged(base, theirs, ours) == (fuzzy("z", comment=OTHER.format("y")), True)

    def test_each_msgstr_of_a_plural_is_merged_by_itself(self) -> None:
        assert clean(many("a", "b"), many("A", "b"), many("a", "B")) == many("A", "B")
        assert clean(many("a", "b"), many("A", "b", flags=("fuzzy",)), many("a", "B")) == (
            many("A", "B", flags=("fuzzy",))
        )

    def test_a_conflict_in_one_msgstr_of_a_plural(self) -> None:
        entry, is_conflict = merged(many("a", "b"), many("A", "b1"), many("a", "b2"))
        assert is_conflict
        comment = 'Merge conflict, choose one: the other translation of msgstr[1] is "b2"'
        assert entry == many("A", "b1", flags=("fuzzy",), comment=comment)

    def test_other_numbers_of_plurals_are_not_mixed(self) -> None:
        entry, is_conflict = merged(many("a", "b"), many("A", "b"), many("c", "d", "e"))
        assert is_conflict
        assert entry
        assert entry.plurals == ("A", "b")
        assert [line[-3:] for line in entry.comment.split("\n")] == ['"c"', '"d"', '"e"']

    def test_plurals_of_which_there_were_fewer(self) -> None:
        assert clean(many("a"), many("A", "b"), many("A", "")) == many("A", "b")
        entry, is_conflict = merged(many("a"), many("A", "b"), many("B", "b"))
        assert is_conflict
        assert entry
        assert (entry.plurals, entry.comment[-23:]) == (("A", "b"), 'ion of msgstr[0] is "B"')

    def test_a_message_that_gets_plurals_on_one_side(self) -> None:
        base = Entry("a page", "x")
        plural = Entry("a page", plural="pages", plurals=("x",))
        assert clean(base, replace(base, comment="hm"), plural) == replace(plural, comment="hm")
        entry, is_conflict = merged(base, replace(base, target="y"), plural)
        assert is_conflict
        assert entry
        assert (entry.target, entry.plural) == ("y", None)
        assert 'msgstr[0] is "x"' in entry.comment
        assert clean(base, replace(base, target=""), replace(plural, plurals=("z",))) == replace(plural, plurals=("z",))

    def test_a_plural_without_its_first_form_gives_way(self) -> None:
        base, ours = one(obsolete=True), one(plural="Plans", plurals=("", "Pläne"), obsolete=True)
        entry, is_conflict = merged(base, ours, one("Plan", obsolete=True))
        assert is_conflict
        assert entry is not None
        assert entry.target == "Plan"
        assert "Pläne" in entry.comment


class TestOtherParts:
    @pytest.mark.parametrize(
        ("base", "ours", "theirs", "expected"),
        [
            ("", "mine", "other", "mine\nother"),
            ("a", "a\nmine", "a", "a\nmine"),
            ("a\nb\nc", "a\nc", "a\nb\nmore\nc", "a\nmore\nc"),
            ("a\nb", "b", "a\nb\nc", "b\nc"),
            ("also: a", "also: a; b", "also: a; c", "also: a; c\nalso: a; b"),
            ("", "why", "playbook-lint-disable md-link", "why\nplaybook-lint-disable md-link"),
            ("playbook-lint-disable md-link", "playbook-lint-disable md-link\nwhy", "", "why"),
            ("a", "a", "a\n\nb", "a\n\nb"),
        ],
    )
    def test_lines_of_comments(self, base: str, ours: str, theirs: str, expected: str) -> None:
        entry, _ = merged(one("x", comment=base), one("x", comment=ours), one("x", comment=theirs))
        assert entry
        assert set(entry.comment.split("\n")) == set(expected.split("\n"))
        assert len(entry.comment) == len(expected)

    def test_lines_stand_behind_what_they_follow(self) -> None:
        assert merged_comment("a\nb\nc", "a\nc\nmine", "first\na\nb\nbehind b\nc") == "first\na\nbehind b\nc\nmine"

    def test_flags(self) -> None:
        base, ours, theirs = (
            one("x", flags=flags) for flags in (("c-format", "no-wrap"), ("no-wrap",), ("c-format", "no-wrap", "md"))
        )
        entry, _ = merged(base, ours, theirs)
        assert entry == one("x", flags=("no-wrap", "md"))

    @pytest.mark.parametrize(
        ("part", "values"),
        [("extracted", ("a", "b", "c")), ("references", tuple((Reference("a.md", line),) for line in (1, 2, 3)))],
    )
    def test_what_update_makes_anew_is_taken_from_the_side_that_changed_it(
        self, part: str, values: Sequence[object]
    ) -> None:
        before, mine, other = (one("x", **{part: value}) for value in values)
        assert clean(before, mine, before) == mine
        assert merged(before, mine, replace(other, comment="c")) == (replace(mine, comment="c"), False)

    def test_contexts_tell_messages_apart(self) -> None:
        done = merge(file(), file(one("a"), one("b", context="")), file(one("c", context="menu")))
        assert sorted(entry.target for entry in done.file.entries) == ["a", "b", "c"]
        assert not done.conflicts


class TestComingAndGoing:
    @pytest.mark.parametrize(
        ("base", "ours", "theirs", "expected"),
        [
            pytest.param(None, one("x"), None, one("x"), id="added"),
            pytest.param(None, one("x"), one("x"), one("x"), id="added alike"),
            pytest.param(None, one("x"), one(), one("x"), id="added, translated by one"),
            pytest.param(one("x"), None, None, None, id="deleted by both"),
            pytest.param(one("x"), None, one("x"), None, id="deleted"),
            pytest.param(
                one("x"),
                None,
                one("x", references=(Reference("a", 1),), extracted="list"),
                None,
                id="deleted and moved",
            ),
            pytest.param(one("x"), None, one("y"), one("y"), id="deleted and changed"),
            pytest.param(one("x"), None, one("x", comment="a"), one("x", comment="a"), id="deleted and commented"),
            pytest.param(one("x"), None, one("x", obsolete=True), None, id="deleted and set aside"),
            pytest.param(
                one("x"), None, one("y", obsolete=True), one("y", obsolete=True), id="deleted, and changed, set aside"
            ),
            pytest.param(one("x", obsolete=True), None, one("x"), one("x"), id="deleted and taken into use again"),
            pytest.param(one("x"), one("x", obsolete=True), one("x"), one("x", obsolete=True), id="set aside"),
            pytest.param(
                one("x"), one("x", obsolete=True), one("y"), one("y", obsolete=True), id="set aside and changed"
            ),
            pytest.param(
                one("x", obsolete=True), one("x"), one("y", obsolete=True), one("y"), id="taken into use and changed"
            ),
            pytest.param(None, one("x", obsolete=True), one("x"), one("x"), id="added, set aside by one"),
        ],
    )
    def test_an_edit_is_kept(
        self, base: Entry | None, ours: Entry | None, theirs: Entry | None, expected: Entry | None
    ) -> None:
        assert clean(base, ours, theirs) == expected

    def test_a_source_text_that_was_edited_is_another_message(self) -> None:
        """One side translates a text, and the other edits it in the source."""
        before, after = Entry("In the future, it must be a list."), Entry("It must be a list.")
        translated = replace(before, target="À l’avenir, …")
        done = merge(file(before), file(translated), file(after))
        assert not done.conflicts
        assert set(done.file.entries) == {translated, after}

    def test_ours_gives_the_order_and_additions_follow_their_predecessor(self) -> None:
        def those(keys: str) -> PoFile:
            return file(*(Entry(key, key) for key in keys))

        def order(base: str, ours: str, theirs: str) -> str:
            return "".join(entry.source for entry in merge(those(base), those(ours), those(theirs)).file.entries)

        assert order("abc", "abxc", "abyc") == "abyxc"
        assert order("abc", "cab", "abcz") == "czab"
        assert order("abc", "abc", "zcba") == "zcba"
        assert order("abc", "abcd", "zac") == "zacd"
        assert order("", "ab", "xbc") == "xabc"

    def test_one_in_use_again_stands_where_it_is_in_use(self) -> None:
        a, b, c, d = (Entry(text, text) for text in "abcd")
        gone = replace(b, obsolete=True)
        done = merge(file(a, c, gone), file(a, c, d, gone), file(a, b, c))
        assert [entry.source for entry in done.file.entries] == ["a", "b", "c", "d"]


class TestRepeatedMerges:
    NOTED = fuzzy("y", comment=OTHER.format("z"))

    def test_a_conflict_is_not_noted_twice(self) -> None:
        assert merged(one("x"), self.NOTED, one("z")) == (self.NOTED, True)

    def test_a_text_that_was_confirmed_is_still_to_choose_the_next_time(self) -> None:
        """It is the base's once more, and fuzzy; yet one side stands by it."""
        for theirs in (fuzzy("z"), one("z")):
            assert merged(fuzzy("y"), one("y"), theirs) == (self.NOTED, True)
            assert merged(fuzzy("y"), self.NOTED, theirs) == (self.NOTED, True)
            assert merged(fuzzy("y"), theirs, self.NOTED)[1]

    def test_one_that_both_sides_have_stays_as_it_is(self) -> None:
        assert clean(self.NOTED, self.NOTED, self.NOTED) == self.NOTED

    def test_who_resolves_it_wins_over_who_did_not(self) -> None:
        for resolved in (one("y"), one("z"), one("w")):
            assert clean(self.NOTED, resolved, self.NOTED) == resolved
            assert clean(self.NOTED, resolved, replace(self.NOTED, references=(Reference("a", 1),))) == (
                replace(resolved, references=(Reference("a", 1),))
            )

    def test_two_ways_to_resolve_it_are_a_conflict(self) -> None:
        assert merged(self.NOTED, one("y"), one("z")) == (self.NOTED, True)

    def test_a_note_of_what_the_other_side_had_before_goes(self) -> None:
        assert merged(one("z"), self.NOTED, one("z2")) == (fuzzy("y", comment=OTHER.format("z2")), True)

    def test_a_note_of_the_text_that_stays_goes(self) -> None:
        theirs = fuzzy("z", comment=f"why\n{OTHER.format('y')}")
        assert merged(one("x"), one("y"), theirs) == (fuzzy("y", comment=f"why\n{OTHER.format('z')}"), True)

    def test_a_third_translation_is_noted_beside_the_second(self) -> None:
        comment = f"{OTHER.format('z')}\n{OTHER.format('w')}"
        assert merged(one("x"), self.NOTED, one("w")) == (fuzzy("y", comment=comment), True)


class TestNotes:
    TEXTS = ('say "it"', " a \n\n  b", "a\n", "tab\tand \\", '"\n"', "c:\\new", "a\r\nb", 'is\n"b"')

    @pytest.mark.parametrize("text", TEXTS)
    def test_are_read_back_and_known_again(self, text: str, tmp_path: Path) -> None:
        comment = f"before\n{note(text)}\nafter"
        read = read_po(tmp_path / "a.po", po_bytes(file(one("x", comment=comment)))).entries[0].comment
        assert read == comment
        assert with_notes(read, [note(text)], []).count("Merge conflict") == 1
        assert with_notes(read, [], [note(text)]) == "before\nafter"

    @needs_gettext
    @pytest.mark.parametrize("text", TEXTS)
    def test_gettext_keeps_them(self, text: str) -> None:
        data = po_bytes(file(fuzzy("x", comment=note(text, 1))))
        assert gettext("msgcat", "--no-wrap", data=data) == data

    def test_show_each_line_of_the_text(self) -> None:
        assert note("one\n two") == 'Merge conflict, choose one: the other translation is\n"one"\n" two"'


class TestHeaders:
    DATE = "PO-Revision-Date"

    @pytest.mark.parametrize("name", ["PO-Revision-Date", "POT-Creation-Date"])
    @pytest.mark.parametrize(
        ("ours", "theirs", "expected"),
        [
            ("2026-01-01 10:00+0000", "2026-01-02 10:00+0000", "2026-01-02 10:00+0000"),
            ("2026-01-02 10:00+0000", "2026-01-01 10:00+0000", "2026-01-02 10:00+0000"),
            ("2026-01-01 10:00+0200", "2026-01-01 09:00+0000", "2026-01-01 09:00+0000"),
            ("YEAR-MO-DA HO:MI+ZONE", "2026-01-01 09:00+0000", "2026-01-01 09:00+0000"),
            ("0001-01-01 00:00+1400", "someday", "0001-01-01 00:00+1400"),
        ],
    )
    def test_of_two_dates_the_later_one(self, name: str, ours: str, theirs: str, expected: str) -> None:
        base = {name: "2025-01-01 10:00+0000"}
        assert merged_header(base, {name: ours}, {name: theirs}) == {name: expected}

    def test_who_saved_it_goes_with_the_later_revision(self) -> None:
        base = {self.DATE: "2026-01-01 10:00+0000", "Last-Translator": "Robin", "X-Generator": "A"}
        ours = {self.DATE: "2026-01-02 10:00+0000", "Last-Translator": "Kim", "X-Generator": "A"}
        theirs = {self.DATE: "2026-01-03 10:00+0000", "Last-Translator": "Robin", "X-Generator": "B"}
        assert merged_header(base, ours, theirs) == theirs
        assert merged_header(base, theirs, ours) == theirs

    def test_field_by_field(self) -> None:
        base = {"Language": "de", "X-Old": "1", "X-Gone": "1", "X-Both": "1"}
        ours = {"Language": "de", "X-New": "1", "X-Gone": "1", "X-Both": "2", "X-Mine": "a"}
        theirs = {"X-Other": "b", "Language": "de-AT", "X-Old": "1", "X-Both": "3"}
        result = {"X-Other": "b", "Language": "de-AT", "X-New": "1", "X-Both": "2", "X-Mine": "a"}
        assert merged_header(base, ours, theirs) == result
        assert list(merged_header(base, ours, theirs)) == list(result)

    def test_the_order_of_theirs_where_only_they_changed_it(self) -> None:
        base, theirs = {"X-A": "1", "X-B": "1"}, {"X-B": "1", "X-A": "2"}
        assert list(merged_header(base, base, theirs)) == ["X-B", "X-A"]
        assert list(merged_header(base, theirs, base)) == ["X-B", "X-A"]

    def test_a_field_that_one_side_changed_is_not_deleted(self) -> None:
        assert merged_header({"X-A": "1"}, {}, {"X-A": "2"}) == {"X-A": "2"}

    def test_comment_and_flags_above_it(self) -> None:
        base, ours, theirs = (
            PoFile(HEADER, (), comment, flags)
            for comment, flags in (("Title", ("fuzzy",)), ("Title\nKim, 2026", ()), ("Title\nRobin, 2026", ("fuzzy",)))
        )
        done = merge(base, ours, theirs).file
        assert (done.comment, done.header_flags) == ("Title\nRobin, 2026\nKim, 2026", ())


class TestLayouts:
    LONG = Entry("Words that go on and on until the line is full, and beyond it. " * 3, "Wörter " * 30)

    def laid_out(self, base: bytes, ours: bytes, theirs: bytes) -> bytes:
        before, mine, other = (read_po(Path("a.po"), data) for data in (base, ours, theirs))
        layouts = [layout_of(side, data.decode()) for side, data in ((mine, ours), (other, theirs))]
        return bytes_like(merge(before, mine, other).file, *layouts)

    @pytest.mark.parametrize("wrap", [None, 79, 77])
    @pytest.mark.parametrize("end", [b"\n", b"\r\n"])
    def test_texts_are_wrapped_and_lines_ended_as_ours(self, wrap: int | None, end: bytes) -> None:
        more = Entry("More words that go on and on until the line is full. " * 3, "Mehr " * 30)
        base, theirs = file(self.LONG, one()), file(self.LONG, one("Planung " * 20), more)
        data = po_bytes(base, wrap).replace(b"\n", end)
        assert self.laid_out(data, data, po_bytes(theirs, 79 if wrap is None else None)) == po_bytes(
            theirs, wrap
        ).replace(b"\n", end)

    def test_where_ours_has_only_short_texts_theirs_shows_it(self) -> None:
        base, theirs = file(one()), file(one(), self.LONG)
        assert self.laid_out(po_bytes(base), po_bytes(base), po_bytes(theirs, 79)) == po_bytes(theirs, 79)

    def test_entries_that_stay_are_not_written_anew(self) -> None:
        """However odd: here a text is broken where no tool would, and a comment stands by itself."""
        head = po_bytes(file()) + b"\n"
        odd = b'# a\nmsgid   "Pl"\n"an"\nmsgstr "x"\n\n'
        changes, changed = b'#,fuzzy\nmsgid "b"\nmsgstr ""\n"y"\n\n', b'#, fuzzy\nmsgid "b"\nmsgstr "z"\n\n'
        apart, together = (b'# c\n%s#. d\nmsgid "d"\nmsgstr ""\n' % gap for gap in (b"\n", b""))
        base, theirs = head + odd + changes + apart, head + odd + changed + together
        assert self.laid_out(base, base, theirs) == head + odd + changed + together

    def test_those_that_theirs_adds_stay_as_written_there(self) -> None:
        """But not where it is wrapped otherwise."""
        odd = b'\nmsgid   "New"\nmsgstr   "Neu"\n'
        for wrap, added in ((None, odd), (79, b'\nmsgid "New"\nmsgstr "Neu"\n')):
            ours, theirs = po_bytes(file(self.LONG)), po_bytes(file(self.LONG), wrap) + odd
            assert self.laid_out(ours, ours, theirs) == ours + added

    def test_more_blank_lines_than_one_do_not_matter(self) -> None:
        text = 'msgid "a"\nmsgstr "b"\n\n\n\n\nmsgid "c"\nmsgstr "d"\n\n\nmsgid "e"\nmsgstr "f"\n\n\n'
        sides = read_po(Path("a.po"), text.encode())
        assert [entry.source for entry in layout_of(sides, text).written] == ["a", "c", "e"]

    @pytest.mark.parametrize(
        "text",
        [
            'msgid "a"\n\nmsgstr "b"\n',
            'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n\nmsgstr[1] "d"\n',
            'msgid "a"\nmsgstr "b"\n# of c\n\nmsgid "c"\nmsgstr "d"\n',
            '# alone\n\nmsgid "a"\nmsgstr "b"\n',
            'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n',
            'msgid "a"\nmsgstr "b"\n\n\n\n\nmsgid "c"\nmsgstr "d"\n\n\n',
            '#~ msgid "a"\n#~ msgstr "b"\n\n#~ # x\n#~ msgid "c"\n#~ msgstr "d"\n',
        ],
    )
    @pytest.mark.parametrize("head", [po_bytes(file()).decode() + "\n", ""])
    def test_nothing_is_lost_however_entries_are_parted(self, head: str, text: str) -> None:
        ours = read_po(Path("a.po"), (head + text).encode())
        layout = layout_of(ours, head + text)
        written = read_po(Path("a.po"), bytes_like(ours, layout, layout))
        assert written.entries == ours.entries


@st.composite
def versions(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[PoFile, PoFile, PoFile]:
    """A file and two versions of it: entries are edited, left out, added (some by both), and stand in another order."""
    base = draw(files(texts))
    pool = {entry.key: entry for entry in (*draw(files(texts)).entries, *base.entries)}
    return base, _version(draw, pool, base), _version(draw, pool, base)


def _version(draw: st.DrawFn, pool: dict[tuple[str | None, str], Entry], base: PoFile) -> PoFile:
    entries = []
    for entry in draw(st.permutations(list(pool.values()))) if draw(st.booleans()) else pool.values():
        kind = draw(st.sampled_from(["same", "same", "left out", "edited", "confirmed", "commented"]))
        edit = st.sampled_from(["x", "y\nz", "w"])
        if kind == "edited" and entry.plural is None:
            entries.append(replace(entry, target=draw(edit)))
        elif kind == "edited":
            entries.append(replace(entry, plurals=(draw(edit), *entry.plurals[1:])))
        elif kind == "confirmed":
            entries.append(replace(entry, flags=tuple(flag for flag in entry.flags if flag != "fuzzy")))
        elif kind == "commented":
            entries.append(replace(entry, comment=draw(st.sampled_from(["a", "a\nb", "c"]))))
        elif kind != "left out":
            entries.append(entry)
    return replace(base, entries=tuple(sorted(entries, key=lambda entry: entry.obsolete)))


def texts(entry: Entry) -> tuple[str, ...]:
    return (entry.target,) if entry.plural is None else entry.plurals


def written(done: Merge, ours: PoFile, theirs: PoFile) -> bytes:
    layouts = [layout_of(side, po_bytes(side).decode()) for side in (ours, theirs)]
    return bytes_like(done.file, *layouts)


class TestProperties:
    @settings(max_examples=100, deadline=None)
    @given(files(anything) | files(prose), st.sampled_from([None, 79]))
    def test_a_file_merged_with_itself_is_itself(self, sample: PoFile, wrap: int | None) -> None:
        data = po_bytes(sample, wrap)
        read = read_po(Path("a.po"), data)
        done = merge(read, read, read)
        assert (done.file, done.conflicts) == (read, ())
        layout = layout_of(read, data.decode())
        assert bytes_like(done.file, layout, layout) == data

    @settings(max_examples=200, deadline=None)
    @given(versions(anything))
    def test_what_one_side_changed_is_taken_as_a_whole(self, sides: tuple[PoFile, PoFile, PoFile]) -> None:
        base, ours, _ = sides
        assert merge(base, ours, base) == Merge(ours)
        assert merge(base, base, ours) == Merge(ours)

    @settings(max_examples=200, deadline=None)
    @given(versions(anything))
    def test_conflicts_are_the_same_from_either_side(self, sides: tuple[PoFile, PoFile, PoFile]) -> None:
        base, ours, theirs = sides
        one_way, other_way = merge(base, ours, theirs), merge(base, theirs, ours)
        assert {entry.key for entry in one_way.conflicts} == {entry.key for entry in other_way.conflicts}
        assert {entry.key for entry in one_way.file.entries} == {entry.key for entry in other_way.file.entries}

    @settings(max_examples=200, deadline=None)
    @given(versions(anything))
    def test_no_translation_that_a_side_added_or_edited_is_lost(self, sides: tuple[PoFile, PoFile, PoFile]) -> None:
        base, ours, theirs = sides
        result = {entry.key: entry for entry in merge(base, ours, theirs).file.entries}
        before = {entry.key: entry for entry in base.entries}
        for entry in (*ours.entries, *theirs.entries):
            if entry.key not in before or texts(before[entry.key]) != texts(entry):
                now = result[entry.key]
                for form, text in enumerate(texts(entry)):
                    number = None if entry.plural is None else form
                    assert not text or text in texts(now) or note(text, number) in now.comment

    @settings(max_examples=100, deadline=None)
    @given(versions(anything))
    def test_merging_again_changes_nothing(self, sides: tuple[PoFile, PoFile, PoFile]) -> None:
        base, ours, theirs = sides
        done = merge(base, ours, theirs)
        again = merge(base, done.file, theirs)
        assert {entry.key: entry for entry in again.file.entries} == {entry.key: entry for entry in done.file.entries}

    @settings(max_examples=100, deadline=None)
    @given(versions(anything))
    def test_the_result_is_read_back_as_what_it_is(self, sides: tuple[PoFile, PoFile, PoFile]) -> None:
        base, ours, theirs = (read_po(Path("a.po"), po_bytes(side)) for side in sides)
        done = merge(base, ours, theirs)
        read = read_po(Path("a.po"), written(done, ours, theirs))
        assert set(read.entries) == set(done.file.entries)

    def test_the_sample_with_everything(self) -> None:
        assert merge(EVERYTHING, EVERYTHING, EVERYTHING) == Merge(EVERYTHING)
        assert merge(PoFile({}), EVERYTHING, EVERYTHING) == Merge(EVERYTHING)
        assert merge(PoFile({}), EVERYTHING, PoFile({})) == Merge(EVERYTHING)


def test_weaving() -> None:
    assert woven("abc", "xaybzc") == list("xaybzc")
    assert woven("", "ab") == ["a", "b"]
    assert woven("aab", "aya") == list("ayab")
