"""What a destination says by itself: its kind and its parts. Pure; whether anything is there is for `resolve`.

After RFC 3986 and the URL standard (https://url.spec.whatwg.org), as far as pages need them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from html import escape
from urllib.parse import quote, unquote

from playbook_lint import invisible


class Kind(Enum):
    """What a destination is meant to be, by its form."""

    EMPTY = "empty"
    FRAGMENT = "fragment"  # `#overview`
    RELATIVE = "relative"  # `media/plan.png`
    ROOTED = "rooted"  # `/guides/plan.md`
    WEB = "web"  # http and https
    MAIL = "mail"
    LOCAL = "local"  # a path of one machine: `C:\\plan.md`, `file:///plan.md`, `\\\\server\\plan.md`
    OTHER = "other"  # another scheme (`tel:`, `data:`), or a host without one (`//host/path`)


@dataclass(frozen=True, slots=True)
class Destination:
    """A destination in parts, percent-encoding resolved in `path` and `fragment`.

    `path` is empty unless it is a path of the project. `suffix` is what follows the path, as written: a query and a
    fragment. `address` is the whole without invisible characters, as written otherwise.
    """

    kind: Kind
    address: str
    path: str = ""
    fragment: str = ""
    suffix: str = ""


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_LOCAL = re.compile(r"[A-Za-z]:(?:[\\/]|%5[cC])|file:|\\\\", re.IGNORECASE)
_SUFFIX = re.compile(r"[?#].*", re.DOTALL)
_KINDS = {"http": Kind.WEB, "https": Kind.WEB, "mailto": Kind.MAIL}
# What a path may hold as it is, in Markdown as in HTML and YAML.
_SAFE = "/!$&'*+,;=:@~-._"


def read(text: str) -> Destination:
    """The destination `text`, with its entities and escapes resolved; invisible characters have their own rule."""
    address = invisible.removed(text).strip()
    scheme = _SCHEME.match(address)
    if not address:
        return Destination(Kind.EMPTY, "")
    if _LOCAL.match(address):
        return Destination(Kind.LOCAL, address)
    if scheme:
        return Destination(_KINDS.get(scheme[1].lower(), Kind.OTHER), address, fragment=_fragment(address))
    if address.startswith("//"):
        return Destination(Kind.OTHER, address)
    suffix = _SUFFIX.search(address)
    path = unquote(address[: suffix.start()] if suffix else address)
    kind = Kind.ROOTED if path.startswith("/") else Kind.RELATIVE if path else Kind.FRAGMENT
    return Destination(kind, address, path, _fragment(address), suffix[0] if suffix else "")


def _fragment(address: str) -> str:
    return unquote(address.partition("#")[2])


def written(path: str, kind: str) -> str:
    """The path as it is written in the destination of a link of that `kind` (see `facts.Link`)."""
    encoded = "".join(char if char in _SAFE or char.isalnum() else quote(char) for char in path)
    return escape(encoded) if kind == "html" else encoded
