"""The page about addresses of the web, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from page_checks import fits, is_accessible

from playbook_lint.diagnostics import LinkCounts
from playbook_lint.links.exchange import Outcome, Reason, State
from playbook_lint.links.known import Known
from playbook_lint.page_facts import LinkFact
from playbook_lint.reporters.link_list import render
from playbook_lint.rules.web_subject import WebLink
from playbook_lint.source import Place, Position
from status_samples import EVIL

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]

PLACE = Place(Position(3, 8, 20), Position(3, 20, 32))


def page_of(*outcomes: Outcome, path: str = "content/plan.md") -> str:
    known = (Known(outcome, 1_800_000_000.0) for outcome in outcomes)
    links = [WebLink(path, LinkFact("inline", "Plan", one.outcome.url, PLACE), "", one) for one in known]
    return render("html", links, LinkCounts(len(links), 1, 0, {}))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_accessible(open_page: Opener, scheme: str, width: int) -> None:
    text = page_of(
        Outcome("https://a.example/gone", State.BROKEN, 404, Reason.STATUS, "a reason"),
        Outcome("https://a.example/" + "long" * 90, State.WORKING, 200, location="https://a.example/new"),
    )
    page = open_page(text, color_scheme=scheme, viewport={"width": width, "height": 740})
    is_accessible(page, "td", "small", ".broken", "a")
    fits(page)


def test_addresses_run_nothing(open_page: Opener) -> None:
    page = open_page(page_of(Outcome(f"javascript:{EVIL}", State.BROKEN, None, Reason.TIMEOUT, EVIL), path=EVIL))
    assert page.evaluate("window.pwned") is None
    assert page.locator("script, img, iframe, [onerror], [onload], a").count() == 0
    assert "<script>window.pwned=1</script>" in page.locator("td").last.inner_text()
