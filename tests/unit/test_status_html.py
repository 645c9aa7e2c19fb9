"""The page about the status of translations: complete, safe whatever messages say, and alone in the world."""

from __future__ import annotations

import re

import pytest
from report_samples import HOSTILE_TEXTS

from html_tree import Element, allows_itself_only, cells, is_harmless, parsed, stands_alone
from playbook_lint.l10n.status import LocaleStatus, PageStatus, ProjectStatus, Tally
from playbook_lint.records import replace
from playbook_lint.reporters.status_html import MESSAGES, PAGES, render
from status_samples import BEHIND, BROKEN, EVIL, GARDEN, GONE, STATUS, TIDY, hostile_status

PAGE = parsed(render(STATUS))


def page_of(*pages: PageStatus, locale: str = "pt-BR", source_locale: str = "en-US") -> Element:
    return parsed(render(ProjectStatus("Garden", source_locale, (LocaleStatus(locale, pages),))))


def rows(page: Element, name: str) -> list[Element]:
    """The rows of all tables of that class."""
    return [row for table in page.all("table", name) for row in table.one("tbody").all("tr")]


def test_the_head_sums_up() -> None:
    assert PAGE.one("title").text == "Translation status of Garden Playbook"
    assert PAGE.one("h1").text == "Translation status Garden Playbook"
    assert PAGE.one("p", "lead").text == (
        "2 locales of pages in en-US: 97.7% of 1,271 messages translated, 247 words left to translate or confirm. "
        "2 pages are stale. 1 page has a problem."
    )


def test_locales() -> None:
    assert [cells(row) for row in rows(PAGE, "locales")] == [
        [
            "pt-BR Portuguese (Brazil) 4 pages, 1,267 messages ! 1 page with a problem",
            "97.8%", "1,240", "8", "19", "14,640", "240", "1", "6",
        ],
        ["ja Japanese 1 page, 4 messages", "75%", "3", "1", "0", "37", "7", "1", "0"],
    ]  # fmt: skip
    bars = [row.one("svg").attributes["aria-label"] for row in rows(PAGE, "locales")]
    assert bars == ["1,240 translated, 8 fuzzy, 19 untranslated", "3 translated, 1 fuzzy, 0 untranslated"]


def test_pages() -> None:
    assert [cells(row) for row in rows(PAGE, "pages")] == [
        [f"guide/broken ! {BROKEN.problem}", "0%", "0", "0", "12", "80", "80", "", ""],
        ["guide/garden + 1 new", "99.1%", "1,190", "8", "2", "14,110", "110",
         "2 messages since 2020-05-14 ab12cd3", "2020-05-02 Ana Souza"],
        ["guide/tidy", "100%", "40", "0", "0", "300", "0", "", "2020-06-01 Ana Souza"],
        ["plan/orchard + 5 new", "66.6%", "10", "0", "5", "150", "50", "", "yesterday Rui"],
        ["guide/roses", "75%", "3", "1", "0", "37", "7", "1 message since 2020-05-20 ef45ab6", ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "states"),
    [
        (GARDEN, ["incomplete", "stale", "behind"]),
        (TIDY, ["complete"]),
        (BROKEN, ["incomplete", "problem"]),
        (BEHIND, ["incomplete", "behind"]),
        (replace(TIDY, tally=Tally()), ["complete"]),
        (GONE, ["incomplete", "problem"]),
    ],
)
def test_states_of_pages(page: PageStatus, states: list[str]) -> None:
    (row,) = rows(page_of(page), "pages")
    assert row.classes == states


def test_a_catalog_without_a_source_page_is_named() -> None:
    (row,) = rows(page_of(GONE), "pages")
    assert row.one("span", "wrong").text == "! locales/pt_BR/LC_MESSAGES/gone.po has no source page"


def test_percentages_are_rounded_down() -> None:
    done = [Tally(999, 1, 0), Tally(1, 0, 999), Tally(2, 1, 0), Tally(99_999, 0, 1), Tally()]
    page = page_of(*(replace(TIDY, tally=tally) for tally in done))
    assert [cells(row)[1] for row in rows(page, "pages")] == ["99.9%", "0.1%", "66.6%", "99.9%", "100%"]


def test_bars_have_the_shares_of_messages() -> None:
    tallies = (Tally(5, 2, 1), Tally(0, 0, 3), Tally())
    found = rows(page_of(*(replace(TIDY, tally=tally) for tally in tallies)), "pages")
    bars = [[(one.classes, one.attributes["x"], one.attributes["width"]) for one in row.all("rect")] for row in found]
    assert bars == [
        [(["translated"], "0.00%", "62.50%"), (["fuzzy"], "62.50%", "25.00%"), (["untranslated"], "87.50%", "12.50%")],
        [(["untranslated"], "0.00%", "100.00%")],
        [],
    ]
    # What the bar of a page says stands beside it in numbers.
    assert all(row.one("svg").attributes["aria-hidden"] == "true" for row in found)


def test_stale_messages_stand_beside_each_other() -> None:
    garden, roses = PAGE.all("details", "change")
    assert garden.one("summary").text == "guide/garden 2 messages since 2020-05-14 ab12cd3"
    first, second = garden.all("tbody")
    assert first.one("th").text == "locales/pt_BR/LC_MESSAGES/guide/garden.po:42"
    assert [cell.text for cell in first.all("td")] == [
        "Feed the black cat.", "Feed the white cat twice.", "Alimente o gato preto.",
    ]  # fmt: skip
    assert [one.text for one in first.all("del")] == ["black"]
    assert [one.text for one in first.all("ins")] == ["white", "twice"]
    assert [cell.text for cell in second.all("td")][2] == "Regue.⏎Espere 15 dias."
    languages = [(cell.attributes["lang"], cell.attributes["dir"]) for cell in roses.all("td")]
    assert languages == [("en-US", "auto"), ("en-US", "auto"), ("ja", "auto")]


