"""What of an address is asked for, and which fragments name a place in a page."""

from __future__ import annotations

import pytest

from playbook_lint.links.web_address import is_there, web_address


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://example.com", "https://example.com/"),
        ("HTTPS://Example.COM:443/Plan?Q=1#goals", "https://example.com/Plan?Q=1"),
        ("http://example.com:80/", "http://example.com/"),
        ("http://example.com:443/", "http://example.com:443/"),
        ("https://Ann:Pw@Example.com/", "https://Ann:Pw@example.com/"),
        ("https://[::1", "https://[::1"),
        ("https://[2001:DB8::1]:8443/a", "https://[2001:db8::1]:8443/a"),
        ("https://example.com/Ä%C3%A4?", "https://example.com/Ä%C3%A4"),
    ],
)
def test_the_url_that_is_asked_for(address: str, url: str) -> None:
    assert web_address(address).url == url


@pytest.mark.parametrize("fragment", ["goals", "%C3%A4", "1.2-goals", "discussion_r1", "L", "Level2", "topics"])
def test_a_place_in_the_page(fragment: str) -> None:
    assert web_address(f"https://example.com/#{fragment}").place == fragment
    assert web_address(f"https://example.com/#{fragment}:~:text=a,b").place == fragment


@pytest.mark.parametrize(
    "fragment",
    ["", ":~:text=goals", "!/plan", "!", "/plan", "?a", "blade/Plan", "page=2", "t=10,20", "L10", "L10-L20",
     "L1C2-L3C4", "top", "Top"],
)  # fmt: skip
def test_what_names_no_place_in_the_page(fragment: str) -> None:
    assert web_address(f"https://example.com/#{fragment}").place == ""


def test_how_a_place_is_found() -> None:
    names = {"goals", "ä", "a%20b", "user-content-set-up"}
    for place in ("goals", "ä", "%C3%A4", "a%20b", "set-up", "Set-up"):
        assert is_there(place, names), place
    for place in ("Goals", "goal", "", "set"):
        assert not is_there(place, names), place
