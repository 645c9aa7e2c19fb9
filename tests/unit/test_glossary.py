"""Glossaries: what is read of CSV and TBX, what is refused, and how phrases are found."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from translate.storage import tbx

from playbook_lint.l10n.glossary import Ban, Concept, GlossaryError, Locales, Unwanted, wording
from playbook_lint.l10n.glossary_read import SIZE_LIMIT, read_glossary
from playbook_lint.l10n.phrases import Found, Phrases, phrase
from playbook_lint.l10n.renames import strays

LOCALES = Locales("en-US", ("pt-BR", "de", "zh-CN"))


def read(folder: Path, content: str | bytes, name: str = "glossary.csv") -> tuple[Concept, ...]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_glossary(path, LOCALES)


def complaint(folder: Path, content: str | bytes, name: str = "glossary.csv") -> str:
    with pytest.raises(GlossaryError) as caught:
        read(folder, content, name)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{folder}/")


class TestCsv:
    def test_the_one_of_the_docs(self, tmp_path: Path) -> None:
        docs = (Path(__file__).parents[2] / "docs" / "translating.md").read_text(encoding="utf-8")
        german = wording(read(tmp_path, docs.partition("```csv\n")[2].partition("```")[0]), "de", "en-US")
        assert german.translations["welcome call"] == ("Begrüßungsanruf", "Willkommensgespräch")
        assert german.forbidden == {
            "Contoso Online": Ban(("Contoso Cloud",), frozenset({"Contoso Cloud"})),
            "Handy": Ban((), frozenset({""})),
        }

    def test_columns_by_name_in_any_order(self, tmp_path: Path) -> None:
        text = "note,Forbidden,locale,TRANSLATION,term\nsee,a|b,de,x | y |x,one\n"
        assert read(tmp_path, text) == (Concept("one", "de", ("x", "y"), ("a", "b")),)

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_delimiters(self, tmp_path: Path, delimiter: str) -> None:
        text = "term,locale,translation\none,de,eins\n".replace(",", delimiter)
        assert read(tmp_path, text) == (Concept("one", "de", ("eins",)),)

    def test_what_spreadsheets_write(self, tmp_path: Path) -> None:
        text = '\ufeff"term";"locale";"translation"\r\n"one; two";de;"eins\r\nund zwei"\r\n;;\r\n\r\nthree;;\r\n'
        assert read(tmp_path, text) == (Concept("one; two", "de", ("eins und zwei",)), Concept("three"))

    def test_without_a_locale_for_all(self, tmp_path: Path) -> None:
        assert read(tmp_path, "term,forbidden\nContoso,Kontoso\n") == (Concept("Contoso", "", (), ("Kontoso",)),)

    @pytest.mark.parametrize("name", ["glossary.pt-BR.csv", "words-pt_BR.csv", "pt-br.csv"])
    def test_exports_tell_the_locale_by_the_name_of_the_file(self, tmp_path: Path, name: str) -> None:
        text = '"location","source","target","ID","fuzzy"\n"","one","um","",""\n'
        assert read(tmp_path, text, name) == (Concept("one", "pt-BR", ("um",)),)

    def test_a_locale_at_the_end_of_a_word_is_none(self, tmp_path: Path) -> None:
        assert read(tmp_path, "term,translation\none,one\n", "made.csv") == (Concept("one", "", ("one",)),)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", "glossary.csv:1: the first row names no column `term`"),
            ("one,de,eins\n", "glossary.csv:1: the first row names no column `term`"),
            (
                "trem,locale,translation\n",
                "glossary.csv:1: the first row names no column `term` (or `source`); is `trem`",
            ),
            ("term,locale\none,de\n", "glossary.csv:1: the first row names neither a column `translation`"),
            ("term,forbiden,translation\n", "glossary.csv:1: the first row names a column `forbiden`; is `forbidden`"),
            ("term,source,forbidden\n", "glossary.csv:1: the first row names the column `term` twice"),
            ("source,target\none,eins\n", "glossary.csv:1: no locale is told; add a column `locale`"),
            ("term,locale,translation\n\n,de,eins\n", "glossary.csv:3: the row has no term"),
            (
                "term,locale,translation\none,German (Germany),eins\n",
                "glossary.csv:2: `German (Germany)` is not a locale",
            ),
            ('term,translation\n"a\nb",c\none,eins,zwei\n', "glossary.csv:4: the row has 3 cells, the first row 2"),
            ('term,translation\none,"eins\n', "glossary.csv:2: is not valid CSV: unexpected end of data"),
            ('term,translation\none,"eins"x\n', "glossary.csv:2: is not valid CSV: "),
            (f"term,translation\none,{'x' * 200_000}\n", "glossary.csv:2: is not valid CSV: field larger than"),
            ("term,translation,forbidden\none,eins|uno,uno\n", "glossary.csv:2: `uno` is both a translation of `one`"),
            (b"term,translation\none,\xff\n", "glossary.csv:2: is not UTF-8; save it as UTF-8"),
            ("term,translation\n".encode("utf-16"), "glossary.csv:1: is not UTF-8; save it as UTF-8"),
        ],
    )
    def test_one_sentence_with_the_line(self, tmp_path: Path, text: str | bytes, expected: str) -> None:
        assert complaint(tmp_path, text).startswith(expected)


OLD = """\
<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="c1">
  <langSet xml:lang="en-US">
    <tig><term>welcome  call</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
    <tig><term>first call</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
  </langSet>
  <langSet xml:lang="de-DE">
    <ntig><termGrp><term>Erstgespräch</term>
      <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
    <tig><term>Begrüßungsanruf</term><termNote type="partOfSpeech">noun</termNote>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
    <tig><term>Welcome-Call</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  </langSet>
