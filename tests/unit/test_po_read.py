"""Reading PO files: whatever tool saved them, nothing is lost; what is broken is one clear error."""

from __future__ import annotations

import os
from pathlib import Path

import polib
import pytest
from hypothesis import given
from translate.storage import pypo

from playbook_lint.l10n import po_text
from playbook_lint.l10n.entries import Entry, PoFile, Reference
from playbook_lint.l10n.po_read import read_po
from playbook_lint.l10n.po_text import CatalogError
from playbook_lint.l10n.po_write import po_bytes
from playbook_lint.records import replace
from po_samples import EVERYTHING, HEADER, anything, files, gettext, needs_gettext, prose

PO = Path("sample.po")
QUOTING = r'not a PO file: a text stands in `"`, and each `"` and `\` in it behind a `\`'
PLURAL = 'msgid "a"\nmsgid_plural "b"\n'
POEDIT = (
    b'msgid ""\r\nmsgstr ""\r\n"Project-Id-Version: Sample\\n"\r\n"Language: de\\n"\r\n'
    b'"Content-Type: text/plain; charset=UTF-8\\n"\r\n'
    b'"X-Generator: Poedit 3.4\\n"\r\n"X-Poedit-Basepath: ..\\n"\r\n\r\n'
    b"# Note \r\n#\r\n#. paragraph\r\n#: content/plan.md:3\r\n#, fuzzy\r\n"
    b'#| msgid "old"\r\nmsgid ""\r\n"one "\r\n"two"\r\nmsgstr "eins\\n"\r\n"zwei"\r\n\r\n'
    b'#~ msgid "gone"\r\n#~ msgstr "weg"\r\n'
)
WEBLATE = """# Sample translations.
# Someone <someone@example.com>, 2026.
msgid ""
msgstr ""
"Project-Id-Version: Sample\\n"
"Report-Msgid-Bugs-To: \\n"
"Language-Team: German <https://translate.example.com/projects/sample/"
"content/de/>\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Weblate 5.4\\n"

#. paragraph
#: content/plan.md:3 content/guides/a.md:12
#, fuzzy, max-length:20, placeholders:"a, b":c
msgid "one"
msgstr "eins"
"""


def one(text: str) -> Entry:
    """The only entry of a file."""
    (entry,) = read_po(PO, text.encode()).entries
    return entry


class TestRoundTrip:
    @given(files(anything))
    def test_what_is_written_is_read_again(self, file: PoFile) -> None:
        assert read_po(PO, po_bytes(file)) == file

    @given(files(prose, wrapped=True))
    def test_wrapped_and_with_crlf(self, file: PoFile) -> None:
        assert read_po(PO, po_bytes(file, 79)) == file
        assert read_po(PO, po_bytes(file).replace(b"\n", b"\r\n")) == file

    def test_line_numbers(self) -> None:
        data = po_bytes(EVERYTHING)
        lines = data.decode().split("\n")
        for entry in read_po(PO, data).entries:
            first = lines[entry.line - 1].removeprefix("#~ ")
            assert first.startswith("msgid " if entry.context is None else "msgctxt ")


