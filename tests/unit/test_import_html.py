"""The report of an import as a page of HTML: complete, safe whatever pages say, and alone in the world."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from report_samples import HOSTILE_TEXTS

from html_tree import Element, allows_itself_only, cells, is_harmless, parsed, stands_alone
from import_samples import EVIL, REPORT, ROWS, TIDY, hostile_report, row
from playbook_lint.l10n.adopt import Row, State, TermForm, Text
from playbook_lint.l10n.import_report import LocaleReport
from playbook_lint.l10n.update import Counts
from playbook_lint.records import replace
from playbook_lint.reporters import import_words
from playbook_lint.reporters.import_html import render


def page_of(*reports: LocaleReport) -> Element:
    return parsed(render(reports))


def section(page: Element, name: str) -> Element:
    """The section of the page with that id in its heading."""
    return next(one for one in page.all("section", "page") if one.one("h3").text.split()[0] == name)


def rows_of(part: Element) -> list[Element]:
    """The rows of texts, whose first cell names their state."""
    return [
        one for body in part.one("table", "rows").all("tbody") if "fold" not in body.classes for one in body.all("tr")
    ]


PAGE = page_of(REPORT)


def test_each_row_has_its_texts_lines_and_confidence() -> None:
    found = [cells(one) for one in rows_of(section(PAGE, "garden"))]
    assert len(found) == len(ROWS)
    assert found[0] == ["✓ accepted", "1.00", "10", "Feed the cat.", "20", "Alimente o gato."]
    assert found[1][:2] == ["✓ accepted", "0.99"]
    assert found[-3] == ["○ empty", "", "10", "Sell the apples.", "", "nothing on the target page stands for this"]
    assert found[-2] == ["+ left over", "", "", "no text of the source page takes this", "20", "Volte amanhã."]


def test_every_state_has_a_word_and_a_sign() -> None:
    states = {one.one("th").text for one in rows_of(section(PAGE, "garden"))}
    assert states == {"✓ accepted", "? fuzzy", "○ empty", "= untranslated", "+ left over", "§ term"}
    assert states == {one.text for one in PAGE.one("details", "legend").all("span", "badge")}


@pytest.mark.parametrize(
    ("source", "reason", "said"),
    [
        ("Water the roses.", "confidence", "not certain that these belong together"),
        ("See [it](a.md).", "destination", "leads elsewhere: a.md / b.md"),
        ("Wait 15 days.", "number", "other numbers: 15 / none"),
        ("Ask Gardenia twice.", "name", "other names: rosal / GARDÊNIA"),
        ("Dig.⏎Plant.", "joined", "two texts in one"),
        ("Harvest.", "language", "the page seems to be in another language"),
    ],
)
def test_every_doubt_is_told_in_plain_words(source: str, reason: str, said: str) -> None:
    (found,) = (one for one in rows_of(section(PAGE, "garden")) if cells(one)[3] == source)
    assert found.one("p", "why").text == said
    assert {"doubtful", "fuzzy", f"why-{reason}"} <= set(found.classes)


def test_what_is_untranslated_and_what_terms_are_is_told() -> None:
    found = rows_of(section(PAGE, "garden"))
    assert found[2].one("p", "why").text == "still in the source language"
    assert [one.text for one in found[3].all("p", "forms")] == [
        "role Gardener is Jardineira",
        "role Cook is Cozinheiro",
    ]


def test_a_term_that_is_the_text_is_not_told_twice() -> None:
    term = row(State.TERM, "Cook", "Cozinheiro", terms=(TermForm("role", "Cook", "Cozinheiro", 20),))
    page = page_of(replace(REPORT, pages=(replace(TIDY, rows=(term,)),)))
    assert not list(page.all("p", "forms"))


def test_certain_rows_tell_their_lines() -> None:
    rows = tuple(Row(State.ACCEPTED, Text("a", line), Text("b", line + 1), 1.0) for line in (4, 7, 9))
    page = page_of(replace(REPORT, pages=(replace(TIDY, rows=rows),)))
    assert page.one("tbody", "fold").text == "Show 3 certain rows: 3 accepted, source lines 4 to 9"


def test_doubtful_rows_are_in_view_and_certain_ones_on_demand() -> None:
    table = section(PAGE, "garden").one("table", "rows")
    bodies = [(one.classes, len(list(one.all("tr")))) for one in table.all("tbody")]
    assert bodies == [(["fold"], 1), (["run"], 4), ([], 8), ([], 1)]
    label = table.one("tbody", "fold").text
    assert label == "Show 4 certain rows: 1 untranslated, 2 accepted, 1 term, source line 10"
    assert not [one for body in table.all("tbody", "run") for one in body.all("tr", "doubtful")]


def test_words_that_are_why_are_marked() -> None:
    marks = [[mark.text for mark in one.all("mark")] for one in rows_of(section(PAGE, "garden"))[5:8]]
    assert marks == [["a.md", "b.md"], ["15"], ["GARDÊNIA"]]


def test_what_else_is_to_say_of_a_page() -> None:
    garden = section(PAGE, "garden")
    notes = [one.text for one in garden.all("p", "note")]
    assert notes[0].startswith("This page seems to be in another language than pt-BR.")
    assert notes[1].startswith("2 merge conflicts in the target page, at lines 41, 57.")
    links, edits, several = garden.all("table", "small")
    assert [cells(one) for one in links.all("tr")][1:] == [["33", "shed-of-others.md"]]
    assert [cells(one) for one in edits.all("tr")][1:] == [["Rake leaves.", "Junte folhas.", "Varra as folhas."]]
    assert (edits.one("del").text, edits.one("ins").text) == ("Junte folhas.", "Varra as folhas.")
    assert [one.text for one in several.all("li")] == ["Página", "Lâmina"]


def test_lists_of_a_locale() -> None:
    lists = {one.one("h3").text: one for one in PAGE.all("details", "list")}
    items = {title: [item.text for item in one.all("li")] for title, one in lists.items()}
    assert items["Source pages without a target page 1"] == ["en/lonely.md"]
    assert items["Target pages without a source page 1"] == ["pt/stray.md"]
    assert items["Pages still in the source language 1"] == ["pt/copied.md"]
    assert items["Unreadable pages 1"] == ["pt/broken.md: it is no text in UTF-8"]
    assert items["Pages that seem to be in another language 1"] == ["pt/garden.md"]
    terms = lists["Terms with several words 1"]
    assert [cells(one) for one in terms.all("tr")][1:] == [
        ["Gardener role", "Jardineira", "Horticultora 1pt/orchard.md:77"]
    ]
    assert "9 kept, 2 new" in PAGE.one("section", "locale").text


def test_summary_counts_and_leads_to_pages() -> None:
    by_caption = {one.one("caption").text: one for one in PAGE.all("table", "summary")}
    locales, doubtful, certain = by_caption.values()
    head, garden = (cells(one) for one in doubtful.all("tr"))
    assert head[1:8] == ["doubtful", "? fuzzy", "○ empty", "+ left over", "= untranslated", "✓ accepted", "§ term"]
    assert garden[:8] == ["garden", "8", "6", "1", "1", "1", "3", "1"]
    assert garden[-1] == (
        "seems to be in another language, 2 merge conflicts, 1 link to another language, 1 edit, "
        "1 text translated in several ways"
    )
    assert [cells(one)[:8] for one in locales.all("tr")][1] == [
        "pt-BR Portuguese (Brazil)", "2", "8", "6", "1", "1", "1", "5",
    ]  # fmt: skip
    assert [cells(one)[0] for one in certain.all("tr")] == ["Page", "tidy"]
    assert doubtful.one("svg").attributes["aria-label"] == ("6 fuzzy, 1 empty, 1 left over, 1 untranslated, 3 accepted")
    ids = {one.attributes["id"] for one in PAGE.all() if "id" in one.attributes}
    links = [one.attributes["href"] for one in PAGE.all("a")]
    assert all(link[1:] in ids for link in links)
    assert len(ids) == len([one for one in PAGE.all() if "id" in one.attributes])


def test_the_most_doubtful_pages_come_first() -> None:
    pages = tuple(replace(TIDY, page_id=f"page-{number}", rows=ROWS[4 : 4 + number]) for number in (1, 3, 0, 2))
    page = page_of(replace(REPORT, pages=pages))
    captions = {one.one("caption").text: one for one in page.all("table", "summary")}
    found = captions["Pages of pt-BR to look at, most doubtful first"]
    assert [cells(one)[0] for one in found.all("tr")][1:] == ["page-3", "page-2", "page-1"]


def test_a_page_that_is_mostly_untranslated_is_to_look_at() -> None:
    page = page_of(replace(REPORT, pages=(replace(TIDY, rows=(ROWS[2], ROWS[2], ROWS[0])),)))
    assert "mostly untranslated" in [cells(one)[-1] for one in page.all("tr") if one.attributes.get("data-page")]


def test_every_choice_of_rows_has_its_rule() -> None:
    choices = {one.attributes["id"] for one in PAGE.all("input") if one.attributes.get("name") == "show"}
    style = " ".join(one.text for one in PAGE.all("style"))
    for choice in choices - {"show-all"}:
        key = choice.removeprefix("show-")
        assert f"body:has(#{choice}:checked) :is(.rows tbody tr:not(.{key}), .page:not(.has-{key}))" in style
    assert {f"show-why-{reason}" for reason in import_words.REASONS} <= choices
    assert {"has-doubtful", "has-fuzzy", "has-left", "has-why-number"} <= set(section(PAGE, "garden").classes)
    assert "has-doubtful" not in section(PAGE, "tidy").classes


def test_a_choice_without_rows_is_not_offered() -> None:
    page = page_of(replace(REPORT, pages=(TIDY,)))
    offered = {
        one.attributes["value"]
        for one in page.all("input")
        if one.attributes.get("name") == "show" and "disabled" not in one.attributes
    }
    assert offered == {"all", "doubtful", "accepted"}


def test_tables_can_be_heard() -> None:
    for table in PAGE.all("table"):
        assert table.one("caption").text
        assert all(one.attributes.get("scope") in ("col", "row") for one in table.all("th"))
    targets = [one for one in PAGE.all("td", "text") if one.attributes.get("lang")]
    assert {(one.attributes["lang"], one.attributes["dir"]) for one in targets} == {("pt-BR", "auto")}
    # What the report says of a target text is not in the target's language.
    assert all(one.attributes["lang"] == "en" for name in ("why", "forms") for one in PAGE.all("p", name))
    assert PAGE.one("html").attributes["lang"] == "en"
    assert PAGE.one("output").attributes["aria-live"] == "polite"
    labelled = {one.attributes["aria-labelledby"] for one in PAGE.all("section")}
    assert labelled <= {one.attributes.get("id") for one in PAGE.all()}


def test_what_needs_the_script_is_hidden_without_it() -> None:
    assert [one for one in PAGE.all(name="scripted") if "hidden" not in one.attributes] == []
    assert [one for one in PAGE.all() if "hidden" in one.attributes and "scripted" not in one.classes] == []


def test_the_page_allows_its_own_style_and_script_only() -> None:
    allows_itself_only(render([REPORT]))


def no_place(page: Element) -> None:
    stands_alone(page, r"#locale-\d+(-page-\d+)?")


def test_nothing_is_fetched() -> None:
    no_place(PAGE)


@pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
def test_hostile_text_is_harmless(hostile: str) -> None:
    text = render([hostile_report(hostile)])
    is_harmless(text)
    text.encode()
    no_place(parsed(text))


def test_nothing_gets_into_the_page() -> None:
    page, reference = page_of(hostile_report(EVIL)), page_of(hostile_report("calm"))
    no_place(page)
    tags, calm = ([one.tag for one in tree.all()] for tree in (page, reference))
    assert set(tags) == set(calm)
    assert tags.count("script") == 1
    assert [sorted(one.attributes) for one in page.all("td")] == [sorted(one.attributes) for one in reference.all("td")]
    assert "{{ 7*7 }}" in section_text(page)
    assert EVIL in section_text(page)


def section_text(page: Element) -> str:
    return next(one for one in page.all("section", "page")).text


@pytest.mark.parametrize("reports", [[], [LocaleReport("x-none", (), (), (), (), Counts())]])
def test_no_pages(reports: Sequence[LocaleReport]) -> None:
    text = render(reports)
    assert "0 pages: <strong>0 doubtful rows</strong>" in text
    no_place(parsed(text))


@pytest.mark.parametrize(
    ("text", "values", "marked"),
    [
        ("The Gardens of Gardening", ["garde"], ["Gardens", "Gardening"]),
        ("Ask FTOPs, FTOPX or ftop", ["ftop"], ["FTOPs", "ftop"]),
        ("15 of 150 and 15", ["15"], ["15", "15"]),
        ("Análise e analyse", ["anali"], ["Análise"]),
        ("A (b) [c](d+e)", ["(b", "d+e"], ["(b", "d+e"]),
        ("nothing here", ["else"], []),
        ("no empty mark", [""], []),
        ("ab abc", ["ab abc", "ab"], ["ab abc"]),
        ("ﬁnal 12", ["12"], ["12"]),
    ],
)
def test_marks(text: str, values: list[str], marked: list[str]) -> None:
    (pieces,) = import_words.lines_of(text, values)
    assert [piece for piece, is_marked in pieces if is_marked] == marked
    assert "".join(piece for piece, _ in pieces) == text


def test_lines_of_a_text_are_lines_of_the_page() -> None:
    assert import_words.lines_of("a\n\nb\u200b", ["a"]) == [[("a", True)], [("", False)], [("b\\u200b", False)]]