</termEntry>
</body></text></martif>
"""
NEW = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry id="c1">
  <langSec xml:lang="en"><termSec><term>fleet</term></termSec><termSec><term>car pool</term></termSec></langSec>
  <langSec xml:lang="pt-BR"><termSec><term>frota &amp; carros</term></termSec>
    <termSec><term>parque</term><basic:administrativeStatus>supersededTerm</basic:administrativeStatus></termSec>
  </langSec>
</conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="zh-CN"><termSec><term>车子</term>
  <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec></conceptEntry>
</body></text></tbx>
"""


class TestTbx:
    def test_of_2008(self, tmp_path: Path) -> None:
        assert read(tmp_path, OLD, "terms.tbx") == (
            Concept("welcome call", "en-US", (), ("first call",)),
            Concept("welcome call", "de-DE", ("Begrüßungsanruf", "Erstgespräch"), ("Welcome-Call",)),
        )

    def test_of_2019(self, tmp_path: Path) -> None:
        assert read(tmp_path, NEW, "terms.xml") == (
            Concept("fleet", "pt-BR", ("frota & carros",), ("parque",)),
            Concept("car pool", "pt-BR", ("frota & carros",)),
            Concept("", "zh-CN", (), ("车子",)),
        )

    def test_as_another_tool_writes_it(self, tmp_path: Path) -> None:
        store = tbx.tbxfile(sourcelanguage="en", targetlanguage="de")
        store.addsourceunit("welcome call").target = "Begrüßungsanruf"
        assert read(tmp_path, bytes(store), "terms.tbx") == (Concept("welcome call", "de", ("Begrüßungsanruf",)),)

    def test_another_region_of_the_source_language_is_a_target(self, tmp_path: Path) -> None:
        text = (
            '<tbx><conceptEntry><langSec xml:lang="en-US"><termSec><term>truck</term></termSec></langSec>'
            '<langSec xml:lang="en-GB"><termSec><term>lorry</term></termSec></langSec></conceptEntry></tbx>'
        )
        assert read(tmp_path, text, "terms.tbx") == (Concept("truck", "en-GB", ("lorry",)),)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", "terms.tbx:1: is not valid XML: no element found"),
            ("<html/>", "terms.tbx:1: is not TBX: it begins with `html`"),
            ("<tbx>\n<conceptEntry></tbx>", "terms.tbx:2: is not valid XML: mismatched tag"),
            ('<?xml version="1.0" encoding="no-such"?><tbx/>', "terms.tbx:1: is "),
            (
                "<!DOCTYPE tbx [\n<!ENTITY a SYSTEM 'file:///etc/passwd'>]><tbx>&a;</tbx>",
                "terms.tbx:2: declares an entity",
            ),
            (
                "<!DOCTYPE tbx [<!ENTITY % p SYSTEM 'http://example.com/x'> %p;]><tbx/>",
                "terms.tbx:1: declares an entity",
            ),
            (b"<tbx>\xff</tbx>", "terms.tbx:1: is not valid XML: not well-formed"),
        ],
    )
    def test_one_sentence_with_the_line(self, tmp_path: Path, text: str | bytes, expected: str) -> None:
        assert complaint(tmp_path, text, "terms.tbx").startswith(expected)

    def test_a_billion_laughs_are_refused_at_once(self, tmp_path: Path) -> None:
        entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        text = f'<!DOCTYPE tbx [<!ENTITY l0 "ha">{entities}]><tbx><term>&l9;</term></tbx>'
        started = time.perf_counter()
        assert "declares an entity" in complaint(tmp_path, text, "terms.tbx")
        assert time.perf_counter() - started < 1

    def test_depth_is_no_matter(self, tmp_path: Path) -> None:
        assert read(tmp_path, f"<tbx>{'<a>' * 100_000}{'</a>' * 100_000}</tbx>", "terms.tbx") == ()


class TestFiles:
    def test_a_file_that_is_too_large(self, tmp_path: Path) -> None:
        assert complaint(tmp_path, b"term\n" + b"x" * SIZE_LIMIT) == "glossary.csv: is larger than 10 MB"

    def test_a_file_that_is_gone(self, tmp_path: Path) -> None:
        with pytest.raises(GlossaryError, match="cannot be read: No such file"):
            read_glossary(tmp_path / "none.csv", LOCALES)

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(GlossaryError, match="cannot be read: not a file"):
            read_glossary(tmp_path, LOCALES)