class TestOtherTools:
    @needs_gettext
    @pytest.mark.parametrize("arguments", [[], ["--no-wrap"], ["--indent"], ["--escape"], ["--width=30"]])
    def test_gettext(self, arguments: list[str]) -> None:
        # gettext 0.21 does not know the isolates around paths with spaces, and parts them there.
        entries = tuple(replace(entry, references=entry.references[:1]) for entry in EVERYTHING.entries)
        file = replace(EVERYTHING, entries=entries)
        assert read_po(PO, gettext("msgcat", *arguments, data=po_bytes(file))) == file

    @needs_gettext
    def test_a_path_with_spaces_that_gettext_has_parted(self) -> None:
        entry = Entry("a", references=(Reference(f"content/{'long-' * 14}a b.md", 3),))
        assert read_po(PO, gettext("msgcat", data=po_bytes(PoFile(HEADER, (entry,))))).entries == (entry,)

    @pytest.mark.parametrize("wrap", [None, 79])
    def test_translate_toolkit(self, wrap: int | None) -> None:
        store = pypo.pofile.parsestring(po_bytes(EVERYTHING, wrap))
        store.updateheader(add=True, X_Generator="Translate Toolkit")
        for unit in store.units[1:]:
            # It wraps anew what is set anew.
            unit.source, unit.target = unit.source, unit.target
        file = read_po(PO, bytes(store))
        assert file.entries == EVERYTHING.entries
        assert file.comment == EVERYTHING.comment
        assert file.header == {**EVERYTHING.header, "X-Generator": "Translate Toolkit"}

    def test_poedit(self) -> None:
        file = read_po(PO, POEDIT)
        assert file.header["X-Poedit-Basepath"] == ".."
        assert file.entries == (
            Entry(
                "one two",
                "eins\nzwei",
                comment="Note \n",
                extracted="paragraph",
                references=(Reference("content/plan.md", 3),),
                flags=("fuzzy",),
                previous_source="old",
            ),
            Entry("gone", "weg", obsolete=True),
        )

    def test_weblate(self) -> None:
        file = read_po(PO, WEBLATE.encode())
        assert file.comment == "Sample translations.\nSomeone <someone@example.com>, 2026."
        assert file.header["Language-Team"] == "German <https://translate.example.com/projects/sample/content/de/>"
        assert file.entries[0].flags == ("fuzzy", "max-length:20", 'placeholders:"a, b":c')

    def test_polib_reads_what_we_write(self) -> None:
        theirs = polib.pofile(po_bytes(EVERYTHING, 79).decode())
        ours = EVERYTHING.entries
        assert [(entry.msgid, entry.msgstr, entry.msgctxt) for entry in theirs] == [
            (entry.source, entry.target, entry.context) for entry in ours
        ]
        assert [(entry.tcomment, entry.flags, bool(entry.obsolete)) for entry in theirs] == [
            (entry.comment, list(entry.flags), entry.obsolete) for entry in ours
        ]


class TestLeniency:
    @pytest.mark.parametrize(
        "text",
        [
            'msgid "a"\nmsgstr "b"',
            'msgid"a"\nmsgstr  "b"  ',
            '  msgid "a"\n\tmsgstr "b"\n',
            'msgid "" "a"\nmsgstr ""\n\n"b"\n',
            'msgid "a"\n# c\nmsgstr "b"\n'.replace("# c", "#"),
            'msgid "\\x61"\nmsgstr "\\142"\n',
            '#|\n#~\nmsgid "a"\nmsgstr "b"\n# at the end, of no entry\n',
        ],
    )
    def test_forms_of_the_same(self, text: str) -> None:
        assert one(text) == Entry("a", "b")

    def test_comments_without_spaces(self) -> None:
        entry = one('#a\n#.b\n#:c.md:1\n#,fuzzy,x\n#=y\n#|msgid "d"\nmsgid "e"\nmsgstr "f"\n')
        assert entry == Entry(
            "e", "f", None, "a", "b", (Reference("c.md", 1),), ("fuzzy", "x", "y"), previous_source="d"
        )

    def test_comments_of_obsolete_entries(self) -> None:
        entry = one('#~ # a\n#~ #. b\n#~|msgctxt "c"\n#~| msgid "d"\n#~msgid "e"\n#~ msgstr "f"\n')
        assert entry == Entry("e", "f", None, "a", "b", previous_context="c", previous_source="d", obsolete=True)

    def test_bytes_in_escapes_make_characters(self) -> None:
        assert one('msgid "gr\\303\\266\\xc3\\x9f, \\357\\273\\277"\nmsgstr ""\n').source == "größ, \ufeff"

    def test_separators_of_unicode_are_no_line_ends(self) -> None:
        assert one('#. x\u2028y\nmsgid "a\u2028b\x85c\x0cd"\nmsgstr ""\n').source == "a\u2028b\x85c\x0cd"

    def test_a_backslash_may_end_a_comment(self) -> None:
        for comment in ("a\\", "a\\ ", "a\\  ", "\\\nb"):
            file = PoFile(HEADER, (Entry("a", comment=comment, extracted=comment),))
            assert read_po(PO, po_bytes(file)) == file

    def test_references(self) -> None:
        text = "#: a.md:1 a.md:2 a.md:1 b:c.md \u2068d e.md\u2069:4\n#: \u2068f\n#: g.md\u2069 h:99999999999999999999\n"
        assert one(f'{text}msgid "a"\nmsgstr ""\n').references == (
            Reference("a.md", 1),
            Reference("a.md", 2),
            Reference("b:c.md"),
            Reference("d e.md", 4),
            Reference("f g.md"),
            Reference("h:99999999999999999999"),
        )

    def test_flags(self) -> None:
        text = '#, fuzzy c-format,range: 0..3\n#, fuzzy,\n#, x:"a, b" "\nmsgid "a"\nmsgstr ""\n'
        assert one(text).flags == ("fuzzy", "c-format", "range: 0..3", 'x:"a, b"', '"')

    def test_without_a_header(self) -> None:
        file = read_po(PO, b'# c\nmsgid "a"\nmsgstr "b"\n')
        assert (file.header, file.comment, file.entries) == ({}, "", (Entry("a", "b", comment="c"),))
        assert read_po(PO, b"") == PoFile({})

    def test_an_empty_context_makes_no_header(self) -> None:
        assert one('msgctxt ""\nmsgid ""\nmsgstr "b"\n') == Entry("", "b", "")

    def test_fields_of_the_header(self) -> None:
        lines = ["stray", "A:1", "B: x: y ", "folded", "A: 2", "", "C:"]
        header = read_po(PO, 'msgid ""\nmsgstr "{}\\n"\n'.format("\\n".join(lines)).encode()).header
        assert header == {"": "stray", "A": "1", "B": "x: y \nfolded\nA: 2\n", "C": ""}