def test_links_lead_to_stale_messages_and_locales() -> None:
    ids = [one.attributes["id"] for one in PAGE.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    links = [one.attributes["href"][1:] for one in PAGE.all("a")]
    assert links == ["locale-1", "locale-2", "locale-1-page-2", "locale-2-page-1"]
    assert set(links) <= set(ids)


def test_few_stale_messages_are_open() -> None:
    few = page_of(*[GARDEN] * 3)
    many = page_of(*[GARDEN] * 4)
    assert all("open" in one.attributes for one in few.all("details", "change"))
    assert not any("open" in one.attributes for one in many.all("details", "change"))


@pytest.mark.parametrize("locale", ["pt-BR", "zh-Hans-CN", "sr-Latn", "qps-ploc"])
def test_language_of_texts(locale: str) -> None:
    page = page_of(GARDEN, locale=locale)
    assert [cell.attributes["lang"] for cell in page.one("table", "changes").all("td")][2] == locale


@pytest.mark.parametrize("locale", ["", "x", "pt_BR", "pt-BR onload", 'de"', "de-", "../de", "日本語"])
def test_what_is_no_tag_is_no_language(locale: str) -> None:
    page = page_of(GARDEN, locale=locale, source_locale=locale)
    assert {cell.attributes["lang"] for cell in page.one("table", "changes").all("td")} == {""}


@pytest.mark.parametrize(
    ("translator", "shown"),
    [
        ("Ana Souza <ana@example.com>", "Ana Souza"),
        ("<ana@example.com>", "<ana@example.com>"),
        ("ana@example.com", "ana@example.com"),
        ("佐藤 花 <hana@example.com>", "佐藤 花"),
        ("<" * 50_000, "<" * 50_000),
    ],
)
def test_translators_are_named_without_addresses(translator: str, shown: str) -> None:
    (row,) = rows(page_of(replace(TIDY, last_translator=translator)), "pages")
    assert cells(row)[-1] == f"2020-06-01 {shown}"


def choices(page: Element) -> list[str]:
    """The states of pages that can be chosen."""
    inputs = (one.attributes for one in page.all("input"))
    return [one["value"] for one in inputs if one.get("name") == "state" and "disabled" not in one]


def test_every_state_is_offered_explained_and_told_by_a_sign() -> None:
    legend = {one.one("dt").text for one in PAGE.one("details", "legend").all("div")}
    assert {f"{kind.sign} {kind.name}" for kind in MESSAGES + PAGES} <= legend
    assert choices(PAGE) == ["all", *(kind.key for kind in PAGES)]
    assert choices(page_of(TIDY)) == ["all", "complete"]
    style = " ".join(one.text for one in PAGE.all("style"))
    assert all(re.search(rf"\.{kind.key}\b[^{{]*{{ --state", style) for kind in MESSAGES + PAGES)


def test_tables_can_be_heard() -> None:
    for table in PAGE.all("table"):
        assert table.one("caption").text
        assert all(one.attributes.get("scope") in ("col", "row", "rowgroup") for one in table.all("th"))
    labelled = {one.attributes["aria-labelledby"] for one in PAGE.all("section")}
    assert labelled <= {one.attributes.get("id") for one in PAGE.all()}
    assert PAGE.one("output").attributes["aria-live"] == "polite"
    assert [len(list(PAGE.all(tag))) for tag in ("h1", "main", "header", "form")] == [1, 1, 1, 1]


def test_what_needs_the_script_is_hidden_without_it() -> None:
    assert [one.attributes.get("id") for one in PAGE.all() if "hidden" in one.attributes] == ["bar", "none"]
    assert "scripted" in PAGE.one("form").classes
    assert not list(PAGE.one("main").all("button"))


def test_the_page_allows_its_own_style_and_script_only() -> None:
    allows_itself_only(render(STATUS))


def no_place(page: Element) -> None:
    stands_alone(page, r"#locale-\d+(-page-\d+)?")


def test_nothing_is_fetched() -> None:
    no_place(PAGE)


@pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
def test_hostile_text_is_harmless(hostile: str) -> None:
    text = render(hostile_status(hostile))
    is_harmless(text)
    text.encode()
    no_place(parsed(text))


def test_nothing_gets_into_the_page() -> None:
    page, reference = parsed(render(hostile_status(EVIL))), parsed(render(hostile_status("calm")))
    no_place(page)
    assert [one.tag for one in page.all()] == [one.tag for one in reference.all()]
    names, calm = ([sorted(one.attributes) for one in tree.all()] for tree in (page, reference))
    assert names == calm
    seen = EVIL.replace("\u202e", "\\u202e").replace("\0", "\\x00")
    assert [cell.text for cell in page.one("table", "changes").all("td")] == [seen, f"{seen} and more", seen]


EMPTY = ProjectStatus("", "en", ())


@pytest.mark.parametrize(
    "status", [EMPTY, replace(EMPTY, project="Garden", locales=(LocaleStatus("de", ()),)), replace(STATUS, project="")]
)
def test_what_there_is_not_is_left_out(status: ProjectStatus) -> None:
    page = parsed(render(status))
    no_place(page)
    assert page.one("h1").text == f"Translation status{' Garden' if status.project else ''}"
    assert len(list(page.all("table", "locales"))) == bool(status.locales)


def test_a_locale_without_stale_messages_has_no_list_of_them() -> None:
    assert not list(page_of(TIDY).all("section", "stale-messages"))
    assert len(list(PAGE.all("section", "stale-messages"))) == 2