class TestPhrases:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("plan the fleet plan", [Found("plan", 0, 4), Found("fleet plan", 9, 19)]),
            ("Fleet\xa0 **Plan**", [Found("fleet plan", 0, 13)]),
            ("planned, plan.md, my_plan, plan@example, fleet-plan", [Found("plan", 47, 51)]),
            ("ThePlan THEPLAN theplan", [Found("ThePlan", 0, 7)]),
            ("C++ and C, .NET and NET", [Found("C++", 0, 3), Found("C", 8, 9), Found(".NET", 11, 15)]),
            ("车队计划plan", [Found("计划", 2, 4), Found("plan", 4, 8)]),
            ("", []),
        ],
    )
    def test_whole_words_the_longest_first(self, text: str, expected: list[Found]) -> None:
        phrases = Phrases(map(phrase, ["plan", "fleet plan", "ThePlan", "C", "C++", ".NET", "计划", "…"]))
        assert list(phrases.find(text)) == expected

    def test_of_two_spellings_that_which_is_written_so(self) -> None:
        phrases = Phrases(map(phrase, ["Call", "call"]))
        assert [one.phrase for one in phrases.find("Call, call, CALL")] == ["Call", "call", "Call"]

    def test_many_phrases_and_long_texts_take_no_long(self) -> None:
        phrases = Phrases(phrase(f"word {number} of {number}") for number in range(20_000))
        started = time.perf_counter()
        assert len(list(phrases.find("word 7 of 7 in a text, " * 20_000))) == 20_000
        assert time.perf_counter() - started < 20


class TestWording:
    def test_several_files_add_up(self) -> None:
        concepts = [
            Concept("call", "de", ("Anruf",)),
            Concept("call", "", ("Call",)),
            Concept("call", "es", ("llamada",)),
        ]
        german = wording(concepts, "de", "en-US")
        assert german.translations == {"call": ("Anruf", "Call")}
        assert list(german.missing("A call", "Ein Call")) == []

    def test_regions_of_a_language(self) -> None:
        concepts = [Concept("call", "pt", ("chamada",)), Concept("car", "pt-PT", ("carro",))]
        assert list(wording(concepts, "pt-BR", "en-US").translations) == ["call"]
        assert list(wording(concepts, "pt", "en-US").translations) == ["call", "car"]

    def test_a_glossary_wins_over_terms(self) -> None:
        found = wording(
            [Concept("Fleet Plan", "de", ("Flottenplan",))], "de", "en-US", {"Fleet Plan": ("Fuhrparkplan",)}
        )
        assert found.translations == {"Fleet Plan": ("Flottenplan",)}

    def test_a_former_name_is_no_word_for_a_term(self) -> None:
        found = wording([], "de", "en-US", {"New Name": ("Old Name",)}, {"Old Name": "New Name"})
        assert list(found.missing("New Name", "Alter Name")) == []
        assert list(found.unwanted("New Name", "Old Name")) == [Unwanted(Found("Old Name", 0, 8), ("New Name",))]

    @pytest.mark.parametrize(
        ("word", "target", "is_said"),
        [
            ("função", "as funções", True),
            ("Rolle", "Hauptrollen", True),
            ("Notiz von heute", "Notizen der heutigen Zeit", True),
            ("GetModern", "Get Modern", True),
            ("Get Modern", "GetModern", True),
            ("サーバー 名", "サーバー名", True),
            ("SDS", "die SDS-Liste", True),
            ("Leiter (FM)", "der Leiter", True),
            ("(Option)", "eine Option", True),
            ("担当者（FM）", "担当者は", True),
            ("担当者（FM）", "者は", False),
            ("Kunde", "Kundin", True),
            ("Kunde", "Erkundung", False),
            ("Anruf", "Gespräch", False),
            ("所有権", "所有", False),
        ],
    )
    def test_a_word_in_any_form(self, word: str, target: str, is_said: bool) -> None:
        found = wording([Concept("term", "", (word,))], "de", "en-US")
        assert (list(found.missing("term", target)) == []) == is_said


class TestStrays:
    def test_long_texts_are_left_alone(self) -> None:
        started = time.perf_counter()
        assert list(strays("A " * 500_000, "BoatPlus " * 100_000)) == []
        assert time.perf_counter() - started < 1

    def test_a_name_and_what_its_source_has(self) -> None:
        (found,) = strays("Use Contoso Fleet Apps 2 now", "Contoso BoatPlus e BoatPlus")
        assert (found.name, found.start, found.end) == ("BoatPlus", 8, 16)
        assert found.lacking == {"Use", "Use Contoso", "Use Contoso Fleet", "Use Contoso Fleet Apps"} | {
            "Contoso Fleet",
            "Contoso Fleet Apps",
            "Contoso Fleet Apps 2",
            "Fleet",
            "Fleet Apps",
            "Fleet Apps 2",
            "Apps",
            "Apps 2",
        }
