"""One exchange by way of a proxy of the environment. Against real servers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asking import ANCHORS, Fetchers, failure, head, read
from playbook_lint.links.addresses import AddressPolicy
from playbook_lint.links.exchange import Answer, Failure, Reason
from playbook_lint.links.settings import HostSettings
from web_proxy import Proxy
from web_server import Web, literal_resolver


@pytest.fixture
def proxy(fetcher: Fetchers, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """A proxy that the environment names."""
    proxy = Proxy()
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    yield proxy
    proxy.stop()


# Hosts that only the proxy knows are asked whatever their addresses.
PUBLIC = AddressPolicy()


def test_a_proxy_of_the_environment(web: Web, fetcher: Fetchers, proxy: Proxy) -> None:
    fetch = fetcher(PUBLIC, literal_resolver)
    for scheme in ("http", "https"):
        assert fetch.exchange(head(web.url("/ok", scheme=scheme))) == Answer(200)
        assert fetch.exchange(read(web.url("/ok", scheme=scheme))) == Answer(200, anchors=ANCHORS)
    assert [seen.method for seen in proxy.seen] == ["HEAD", "GET", "CONNECT"]
    assert proxy.seen[0].path == web.url("/ok")
    assert [seen.method for seen in web.seen] == ["HEAD", "GET"] * 2
    assert all(seen.headers["Proxy-Authorization"] == "Basic dXNlcjpwYXNz" for seen in proxy.seen)
    assert not any("Proxy-Authorization" in seen.headers for seen in web.seen)


def test_user_and_password_of_an_address_are_not_shown_to_a_proxy(web: Web, fetcher: Fetchers, proxy: Proxy) -> None:
    for scheme in ("http", "https"):
        url = web.url("/ok", scheme=scheme).replace("://", "://name:s3cret@")
        assert fetcher(PUBLIC, literal_resolver).exchange(head(url)) == Answer(200)
    assert len(proxy.seen) == 2
    assert "s3cret" not in str([seen.path for seen in proxy.seen])
    assert not any("Authorization" in seen.headers for seen in (*proxy.seen, *web.seen))


def test_secrets_are_not_shown_to_a_proxy(
    web: Web, fetcher: Fetchers, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYBOOK_LINT_TOKEN", "s3cret")
    hosts = (HostSettings("*", headers={"Authorization": "${PLAYBOOK_LINT_TOKEN}"}),)
    fetch = fetcher(PUBLIC, literal_resolver, hosts=hosts)
    for scheme in ("http", "https"):
        fetch.exchange(head(web.url("/ok", scheme=scheme)))
    assert len(proxy.seen) == 2
    assert not any("Authorization" in seen.headers for seen in proxy.seen)
    assert web.seen[-1].headers["Authorization"] == "s3cret"


def test_hosts_that_the_environment_takes_from_the_proxy(
    web: Web, fetcher: Fetchers, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "direct.example")
    fetch = fetcher()
    assert fetch.exchange(head(web.url("/ok", "direct.example"))) == Answer(200)
    assert proxy.seen == []
    refused = fetcher(PUBLIC).exchange(head(web.url("/ok", "direct.example")))
    assert failure(refused).reason is Reason.ADDRESS


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    ("host", "addresses"),
    [
        ("127.0.0.1", []),
        ("2130706433", []),
        ("[::1]", []),
        ("localhost", []),
        ("metadata.google.internal", []),
        ("web.example", ["10.0.0.1"]),
        ("web.example", ["1.1.1.1", "169.254.169.254"]),
    ],
)
def test_a_proxy_opens_no_private_address(
    web: Web, fetcher: Fetchers, proxy: Proxy, scheme: str, host: str, addresses: list[str]
) -> None:
    web.names[host] = addresses
    resolver = web.resolver if addresses else literal_resolver
    refused = failure(fetcher(PUBLIC, resolver).exchange(head(web.url("/ok", host, scheme))))
    assert refused.reason is Reason.ADDRESS
    assert proxy.seen == []


def test_a_proxy_that_fails(web: Web, fetcher: Fetchers, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    forbidden = fetcher(PUBLIC, literal_resolver).exchange(head(web.url("/ok", "forbidden.example", "https")))
    assert forbidden == Failure(Reason.CONNECTION, "the proxy answers 403 (asked through a proxy)")
    proxy.stop()
    for scheme in ("http", "https"):
        gone = fetcher(PUBLIC, literal_resolver).exchange(head(web.url("/ok", scheme=scheme)))
        assert gone == Failure(
            Reason.CONNECTION, "the host refuses connections (asked through a proxy)", retryable=True
        )
    monkeypatch.setenv("HTTP_PROXY", "socks5://user:pass@127.0.0.1:1080")
    socks = fetcher(PUBLIC, literal_resolver).exchange(head(web.url("/ok")))
    assert failure(socks).reason is Reason.CONNECTION


def test_a_proxy_that_drips_takes_no_more_than_its_time(web: Web, fetcher: Fetchers, proxy: Proxy) -> None:
    url = web.url("/ok", "drip.example", "https")
    assert failure(fetcher(PUBLIC, literal_resolver, timeout=0.3).exchange(head(url))).reason is Reason.TIMEOUT
