"""A visit to one URL: what it asks, how long it waits, and what it makes of the answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asking import ANCHORS, Fetchers
from playbook_lint.links.addresses import AddressPolicy
from playbook_lint.links.exchange import Answer, Failure, Outcome, Reason, Request, State
from playbook_lint.links.settings import HostSettings, LinkSettings
from playbook_lint.links.visit import Visit
from playbook_lint.records import replace
from web_server import EXPIRED, Web

URL = "https://a.example/page"
SETTINGS = LinkSettings(retries=2, max_redirects=3, max_wait=60.0)
HEAD = Request("HEAD", URL)
GET = Request("GET", URL)
READ = Request("GET", URL, reads_anchors=True)

TIMEOUT = Failure(Reason.TIMEOUT, "late", retryable=True)
LOST = Failure(Reason.CONNECTION, "lost", retryable=True)
GARBAGE = Failure(Reason.PROTOCOL, "garbage")
UNKNOWN_NAME = Failure(Reason.NAME, "unknown")
BUSY_NAME = Failure(Reason.NAME, "later", retryable=True)
UNTRUSTED = Failure(Reason.CERTIFICATE, "expired")
PRIVATE = Failure(Reason.ADDRESS, "has a private address")

Answers = list[Answer | Failure]


def visited(
    answers: Answers, fragments: bool = False, settings: LinkSettings = SETTINGS, url: str = URL
) -> tuple[list[Request], list[float], Outcome | None]:
    """What a visit asks, how long it waits before each request, and the outcome after all `answers`."""
    visit = Visit(url, settings, fragments)
    requests, waits = [], []
    for answer in answers:
        assert visit.outcome is None
        requests.append(visit.request)
        waits.append(visit.wait)
        visit.take(answer)
    return requests, waits, visit.outcome


def outcome(answers: Answers, fragments: bool = False, settings: LinkSettings = SETTINGS) -> Outcome:
    found = visited(answers, fragments, settings)[2]
    assert found is not None
    return found


# What is asked


@pytest.mark.parametrize(
    ("answers", "fragments", "requests"),
    [
        ([Answer(200)], False, [HEAD]),
        ([Answer(204)], False, [HEAD]),
        ([Answer(200), Answer(200)], True, [HEAD, READ]),
        ([Answer(404), Answer(404)], False, [HEAD, GET]),
        ([Answer(404), Answer(404)], True, [HEAD, READ]),
        ([Answer(405), Answer(200)], False, [HEAD, GET]),
        ([Answer(403), Answer(200)], True, [HEAD, READ]),
        ([Answer(501), Answer(200)], False, [HEAD, GET]),
        ([Answer(500), Answer(200)], False, [HEAD, GET]),
        ([Answer(300), Answer(200)], False, [HEAD, GET]),
        ([Answer(429), Answer(200)], False, [HEAD, GET]),
        ([LOST, Answer(200)], False, [HEAD, GET]),
        ([GARBAGE, Answer(200)], False, [HEAD, GET]),
        ([TIMEOUT, Answer(200)], False, [HEAD, GET]),
        ([TIMEOUT, TIMEOUT, TIMEOUT], False, [HEAD, GET, GET]),
        ([GARBAGE, GARBAGE], False, [HEAD, GET]),
        ([Answer(503), Answer(503), Answer(503), Answer(503)], False, [HEAD, GET, GET, GET]),
        ([UNKNOWN_NAME], False, [HEAD]),
        ([BUSY_NAME, BUSY_NAME, BUSY_NAME], False, [HEAD, GET, GET]),
        ([UNTRUSTED], True, [HEAD]),
        ([PRIVATE], True, [HEAD]),
    ],
)
def test_what_is_asked(answers: Answers, fragments: bool, requests: list[Request]) -> None:
    asked, _, end = visited(answers, fragments)
    assert asked == requests
    assert end is not None


def test_a_host_that_does_not_know_head_is_asked_with_get_even_without_repetitions() -> None:
    for failed in (LOST, GARBAGE, TIMEOUT, Answer(405)):
        asked, waits, end = visited([failed, Answer(200)], settings=replace(SETTINGS, retries=0))
        assert asked == [HEAD, GET]
        assert waits == [0.0, 0.0]
        assert end == Outcome(URL, State.WORKING, 200)


# What it makes of the answers


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([Answer(200)], Outcome(URL, State.WORKING, 200)),
        ([Answer(404), Answer(410)], Outcome(URL, State.BROKEN, 410, Reason.STATUS)),
        ([Answer(304), Answer(304)], Outcome(URL, State.BROKEN, 304, Reason.STATUS)),
        ([Answer(500)] * 4, Outcome(URL, State.BROKEN, 500, Reason.STATUS)),
        ([Answer(999)] * 2, Outcome(URL, State.BROKEN, 999, Reason.STATUS)),
        ([Answer(408)] * 3, Outcome(URL, State.BROKEN, 408, Reason.STATUS)),
        ([Answer(429)] * 3, Outcome(URL, State.UNKNOWN, 429, Reason.STATUS, "the host asks for fewer requests")),
        ([Answer(500), TIMEOUT, LOST, LOST], Outcome(URL, State.BROKEN, 500, Reason.CONNECTION, "lost")),
        ([TIMEOUT] * 3, Outcome(URL, State.BROKEN, None, Reason.TIMEOUT, "late")),
        ([UNKNOWN_NAME], Outcome(URL, State.BROKEN, None, Reason.NAME, "unknown")),
        ([UNTRUSTED], Outcome(URL, State.BROKEN, None, Reason.CERTIFICATE, "expired")),
        ([PRIVATE], Outcome(URL, State.REFUSED, None, Reason.ADDRESS, "`a.example` has a private address")),
    ],
)
def test_what_it_makes_of_the_answers(answers: Answers, expected: Outcome) -> None:
    assert outcome(answers) == expected


def test_statuses_that_the_configuration_accepts() -> None:
    settings = replace(SETTINGS, accept=(403,), hosts=(HostSettings("A.example", accept=(999, 302)),))
    for status in (403, 999, 302):
        answers: Answers = [Answer(status, location="https://b.example/")]
        assert outcome(answers, True, settings) == Outcome(URL, State.WORKING, status)
    elsewhere: Answers = [Answer(301, location="https://b.example/"), Answer(999), Answer(999)]
    assert outcome(elsewhere, settings=settings).state is State.BROKEN
    here: Answers = [Answer(301, location="https://b.example/"), Answer(403)]
    assert outcome(here, settings=settings).state is State.WORKING


@pytest.mark.parametrize(
    "rest",
    [
        [Answer(404)],
        [Answer(403)],
        [Answer(302, location="https://b.example/")],
        [Answer(200)],
        [UNTRUSTED],
        [PRIVATE],
        [TIMEOUT, LOST, TIMEOUT],
        [Answer(503), Answer(429), Answer(503)],
        [Answer(429, retry_after=3600.0)],
    ],
)
def test_whether_a_page_works_does_not_hang_on_its_anchors(rest: Answers) -> None:
    assert outcome([Answer(200), *rest], True) == Outcome(URL, State.WORKING, 200)


def test_anchors() -> None:
    for before in ([Answer(200)], [Answer(405)], [Answer(200), TIMEOUT], [Answer(200), Answer(500)]):
        answers: Answers = [*before, Answer(200, anchors=ANCHORS)]
        assert outcome(answers, True) == Outcome(URL, State.WORKING, 200, anchors=ANCHORS)


# Waiting


@pytest.mark.parametrize(
    ("answers", "waits"),
    [
        ([TIMEOUT, TIMEOUT, TIMEOUT], [0, 1, 2]),
        ([Answer(500), Answer(500), Answer(500), Answer(500)], [0, 0, 1, 2]),
        ([Answer(429), Answer(429), Answer(429)], [0, 1, 2]),
        ([Answer(429, retry_after=30.0), Answer(200)], [0, 30]),
        ([Answer(429, retry_after=0.0), Answer(200)], [0, 1]),
        ([Answer(429, retry_after=60.0), Answer(200)], [0, 60]),
        ([Answer(503, retry_after=30.0), Answer(503, retry_after=10.0), Answer(200)], [0, 30, 10]),
        ([LOST, Answer(404)], [0, 1]),
        (
            [Answer(301, location="https://b.example/"), TIMEOUT, Answer(301, location="https://c.example/"), LOST],
            [0, 0, 1, 0],
        ),
    ],
)
def test_waiting(answers: Answers, waits: list[float]) -> None:
    assert visited(answers)[1] == waits


@pytest.mark.parametrize(("status", "state"), [(429, State.UNKNOWN), (503, State.BROKEN)])
def test_a_host_that_asks_to_wait_for_too_long(status: int, state: State) -> None:
    asked, _, end = visited([Answer(status, retry_after=61.0)])
    detail = "the host asks to wait for 61 seconds, and `max-wait` is 60"
    assert asked == [HEAD]
    assert end == Outcome(URL, state, status, Reason.STATUS, detail)


def test_waits_grow_up_to_the_longest() -> None:
    answers: Answers = [TIMEOUT] * 6
    assert visited(answers, settings=replace(SETTINGS, retries=5, max_wait=5.0))[1] == [0, 1, 2, 4, 5, 5]


def test_jitter_is_given() -> None:
    factors = iter([0.5, 1.5])
    visit = Visit(URL, SETTINGS, jitter=lambda: next(factors))
    visit.take(TIMEOUT)
    assert visit.wait == 0.5
    visit.take(TIMEOUT)
    assert visit.wait == 3.0


# Redirects

B, C = "https://b.example/", "https://c.example/c"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status: int) -> None:
    asked, _, end = visited([Answer(status, location=B), Answer(status, location=C + "#part"), Answer(200)])
    assert asked == [HEAD, Request("HEAD", B), Request("HEAD", C)]
    assert end == Outcome(URL, State.WORKING, 200, location=C, permanent=status in (301, 308))


def test_the_anchors_are_those_of_the_last_page() -> None:
    asked, _, end = visited([Answer(301, location=B), Answer(200), Answer(200, anchors=ANCHORS)], True)
    assert asked[-1] == Request("GET", B, reads_anchors=True)
    assert end == Outcome(URL, State.WORKING, 200, location=B, permanent=True, anchors=ANCHORS)


@pytest.mark.parametrize(
    ("hops", "is_permanent"),
    [
        ([(301, B)], True),
        ([(301, B), (308, C)], True),
        ([(301, B), (302, C)], False),
        ([(302, B), (301, C)], False),
        ([(301, "http://b.example/")], False),
        ([(301, "http://b.example/"), (301, B)], False),
    ],
)
def test_which_redirects_are_for_good(hops: list[tuple[int, str]], is_permanent: bool) -> None:
    answers: Answers = [*(Answer(status, location=location) for status, location in hops), Answer(200)]
    assert outcome(answers).permanent is is_permanent


@pytest.mark.parametrize(
    ("locations", "reason", "detail"),
    [
        ([B, C, B], Reason.REDIRECTS, "the redirects lead in a circle"),
        ([URL], Reason.REDIRECTS, "the redirects lead in a circle"),
        ([URL + "#top"], Reason.REDIRECTS, "the redirects lead in a circle"),
        ([B, C, B + "1", B + "2"], Reason.REDIRECTS, "there are more than 3 redirects"),
        ([""], Reason.REDIRECTS, "a redirect gives no address that can be read"),
        (["#top"], Reason.REDIRECTS, "a redirect gives no address that can be read"),
        (["mailto:a@b.example"], Reason.URL, "a redirect leads to an address that is not one of the web"),
        (["file:///etc/passwd"], Reason.URL, "a redirect leads to an address that is not one of the web"),
    ],
)
def test_redirects_that_lead_nowhere(locations: list[str], reason: Reason, detail: str) -> None:
    end = outcome([Answer(301, location=location) for location in locations])
    assert (end.state, end.status, end.reason, end.detail) == (State.BROKEN, 301, reason, detail)
    assert end.location == (locations[-2] if len(locations) > 1 else "")
    assert not end.permanent


def test_as_many_redirects_as_allowed() -> None:
    answers: Answers = [*(Answer(302, location=B + str(number)) for number in range(3)), Answer(200)]
    assert outcome(answers).state is State.WORKING


def test_a_redirect_to_where_nobody_is_asked() -> None:
    refused = outcome([Answer(301, location=B), PRIVATE])
    detail = "it redirects to `b.example`, which has a private address"
    assert refused == Outcome(URL, State.REFUSED, 301, Reason.ADDRESS, detail, location=B)
    settings = replace(SETTINGS, exclude=("https://B.example/*",))
    asked, _, excluded = visited([Answer(301, location=B)], settings=settings)
    assert asked == [HEAD]
    assert excluded == Outcome(URL, State.EXCLUDED, 301, location=B)


_LOCATIONS = st.sampled_from([URL, B, C, "http://b.example/", "", "mailto:x", B + "#x"])
_ANSWERS = st.one_of(
    st.builds(
        Answer,
        st.sampled_from([200, 204, 301, 302, 308, 304, 403, 404, 405, 408, 429, 500, 503]),
        _LOCATIONS,
        st.sampled_from([None, None, 0.0, 5.0, 600.0]),
    ),
    st.sampled_from([TIMEOUT, LOST, GARBAGE, UNKNOWN_NAME, BUSY_NAME, UNTRUSTED, PRIVATE]),
)


@given(st.lists(_ANSWERS, min_size=40, max_size=40), st.booleans(), st.integers(0, 3))
def test_every_visit_ends(answers: Answers, fragments: bool, retries: int) -> None:
    settings = replace(SETTINGS, retries=retries)
    visit = Visit(URL, settings, fragments)
    asked = []
    for answer in answers:
        if visit.outcome:
            break
        asked.append(visit.request)
        assert 0 <= visit.wait <= settings.max_wait
        visit.take(answer)
    assert visit.outcome
    # One for each hop, one for each repetition, one for GET in place of HEAD, one for the anchors.
    assert len(asked) <= (1 + settings.max_redirects) + retries + 2


# Over the network


def end_of(web: Web, fetcher: Fetchers, path: str, fragments: bool = False, **settings: object) -> Outcome:
    """The outcome of a visit to a path of the web's, or to a whole address; nobody waits."""
    fetch = fetcher(**settings)
    known = {name: value for name, value in settings.items() if name != "policy"}
    visit = Visit(web.url(path) if path.startswith("/") else path, LinkSettings(**known), fragments)
    while visit.outcome is None:
        visit.take(fetch.exchange(visit.request))
    return visit.outcome


