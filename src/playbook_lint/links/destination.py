"""What a destination says by itself: its kind and its parts. Pure; whether anything is there is for `resolve`.

After RFC 3986 and the URL standard (https://url.spec.whatwg.org), as far as pages need them.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from html import escape
from urllib.parse import quote, unquote

from playbook_lint import invisible
from playbook_lint.links.slips import is_enclosed, scheme_slip
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record


class Kind(Enum):
    """What a destination is meant to be, by its form."""

    EMPTY = "empty"
    FRAGMENT = "fragment"  # `#overview`
    RELATIVE = "relative"  # `media/plan.png`
    ROOTED = "rooted"  # `/guides/plan.md`
    WEB = "web"  # http and https
    MAIL = "mail"
    LOCAL = "local"  # a path of one machine: `C:\\plan.md`, `file:///plan.md`, `\\\\server\\plan.md`
    OTHER = "other"  # another scheme (`tel:`), none (`//host/path`), a slip (`htps://`, see `slips`), or a template


class Destination(Record, frozen=True):
    """A destination in parts, percent-encoding resolved in `path` and `fragment`.

    `path` is empty unless it is a path of the project. `suffix` is what follows the path, as written: a query and a
    fragment. `address` is the whole without invisible characters, as written otherwise.
    """

    kind: Kind
    address: str
    path: str = ""
    fragment: str = ""
    suffix: str = ""


# What is a host with its port would be a scheme too.
_SCHEME = re.compile(r"(?![\w-]+(?:\.[\w-]+)+:\d+(?:[/?#]|$))([A-Za-z][A-Za-z0-9+.-]+):")
# Of the folders `/Users` and `/home`, which a site may have too, those below a folder that systems make for people.
_LOCAL = re.compile(
    r"/?[A-Za-z]:(?:[\\/]|%5[cC])|[fF][iI][lL][eE]:|\\{1,2}[^\\/]+\\|(?:/mnt)?/[a-z]/Users/"
    r"|/(?:Users|home)/[^/]+/(?:Desktop|Documents|Downloads|Library|Movies|Music|OneDrive[^/]*|Pictures|Videos)/"
)
# Liquid, Jinja, ERB, PHP, shell and JavaScript.
_TEMPLATE = re.compile(r"\{\{|\{%|<[%?]|\$\{")
_SUFFIX = lazy_pattern(r"[?#].*", re.DOTALL)
_KINDS = {"http": Kind.WEB, "https": Kind.WEB, "mailto": Kind.MAIL}
# What a path may hold as it is, in Markdown as in HTML and YAML. A colon would make a scheme of what stands before it.
_SAFE = frozenset("/!$&'*+,;=@~-._")
_SAFE_IN_ADDRESS = _SAFE | frozenset(":?#%[]")
# Longer ones are not kept in memory: an image may be all in its address.
_LONGEST_KNOWN = 1000
_ENTITY = lazy_pattern(r"&(?=#?\w+;)")


def read(text: str) -> Destination:
    """The destination `text`, with its entities and escapes resolved; invisible characters have their own rule."""
    return _known(text) if len(text) <= _LONGEST_KNOWN else _read(text)


def _read(text: str) -> Destination:
    address = invisible.removed(text).strip()
    scheme = _SCHEME.match(address)
    if not address:
        return Destination(Kind.EMPTY, "")
    if _LOCAL.match(address):
        return Destination(Kind.LOCAL, address)
    if is_template(address) or scheme_slip(address) or is_enclosed(address):
        return Destination(Kind.OTHER, address)
    if scheme:
        return Destination(_KINDS.get(scheme[1].lower(), Kind.OTHER), address, fragment=_fragment(address))
    if address.startswith("//"):
        return Destination(Kind.OTHER, address)
    suffix = _SUFFIX.search(address)
    # Bytes that are no UTF-8 are what Python makes of them in names of files.
    path = unquote(address[: suffix.start()] if suffix else address, errors="surrogateescape")
    kind = Kind.ROOTED if path.startswith("/") else Kind.RELATIVE if path else Kind.FRAGMENT
    return Destination(kind, address, path, _fragment(address), suffix[0] if suffix else "")


# Pages share many destinations, a page and its translations most of them.
_known = lru_cache(maxsize=4096)(_read)


def is_template(text: str) -> bool:
    """Whether a destination holds a place for a template to fill, so that what comes of it is not known here."""
    return _TEMPLATE.search(text) is not None


def _fragment(address: str) -> str:
    return unquote(address.partition("#")[2])


def written(path: str, kind: str) -> str:
    """The path as it is written in the destination of a link of that `kind` (see `facts.Link`)."""
    return _escaped(_encoded(path, _SAFE), kind)


def written_address(address: str, kind: str) -> str:
    """An address or a part of one, percent-encoded already, as it is written in the destination of such a link."""
    return _escaped(_encoded(address, _SAFE_IN_ADDRESS), kind)


def _encoded(text: str, safe: frozenset[str]) -> str:
    return "".join(char if char in safe or _is_plain(char) else quote(char, errors="surrogateescape") for char in text)


def _is_plain(char: str) -> bool:
    return char.isalnum() and bool(invisible.removed(char))


def _escaped(text: str, kind: str) -> str:
    return escape(text) if kind == "html" else _ENTITY.sub("&amp;", text)
