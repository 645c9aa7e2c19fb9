"""What tests that ask hosts have in common."""

from __future__ import annotations

import re
from collections.abc import Callable

from playbook_lint.links.exchange import Answer, Failure, Request
from playbook_lint.links.fetch import Fetcher

Fetchers = Callable[..., Fetcher]
ANCHORS = frozenset({"plan", "visão", "top-of-page"})


def head(url: str) -> Request:
    return Request("HEAD", url)


def read(url: str) -> Request:
    return Request("GET", url, reads_anchors=True)


def failure(outcome: Answer | Failure) -> Failure:
    """The failure, after a look at what all failures have in common."""
    assert isinstance(outcome, Failure)
    assert re.fullmatch(r"[\x20-\x7e]+", outcome.detail)
    return outcome
