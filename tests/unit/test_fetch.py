"""One exchange with a host: what is sent, and what comes back. Against real servers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from asking import ANCHORS, Fetchers, failure, head, read
from playbook_lint import __version__
from playbook_lint.explanations import INFORMATION_URI
from playbook_lint.links.exchange import Answer, Reason, Request
from web_server import Web


def test_a_page_is_asked_for(web: Web, fetcher: Fetchers) -> None:
    fetch = fetcher()
    for scheme in ("http", "https"):
        assert fetch.exchange(head(web.url("/ok", scheme=scheme))) == Answer(200)
        assert fetch.exchange(Request("GET", web.url("/ok", scheme=scheme))) == Answer(200)
        assert fetch.exchange(read(web.url("/ok", scheme=scheme))) == Answer(200, anchors=ANCHORS)
    assert [seen.method for seen in web.seen] == ["HEAD", "GET", "GET"] * 2


def test_what_is_sent(web: Web, fetcher: Fetchers) -> None:
    fetcher().exchange(head(web.url("/ok?a=b")))
    (seen,) = web.seen
    assert seen.path == "/ok?a=b"
    assert seen.headers == {
        "Host": web.url("").removeprefix("http://"),
        "User-Agent": f"playbook-lint/{__version__} (+{INFORMATION_URI})",
        "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "gzip, deflate",
    }


@pytest.mark.parametrize("status", [204, 304, 404, 429, 500, 999])
def test_every_status_is_an_answer(web: Web, fetcher: Fetchers, status: int) -> None:
    fetch = fetcher()
    assert fetch.exchange(head(web.url(f"/status/{status}"))) == Answer(status)
    assert fetch.exchange(read(web.url(f"/status/{status}"))) in (
        Answer(status),
        Answer(status, anchors=frozenset()),  # an empty page
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/typed/text/html", ANCHORS),
        ("/typed/application/xhtml+xml", ANCHORS),
        ("/typed/text/plain", None),
        ("/typed/application/pdf", None),
        ("/packed/gzip", ANCHORS),
        ("/packed/br", None),
        ("/packed/gzip, zstd", None),
        ("/packed/deflate", None),  # which it is not
        ("/status/404", None),
    ],
)
def test_anchors_are_read_from_pages_that_can_be_read(
    web: Web, fetcher: Fetchers, path: str, expected: frozenset[str] | None
) -> None:
    answer = fetcher().exchange(read(web.url(path.replace(" ", "%20"))))
    assert isinstance(answer, Answer)
    assert answer.anchors == expected


def test_host_names_of_all_scripts(web: Web, fetcher: Fetchers) -> None:
    for scheme in ("http", "https"):
        assert fetcher().exchange(head(web.url("/ok", "bücher.example", scheme))) == Answer(200)
    assert {seen.host.partition(":")[0] for seen in web.seen} == {"xn--bcher-kva.example"}


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "/ok", "//web.example/", "http:", "http://", "http:///ok", "https://:80/", "http://[::1/", "http://*.example/",
        "http://.example/", "http://web.example:x/", "http://web.example:99999/", "http://web example/", "http://\x00/",
        "http://a\udc80.example/", "http://" + "ü" * 70 + ".example/", "ftp://web.example/", "httpx://web.example/",
        "file:///etc/passwd", "javascript:alert(1)", "http://１２７.0.0.1/", "http://\u202e.example/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web(web: Web, fetcher: Fetchers, url: str) -> None:
    assert failure(fetcher().exchange(head(url))).reason is Reason.URL


def test_an_address_may_be_long_but_not_too_long(web: Web, fetcher: Fetchers) -> None:
    url = web.url("/ok?")
    url += "x" * (8000 - len(url))
    assert fetcher().exchange(head(url)) == Answer(200)
    assert failure(fetcher().exchange(head(url + "x"))).reason is Reason.URL


def test_redirects_are_not_followed(web: Web, fetcher: Fetchers) -> None:
    fetch = fetcher()
    assert fetch.exchange(head(web.url("/to/301?/ok"))) == Answer(301, location=web.url("/ok"))
    assert fetch.exchange(read(web.url("/endless/302"))) == Answer(302, location=web.url("/ok"))
    assert len(web.seen) == 2


@pytest.mark.parametrize("target", ["/caf%C3%A9", "/caf%E9"])
def test_where_a_redirect_of_bytes_leads(web: Web, fetcher: Fetchers, target: str) -> None:
    answer = fetcher().exchange(head(web.url(f"/to-bytes?{target}")))
    assert answer == Answer(302, location=web.url(target))


def test_a_busy_host(web: Web, fetcher: Fetchers) -> None:
    assert fetcher().exchange(head(web.url("/busy/120"))) == Answer(429, retry_after=120.0)
    answer = fetcher().exchange(head(web.url("/busy/date")))
    assert isinstance(answer, Answer)
    assert answer.retry_after is not None
    assert 0 <= answer.retry_after <= 1


def test_connections_are_used_again(web: Web, fetcher: Fetchers) -> None:
    fetch = fetcher()
    for _ in range(3):
        fetch.exchange(head(web.url("/ok", scheme="https")))
        fetch.exchange(read(web.url("/ok", scheme="https")))
    assert len({seen.connection for seen in web.seen}) == 1


def test_a_body_that_literal_resolver_wants_is_not_read(web: Web, fetcher: Fetchers) -> None:
    fetch = fetcher()
    assert fetch.exchange(Request("GET", web.url("/endless/200"))) == Answer(200)
    assert fetch.exchange(Request("GET", web.url("/ok"))) == Answer(200)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_kept_connection_that_the_host_gave_up_is_no_failure(web: Web, fetcher: Fetchers, scheme: str) -> None:
    fetch = fetcher()
    for _ in range(3):
        assert fetch.exchange(head(web.url("/once", scheme=scheme))) == Answer(200)
    assert len({seen.connection for seen in web.seen}) == 3


def test_few_connections_are_kept(web: Web, fetcher: Fetchers) -> None:
    fetch = fetcher()
    for number in range(80):
        assert fetch.exchange(head(web.url("/ok", f"h{number}.example"))) == Answer(200)
    assert web.within(lambda: web.open_connections <= 64)
    with ThreadPoolExecutor(24) as threads:
        list(threads.map(fetch.exchange, [head(web.url("/slow/0.1"))] * 24))
    assert web.within(lambda: web.open_connections <= 63 + 8)
    fetch.close()
    assert web.within(lambda: web.open_connections == 0)


def test_many_threads_ask_at_once(web: Web, fetcher: Fetchers) -> None:
    fetch = fetcher()
    requests = [
        (head if number % 2 else read)(web.url("/ok", f"h{number % 5}.example", ("http", "https")[number % 3 == 0]))
        for number in range(200)
    ]
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(fetch.exchange, requests))
    assert answers == [Answer(200, anchors=ANCHORS if request.reads_anchors else None) for request in requests]
