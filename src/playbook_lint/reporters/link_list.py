"""The addresses of the web that pages link to, by host, status and page: as text, JSON, CSV or HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from urllib.parse import quote

from playbook_lint.diagnostics import LinkCounts
from playbook_lint.links.exchange import State, host_of
from playbook_lint.links.known import Known
from playbook_lint.records import Record
from playbook_lint.reporters.csv_rows import to_csv
from playbook_lint.reporters.serialize import link_counts, to_json
from playbook_lint.reporters.visible import visible
from playbook_lint.rules.web_subject import WebLink, problem, status_text

_SCHEMA = 1
# What a person looks for first comes first.
_ORDER = (State.BROKEN, State.REFUSED, State.UNKNOWN, State.EXCLUDED, State.WORKING)
_WORDS = {State.REFUSED: "not public", State.UNKNOWN: "unknown", State.EXCLUDED: "excluded", State.WORKING: "working"}
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_COLUMNS = (
    "host", "state", "status", "url", "page", "line", "column", "problem", "location", "permanent", "checked",
    "broken_since", "broken_runs",
)  # fmt: skip


class Address(Record, frozen=True):
    """A URL, what is known of it, and where it stands: (path, line, column), in order."""

    known: Known
    places: tuple[tuple[str, int, int], ...]

    @property
    def url(self) -> str:
        return self.known.outcome.url

    @property
    def host(self) -> str:
        return host_of(self.url)

    @property
    def group(self) -> tuple[State, int | None]:
        return self.known.outcome.state, self.known.outcome.status

    @property
    def status(self) -> str:
        """What the URL turned out to be, in words: its HTTP status, or what stands in for one."""
        outcome = self.known.outcome
        if outcome.status is not None and outcome.state in (State.WORKING, State.BROKEN):
            return status_text(outcome.status)
        return _WORDS.get(outcome.state, "no answer")

    @property
    def pages(self) -> list[tuple[str, list[tuple[str, int, int]]]]:
        """The places by page."""
        return [(path, list(places)) for path, places in groupby(self.places, key=lambda place: place[0])]


def render(format_name: str, links: Sequence[WebLink], counts: LinkCounts) -> str:
    """The list of the addresses of `links` in one of `reporters.LIST_FORMATS`, by host, status and URL."""
    addresses = sorted(_addresses(links), key=_sort_key)
    match format_name:
        case "json":
            return _json(addresses, counts)
        case "csv":
            return _csv(addresses)
        case "html":
            return _html(addresses)
        case _:
            return _text(addresses)


def _addresses(links: Sequence[WebLink]) -> Iterator[Address]:
    of_url: dict[str, list[WebLink]] = {}
    for link in links:
        of_url.setdefault(link.known.outcome.url, []).append(link)
    for same in of_url.values():
        starts = ((link.path, link.link.place.start) for link in same)
        yield Address(same[0].known, tuple(sorted((path, start.line, start.column) for path, start in starts)))


def _sort_key(address: Address) -> tuple[str, int, int, str]:
    state, status = address.group
    return address.host, _ORDER.index(state), status or 0, address.url


def _by_host(addresses: Sequence[Address]) -> Iterator[tuple[str, list[tuple[str, list[Address]]]]]:
    """Hosts, each with its statuses in words, each with its addresses."""
    for host, of_host in groupby(addresses, key=lambda address: address.host):
        groups = groupby(of_host, key=lambda address: address.group)
        lists = (list(of_status) for _, of_status in groups)
        yield host, [(same[0].status, same) for same in lists]


def _text(addresses: Sequence[Address]) -> str:
    blocks = []
    for host, statuses in _by_host(addresses):
        # GitHub Actions obeys a line that begins with two colons, as an IPv6 address may.
        lines = [visible(f"[{host}]" if ":" in host else host or "(no host)")]
        for status, same in statuses:
            lines.append(f"  {status}")
            for address in same:
                lines += [f"    {visible(line)}" for line in _about(address)]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _about(address: Address) -> Iterator[str]:
    outcome = address.known.outcome
    yield address.url
    if outcome.location:
        yield f"  leads {'for good' if outcome.permanent else 'for now'} to {outcome.location}"
    if outcome.detail:
        yield f"  {outcome.detail}"
    if address.known.first_broken is not None:
        yield f"  broken since {_time(address.known.first_broken)}"
    for path, line, column in address.places:
        yield f"  in {path}:{line}:{column}"


def _json(addresses: Sequence[Address], counts: LinkCounts) -> str:
    hosts = [
        {
            "host": host,
            "statuses": [
                {
                    "state": same[0].group[0].value,
                    "status": same[0].group[1],
                    "addresses": [_json_address(address) for address in same],
                }
                for _, same in statuses
            ],
        }
        for host, statuses in _by_host(addresses)
    ]
    return to_json({"schema": _SCHEMA, "hosts": hosts, "summary": link_counts(counts)})


def _json_address(address: Address) -> dict[str, object]:
    known, outcome = address.known, address.known.outcome
    return {
        "url": outcome.url,
        "problem": visible(problem(outcome)),
        "location": outcome.location,
        "permanent": outcome.permanent,
        "checked": _time(known.checked) if _is_answered(known) else None,
        "broken_since": _time(known.first_broken),
        "broken_runs": known.broken_runs,
        "last_working": _time(known.last_working),
        "pages": [
            {"path": path, "places": [{"line": line, "column": column} for _, line, column in places]}
            for path, places in address.pages
        ],
    }


def _csv(addresses: Sequence[Address]) -> str:
    """One line for each place."""
    return to_csv(_COLUMNS, (row for address in addresses for row in _rows(address)))


def _rows(address: Address) -> Iterator[tuple[object, ...]]:
    known, outcome = address.known, address.known.outcome
    for path, line, column in address.places:
        yield (
            address.host,
            outcome.state.value,
            outcome.status,
            outcome.url,
            path,
            line,
            column,
            problem(outcome),
            outcome.location,
            "yes" if outcome.permanent else "no",
            _time(known.checked) if _is_answered(known) else None,
            _time(known.first_broken),
            known.broken_runs,
        )


def _html(addresses: Sequence[Address]) -> str:
    from playbook_lint.reporters.html_page import render as render_page

    filters: dict[str, Callable[..., object]] = {
        "href": _href,
        "time": _time,
        "problem": lambda address: problem(address.known.outcome),
    }
    return render_page("links.html", {"hosts": list(_by_host(addresses)), "total": len(addresses)}, filters)


def _href(url: str) -> str:
    """The address for a browser: on one line, in ASCII."""
    return quote(url, safe=_PRINTABLE, errors="replace")


def _is_answered(known: Known) -> bool:
    return known.outcome.state in (State.WORKING, State.BROKEN)


def _time(moment: float | None) -> str | None:
    """A moment in seconds since 1970 as ISO 8601, in UTC."""
    return None if moment is None else f"{datetime.fromtimestamp(int(moment), UTC):%Y-%m-%dT%H:%M:%SZ}"
