"""A visit to one URL, from the first request to what the URL turned out to be. Pure: it asks nobody and has no clock.

The host is asked with HEAD first, which is cheap, and with GET where that does not succeed, since not every host knows
HEAD. What may pass (no answer in time, a lost connection, 408, 429, 5xx) is asked again after a while, with GET.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urldefrag

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
        status, is_head = answer.status, self.request.method == "HEAD"
        if _is_success(status) and is_head and self._fragments:
            self._works = True
            self._ask("GET")
        elif self._is_accepted(status):
            self._end(State.WORKING, anchors=answer.anchors)
        elif status in _REDIRECTS:
            self._follow(answer)
        elif _is_passing(status) and (not is_head or status < 500 or answer.retry_after is not None):
            self._repeat(Failure(Reason.STATUS), answer.retry_after)
        elif is_head:
            self._ask("GET")
        else:
            self._fail(Failure(Reason.STATUS))

    def _take_anchors(self, answer: Answer) -> None:
        if _is_passing(answer.status):
            self._repeat(Failure(Reason.STATUS), answer.retry_after)
        else:
            self._end(State.WORKING, anchors=answer.anchors)

    def _take_failure(self, failure: Failure) -> None:
        if failure.retryable and self._repetitions < self._settings.retries:
            self._repeat(failure)
        elif self.request.method == "HEAD" and failure.reason in _HEAD_FAILS:
            self._ask("GET")
        else:
            self._fail(failure)

    def _follow(self, answer: Answer) -> None:
        here, there = self._hops[-1], urldefrag(answer.location).url
        scheme = there.partition(":")[0]
        if not there:
            self._fail(Failure(Reason.REDIRECTS, "a redirect gives no address that can be read"))
        elif scheme not in ("http", "https"):
            self._fail(Failure(Reason.URL, "a redirect leads to an address that is not one of the web"))
        elif there in self._hops:
            self._fail(Failure(Reason.REDIRECTS, "the redirects lead in a circle"))
        elif len(self._hops) > self._settings.max_redirects:
            self._fail(Failure(Reason.REDIRECTS, f"there are more than {self._settings.max_redirects} redirects"))
        else:
            is_downgrade = scheme == "http" and here.startswith("https:")
            self._is_permanent &= answer.status in _PERMANENT and not is_downgrade
            self._hops.append(there)
            if matches(there, self._settings.exclude):
                self._end(State.EXCLUDED)
            else:
                self._ask(self.request.method)

    def _repeat(self, failure: Failure, retry_after: float | None = None) -> None:
        """Ask again after a while, or else end with the failure."""
        longest = self._settings.max_wait
        if retry_after is not None and retry_after > longest:
            detail = f"the host asks to wait for {retry_after:.0f} seconds, and `max-wait` is {longest:g}"
            self._fail(Failure(failure.reason, detail))
        elif self._repetitions >= self._settings.retries:
            self._fail(failure)
        else:
            wait = min(_FIRST_WAIT * 2**self._repetitions * self._jitter(), longest)
            self._repetitions += 1
            self._ask("GET", max(wait, retry_after or 0.0))

    def _ask(self, method: str, wait: float = 0.0) -> None:
        self.request = Request(method, self._hops[-1], reads_anchors=self._fragments and method == "GET")
        self.wait = wait

    def _fail(self, failure: Failure) -> None:
        host, detail = host_of(self._hops[-1]), failure.detail
        if self._works:
            self._end(State.WORKING)
        elif failure.reason is Reason.ADDRESS:
            detail = f"`{host}` {detail}" if len(self._hops) == 1 else f"it redirects to `{host}`, which {detail}"
            self._end(State.REFUSED, Failure(failure.reason, detail))
        elif failure.reason is Reason.STATUS and self._status == _TOO_MANY_REQUESTS:
            self._end(State.UNKNOWN, failure if detail else Failure(failure.reason, "the host asks for fewer requests"))
        else:
            self._end(State.BROKEN, failure)

    def _end(self, state: State, failure: Failure | None = None, anchors: frozenset[str] | None = None) -> None:
        is_redirected = len(self._hops) > 1
        self.outcome = Outcome(
            self._hops[0],
            state,
            self._status,
            failure.reason if failure else None,
            failure.detail if failure else "",
            self._hops[-1] if is_redirected else "",
            is_redirected and self._is_permanent and state is State.WORKING,
            anchors,
        )

    def _is_accepted(self, status: int) -> bool:
        return _is_success(status) or status in self._settings.for_host(host_of(self._hops[-1])).accept


def _is_success(status: int) -> bool:
    return 200 <= status < 300


def _is_passing(status: int) -> bool:
    return status in (_REQUEST_TIMEOUT, _TOO_MANY_REQUESTS) or 500 <= status < 600
