"""The page about the status of translations, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from page_checks import background, fits, is_accessible

from playbook_lint.l10n.status import LocaleStatus, ProjectStatus, StaleMessage
from playbook_lint.records import replace
from playbook_lint.reporters.status_html import render
from status_samples import BROKEN, EVIL, GARDEN, STATUS, hostile_status

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from conftest import Watch

    Opener = Callable[..., Page]

ALL = ["guide/broken", "guide/garden", "guide/tidy", "plan/orchard", "guide/roses"]


def names(page: Page) -> list[str]:
    """The pages that are shown, by their names in the heads of rows."""
    return page.locator(".pages tbody th:visible > bdi").all_text_contents()


def changes(page: Page) -> list[str]:
    """The pages whose stale messages are shown."""
    return page.locator(".change:visible h4").all_text_contents()


def said(page: Page) -> str:
    return page.locator("#said").inner_text()


def choose(page: Page, state: str) -> None:
    page.locator(f"input[value={state}]").check()


@pytest.mark.parametrize(
    ("state", "expected", "stale"),
    [
        ("all", ALL, ["guide/garden", "guide/roses"]),
        (
            "incomplete",
            ["guide/broken", "guide/garden", "plan/orchard", "guide/roses"],
            ["guide/garden", "guide/roses"],
        ),
        ("stale", ["guide/garden", "guide/roses"], ["guide/garden", "guide/roses"]),
        ("behind", ["guide/garden", "plan/orchard"], ["guide/garden"]),
        ("problem", ["guide/broken"], []),
        ("complete", ["guide/tidy"], []),
    ],
)
def test_pages_are_chosen_by_state(open_page: Opener, state: str, expected: list[str], stale: list[str]) -> None:
    page = open_page(render(STATUS))
    choose(page, "complete" if state == "all" else "all")
    choose(page, state)
    assert names(page) == expected
    assert changes(page) == stale
    assert said(page) == f"{len(expected)} of 5 pages"
    assert page.locator("label", has=page.locator(f"[value={state}]")).locator(".count").inner_text() == str(
        len(expected)
    )


def test_pages_are_chosen_by_locale(open_page: Opener) -> None:
    page = open_page(render(STATUS))
    page.get_by_label("Locale", exact=True).select_option("ja")
    assert names(page) == ["guide/roses"]
    assert page.locator("h2:visible").all_text_contents() == ["ja Japanese"]
    assert page.locator("#bar .count").all_text_contents() == ["1", "1", "1", "0", "0", "0"]
    choose(page, "complete")
    assert names(page) == []
    assert page.get_by_text("No page is like that.").is_visible()
    page.get_by_label("Locale", exact=True).select_option("")
    assert names(page) == ["guide/tidy"]


def test_pages_are_found_by_name(open_page: Opener) -> None:
    page = open_page(render(STATUS))
    page.get_by_label("Page name").fill("ROS  guide")
    assert names(page) == ["guide/roses"]
    assert page.locator("h2:visible").all_text_contents() == ["ja Japanese"]
    assert said(page) == "1 of 5 pages"
    page.get_by_label("Page name").fill("")
    assert names(page) == ALL


def test_a_choice_is_kept_in_the_address(open_page: Opener) -> None:
    page = open_page(render(STATUS))
    choose(page, "stale")
    page.get_by_label("Locale", exact=True).select_option("pt-BR")
    page.get_by_label("Page name").fill("gar den")
    assert page.evaluate("location.hash") == "#state=stale&locale=pt-BR&page=gar+den"
    again = open_page(render(STATUS), fragment="#state=stale&locale=pt-BR&page=gar+den")
    assert names(again) == ["guide/garden"]
    assert again.get_by_label("Page name").input_value() == "gar den"
    strange = open_page(render(STATUS), fragment="#state=constructor&locale=%3Cimg%3E&page=")
    assert names(strange) == ALL


def test_a_link_opens_stale_messages_even_when_they_are_hidden(open_page: Opener) -> None:
    page = open_page(render(STATUS))
    page.locator(".change").evaluate_all("all => all.forEach((one) => one.open = false)")
    page.get_by_role("link", name="2 messages").click()
    assert page.locator(".change", has_text="guide/garden").locator("ins").first.is_visible()
    choose(page, "complete")
    page.evaluate("location.hash = '#locale-1-page-2'")
    assert names(page) == ALL
    assert page.locator("#locale-1-page-2").is_visible()


@pytest.mark.parametrize(
    ("column", "ascending"),
    [
        ("Page", ["guide/broken", "guide/garden", "guide/tidy", "plan/orchard"]),
        ("Done", ["guide/broken", "plan/orchard", "guide/garden", "guide/tidy"]),
        ("Translated", ["guide/broken", "plan/orchard", "guide/tidy", "guide/garden"]),
        ("Words", ["guide/broken", "plan/orchard", "guide/tidy", "guide/garden"]),
        ("Words left", ["guide/tidy", "plan/orchard", "guide/broken", "guide/garden"]),
    ],
)
def test_pages_are_sorted_by_columns(open_page: Opener, column: str, ascending: list[str]) -> None:
    page = open_page(render(STATUS))
    table = page.get_by_role("table", name="Pages of pt-BR")
    head = table.get_by_role("columnheader", name=column, exact=True)
    for order, expected in (("ascending", ascending), ("descending", ascending[::-1])):
        head.get_by_role("button").click()
        assert names(page)[:4] == expected
        assert table.locator("[aria-sort]").count() == 1
        assert head.get_attribute("aria-sort") == order
        assert said(page) == f"Sorted by {column.lower()}, {order}"


def test_what_has_no_value_comes_last(open_page: Opener) -> None:
    page = open_page(render(STATUS))
    head = page.get_by_role("table", name="Pages of pt-BR").get_by_role("button", name="Last revised")
    head.click()
    assert names(page)[:4] == ["guide/garden", "guide/tidy", "plan/orchard", "guide/broken"]
    head.click()
    assert names(page)[:4] == ["plan/orchard", "guide/tidy", "guide/garden", "guide/broken"]


def test_all_changes_open_and_close(open_page: Opener) -> None:
    page = open_page(render(STATUS))
    button = page.get_by_role("button", name="Open or close all changes")
    button.click()
    assert not page.locator(".changes:visible").count()
    button.click()
    assert page.locator(".changes:visible").count() == 2


def focused(page: Page) -> str:
    """What has the focus; it must be seen that it has."""
    seen = page.evaluate("""() => {
        const element = document.activeElement;
        const label = element.type === "radio" ? element.parentElement : element;
        return getComputedStyle(label).outlineStyle;
    }""")
    assert seen != "none"
    return str(page.evaluate("document.activeElement.value || document.activeElement.textContent.trim()"))


def tab_to(page: Page, name: str) -> list[str]:
    """Go on until `name` has the focus; what had it in between, and has it now."""
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if seen[-1] == name:
            return seen
    raise AssertionError(f"{name!r} is not among {seen}")


def test_everything_can_be_done_with_the_keyboard(open_page: Opener) -> None:
    page = open_page(render(STATUS))
    seen = tab_to(page, "all")
    assert seen[1:4] == ["Locale", "Done", "Translated"]
    assert seen[8:] == ["Stale pages", "New messages", "pt-BR", "ja", "What the words mean", "all"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "stale"
    assert names(page) == ["guide/garden", "guide/roses"]
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("Locale", exact=True).input_value() == "pt-BR"
    assert names(page) == ["guide/garden"]
    page.keyboard.press("Tab")
    page.keyboard.type("roses")
    assert names(page) == []
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert not page.locator(".changes:visible").count()
    tab_to(page, "2 messages")
    page.keyboard.press("Enter")
    assert page.locator("#locale-1-page-2").is_visible()


def test_messages_run_nothing(open_page: Opener, watch: Watch) -> None:
    page = open_page(render(hostile_status(EVIL)))
    page.locator(".change").evaluate_all("all => all.forEach((one) => one.open = true)")
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, [onerror], a[href^=javascript]").count() == 0
    # The message as it is, in both versions of the source and in the translation, but for what cannot be seen.
    visible = EVIL.replace("\u202e", "\\u202e").replace("\0", "\\x00")
    texts = page.locator(".changes td:visible").all_text_contents()
    assert len(texts) == 3
    assert all(visible in text for text in texts)
    for link in page.get_by_role("link").all():
        link.click()
    choose(page, "stale")
    page.get_by_label("Page name").fill("<script>")
    page.get_by_label("Locale", exact=True).select_option(index=1)
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_accessible(open_page: Opener, scheme: str, width: int) -> None:
    page = open_page(render(STATUS), color_scheme=scheme, viewport={"width": width, "height": 900})
    page.locator("details").evaluate_all("all => all.forEach((one) => one.open = true)")
    is_accessible(page, "td", "small", "del", "ins", ".legend .badge", ".wrong", ".behind", "#bar label", "a")


def test_there_are_two_colour_schemes(open_page: Opener) -> None:
    light = open_page(render(STATUS), color_scheme="light")
    dark = open_page(render(STATUS), color_scheme="dark")
    assert background(light) == "rgb(255, 255, 255)"
    assert background(dark) == "rgb(21, 25, 30)"


@pytest.mark.parametrize("width", [320, 360, 600, 800, 1280])
def test_the_page_is_no_wider_than_its_window(open_page: Opener, width: int) -> None:
    long = "a-name-that-never-ends" * 9
    stale = (StaleMessage(long, f"{long} {long}", long, 1),)
    garden = replace(GARDEN, page_id=long, catalog=long, last_translator=long, stale=stale)
    locale = LocaleStatus("pt-BR", (garden, replace(BROKEN, problem=long)))
    page = open_page(render(ProjectStatus(long, "en-US", (locale,))), viewport={"width": width, "height": 740})
    assert page.locator(".changes").is_visible()
    fits(page)


def test_the_page_can_be_read_without_its_script(open_page: Opener) -> None:
    status = replace(STATUS, locales=(replace(STATUS.locales[0], pages=(*STATUS.locales[0].pages, *[GARDEN] * 4)),))
    page = open_page(render(status), java_script_enabled=False)
    assert page.locator(".pages tbody tr:visible").count() == 8
    assert not page.locator("#bar").is_visible()
    assert page.locator("thead button").count() == 0
    assert not page.locator(".changes:visible").count()
    page.get_by_role("link", name="2 messages").first.click()
    assert page.locator(".changes:visible").count() == 1


def test_all_of_it_is_printed(open_page: Opener) -> None:
    page = open_page(render(STATUS))
    page.locator(".change").evaluate_all("all => all.forEach((one) => one.open = false)")
    page.emulate_media(media="print")
    assert page.locator(".changes:visible").count() == 2
    assert not page.locator("#bar").is_visible()


def test_what_a_page_does_is_seen(open_page: Opener, watch: Watch) -> None:
    """The watch over pages must not be blind."""
    open_page(
        """<!doctype html><meta http-equiv="Content-Security-Policy" content="script-src 'none'"><title>x</title>
        <img src="https://example.com/x.png" alt=""><script>window.pwned = 1</script>"""
    )
    assert watch.requests == ["https://example.com/x.png"]
    assert any("Content Security Policy" in one for one in watch.complaints)
    watch.requests.clear()
    watch.complaints.clear()
