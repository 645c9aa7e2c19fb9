"""An address of the web in two parts: the URL that a host is asked for, and the place that is meant in its page."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
# What no `id` in the page stands for: routes of scripts (`#!`, `#/`), what is sent to them or to a viewer (`#page=2`,
# https://www.w3.org/TR/media-frags/), lines of a source file (`#L10-L20`), and the top, which every page has.
_NO_PLACE = re.compile(r"[!/?].*|.*[=/].*|L\d+(C\d+)?(-L?\d+(C\d+)?)?|top", re.IGNORECASE | re.DOTALL)
# The prefix that GitHub puts before the names of headings, and hides from those who link to them.
_PREFIX = "user-content-"


class WebAddress(NamedTuple):
    """`url` is without fragment, its scheme and host in lower case. `place` is the fragment, or empty."""

    url: str
    place: str


def web_address(address: str) -> WebAddress:
    """The parts of `address`; fragments that name no place in the page are left out, and so is the text to highlight.

    For the latter see https://wicg.github.io/scroll-to-text-fragment/.
    """
    url, _, fragment = address.partition("#")
    place = fragment.partition(":~:")[0]
    return WebAddress(_normal(url), "" if _NO_PLACE.fullmatch(place) else place)


def is_there(place: str, names: Set[str]) -> bool:
    """Whether a page with those `id`s and `name`s has the place.

    As a browser looks for it (https://html.spec.whatwg.org/#find-a-potential-indicated-element), or as GitHub does.
    """
    decoded = unquote(place)
    return not names.isdisjoint((place, decoded, _PREFIX + decoded, _PREFIX + decoded.lower()))


def _normal(url: str) -> str:
    """The same URL for all that differ only in ways that make no difference (RFC 3986 section 6.2.2 and 6.2.3)."""
    try:
        scheme, netloc, path, query, _ = urlsplit(url)
    except ValueError:
        return url
    user, at, host = netloc.rpartition("@")
    host = host.lower().removesuffix(_DEFAULT_PORTS.get(scheme, ":"))
    return urlunsplit((scheme, user + at + host, path or "/", query, ""))
