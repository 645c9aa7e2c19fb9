"""The page about an import, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from page_checks import background, fits, is_accessible

from import_samples import GARDEN, REPORT, ROWS, TIDY, hostile_report
from playbook_lint.records import replace
from playbook_lint.reporters.import_html import render
from status_samples import EVIL

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]

# A second page with doubtful rows, so that one steps from page to page.
ROSES = replace(GARDEN, page_id="roses", rows=ROWS[4:6], in_doubt=False, links=(), conflicts=(), edits=(), several={})
TEXT = render([replace(REPORT, pages=(TIDY, GARDEN, ROSES))])


def rows(page: Page) -> list[str]:
    """The states of the rows that are shown."""
    return [text.split()[-1] for text in page.locator(".rows tbody:not(.fold) tr:visible > th").all_text_contents()]


def pages(page: Page) -> list[str]:
    """The pages that are shown."""
    return [text.split()[0] for text in page.locator(".page:visible h3").all_text_contents()]


def said(page: Page) -> str:
    return page.locator("#said").inner_text()


@pytest.mark.parametrize(
    ("choice", "states", "on"),
    [
        ("fuzzy", ["fuzzy"] * 8, ["garden", "roses"]),
        ("empty", ["empty"], ["garden"]),
        ("same", ["untranslated"], ["garden"]),
        ("left", ["over"], ["garden"]),
        ("accepted", ["accepted"] * 5, ["tidy", "garden"]),
        ("term", ["term"], ["garden"]),
        ("why-number", ["fuzzy"], ["garden"]),
        ("why-destination", ["fuzzy"] * 2, ["garden", "roses"]),
    ],
)
def test_rows_are_chosen(open_page: Opener, choice: str, states: list[str], on: list[str]) -> None:
    page = open_page(TEXT)
    page.locator(f"#show-{choice}").check()
    assert rows(page) == states
    assert pages(page) == on
    number = f"{len(states)} row{'' if len(states) == 1 else 's'}"
    assert said(page).startswith(number)
    assert said(page).endswith(f"on {len(on)} of 3 pages")


def test_certain_rows_are_shown_on_demand(open_page: Opener) -> None:
    page = open_page(TEXT)
    assert "term" not in rows(page)
    assert said(page) == "10 rows (doubtful) on 2 of 3 pages"
    page.get_by_label("Show 4 certain rows").check()
    assert rows(page).count("term") == 1
    assert rows(page).count("accepted") == 3
    page.get_by_label("show certain rows too").check()
    assert len(rows(page)) == len(TIDY.rows) + len(ROWS) + len(ROSES.rows)


def test_pages_are_found_by_name(open_page: Opener) -> None:
    page = open_page(TEXT)
    page.get_by_label("Page name").fill("ROS")
    assert pages(page) == ["roses"]
    assert page.locator("tr[data-page]:visible a").all_text_contents() == ["roses"]
    assert said(page) == "2 rows (doubtful) on 1 of 1 page"


def current(page: Page) -> str:
    """The page of the current row and the row's source text; it has the focus, and stands in the window."""
    assert page.locator(".current").count() == 1
    assert page.evaluate("document.activeElement.classList.contains('current')")
    top, bottom = page.evaluate("(({top, bottom}) => [top, bottom])(document.activeElement.getBoundingClientRect())")
    assert 0 <= top < bottom <= page.evaluate("innerHeight")
    texts = page.locator(".current .text").first.inner_text()
    return f"{page.locator('.page', has=page.locator('.current')).locator('h3').inner_text().split()[0]}: {texts}"


def test_keys_step_through_doubtful_rows(open_page: Opener) -> None:
    page = open_page(TEXT)
    page.keyboard.press("n")
    assert current(page) == "garden: Water the roses."
    assert said(page) == "1 of 10 rows (doubtful) on 2 of 3 pages"
    page.keyboard.press("n")
    assert current(page) == "garden: See [it](a.md)."
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert current(page) == "roses: See [it](a.md)."
    page.keyboard.press("n")
    assert current(page) == "garden: Water the roses."


def test_keys_step_through_the_chosen_rows(open_page: Opener) -> None:
    page = open_page(TEXT)
    page.locator("#show-why-destination").check()
    page.keyboard.press("p")
    assert current(page) == "roses: See [it](a.md)."
    page.get_by_role("button", name="Next").click()
    assert current(page) == "garden: See [it](a.md)."
    page.get_by_label("Page name").fill("")
    page.get_by_label("Page name").press("n")
    assert page.get_by_label("Page name").input_value() == "n"
    assert said(page).startswith("2 rows")


def test_texts_run_nothing(open_page: Opener) -> None:
    page = open_page(render([hostile_report(EVIL)]))
    page.locator("details").evaluate_all("all => all.forEach((one) => one.open = true)")
    page.get_by_label("Page name").fill("<script>")
    page.keyboard.press("Tab")
    page.keyboard.press("n")
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, [onerror], a[href^=javascript]").count() == 0
    assert EVIL.replace("\u202e", "\\u202e").replace("\0", "\\x00") in page.locator(".rows .text").first.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(open_page: Opener, scheme: str) -> None:
    page = open_page(TEXT, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page.locator("details").evaluate_all("all => all.forEach((one) => one.open = true)")
    page.get_by_label("show certain rows too").check()
    is_accessible(page, "td", "small", ".badge", ".why", "mark", "a")
    assert background(page) == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 25, 30)"}[scheme]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_no_wider_than_its_window(open_page: Opener, width: int) -> None:
    long = "a-name-that-never-ends" * 9
    page = open_page(render([hostile_report(long)]), viewport={"width": width, "height": 740})
    assert page.locator(".rows").first.is_visible()
    fits(page)


def test_the_page_can_be_read_without_its_script(open_page: Opener) -> None:
    page = open_page(TEXT, java_script_enabled=False)
    assert pages(page) == ["tidy", "garden", "roses"]
    page.locator("#show-left").check()
    assert rows(page) == ["over"]
