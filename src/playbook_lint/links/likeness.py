"""When two destinations of a page and its translation are the same, whatever language they lead to. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from playbook_lint.links.destination import Destination
from playbook_lint.links.resolve import State, Target
from playbook_lint.patterns import lazy_pattern

# `en-us`, `pt-BR`, `zh-hans-cn` (RFC 5646, with a region).
_TAG = r"[a-z]{2,3}(?:-[a-z]{4})?-(?:[a-z]{2}|[0-9]{3})"
# What an own language may go on with: `zh-hans`.
_SUBTAG = r"(?:[-_](?:[a-z]{4}|[a-z]{2}|[0-9]{3}))?"
_NO_QUERY = lazy_pattern(r"(?<![?&])[?&]++(?=#|$)")
_HOST = lazy_pattern(r"https?://([^/?#:]+)")
_SCHEME = lazy_pattern(r"https?:/*|mailto:")


def languages(source: str, *locales: str) -> frozenset[str]:
    """How locales, BCP 47 tags, may be called in an address: whole, by their language, or, but for `source`, by region.

    An address with the region of the source says something else: `/us/prices`.
    """
    tags = [locale.casefold() for locale in (source, *locales)]
    regions = (tag.rpartition("-")[2] for tag in tags[1:] if "-" in tag)
    return frozenset({*tags, *(tag.partition("-")[0] for tag in tags), *(one for one in regions if len(one) == 2)})


def hosts_of(sites: Iterable[str]) -> frozenset[str]:
    """The hosts at which the project itself is published, in lower case."""
    return frozenset(match[1] for site in sites if (match := _HOST.match(site.casefold())))


def place_of(
    target: Target,
    page: str,
    page_id_of: Callable[[str], str],
    languages: frozenset[str],
    hosts: frozenset[str] = frozenset(),
) -> str:
    """What a link of the file at `page` leads to, the same for a source page and its targets.

    It is empty for the page itself, in whatever language, and for nothing. `page_id_of` gives the id of the page that a
    path is for. On `hosts`, those of the site itself, an address is what its path is.
    """
    if target.state in (State.ELSEWHERE, State.HOST, State.MAIL):
        found = key(target.destination, languages)
        host = found.partition("/")[0]
        return found[len(host) :] if host in hosts else found
    if target.state is State.OUTSIDE:
        return f"outside {target.path}".casefold()
    if target.path.lower().endswith(".md"):
        page_id = page_id_of(target.path)
        return "" if page_id == page_id_of(page) else f"page {page_id}".casefold()
    return f"file {posixpath.basename(target.path)}".casefold() if target.path != page else ""


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
    """Whether `other` is a form of `address` in another language, which may have other fragments.

    Its host names that (`de.example.org`, where paths are other words too), what `key` takes for a locale, or the end
    of a name (`plan-cn`, `plan.zh-CN.md`).
    """
    (tag, site), (other_tag, other_site) = (_site(one, languages) for one in (address, other))
    if site and site == other_site and tag != other_tag and other_tag:
        return True
    ours, theirs = (one.casefold().partition("#")[0] for one in (address, other))
    plain = _key(ours, languages)
    return ours != theirs and plain in (_key(theirs, languages), _key(_endings(languages).sub("", theirs), languages))


@lru_cache(maxsize=4096)
def _site(address: str, languages: frozenset[str]) -> tuple[str, str]:
    """The language that the host of an address names, or nothing, and the rest of the host."""
    match = _HOST.match(address.casefold())
    first, _, rest = match[1].removeprefix("www.").partition(".") if match else ("", "", "")
    is_language = _own(languages).fullmatch(first) is not None
    return (first, rest) if is_language else ("", f"{first}.{rest}" if rest else "")


@cache
def _own(languages: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(languages)))}){_SUBTAG}")


@cache
def _endings(languages: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)[-_.]{_own(languages).pattern}(?=\.\w+(?:$|[?#])|/|$|[?#])")


@cache
def _locales(languages: frozenset[str]) -> re.Pattern[str]:
    own = _own(languages).pattern if languages else r"(?!)"
    tag, end = f"{_TAG}|{own}", r"(?=/|$|[?#])"
    return re.compile(rf"/(?:{tag}){end}|(?<=[?&])[^=&#]{{1,60}}=(?:{tag})(?:&|(?=#|$))")
