"""When two destinations of a page and its translation are the same, whatever language they lead to. Pure."""

from __future__ import annotations

import re

from playbook_lint.links.destination import Destination, Kind

# `en-us`, `pt-BR`, `zh-hans-cn`, as one part of a path or the value in a query (RFC 5646, with a region).
_TAG = r"[a-z]{2,3}(?:-[a-z]{4})?-(?:[a-z]{2}|[0-9]{3})"
_SEGMENT = re.compile(rf"/{_TAG}(?=/|$|[?#])")
_VALUE = re.compile(rf"(?<=[?&])[^=&#]+={_TAG}(?:&|(?=#|$))")
_SCHEME = re.compile(r"https?:/*")


def key(destination: Destination) -> str:
    """The same for addresses that differ in their scheme, letter case, final slash or locale alone."""
    address = destination.address.casefold()
    if destination.kind is Kind.WEB:
        address = _SCHEME.sub("", address, count=1)
    address = _VALUE.sub("", _SEGMENT.sub("", address))
    return address.rstrip("?&").removesuffix("/")