class TestCharsets:
    def file(self, charset: str, text: str, encoding: str) -> bytes:
        return (
            f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n\nmsgid "{text}"\nmsgstr ""\n'.encode(
                encoding
            )
        )

    @pytest.mark.parametrize(
        ("charset", "text", "encoding"),
        [
            ("UTF-8", "größe", "utf-8"),
            ("utf8", "größe", "utf-8-sig"),
            ("CHARSET", "größe", "utf-8"),
            ("ISO-8859-1", "größe", "latin-1"),
            ("ISO-8859-1", "size", "ascii"),
            ("CP1251", "жизнь", "cp1251"),
            ("SHIFT_JIS", "表示", "shift_jis"),
            ("GBK", "中文字", "gbk"),
        ],
    )
    def test_what_the_header_names(self, charset: str, text: str, encoding: str) -> None:
        assert read_po(PO, self.file(charset, text, encoding)).entries[0].source == text

    def test_the_header_may_be_wrapped(self) -> None:
        data = 'msgid ""\r\nmsgstr ""\r\n"Content-Type: text/plain; "\r\n"charset=ISO-8859-1\\n"\r\n\r\n'
        data += 'msgid "ä"\r\nmsgstr ""\r\n'
        assert read_po(PO, data.encode("latin-1")).entries[0].source == "ä"

    @pytest.mark.parametrize(
        ("charset", "text", "encoding", "line", "message"),
        [
            ("UTF-8", "größe", "latin-1", 4, "not UTF-8"),
            ("ISO-8859-1", "größe", "utf-8", 1, "the header names the charset `ISO-8859-1`, but the text is UTF-8"),
            ("SHIFT_JIS", "größe", "latin-1", 4, "not SHIFT_JIS"),
            (
                "KLINGON",
                "size",
                "ascii",
                1,
                "the header names a charset that is not known, `KLINGON`; save it as UTF-8",
            ),
            ("rot13", "size", "ascii", 1, "the header names a charset that is not known, `rot13`; save it as UTF-8"),
            ("UTF-7", "size", "ascii", 1, "the header names a charset that is not known, `UTF-7`; save it as UTF-8"),
            # Behind an escape, ASCII is something else: what was mended by its bytes would be broken.
            (
                "ISO-2022-JP",
                "size",
                "ascii",
                1,
                "the header names a charset that is not known, `ISO-2022-JP`; save it as UTF-8",
            ),
            ("UTF-16", "size", "utf-16", 1, "in UTF-16; save it as UTF-8"),
        ],
    )
    def test_what_is_not(self, charset: str, text: str, encoding: str, line: int, message: str) -> None:
        with pytest.raises(CatalogError) as caught:
            read_po(PO, self.file(charset, text, encoding))
        assert (caught.value.path, caught.value.line, caught.value.message) == (PO, line, message)


