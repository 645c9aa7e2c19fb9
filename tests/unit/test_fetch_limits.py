"""One exchange with a host that is slow, endless, or no host at all. Against real servers."""

from __future__ import annotations

import socket
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from asking import ANCHORS, Fetchers, failure, head, read
from playbook_lint.links.exchange import Answer, Failure, Reason, Request
from web_server import PAGE, Web


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("path", ["/slow", "/drip-header", "/drip-body"])
def test_no_host_takes_more_than_its_time(web: Web, fetcher: Fetchers, path: str, scheme: str) -> None:
    timed_out = failure(fetcher(timeout=0.3).exchange(read(web.url(path, scheme=scheme))))
    assert (timed_out.reason, timed_out.retryable) == (Reason.TIMEOUT, True)


def test_the_time_begins_anew_for_each_request(web: Web, fetcher: Fetchers) -> None:
    fetch = fetcher(timeout=1.0)
    for _ in range(4):
        assert fetch.exchange(head(web.url("/slow/0.3"))) == Answer(200)


def test_a_host_that_never_completes_tls_takes_no_more_than_its_time(fetcher: Fetchers) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://web.example:{silent.getsockname()[1]}/"
        assert failure(fetcher(timeout=0.3).exchange(head(url))).reason is Reason.TIMEOUT


@pytest.fixture
def deaf_port() -> Iterator[Callable[[int], None]]:
    """Makes 127.0.0.2 take no connection at a port, nor refuse one."""
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems have no 127.0.0.2")
    with ExitStack() as stack:

        def make(port: int) -> None:
            stack.enter_context(socket.create_server(("127.0.0.2", port), backlog=0))
            for _ in range(4):  # more than the queue holds
                waiting = stack.enter_context(socket.socket())
                waiting.setblocking(False)
                waiting.connect_ex(("127.0.0.2", port))
            time.sleep(0.05)

        yield make


def test_an_address_that_does_not_answer_leaves_time_for_the_next(
    web: Web, fetcher: Fetchers, deaf_port: Callable[[int], None]
) -> None:
    url = web.url("/ok")
    deaf_port(int(url.split(":")[2].removesuffix("/ok")))
    web.names["web.example"] = ["127.0.0.2", "127.0.0.1"]
    assert fetcher(timeout=1.0).exchange(head(url)) == Answer(200)
    web.names["web.example"] = ["127.0.0.2"] * 4 + ["127.0.0.1"]  # no more than four are tried
    assert failure(fetcher(timeout=0.4).exchange(head(url))).reason is Reason.TIMEOUT


def test_a_refused_connection(fetcher: Fetchers) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    refused = failure(fetcher().exchange(head(f"http://web.example:{port}/")))
    assert refused == Failure(Reason.CONNECTION, "the host refuses connections", retryable=True)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_connection_that_is_lost(web: Web, fetcher: Fetchers, scheme: str) -> None:
    fetch = fetcher()
    lost = Failure(Reason.CONNECTION, "the host closes the connection", retryable=True)
    assert fetch.exchange(head(web.url("/flaky/reset", scheme=scheme))) == lost
    assert fetch.exchange(head(web.url("/flaky/reset", scheme=scheme))) == lost
    assert fetch.exchange(head(web.url("/flaky/reset", scheme=scheme))) == Answer(200)
    broken_off = Failure(Reason.CONNECTION, "the answer breaks off", retryable=True)
    assert fetch.exchange(read(web.url("/short", scheme=scheme))) == broken_off
    assert fetch.exchange(head(web.url("/short", scheme=scheme))) == Answer(200)


@pytest.mark.parametrize("path", ["/garbage", "/flood/many", "/flood/long", "/flood/large"])
@pytest.mark.parametrize("request_of", [head, read])
def test_what_is_not_http(web: Web, fetcher: Fetchers, path: str, request_of: Callable[[str], Request]) -> None:
    malformed = failure(fetcher().exchange(request_of(web.url(path))))
    assert (malformed.reason, malformed.retryable) == (Reason.PROTOCOL, False)


def test_http_where_tls_is_expected(web: Web, fetcher: Fetchers) -> None:
    url = web.url("/ok").replace("http:", "https:")
    assert failure(fetcher().exchange(head(url))).reason is Reason.PROTOCOL


def test_a_page_is_read_up_to_the_limit(web: Web, fetcher: Fetchers) -> None:
    for path in ("/ok", "/packed/gzip"):
        assert fetcher(max_bytes=len(PAGE)).exchange(read(web.url(path))) == Answer(200, anchors=ANCHORS)
        assert fetcher(max_bytes=len(PAGE) - 1).exchange(read(web.url(path))) == Answer(200)


@pytest.mark.parametrize("path", ["/endless/200", "/bomb", "/hollow"])
def test_pages_without_an_end_fill_no_memory(web: Web, fetcher: Fetchers, path: str) -> None:
    fetch = fetcher(max_bytes=200_000)
    assert fetch.exchange(read(web.url(path))) == Answer(200)  # now the server has made what it sends
    tracemalloc.start()
    assert fetch.exchange(read(web.url(path))) == Answer(200)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000
