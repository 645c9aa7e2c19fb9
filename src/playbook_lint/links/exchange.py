"""One exchange with a host, as plain values: what is asked, what comes back, and what a URL turned out to be.

`fetch` turns a `Request` into an `Answer` or a `Failure`; `visit` decides what follows from it, until there is an
`Outcome`; `schedule` says when each request may go out.
"""

from __future__ import annotations

from enum import Enum
from urllib.parse import urlsplit

from playbook_lint.records import Record


class Request(Record, frozen=True):
    """One HTTP request. `reads_anchors`: the body is wanted, for the fragments that it has."""

    method: str
    url: str
    reads_anchors: bool = False


class Answer(Record, frozen=True):
    """What a host answered.

    `location` is the absolute address that a redirect leads to, or empty. `retry_after` are the seconds the host asks
    to wait. `anchors` are the values of `id` and `name` in an HTML body; None when no such body was read to its end.
    """

    status: int
    location: str = ""
    retry_after: float | None = None
    anchors: frozenset[str] | None = None


class Reason(Enum):
    """Why there is no answer, or why an answer does not count."""

    STATUS = "status"  # an HTTP status that is no success
    TIMEOUT = "timeout"
    CONNECTION = "connection"  # refused, reset, closed without an answer
    NAME = "name"  # the host name is not known
    CERTIFICATE = "certificate"
    PROTOCOL = "protocol"  # no HTTP, too many or too long header fields
    REDIRECTS = "redirects"  # too many, or in a circle
    ADDRESS = "address"  # not a public address, and so not asked
    URL = "url"  # not an address of the web


class Failure(Record, frozen=True):
    """No answer. `detail` is the end of a sentence, safe to store; `retryable`: asking again may help."""

    reason: Reason
    detail: str = ""
    retryable: bool = False


class State(Enum):
    """What a URL turned out to be."""

    WORKING = "working"
    BROKEN = "broken"
    REFUSED = "refused"  # not asked: its address is not public
    EXCLUDED = "excluded"  # not asked: the configuration says so
    UNKNOWN = "unknown"  # not asked yet: offline, the run was stopped, or the host asks for fewer requests


class Outcome(Record, frozen=True):
    """What a URL (without its fragment) turned out to be.

    `status` is the last HTTP status, or None. `reason` and `detail` say why it is broken or refused. `location` is
    where redirects ended, or empty; `permanent`: every one of them said that it is for good. `anchors` as in `Answer`.
    """

    url: str
    state: State
    status: int | None = None
    reason: Reason | None = None
    detail: str = ""
    location: str = ""
    permanent: bool = False
    anchors: frozenset[str] | None = None


def host_of(url: str) -> str:
    """The host of `url` in lower case, without its port; empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
