"""Writing PO files: byte for byte what `msgcat` makes of them, wrapped and not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from playbook_lint.l10n.entries import Entry, PoFile, Reference
from playbook_lint.l10n.line_breaks import columns, fold
from playbook_lint.l10n.po_read import read_po
from playbook_lint.l10n.po_write import po_bytes
from po_samples import EVERYTHING, HEADER, anything, files, gettext, needs_gettext, prose


def block(entry: Entry, wrap: int | None = None) -> str:
    """The lines of one entry."""
    return po_bytes(PoFile(HEADER, (entry,)), wrap).decode().split("\n\n", 1)[1]


@needs_gettext
class TestLikeGettext:
    @settings(max_examples=150, deadline=None)
    @given(files(anything))
    def test_whatever_it_holds(self, file: PoFile) -> None:
        data = po_bytes(file)
        assert gettext("msgcat", "--no-wrap", data=data) == data

    @settings(max_examples=150, deadline=None)
    @given(files(prose, wrapped=True))
    def test_wrapped(self, file: PoFile) -> None:
        data = po_bytes(file, 79)
        assert gettext("msgcat", data=data) == data

    @settings(max_examples=50, deadline=None)
    @given(files(prose, wrapped=True))
    def test_wrapped_at_another_width_and_unwrapped_again(self, file: PoFile) -> None:
        assert gettext("msgcat", "--width=40", data=po_bytes(file)) == po_bytes(file, 40)
        assert gettext("msgcat", "--no-wrap", data=po_bytes(file, 40)) == po_bytes(file)

    @pytest.mark.parametrize("wrap", [None, 79])
    def test_flags_formats_and_previous_texts(self, wrap: int | None) -> None:
        data = po_bytes(EVERYTHING, wrap)
        assert gettext("msgcat", *([] if wrap else ["--no-wrap"]), data=data) == data
        assert gettext("msgfmt", "--check", "--output-file=/dev/null", data=data) == b""

    def test_the_order_of_flags(self) -> None:
        flags = ("no-wrap", "range: 0..3", "python-format", "no-c-format", "fuzzy")
        data = po_bytes(PoFile(HEADER, (Entry("a", plural="b", plurals=("c", "d"), flags=flags),)))
        assert b"\n#, fuzzy, no-c-format, python-format, range: 0..3, no-wrap\n" in data
        assert gettext("msgcat", data=data) == data


class TestBlocks:
    def test_a_text_with_line_feeds_begins_on_the_next_line(self) -> None:
        assert block(Entry("a\nb", "c\n")) == 'msgid ""\n"a\\n"\n"b"\nmsgstr "c\\n"\n'

    def test_escapes(self) -> None:
        assert block(Entry('\a\b\t\v\f\r"\\\x1bä')) == 'msgid "\\a\\b\\t\\v\\f\\r\\"\\\\\x1bä"\nmsgstr ""\n'

    def test_no_context_is_not_an_empty_one(self) -> None:
        assert block(Entry("a", context="")) == 'msgctxt ""\nmsgid "a"\nmsgstr ""\n'
        assert block(Entry("a")) == 'msgid "a"\nmsgstr ""\n'

    def test_what_says_nothing_is_left_out(self) -> None:
        entry = Entry("a", flags=("fuzzy",), references=(Reference("./x.md", 1), Reference("./x.md", 1)))
        assert block(entry) == '#: x.md:1\nmsgid "a"\nmsgstr ""\n'
        assert po_bytes(PoFile(HEADER, (Entry("a", obsolete=True),))) == po_bytes(PoFile(HEADER))

    def test_obsolete_entries_are_last(self) -> None:
        data = po_bytes(PoFile(HEADER, (Entry("a", "b", obsolete=True), Entry("c", "d"))))
        assert data.endswith(b'\nmsgid "c"\nmsgstr "d"\n\n#~ msgid "a"\n#~ msgstr "b"\n')

    def test_flags_that_gettext_does_not_know_are_kept(self) -> None:
        assert block(Entry("a", "b", flags=("md-text", "fuzzy", "max-length:3"))).startswith(
            "#, fuzzy, md-text, max-length:3\n"
        )

    def test_paths_with_spaces_stand_between_isolates(self) -> None:
        entry = Entry("a", references=(Reference("a b.md", 3), Reference("c d.md")))
        assert block(entry).startswith("#: \u2068a b.md\u2069:3 \u2068c d.md\u2069\n")

    def test_references_are_wrapped_even_where_texts_are_not(self) -> None:
        entry = Entry("a", references=tuple(Reference("content/page.md", number) for number in range(1, 6)))
        assert [len(line) for line in block(entry).splitlines()[:2]] == [74, 20]

    def test_an_untranslated_plural_has_a_first_form(self) -> None:
        assert block(Entry("a", plural="b")).endswith('msgid_plural "b"\nmsgstr[0] ""\n')

    def test_comments_and_paths_cannot_leave_their_lines(self) -> None:
        entry = Entry(
            "a", comment='x\r\nmsgid "b"\rc', extracted="y\n#, fuzzy", references=(Reference('z\nmsgid "c"'),)
        )
        assert block(entry) == (
            '# x\n# msgid "b"\n# c\n#. y\n#. #, fuzzy\n#: \u2068z\ufffdmsgid "c"\u2069\nmsgid "a"\nmsgstr ""\n'
        )

    @pytest.mark.parametrize("text", ["a\0b", "a\x04b"])
    def test_what_no_catalog_can_hold_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="NUL and EOT"):
            po_bytes(PoFile(HEADER, (Entry(text),)))


class TestHeader:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ({}, "text/plain; charset=UTF-8"),
            ({"Content-Type": "text/plain; charset=ISO-8859-1"}, "text/plain; charset=UTF-8"),
            ({"Content-Type": "text/plain"}, "text/plain; charset=UTF-8"),
            ({"Content-Type": "text/plain; charset=utf-8"}, "text/plain; charset=utf-8"),
        ],
    )
    def test_it_names_the_charset_that_is_written(self, written: dict[str, str], expected: str) -> None:
        assert po_bytes(PoFile(written)) == f'msgid ""\nmsgstr "Content-Type: {expected}\\n"\n'.encode()

    def test_its_comment_and_flags(self) -> None:
        data = po_bytes(PoFile(HEADER, comment="A\n\nB", header_flags=("fuzzy",)))
        assert data.startswith(b'# A\n#\n# B\n#, fuzzy\nmsgid ""\nmsgstr ""\n"Project-Id-Version: Sample 1.0\\n"\n')

    def test_lines_that_are_no_fields_come_back(self) -> None:
        text = "junk\nA: 1\ncontinued\nA: 2\nContent-Type: text/plain; charset=UTF-8\n"
        header = 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in text.splitlines())
        assert po_bytes(read_po(Path("x.po"), header.encode())).decode() == header


class TestFold:
    def test_the_first_line_may_begin_later(self) -> None:
        assert fold("aa bb cc", 0, 5) == ["aa ", "bb cc"]
        assert fold("aa bb cc", 3, 8) == ["aa ", "bb cc"]

    def test_what_cannot_be_broken_is_too_long(self) -> None:
        assert fold("aaaaaaaa bb", 0, 4) == ["aaaaaaaa ", "bb"]

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("well-being", ["well-", "being"]),
            ("and/or", ["and/", "or"]),
            ("10 %", ["10 ", "%"]),
            ("a\u00a0b c", ["a\u00a0b ", "c"]),
            ("中文字", ["中", "文", "字"]),
            ("中文。", ["中", "文。"]),
            ("(a) [b]", ["(a) ", "[b]"]),
            ("1-2", ["1-2"]),
            ("бы-ло", ["бы-", "ло"]),
            ("א-ב", ["א-ב"]),
            ("a—b", ["a", "—", "b"]),
            ("«a» b", ["«a» ", "b"]),
            ("👩\u200d👩", ["👩\u200d👩"]),
        ],
    )
    def test_where_lines_may_end(self, text: str, lines: list[str]) -> None:
        assert fold(text, 0, 1) == lines

    @given(prose)
    def test_nothing_is_lost(self, text: str) -> None:
        assert "".join(fold(text, 0, 10)) == text

    def test_columns(self) -> None:
        assert [columns(char) for char in "aä中\u0301\u200b\x1b가"] == [1, 1, 2, 0, 0, 0, 2]
