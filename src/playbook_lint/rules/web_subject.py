"""What rules of the web look at: links, each with what is known of its address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus

from playbook_lint.diagnostics import Arguments, Diagnostic
from playbook_lint.links.exchange import Outcome, Reason, State
from playbook_lint.links.known import Known
from playbook_lint.page_facts import LinkFact
from playbook_lint.records import Record


class WebLink(Record, frozen=True):
    """A link of the page at `path` to an address of the web.

    `known` is what is known of its URL. `place` is the fragment that names a place in the page there, or empty.
    `is_tolerated`: if it is broken, then not for long enough to be held against the run.
    """

    path: str
    link: LinkFact
    place: str
    known: Known
    is_tolerated: bool = False

    @property
    def address(self) -> str:
        """The address as the page has it."""
        return self.link.destination

    def diagnostic(self, rule: str, arguments: Arguments) -> Diagnostic:
        """A diagnostic at this link; its address comes first among the arguments, as `url`."""
        return Diagnostic(rule, self.link.place, {"url": self.address, **arguments}, self.path)


class WebSubject(Record, frozen=True):
    """The links to the web of all pages of a run, in the order of pages and places."""

    links: tuple[WebLink, ...]

    def broken(self, *, tolerated: bool) -> Iterator[tuple[WebLink, dict[str, str | int | None]]]:
        """The broken links that are tolerated, or those that are not, each with the arguments that say why it is."""
        for link in self.links:
            outcome = link.known.outcome
            if outcome.state is State.BROKEN and link.is_tolerated == tolerated:
                reason = outcome.reason.value if outcome.reason else None
                yield link, {"problem": problem(outcome), "reason": reason, "status": outcome.status}


def problem(outcome: Outcome) -> str:
    """Why a URL is broken or was not asked, as a part of a sentence."""
    if outcome.reason is Reason.STATUS and not outcome.detail:
        return f"the answer is {status_text(outcome.status)}"
    return outcome.detail


def status_text(status: int | None) -> str:
    """An HTTP status with its name, where it has one: `404 Not Found`."""
    try:
        return f"{status} {HTTPStatus(status or 0).phrase}"
    except ValueError:
        return str(status)


def day(moment: float) -> str:
    """The day of a moment, given in seconds since 1970, in UTC: `2026-06-15`."""
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
