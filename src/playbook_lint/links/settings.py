"""How links are checked: the table `[links]` of the configuration, as frozen, typed values."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeVar

from playbook_lint.records import Record

_T = TypeVar("_T")


class HostSettings(Record, frozen=True):
    """What differs for hosts that match `pattern` (`*.example.com`).

    `accept` are HTTP statuses that count as working, beside 200 to 299. `headers` are sent to these hosts alone;
    `${PLAYBOOK_LINT_NAME}` in a value stands for that environment variable. None leaves the general setting.
    """

    pattern: str
    accept: tuple[int, ...] = ()
    headers: Mapping[str, str] = {}
    concurrency: int | None = None
    interval: float | None = None


class Lifetimes(Record, frozen=True):
    """For how many hours an answer counts before the web is asked again, by what it was."""

    working: float = 7 * 24
    redirected: float = 24
    broken: float = 1


class Tolerance(Record, frozen=True):
    """A link that was broken for `days` days or in `runs` runs fails the run; until then it is only told.

    0 days and 1 run are no limit; of the two, the one that is over first counts.
    """

    days: float = 0
    runs: int = 1


class LinkSettings(Record, frozen=True):
    """The table `[links]`. Durations are in seconds, sizes in bytes.

    `audiences` are the endings of variants that stand in for a page (`page--partner` for `page`), `extensions` endings
    that a destination may leave out (`.md` where `guide` stands for `guide.md`). With `fallback` the site shows what
    the source locale has wherever a target locale has no file. `roots` are folders, relative to the project root, that
    the site serves at its top (`static`). With `pretty_urls` the site makes a folder of each page. `redirects` are
    files, relative to the project root, that list from where the site sends its readers on. `site` are the
    addresses at which the project itself is published. `exclude` are patterns of addresses that are never asked
    (`https://example.com/private/*`), `accept` HTTP statuses that count as working, beside 200 to 299.
    `allow_hosts` are host patterns that may have private addresses; `allow_private` opens these to all hosts, and
    is for the command line alone. `max_wait` bounds what a host may ask to wait, `max_bytes` what is read of a page
    for its anchors. `store` is the file that keeps the answers, relative to the project root; empty for the one in
    the folder of caches.
    """

    audiences: tuple[str, ...] = ("--partner", "--internal")
    extensions: tuple[str, ...] = ()
    fallback: bool = False
    roots: tuple[str, ...] = ()
    pretty_urls: bool = False
    redirects: tuple[str, ...] = (".openpublishing.redirection.json",)
    site: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    accept: tuple[int, ...] = ()
    allow_hosts: tuple[str, ...] = ()
    concurrency: int = 32
    concurrency_per_host: int = 8
    interval: float = 0.02
    timeout: float = 20.0
    retries: int = 2
    max_redirects: int = 10
    max_wait: float = 60.0
    max_bytes: int = 1_000_000
    hosts: tuple[HostSettings, ...] = ()
    lifetimes: Lifetimes = Lifetimes()
    tolerance: Tolerance = Tolerance()
    store: str = ""
    allow_private: bool = False

    def for_host(self, host: str) -> HostSettings:
        """What counts for `host`, with nothing left open; of several patterns that match, the later one wins."""
        found = [settings for settings in self.hosts if matches(host, [settings.pattern])]
        headers = {name: value for settings in found for name, value in settings.headers.items()}
        return HostSettings(
            host,
            (*self.accept, *(status for settings in found for status in settings.accept)),
            headers,
            _last((settings.concurrency for settings in found), self.concurrency_per_host),
            _last((settings.interval for settings in found), self.interval),
        )


def matches(text: str, patterns: Iterable[str]) -> bool:
    """Whether a host or an address matches one of `patterns`, in which `*` stands for any characters.

    Case makes no difference.
    """
    return any(_compiled(pattern).match(text) for pattern in patterns)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    literal = re.sub(r"[\[?]", r"[\g<0>]", pattern)  # they mean something to fnmatch, whose patterns never backtrack
    return re.compile(fnmatch.translate(literal), re.IGNORECASE)


def _last(values: Iterable[_T | None], default: _T) -> _T:
    return next((value for value in reversed([*values]) if value is not None), default)
