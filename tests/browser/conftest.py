"""Chromium without a window, which opens pages of HTML and lets none of them reach a network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

PHONE = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser is heavy."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.heavy)


@dataclass
class Watch:
    """What pages asked for, beside themselves, and complained about: errors, and what their policy forbids."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    library = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("there is no chromium")
    # Chromium's sandbox does not work for root, as whom continuous integration often runs.
    sandbox = [] if os.getuid() else ["--no-sandbox"]
    with library.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield running
        running.close()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def open_page(browser: Browser, watch: Watch, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page of HTML from a file, at a `fragment` of its address; options are those of `Browser.new_context`.

    In the end no page may have asked for anything or complained about anything.
    """
    contexts: list[BrowserContext] = []

    def open_it(text: str, fragment: str = "", **options: Any) -> Page:
        file = tmp_path / "page.html"
        file.write_text(text, encoding="utf-8")
        context = browser.new_context(offline=True, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        _watch(page, file.as_uri(), watch)
        page.goto(file.as_uri() + fragment)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert watch == Watch()


def _watch(page: Page, address: str, watch: Watch) -> None:
    def route(route: Route) -> None:
        if route.request.url.partition("#")[0] == address:
            route.continue_()
        else:
            watch.requests.append(route.request.url)
            route.abort()

    page.context.route("**/*", route)
    page.on("pageerror", lambda error: watch.complaints.append(str(error)))
    page.on("console", lambda message: watch.complaints.append(message.text))
    page.on("dialog", lambda dialog: watch.complaints.append(dialog.message))
    page.on("popup", lambda popup: watch.requests.append(popup.url))
