"""When two destinations of a page and its translation are the same, whatever language they lead to. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import cache, lru_cache

from playbook_lint.links.destination import Destination
from playbook_lint.links.resolve import State, Target
from playbook_lint.patterns import lazy_pattern

# `en-us`, `pt-BR`, `zh-hans-cn` (RFC 5646, with a region).
_TAG = r"[a-z]{2,3}(?:-[a-z]{4})?-(?:[a-z]{2}|[0-9]{3})"
_NO_QUERY = lazy_pattern(r"(?<![?&])[?&]++(?=#|$)")
_HOST = lazy_pattern(r"https?://([^/?#:]+)")
_SCHEME = lazy_pattern(r"https?:/*|mailto:")


def languages(*locales: str) -> frozenset[str]:
    """How locales, BCP 47 tags, may be called in an address."""
    tags = [locale.casefold() for locale in locales]
    return frozenset({*tags, *(tag.partition("-")[0] for tag in tags)})


def place_of(target: Target, page: str, page_id_of: Callable[[str], str], languages: frozenset[str]) -> str:
    """What a link of the file at `page` leads to, the same for a source page and its targets.

    It is empty for the page itself and for nothing. `page_id_of` gives the id of the page that a path is for.
    """
    if target.state in (State.ELSEWHERE, State.HOST, State.MAIL):
        return key(target.destination, languages)
    if target.state is State.OUTSIDE:
        return f"outside {target.path}".casefold()
    if target.path == page:
        return ""
    if target.path.lower().endswith(".md"):
        return f"page {page_id_of(target.path)}".casefold()
    return f"file {posixpath.basename(target.path)}".casefold()


def key(destination: Destination, languages: frozenset[str] = frozenset()) -> str:
    """The same for addresses that differ in their scheme, letter case, final slash or locale alone.

    A locale is a part of the path (`/pt-br/`) or a value in the query (`?hl=pt-BR`): a tag with a region, or one of
    `languages`, tags in lower case.
    """
    return _key(destination.address, languages)


# Pages share many addresses, a page and its translations most of them.
@lru_cache(maxsize=4096)
def _key(address: str, languages: frozenset[str]) -> str:
    address = _SCHEME.sub("", address.casefold(), count=1)
    return _NO_QUERY.sub("", _locales(languages).sub("", address)).removesuffix("/")


def is_localized(address: str, other: str, languages: frozenset[str]) -> bool:
    """Whether `other` is on the site of `address` in another language, which its host names: `de.example.org`."""
    (tag, site), (other_tag, other_site) = (_site(one, languages) for one in (address, other))
    return bool(site) and site == other_site and tag != other_tag and other_tag != ""


def _site(address: str, languages: frozenset[str]) -> tuple[str, str]:
    """The language that the host of an address names, or nothing, and the rest of the host."""
    match = _HOST.match(address.casefold())
    first, _, rest = match[1].removeprefix("www.").partition(".") if match else ("", "", "")
    return (first, rest) if first in languages else ("", f"{first}.{rest}" if rest else "")


@cache
def _locales(languages: frozenset[str]) -> re.Pattern[str]:
    tag = "|".join([_TAG, *map(re.escape, sorted(languages))])
    return re.compile(rf"/(?:{tag})(?=/|$|[?#])|(?<=[?&])[^=&#]+=(?:{tag})(?:&|(?=#|$))")