class TestErrors:
    @pytest.mark.parametrize(
        ("text", "line", "message"),
        [
            ('msgid "a"\nmsgstr "b\n', 2, QUOTING),
            ('msgid "a\\x"\nmsgstr ""\n', 1, QUOTING),
            ('msgid "a\\u0041"\nmsgstr ""\n', 1, QUOTING),
            ('msgid "a"\nmsgstr ""\n"b\n', 3, QUOTING),
            ('#| msgid old\nmsgid "a"\nmsgstr "b"\n', 1, QUOTING),
            ('"a"\n', 1, "not a PO file: no keyword stands before this text"),
            ('# c\n\n#| msgid "x"\n"a"\n', 4, "not a PO file: no keyword stands before this text"),
            ('#| "a"\nmsgid "b"\nmsgstr ""\n', 1, "not a PO file: a previous text is out of place"),
            ('msgid "b"\n#| msgid "a"\nmsgstr ""\n', 2, "not a PO file: a previous text is out of place"),
            ('#| msgid "a"\n#| msgid "b"\n', 2, "not a PO file: a previous text is out of place"),
            ('#| msgstr "a"\n', 1, "not a PO file: `msgstr` is no keyword"),
            ('domain "a"\n', 1, "not a PO file: `domain` is no keyword"),
            (PLURAL + 'msgstr[1] ""\n', 3, "not a PO file: `msgstr[1]` cannot follow `msgid_plural`"),
            (PLURAL + 'msgstr[0] ""\nmsgstr[0] ""\n', 4, "not a PO file: `msgstr[0]` cannot follow `msgstr[0]`"),
            (PLURAL + 'msgstr "c"\n', 3, "not a PO file: `msgstr` cannot follow `msgid_plural`"),
            ('msgid "a"\n#~ msgstr "b"\n', 2, "not a PO file: `#~` stands before only a part of the message"),
            ('msgid "a"\nmsgstr ""\n\nmsgid "b"\n', 4, "not a PO file: no `msgstr` follows `msgid`"),
            ('msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n', 4, "`a` stands in line 1 already"),
            ('msgid ""\nmsgstr "A: b\\n"\n\n# c\nmsgid ""\nmsgstr "A\\n"\n', 5, "the header stands in line 1 already"),
            ('msgid "a\0"\nmsgstr ""\n', 1, "a NUL character"),
            ('msgid "a"\nmsgstr "\\000"\n', 2, "a character that no message can hold, NUL or EOT"),
            ('msgid "a\x04b"\nmsgstr ""\n', 1, "a character that no message can hold, NUL or EOT"),
            ('msgid "a"\nmsgstr "\\303"\n', 2, "not a PO file: `\\303` is no character in the charset of the file"),
            ('msgid "a"\n<<<<<<< ours\nmsgstr "b"\n=======\n>>>>>>> theirs\n', 2, "an unresolved merge conflict"),
            ('msgid "a"\nmsgstr "b"\n=======\n', 3, "an unresolved merge conflict"),
        ],
    )  # fmt: skip
    def test_one_clear_sentence(self, text: str, line: int, message: str) -> None:
        with pytest.raises(CatalogError) as caught:
            read_po(PO, text.encode())
        assert (caught.value.path, caught.value.line, caught.value.message) == (PO, line, message)

    def test_a_long_message_that_is_there_twice_is_cut(self) -> None:
        with pytest.raises(CatalogError, match=r": `a{60}…` stands in line 1 already$"):
            read_po(PO, 2 * f'msgid "{"a" * 99}"\nmsgstr ""\n\n'.encode())

    @given(anything)
    def test_anything_else_is_read_or_told(self, text: str) -> None:
        try:
            line = max([0, *(entry.line for entry in read_po(PO, text.encode()).entries)])
        except CatalogError as error:
            line = error.line
        assert 0 <= line <= text.count("\n") + 1


class TestFiles:
    def test_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a.po"
        path.write_bytes(po_bytes(EVERYTHING))
        assert read_po(path) == EVERYTHING
        assert read_po(path).path == path

    def test_the_limit_of_size(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        data = po_bytes(EVERYTHING)
        path = tmp_path / "a.po"
        path.write_bytes(data)
        monkeypatch.setattr(po_text, "SIZE_LIMIT", len(data))
        assert read_po(path) == EVERYTHING
        path.write_bytes(data + b"\n")
        with pytest.raises(CatalogError, match="larger than"):
            read_po(path)
        monkeypatch.undo()
        os.truncate(path, po_text.SIZE_LIMIT + 1)
        with pytest.raises(CatalogError, match="larger than 50 MB"):
            read_po(path)

    def test_what_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(CatalogError, match=r"a\.po:1: cannot be read: No such file"):
            read_po(tmp_path / "a.po")
        with pytest.raises(CatalogError, match="cannot be read: not a file"):
            read_po(tmp_path)
        os.mkfifo(tmp_path / "pipe.po")
        with pytest.raises(CatalogError, match="cannot be read: not a file"):
            read_po(tmp_path / "pipe.po")

    def test_a_text_of_very_many_lines(self) -> None:
        lines = 100_000
        entry = one('msgid "a"\nmsgstr ""\n' + '"b"\n' * lines + "# c\n" * lines)
        assert entry.target == "b" * lines
