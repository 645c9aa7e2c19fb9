"""The vocabulary in every locale: finding, translating, suggesting and splitting terms; the catalogs that ship."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.l10n.catalog import CatalogError, read_catalog
from playbook_lint.resources import data_dir
from playbook_lint.schema.load import load_schemas
from playbook_lint.schema.terms import Term, TermMatch, Terms, Translation, Vocabulary, load_terms
from playbook_lint.suggest import nearest

VOCABULARY = Vocabulary(
    {
        "role": (Term("Guide"), Term("Lead Guide", also=("LG",))),
        "service": (
            Term("Mail"),
            Term("Rooms/Desks"),
            Term("Rooms"),
            Term("Office Apps", formerly=("Desk Suite",)),
            Term("Everything"),
        ),
        "column": (Term("(M)ust"), Term("(M) Must")),
    }
)
LOCALE = Terms(
    VOCABULARY,
    {
        ("role", "Guide"): Translation("Führer", ("Leiter",)),
        ("service", "Everything"): Translation("Alles"),
        ("service", "Mail"): Translation("Mail"),
        ("column", "(M)ust"): Translation("(M) Muss"),
        ("column", "(M) Must"): Translation("(M) Muss"),
    },
)
SHIPPED = load_schemas().vocabulary
CATALOGS = sorted(data_dir("locales").glob("*/LC_MESSAGES/terms.po"))
TEMPLATE = data_dir("locales") / "pot" / "terms.pot"
QUOTING = r'not a PO file: a text stands in `"`, and each `"` and `\` in it behind a `\`'


def shipped_terms(locale: str) -> Terms:
    return load_terms(SHIPPED, [data_dir("locales") / locale / "LC_MESSAGES" / "terms.po"])


class TestFind:
    def test_the_source_locale_knows_canonical_words_and_their_other_spellings(self) -> None:
        terms = Terms(VOCABULARY)
        assert terms.find("role", "Lead Guide") == TermMatch("Lead Guide", "locale")
        assert terms.find("role", "LG") == TermMatch("Lead Guide", "locale")

    def test_a_translation_and_its_other_spellings_are_the_locales_own_form(self) -> None:
        assert LOCALE.find("role", "Führer") == TermMatch("Guide", "locale")
        assert LOCALE.find("role", "Leiter") == TermMatch("Guide", "locale")

    def test_a_canonical_word_that_has_a_translation_is_the_source_form(self) -> None:
        assert LOCALE.find("role", "Guide") == TermMatch("Guide", "source")

    def test_a_term_that_the_locale_leaves_as_it_is_keeps_its_other_spellings(self) -> None:
        assert LOCALE.find("role", "LG") == TermMatch("Lead Guide", "locale")
        assert LOCALE.find("service", "Mail") == TermMatch("Mail", "locale")

    @pytest.mark.parametrize("text", ["Lead\u00a0Guide", "  Lead   Guide ", "\ufeffLead\u200b Gu\u00adide"])
    def test_white_space_and_invisible_characters_do_not_matter(self, text: str) -> None:
        assert LOCALE.find("role", text) == TermMatch("Lead Guide", "locale")

    @pytest.mark.parametrize("text", ["lead guide", "LeadGuide", "", "Desk Suite"])
    def test_anything_else_is_no_term(self, text: str) -> None:
        assert LOCALE.find("role", text) is None
        assert LOCALE.find("service", text) is None
        assert LOCALE.find("no-such-kind", text) is None

    def test_where_one_word_translates_two_terms_the_expected_one_is_found(self) -> None:
        assert LOCALE.find("column", "(M) Muss", {"(M) Must"}) == TermMatch("(M) Must", "locale")
        assert LOCALE.find("column", "(M) Muss") == TermMatch("(M)ust", "locale")
        assert LOCALE.find("column", "(M) Muss", {"Services"}) is None


class TestWord:
    def test_the_locales_word_or_the_canonical_one(self) -> None:
        assert LOCALE.word("role", "Guide") == "Führer"
        assert LOCALE.word("role", "Lead Guide") == "Lead Guide"
        assert LOCALE.words("role") == ("Führer", "Lead Guide")


class TestSuggest:
    def test_a_slip_is_answered_in_the_words_of_the_locale(self) -> None:
        assert LOCALE.suggest("role", "Fuhrer") == "Führer"
        assert LOCALE.suggest("role", "Gude") == "Führer"

    def test_an_earlier_name_is_answered_with_the_present_one(self) -> None:
        assert LOCALE.suggest("service", "Desk\u00a0Suite") == "Office Apps"

    def test_nothing_near_is_no_suggestion(self) -> None:
        assert LOCALE.suggest("role", "zzz") is None
        assert LOCALE.suggest("no-such-kind", "Guide") is None


class TestNearest:
    def test_letter_case_is_no_difference(self) -> None:
        assert nearest("LEVL", ["label", "level"]) == "level"

    def test_short_words_need_more_than_one_common_letter(self) -> None:
        assert nearest("FE", ["FM", "SME", "M"]) is None

    def test_the_choice_does_not_depend_on_the_order(self) -> None:
        assert nearest("ab", ["abc", "abd"]) == nearest("ab", ["abd", "abc"])

    def test_no_candidates(self) -> None:
        assert nearest("word", []) is None


class TestSplit:
    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("Mail / Rooms", [("Mail", 0), ("Rooms", 7)]),
            ("Mail/Rooms", [("Mail", 0), ("Rooms", 5)]),
            ("Rooms/Desks / Mail", [("Rooms/Desks", 0), ("Mail", 14)]),
            ("Mail/Rooms/Desks", [("Mail", 0), ("Rooms/Desks", 5)]),
            ("Rooms/Chairs", [("Rooms", 0), ("Chairs", 6)]),
            ("Rooms/Desks,Rooms/\u200bDesks", [("Rooms/Desks", 0), ("Rooms/\u200bDesks", 12)]),
            ("Office\nApps\nMail\nApps", [("Office\nApps", 0), ("Mail", 12), ("Apps", 17)]),
            ("Mail, Rooms; Mail & Rooms", [("Mail", 0), ("Rooms", 6), ("Mail", 13), ("Rooms", 20)]),
            ("R&D", [("R&D", 0)]),
            (" Mail / ", [("Mail", 1), ("", 8)]),
            ("", [("", 0)]),
            ("Alles / Everything", [("Alles", 0), ("Everything", 8)]),
        ],
    )
    def test_values_with_their_offsets(self, text: str, parts: list[tuple[str, int]]) -> None:
        assert [(part.text, part.offset) for part in LOCALE.split("service", text)] == parts

    @given(st.text(alphabet="MailRoomsDesk /,;&\u00a0", max_size=40))
    def test_every_value_stands_at_its_offset_and_nothing_but_separators_between(self, text: str) -> None:
        end = 0
        for part in LOCALE.split("service", text):
            assert text[part.offset : part.offset + len(part.text)] == part.text == part.text.strip()
            assert not set(text[end : part.offset]) - set(" \u00a0/,;&")
            end = part.offset + len(part.text)
        assert not text[end:].strip()


class TestCatalogs:
    def test_locales_ship(self) -> None:
        assert [path.parts[-3] for path in CATALOGS] == ["de", "pt_BR"]

    @pytest.mark.parametrize("path", [TEMPLATE, *CATALOGS], ids=lambda path: path.parts[-3])
    def test_every_term_has_an_entry_and_every_entry_a_term(self, path: Path) -> None:
        entries = [(message.context, message.source) for message in read_catalog(path).messages]
        assert entries == [(kind, term.canonical) for kind, terms in SHIPPED.kinds.items() for term in terms]

    @pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
    def test_every_term_is_translated_and_found_again(self, path: Path) -> None:
        terms = load_terms(SHIPPED, [path])
        for message in read_catalog(path).messages:
            assert message.target, message.source
            assert terms.find(message.context, message.target, {message.source}) == TermMatch(message.source, "locale")

    @pytest.mark.skipif(shutil.which("msgcat") is None, reason="needs GNU gettext")
    @pytest.mark.parametrize("path", [TEMPLATE, *CATALOGS], ids=lambda path: path.parts[-3])
    def test_catalogs_are_written_as_gettext_writes_them(self, path: Path) -> None:
        written = subprocess.run(["msgcat", "--no-wrap", str(path)], capture_output=True, check=True).stdout
        assert written == path.read_bytes()

    def test_portuguese_reports_what_its_pages_get_wrong(self) -> None:
        terms = shipped_terms("pt_BR")
        assert terms.find("code", "M") == TermMatch("M", "locale")
        assert terms.find("code", "b") is None
        assert terms.find("column", "(b) Obrigatório / (O) Opcional") is None
        for written, meant in {
            "Gerente FastTrack (FM)": "Gerente FastTrack",
            "Gerente Microsoft FastTrack": "Gerente FastTrack",
            "Engenheiro Microsoft FastTrack": "Engenheiro FastTrack",
            "Microsoft FastTrack Ready Partner": "FastTrack Ready Partner",
        }.items():
            assert terms.find("role", written) is None
            assert terms.suggest("role", written) == meant

    def test_german_has_a_letter_of_its_own_for_what_must_be_done(self) -> None:
        terms = shipped_terms("de")
        assert terms.find("code", "E") == TermMatch("M", "locale")
        assert terms.find("code", "M") == TermMatch("M", "source")

    def test_a_product_that_was_renamed_is_known_by_its_present_name_everywhere(self) -> None:
        for terms in (Terms(SHIPPED), shipped_terms("de"), shipped_terms("pt_BR")):
            assert terms.find("service", "Office 365 ProPlus") is None
            assert terms.suggest("service", "Office 365 ProPlus") == "Microsoft 365 Apps"


class TestLoadTerms:
    def write(self, path: Path, entries: str) -> Path:
        path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{entries}', "utf-8")
        return path

    def test_later_catalogs_win_and_missing_ones_are_passed_over(self, tmp_path: Path) -> None:
        first = self.write(tmp_path / "a.po", 'msgctxt "role"\nmsgid "Guide"\nmsgstr "Leiter"\n')
        second = self.write(tmp_path / "b.po", '# also: Chef; Boss\nmsgctxt "role"\nmsgid "Guide"\nmsgstr "Führer"\n')
        terms = load_terms(VOCABULARY, [first, tmp_path / "none.po", second])
        assert terms.word("role", "Guide") == "Führer"
        assert terms.find("role", "Leiter") is None
        assert terms.find("role", "Boss") == TermMatch("Guide", "locale")

    def test_fuzzy_and_untranslated_entries_do_not_count(self, tmp_path: Path) -> None:
        entries = '#, fuzzy\nmsgctxt "role"\nmsgid "Guide"\nmsgstr "X"\n\nmsgctxt "service"\nmsgid "Mail"\nmsgstr ""\n'
        terms = load_terms(VOCABULARY, [self.write(tmp_path / "a.po", entries)])
        assert (terms.word("role", "Guide"), terms.word("service", "Mail")) == ("Guide", "Mail")

    @pytest.mark.parametrize(
        ("data", "line", "message"),
        [
            (b'msgid "a"\nmsgstr "b"\nnonsense\n', 3, "not a PO file: `nonsense` is no keyword"),
            (b'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n', 2, "an unresolved merge conflict"),
            (b'MSGID "a"\n', 1, "not a PO file: `MSGID` is no keyword"),
            (b'msgid "a"\nmsgstr b\n', 2, QUOTING),
            (b'msgid "a"\nmsgstr "b\n', 2, QUOTING),
            (b'msgid "a"\nmsgstr "b\\"\n', 2, QUOTING),
            (b'msgid "a"\nmsgstr "b"c"\n', 2, QUOTING),
            (b'msgid "a"\nmsgstr "b\\q"\n', 2, QUOTING),
            (b'msgid "a"\nmsgstr ""\n"b\n', 3, QUOTING),
            (b'msgid "a"\nmsgstr\n', 2, QUOTING),
            (b'msgid "a"\nmsgstr ' + b"b" * 100, 2, QUOTING),
            (b'#~ msgid "a"\n#~ msgstr b\n', 2, QUOTING),
            (b'# c\nmsgstr "b"\n', 2, "not a PO file: `msgstr` cannot come first"),
            (b'msgid "a"\n# c\nmsgid "b"\nmsgstr "c"\n', 3, "not a PO file: `msgid` cannot follow `msgid`"),
            (b'msgid "a"\nmsgstr[0] "b"\n', 2, "not a PO file: `msgstr[0]` cannot follow `msgid`"),
            (b'msgid "a"\nmsgstr "b"\n\nmsgid "c"\n# d\n', 4, "not a PO file: no `msgstr` follows `msgid`"),
            (b'#| msgid old\nmsgid "a"\nmsgstr "b"\n', 1, QUOTING),
            (b'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4, "`a` stands in line 1 already"),
            (b'msgid "\xff"\nmsgstr ""\n', 1, "not UTF-8"),
        ],
    )
    def test_a_broken_catalog_is_one_clear_error(self, tmp_path: Path, data: bytes, line: int, message: str) -> None:
        path = tmp_path / "terms.po"
        path.write_bytes(data)
        with pytest.raises(CatalogError) as caught:
            load_terms(VOCABULARY, [path])
        assert (caught.value.path, caught.value.line, caught.value.message) == (path, line, message)

    @pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs GNU gettext")
    @pytest.mark.parametrize(
        "entry",
        [
            'msgid "a"\nmsgstr "b \\"c\\" \\\\"\n',
            'msgid ""\n"a"\n"b"\nmsgstr ""\n"c"\n',
            '\tmsgid "a"\n  msgstr "b"\n',
            '#~| msgid "c"\n#~ msgid "a"\n#~ msgstr "b"\n',
            '#, fuzzy\n#| msgid "c"\nmsgid "a"\nmsgstr "b"\n',
            'msgctxt "c"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\n',
            'msgctxt "c"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "d"\nmsgid "a"\nmsgstr "b"\n',
        ],
    )
    def test_what_gettext_reads_is_no_error(self, tmp_path: Path, entry: str) -> None:
        path = self.write(tmp_path / "terms.po", entry)
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], check=True)
        assert read_catalog(path).path == path
