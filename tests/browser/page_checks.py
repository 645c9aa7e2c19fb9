"""What must be true of every page in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


def fits(page: Page) -> None:
    """The page must not be wider than its window."""
    widths = page.evaluate("[document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]")
    assert max(widths[:2]) <= widths[2]


# Which of some selectors match none of the elements that others find.
_UNMATCHED = """([selectors, places]) => {
    const elements = places.map((place) => document.querySelector(place));
    return selectors.filter((selector) => !elements.some((element) => element.matches(selector)));
}"""


def is_accessible(page: Page, *selectors: str) -> None:
    """axe must find nothing wrong, and must have measured the contrast of some element of each of `selectors`."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    results = axe.Axe().run(page, options={"resultTypes": ["violations", "passes"]})
    assert not results.violations_count, results.generate_report()
    (measured,) = (rule["nodes"] for rule in results.response["passes"] if rule["id"] == "color-contrast")
    assert page.evaluate(_UNMATCHED, [selectors, [node["target"][0] for node in measured]]) == []


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))