@pytest.mark.parametrize(
    ("path", "state", "status", "methods"),
    [
        ("/ok", State.WORKING, 200, "HEAD"),
        ("/status/404", State.BROKEN, 404, "HEAD GET"),
        ("/no-head/405", State.WORKING, 200, "HEAD GET"),
        ("/no-head/404", State.WORKING, 200, "HEAD GET"),
        ("/no-head/reset", State.WORKING, 200, "HEAD GET"),
        ("/flaky/503", State.WORKING, 200, "HEAD GET GET"),
        ("/flaky/reset", State.WORKING, 200, "HEAD GET GET"),
        ("/busy/1", State.WORKING, 200, "HEAD GET"),
        ("/busy/date", State.WORKING, 200, "HEAD GET"),
        ("/busy/3600", State.UNKNOWN, 429, "HEAD"),
        ("/garbage", State.BROKEN, None, "HEAD GET"),
        ("/flood/many", State.BROKEN, None, "HEAD GET"),
        ("/endless/200", State.WORKING, 200, "HEAD"),
        ("/chain/10", State.WORKING, 200, " ".join(["HEAD"] * 11)),
        ("/chain/11", State.BROKEN, 301, " ".join(["HEAD"] * 11)),
        ("/circle/a", State.BROKEN, 302, "HEAD HEAD"),
        ("/to/301?mailto:a@b.example", State.BROKEN, 301, "HEAD"),
        ("/to/301", State.BROKEN, 301, "HEAD"),
    ],
)
def test_behaviours_of_hosts(
    web: Web, fetcher: Fetchers, path: str, state: State, status: int | None, methods: str
) -> None:
    end = end_of(web, fetcher, path)
    assert (end.state, end.status) == (state, status)
    assert [seen.method for seen in web.seen] == methods.split()


