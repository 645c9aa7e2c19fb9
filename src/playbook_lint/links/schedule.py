"""Runs many visits at once, within the limits overall and of each host, in one pass over a queue of answers.

The thread that asks for outcomes owns all state: the queue of each host, what waits for its time, what is on its way.
Worker threads only exchange a request for an answer, so that nothing needs a lock. They are daemons: one that hangs
(looking up a name has no time limit) is given up, and never holds up the end of the process.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from heapq import heappop, heappush
from itertools import count
from queue import Empty, SimpleQueue
from typing import Protocol

from playbook_lint.links.exchange import Answer, Failure, Outcome, Reason, Request, host_of
from playbook_lint.links.settings import LinkSettings
from playbook_lint.records import Record, field

Exchange = Callable[[Request], Answer | Failure]

# How long after its time limit, in seconds, an exchange is given up: it should have ended by itself.
GRACE = 5.0
# RFC 6585 section 4 and RFC 9110 section 15.6.4: the statuses with which a host asks to wait.
_ASKS_TO_WAIT = (429, 503)


class Visiting(Protocol):
    """What is scheduled: a visit to one URL, which may take several requests.

    `wait` are the seconds before `request` may go out. `outcome` is None until `take` was given all that it needs.
    """

    @property
    def request(self) -> Request: ...

    @property
    def wait(self) -> float: ...

    @property
    def outcome(self) -> Outcome | None: ...

    def take(self, answer: Answer | Failure, /) -> None: ...


def outcomes(
    visits: Iterable[Visiting], settings: LinkSettings, exchange: Exchange, grace: float = GRACE
) -> Generator[Outcome, None, None]:
    """The outcome of each of `visits`, as it comes; `exchange` is called by many threads at once.

    An exception of `exchange` is raised here. Closing the generator, or an exception in this thread, stops at once.
    """
    return _Schedule(settings, exchange, grace).run(visits)


class _Host(Record, eq=False):
    """One host: what waits for it, and when it may be asked. `patience` are the seconds that it may yet pause."""

    concurrency: int
    interval: float
    patience: float
    queue: deque[Visiting] = field(default_factory=deque)
    running: int = 0
    free_at: float = 0.0
    listed: bool = False


class _Exchange(Record, frozen=True, eq=False):
    """A request on its way; `deadline` is when it is given up."""

    visit: Visiting
    host: _Host
    deadline: float


class _Schedule:
    """`ready` are hosts that may be asked now, each once; `later` is what waits for its time, in a heap."""

    def __init__(self, settings: LinkSettings, exchange: Exchange, grace: float) -> None:
        self._settings = settings
        self._exchange = exchange
        self._limit = settings.timeout + grace
        self._hosts: dict[str, _Host] = {}
        self._ready: deque[_Host] = deque()
        self._later: list[tuple[float, int, _Host | Visiting]] = []
        self._running: dict[int, _Exchange] = {}
        self._tasks: SimpleQueue[tuple[int, Request] | None] = SimpleQueue()
        self._answers: SimpleQueue[tuple[int, Answer | Failure | BaseException]] = SimpleQueue()
        self._threads = 0
        self._hanging = 0
        self._numbers = count()

    def run(self, visits: Iterable[Visiting]) -> Generator[Outcome, None, None]:
        """See `outcomes`."""
        unfinished = 0
        for visit in visits:
            if visit.outcome:
                yield visit.outcome
            else:
                unfinished += 1
                self._await(visit)
        try:
            self._start()
            while unfinished:
                finished = self._settle()
                self._start()
                unfinished -= len(finished)
                yield from finished
        finally:
            for _ in range(self._threads):
                self._tasks.put(None)

    def _start(self) -> None:
        """Start what may start now, one request of each host in turn."""
        now = time.monotonic()
        while self._later and self._later[0][0] <= now:
            _, _, item = heappop(self._later)
            if isinstance(item, _Host):
                item.listed = False
                self._list(item)
            else:
                self._queue(item)
        while self._ready and len(self._running) < self._settings.concurrency:
            host = self._ready.popleft()
            host.listed = False
            # The clock is read each time: a host whose time came meanwhile is listed again at once.
            if host.free_at <= (now := time.monotonic()):
                self._send(host.queue.popleft(), host, now)
            self._list(host)

    def _send(self, visit: Visiting, host: _Host, now: float) -> None:
        number = next(self._numbers)
        host.running += 1
        host.free_at = now + host.interval
        self._running[number] = _Exchange(visit, host, now + self._limit)
        if self._threads < len(self._running) + self._hanging:
            self._threads += 1
            threading.Thread(target=self._work, daemon=True, name=f"links-{self._threads}").start()
        self._tasks.put((number, visit.request))

    def _work(self) -> None:
        """What a worker thread does."""
        while (task := self._tasks.get()) is not None:
            number, request = task
            try:
                self._answers.put((number, self._exchange(request)))
            except BaseException as error:
                error.add_note(f"(while asking for `{request.url}`)")
                self._answers.put((number, error))

    def _settle(self) -> list[Outcome]:
        """Wait until an answer comes or something's time has come; the outcomes that this brings."""
        finished = []
        patience = max(0.0, self._next_moment() - time.monotonic())
        try:
            while True:
                if outcome := self._take(*self._answers.get(timeout=patience)):
                    finished.append(outcome)
                patience = 0.0
        except Empty:
            pass
        now = time.monotonic()
        for number in [number for number, exchange in self._running.items() if exchange.deadline <= now]:
            self._hanging += 1
            if outcome := self._take(number, Failure(Reason.TIMEOUT, "the host does not answer in time")):
                finished.append(outcome)
        return finished

    def _next_moment(self) -> float:
        """When something is to be done without an answer; requests end their time in the order they were sent."""
        deadlines = (exchange.deadline for exchange in self._running.values())
        return min(next(deadlines, float("inf")), self._later[0][0] if self._later else float("inf"))

    def _take(self, number: int, answer: Answer | Failure | BaseException) -> Outcome | None:
        """Give the answer to its visit; the outcome, if that was all it needed."""
        exchange = self._running.pop(number, None)
        if exchange is None:  # given up before
            self._hanging -= 1
            return None
        if isinstance(answer, BaseException):
            raise answer
        host, visit = exchange.host, exchange.visit
        host.running -= 1
        self._pause(host, answer)
        self._list(host)
        visit.take(answer)
        if visit.outcome is None:
            self._await(visit)
        return visit.outcome

    def _pause(self, host: _Host, answer: Answer | Failure) -> None:
        """Leave the whole host alone for as long as it asks for, in all no longer than `max_wait`."""
        if isinstance(answer, Answer) and answer.status in _ASKS_TO_WAIT and answer.retry_after:
            free_at = max(host.free_at, time.monotonic())
            pause = min(max(0.0, time.monotonic() + answer.retry_after - free_at), host.patience)
            host.patience -= pause
            host.free_at = free_at + pause

    def _await(self, visit: Visiting) -> None:
        if visit.wait > 0:
            heappush(self._later, (time.monotonic() + visit.wait, next(self._numbers), visit))
        else:
            self._queue(visit)

    def _queue(self, visit: Visiting) -> None:
        name = host_of(visit.request.url)
        if name not in self._hosts:
            limits = self._settings.for_host(name)
            assert limits.concurrency is not None
            assert limits.interval is not None
            self._hosts[name] = _Host(limits.concurrency, limits.interval, self._settings.max_wait)
        self._hosts[name].queue.append(visit)
        self._list(self._hosts[name])

    def _list(self, host: _Host) -> None:
        """See to it that `host` is asked as soon as it may be, if anything waits for it."""
        if host.listed or not host.queue or host.running >= host.concurrency:
            return
        host.listed = True
        if host.free_at <= time.monotonic():
            self._ready.append(host)
        else:
            heappush(self._later, (host.free_at, next(self._numbers), host))
