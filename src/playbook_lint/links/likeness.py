"""When two destinations of a page and its translation are the same, whatever language they lead to. Pure."""

from __future__ import annotations

import re
from functools import cache

from playbook_lint.links.destination import Destination

# `en-us`, `pt-BR`, `zh-hans-cn` (RFC 5646, with a region).
_TAG = r"[a-z]{2,3}(?:-[a-z]{4})?-(?:[a-z]{2}|[0-9]{3})"
_NO_QUERY = re.compile(r"(?<![?&])[?&]++(?=#|$)")
_SCHEME = re.compile(r"https?:/*|mailto:")


def key(destination: Destination, languages: frozenset[str] = frozenset()) -> str:
    """The same for addresses that differ in their scheme, letter case, final slash or locale alone.

    A locale is a part of the path (`/pt-br/`) or a value in the query (`?hl=pt-BR`): a tag with a region, or one of
    `languages`, tags in lower case.
    """
    address = _SCHEME.sub("", destination.address.casefold(), count=1)
    return _NO_QUERY.sub("", _locales(languages).sub("", address)).removesuffix("/")


@cache
def _locales(languages: frozenset[str]) -> re.Pattern[str]:
    tag = "|".join([_TAG, *map(re.escape, sorted(languages))])
    return re.compile(rf"/(?:{tag})(?=/|$|[?#])|(?<=[?&])[^=&#]+=(?:{tag})(?:&|(?=#|$))")
