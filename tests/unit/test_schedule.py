"""Many visits at once: limits, waits, fairness, and what hangs, with real threads and a web of our own invention."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from playbook_lint.links.exchange import Answer, Failure, Outcome, Reason, Request, State, host_of
from playbook_lint.links.schedule import outcomes
from playbook_lint.links.settings import HostSettings, LinkSettings
from playbook_lint.records import replace

SETTINGS = LinkSettings(concurrency=8, concurrency_per_host=8, interval=0.0, timeout=5.0, max_wait=5.0)


@dataclass
class FakeVisit:
    """Asks for `urls` one after the other, each after its wait; the last answer is the outcome."""

    urls: list[str]
    waits: list[float] = field(default_factory=list)
    outcome: Outcome | None = None

    @property
    def request(self) -> Request:
        return Request("HEAD", self.urls[0])

    @property
    def wait(self) -> float:
        return self.waits[0] if self.waits else 0.0

    def take(self, answer: Answer | Failure) -> None:
        self.waits = self.waits[1:]
        url, self.urls = self.urls[0], self.urls[1:]
        if not self.urls or isinstance(answer, Failure):
            failed = isinstance(answer, Failure)
            state = State.BROKEN if failed else State.WORKING
            self.outcome = Outcome(url, state, reason=answer.reason if failed else None)


class Web:
    """Answers after `latency` seconds and notes when each request began, and how many there were at once."""

    def __init__(self, latency: float = 0.02, answer: Callable[[str], Answer | Failure] = lambda url: Answer(200)):
        self.latency = latency
        self.answer = answer
        self.started: list[tuple[str, float]] = []
        self.most: dict[str, int] = {}
        self._now: dict[str, int] = {}
        self._lock = threading.Lock()

    def __call__(self, request: Request) -> Answer | Failure:
        keys = ("", host_of(request.url))
        with self._lock:
            self.started.append((request.url, time.monotonic()))
            for key in keys:
                self._now[key] = self._now.get(key, 0) + 1
                self.most[key] = max(self.most.get(key, 0), self._now[key])
        time.sleep(self.latency)
        with self._lock:
            for key in keys:
                self._now[key] -= 1
        return self.answer(request.url)

    def times(self, host: str) -> list[float]:
        return [at for url, at in self.started if host_of(url) == host]


def visit(*urls: str, waits: list[float] | None = None) -> FakeVisit:
    return FakeVisit(list(urls), waits or [])


def urls_of(host: str, number: int) -> list[str]:
    return [f"https://{host}/{index}" for index in range(number)]


def test_every_visit_has_an_outcome() -> None:
    urls = urls_of("a.example", 40) + urls_of("b.example", 3)
    found = [outcome.url for outcome in outcomes(map(visit, urls), SETTINGS, Web())]
    assert sorted(found) == sorted(urls)


def test_no_visit_no_wait() -> None:
    assert list(outcomes([], SETTINGS, Web())) == []


def test_a_visit_that_needs_no_request_is_not_asked() -> None:
    web = Web()
    done = visit("https://a.example/")
    done.outcome = Outcome("https://a.example/", State.BROKEN, reason=Reason.URL)
    assert list(outcomes([done], SETTINGS, web)) == [done.outcome]
    assert web.started == []


def test_limits_overall_and_of_a_host() -> None:
    web = Web(latency=0.05)
    settings = replace(
        SETTINGS,
        concurrency=6,
        concurrency_per_host=3,
        hosts=(HostSettings("slow.*", concurrency=1), HostSettings("fast.*", concurrency=5)),
    )
    urls = [url for host in ("a.example", "slow.example", "fast.example") for url in urls_of(host, 12)]
    assert len(list(outcomes(map(visit, urls), settings, web))) == 36
    assert web.most == {"": 6, "a.example": 3, "slow.example": 1, "fast.example": pytest.approx(4, abs=1)}


def test_a_host_is_left_alone_for_the_interval_between_requests() -> None:
    web = Web(latency=0.0)
    settings = replace(SETTINGS, interval=0.05, hosts=(HostSettings("quick.example", interval=0.0),))
    urls = urls_of("a.example", 5) + urls_of("quick.example", 5)
    list(outcomes(map(visit, urls), settings, web))
    gaps = [later - earlier for earlier, later in pairwise(web.times("a.example"))]
    assert min(gaps) >= 0.04  # the workers, not the schedule, note the time
    assert max(web.times("quick.example")) < max(web.times("a.example"))


def test_hosts_take_turns() -> None:
    web = Web(latency=0.01)
    settings = replace(SETTINGS, concurrency=2)
    urls = urls_of("big.example", 60) + urls_of("small.example", 2)
    list(outcomes(map(visit, urls), settings, web))
    order = [host_of(url) for url, _ in web.started]
    assert "small.example" in order[:4]
    assert order.index("small.example") < 4
    assert order[6:] == ["big.example"] * (len(order) - 6)


def test_every_hop_counts_against_its_own_host() -> None:
    web = Web(latency=0.05)
    settings = replace(SETTINGS, hosts=(HostSettings("goal.example", concurrency=1),))
    visits = [visit(f"https://h{index}.example/", f"https://goal.example/{index}") for index in range(5)]
    list(outcomes(visits, settings, web))
    assert web.most["goal.example"] == 1
    assert len(web.times("goal.example")) == 5


def test_a_visit_waits_as_long_as_it_says_and_holds_up_nobody() -> None:
    web = Web(latency=0.0)
    slow = visit("https://a.example/retry", "https://a.example/retry", waits=[0.0, 0.3])
    list(outcomes([slow, *map(visit, urls_of("a.example", 5))], SETTINGS, web))
    first, *others, last = web.times("a.example")
    assert last - first >= 0.3
    assert max(others) - first < 0.3


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_to_wait_is_left_alone_as_a_whole(status: int) -> None:
    answers = iter([Answer(status, retry_after=0.4)])
    web = Web(0.0, lambda url: next(answers, Answer(200)) if host_of(url) == "a.example" else Answer(200))
    settings = replace(SETTINGS, concurrency_per_host=1)
    urls = urls_of("a.example", 3) + urls_of("b.example", 3)
    list(outcomes(map(visit, urls), settings, web))
    first, second, _ = web.times("a.example")
    assert second - first >= 0.4
    assert max(web.times("b.example")) < second


def test_a_host_cannot_hold_up_the_run_for_longer_than_max_wait() -> None:
    web = Web(0.0, lambda url: Answer(429, retry_after=3600))
    settings = replace(SETTINGS, concurrency_per_host=1, max_wait=0.3)
    start = time.monotonic()
    assert len(list(outcomes(map(visit, urls_of("a.example", 10)), settings, web))) == 10
    assert 0.3 <= time.monotonic() - start < 3


def test_what_hangs_ends_as_a_timeout_and_the_others_go_on() -> None:
    release = threading.Event()

    def exchange(request: Request) -> Answer | Failure:
        if "hang" in request.url:
            release.wait(30)
        return Answer(200)

    settings = replace(SETTINGS, concurrency=2, timeout=0.2)
    urls = [*urls_of("hang.example", 2), *urls_of("a.example", 20)]
    found = {outcome.url: outcome for outcome in outcomes(map(visit, urls), settings, exchange, grace=0.1)}
    release.set()
    assert {found[url].reason for url in urls[:2]} == {Reason.TIMEOUT}
    assert {found[url].state for url in urls[2:]} == {State.WORKING}


def test_an_answer_after_the_end_of_patience_is_not_counted() -> None:
    def exchange(request: Request) -> Answer | Failure:
        time.sleep(0.3 if "late" in request.url else 0.01)
        return Answer(200)

    settings = replace(SETTINGS, timeout=0.1)
    urls = ["https://late.example/", *urls_of("a.example", 40)]
    settings = replace(settings, concurrency_per_host=1)
    found = list(outcomes(map(visit, urls), settings, exchange, grace=0.0))
    assert len(found) == len(urls)
    assert [outcome.reason for outcome in found if "late" in outcome.url] == [Reason.TIMEOUT]


def test_a_mistake_in_an_exchange_is_raised() -> None:
    def exchange(request: Request) -> Answer | Failure:
        raise KeyError("x")

    with pytest.raises(KeyError) as caught:
        list(outcomes([visit("https://a.example/")], SETTINGS, exchange))
    assert caught.value.__notes__ == ["(while asking for `https://a.example/`)"]


def test_an_interrupt_leaves_at_once() -> None:
    release = threading.Event()

    def exchange(request: Request) -> Answer | Failure:
        if "hang" in request.url:
            release.wait(30)
        return Answer(200)

    running = outcomes(map(visit, ["https://a.example/", "https://hang.example/"]), SETTINGS, exchange)
    assert next(running).url == "https://a.example/"
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        running.throw(KeyboardInterrupt)
    assert time.monotonic() - start < 1
    release.set()


def test_threads_end_with_the_run() -> None:
    list(outcomes(map(visit, urls_of("a.example", 20)), SETTINGS, Web(0.0)))
    deadline = time.monotonic() + 5
    while any(thread.name.startswith("links-") for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_intervals_shorter_than_a_look_at_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host whose time comes while others are sent to is sent to in its turn, and the run comes to an end."""
    start = threading.Thread.start

    def slowly(thread: threading.Thread) -> None:
        time.sleep(0.01)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", slowly)
    settings = replace(SETTINGS, interval=0.001)
    visits = [visit(f"http://h{host}.example/{page}") for host in range(6) for page in range(3)]
    found: list[Outcome] = []
    run = threading.Thread(target=lambda: found.extend(outcomes(visits, settings, Web())), daemon=True)
    start(run)
    run.join(10)
    assert len(found) == len(visits)
