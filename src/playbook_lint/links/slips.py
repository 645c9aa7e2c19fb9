"""Slips at the beginning and around a destination, which make it another one than was meant. Pure."""

from __future__ import annotations

import re

from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record
from playbook_lint.suggest import nearest

_KNOWN = ("http", "https", "mailto")
_RIGHT = ("https://", "http://")
# Schemes that are in use and look much like those (https://www.iana.org/assignments/uri-schemes, and programs).
_OTHERS = frozenset(["httpd", "httpg", "httpmu", "httpu", "httpx", "mailbox", "shttp", "tftp"])
_LIKENESS = 75.0
_MAX_REPEATED = 5
# Spaces, no-break spaces and zero width spaces, as they are and percent-encoded.
_SPACES = r"(?>(?:\s|%20|%C2%A0|%E2%80%8B)*)"
_BEGINNING = lazy_pattern(
    rf"{_SPACES}(?P<scheme>[a-z]{{3,10}}+){_SPACES}(?P<mark>[:;.,]*+){_SPACES}(?P<slashes>[/\\]*+){_SPACES}(?=.)",
    re.IGNORECASE,
)


class SchemeSlip(Record, frozen=True):
    """The first `length` characters of an address were meant as `better`."""

    length: int
    better: str


def scheme_slip(address: str) -> SchemeSlip | None:
    """What is wrong with the scheme of `address`, as in `hhttps://`, `http//` or `https://https://`; None if nothing.

    A relative path such as `http/index.md` and any other scheme are no slips.
    """
    return _slip(address) if _may_slip(address) else None


def _slip(address: str) -> SchemeSlip | None:
    found = _BEGINNING.match(address)
    scheme = _meant(found) if found else None
    if found is None or scheme is None:
        return None
    for _ in range(_MAX_REPEATED):
        inner = _BEGINNING.match(address, found.end())
        if scheme == "mailto" or inner is None or not inner["slashes"] or _meant(inner) != inner["scheme"].lower():
            break
        found, scheme = inner, inner["scheme"].lower()
    if scheme == "mailto" and "@" not in address:
        return None
    better = scheme + (":" if scheme == "mailto" else "://")
    return SchemeSlip(found.end(), better) if address[: found.end()].lower() != better else None


def _may_slip(address: str) -> bool:
    """Whether it is worthwhile to look: what makes a scheme stands somewhere, but where a right one has it."""
    right = next((len(scheme) for scheme in _RIGHT if address.startswith(scheme)), 0)
    rest = address[right:]
    return ":" in rest or "//" in rest or "\\" in rest or (right > 0 and not rest[:1].isalnum())


def _meant(found: re.Match[str]) -> str | None:
    """The scheme that the beginning of an address was meant as, or None where it is no scheme or another one."""
    word, mark, slashes = found["scheme"].lower(), found["mark"], found["slashes"]
    if word in _OTHERS or not (":" in mark or len(slashes) > 1):
        return None
    return word if word in _KNOWN else nearest(word, _KNOWN, cutoff=_LIKENESS)


def is_enclosed(address: str) -> bool:
    """Whether an address stands in parentheses of its own, `(https://example.com)`, and looks like one without them."""
    inner = address[1:-1]
    return address[:1] == "(" and address[-1:] == ")" and any(mark in inner for mark in ":/.#@")
