"""A visit to one URL, from the first request to what the URL turned out to be. Pure: it asks nobody and has no clock.

The host is asked with HEAD first, which is cheap, and with GET where that does not succeed, since not every host knows
HEAD. What may pass (no answer in time, a lost connection, 408, 429, 5xx) is asked again after a while, with GET.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urldefrag, urlsplit

from playbook_lint.links.exchange import Answer, Failure, Outcome, Reason, Request, State, host_of
from playbook_lint.links.settings import LinkSettings, matches

# RFC 9110 section 15.4; the other statuses of that section need a person or a cache.
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
# RFC 9110 section 15.5.9, RFC 6585 section 4.
_REQUEST_TIMEOUT, _TOO_MANY_REQUESTS = 408, 429
# In seconds. Each further wait is twice as long.
_FIRST_WAIT = 1.0
# How a host fails that does not know HEAD.
_HEAD_FAILS = (Reason.CONNECTION, Reason.PROTOCOL, Reason.TIMEOUT)


class Visit:
    """What to ask next, given the answers so far: `request`, after `wait` seconds, until `outcome` is not None.

    `fragments`: the anchors of the page are wanted, too. Whether they can be had makes no difference to whether the URL
    works. `jitter` gives a factor for each wait, so that visits do not wait in step.
    """

    def __init__(
        self, url: str, settings: LinkSettings, fragments: bool = False, jitter: Callable[[], float] = lambda: 1.0
    ) -> None:
        self.request = Request("HEAD", url)
        self.wait = 0.0
        self.outcome: Outcome | None = None
        self._settings = settings
        self._fragments = fragments
        self._jitter = jitter
        self._hops = [url]
        self._is_permanent = True
        self._repetitions = 0
        self._status: int | None = None
        self._works = False  # only the anchors are missing

    def take(self, answer: Answer | Failure) -> None:
        """Move on with what `request` led to."""
        self.wait = 0.0
        if isinstance(answer, Failure):
            self._take_failure(answer)
        elif self._works:
            self._take_anchors(answer)
        else:
            self._status = answer.status
            self._take_answer(answer)

    def _take_answer(self, answer: Answer) -> None:
        is_head = self.request.method == "HEAD"
        if 200 <= answer.status < 300 and is_head and self._fragments:
            self._works = True
            self._ask("GET")
        elif self._is_accepted(answer.status):
            self._end(State.WORKING, anchors=answer.anchors)
        elif answer.status in _REDIRECTS:
            self._follow(answer)
        elif is_head and not (_is_passing(answer.status) and answer.retry_after) and not _is_of_the_client(answer.status):
            self._ask("GET")
        elif _is_passing(answer.status):
            self._repeat(Failure(Reason.STATUS), answer.retry_after or 0.0)
        else:
            self._end(State.BROKEN, Failure(Reason.STATUS))