def test_anchors_over_the_network(web: Web, fetcher: Fetchers) -> None:
    assert end_of(web, fetcher, "/chain/2", True).anchors == ANCHORS
    assert end_of(web, fetcher, "/no-head/405", True).anchors == ANCHORS
    assert end_of(web, fetcher, "/endless/200", True, max_bytes=10_000).anchors is None
    assert end_of(web, fetcher, "/short", True).state is State.WORKING


def test_redirects_across_hosts(web: Web, fetcher: Fetchers, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is meant for one host is not sent to where it redirects."""
    monkeypatch.setenv("PLAYBOOK_LINT_TOKEN", "s3cret")
    hosts = (HostSettings("wiki.example", headers={"Authorization": "${PLAYBOOK_LINT_TOKEN}", "Cookie": "a=b"}),)
    goal = web.url("/cookies", "goal.example", "https")
    back = web.url(f"/to/302?{goal}", "wiki.example", "https")
    start = web.url(f"/to/302?{back}", "wiki.example", "https")
    end = end_of(web, fetcher, start, hosts=hosts)
    assert (end.state, end.location) == (State.WORKING, goal)
    sent = [(seen.headers.get("Authorization"), seen.headers.get("Cookie")) for seen in web.seen]
    assert sent == [("s3cret", "a=b"), ("s3cret", "a=b"), (None, None)]
    assert not any("Referer" in seen.headers for seen in web.seen)


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("http://127.0.0.1:{}/ok", "`127.0.0.1`, which has a loopback address"),
        ("http://169.254.169.254/latest/meta-data", "`169.254.169.254`, which has a metadata address of a cloud"),
        ("http://localhost:{}/ok", "`localhost`, which is a name of this machine"),
        ("http://private.example:{}/ok", "`private.example`, which has a private address"),
    ],
)
def test_redirects_into_the_private(web: Web, fetcher: Fetchers, goal: str, said: str) -> None:
    web.names["private.example"] = ["10.0.0.1"]
    goal = goal.format(web.url("").rpartition(":")[2])
    policy = AddressPolicy(allow_hosts=("web.example",))
    end = end_of(web, fetcher, f"/to/302?{goal}", policy=policy)
    assert (end.state, end.reason, end.location) == (State.REFUSED, Reason.ADDRESS, goal)
    assert end.detail == f"it redirects to {said}"
    assert len(web.seen) == 1


def test_a_redirect_to_a_host_with_a_bad_certificate(web: Web, fetcher: Fetchers) -> None:
    goal = web.url("/ok", EXPIRED, "https")
    end = end_of(web, fetcher, f"/to/301?{goal}")
    assert (end.state, end.reason, end.location) == (State.BROKEN, Reason.CERTIFICATE, goal)
