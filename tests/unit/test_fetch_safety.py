"""One exchange: who is asked, who is believed, and who learns a secret. Against real servers."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from asking import Fetchers, failure, head, read
from playbook_lint.links.addresses import AddressPolicy
from playbook_lint.links.exchange import Answer, Failure, Reason
from playbook_lint.links.fetch import CertificatesError
from playbook_lint.links.request_headers import HeaderError
from playbook_lint.links.settings import HostSettings
from web_server import EXPIRED, OTHER_NAME, SELF_SIGNED, UNTRUSTED, Web


def test_user_and_password_of_an_address_are_not_sent(web: Web, fetcher: Fetchers) -> None:
    url = web.url("/to/302?/ok", scheme="https").replace("https://", "https://user:pass@")
    answer = fetcher().exchange(head(url))
    assert answer == Answer(302, location=web.url("/ok", scheme="https"))
    assert "Authorization" not in web.seen[0].headers


def test_netrc_is_not_read(web: Web, fetcher: Fetchers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("default login user password pass\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    fetcher().exchange(head(web.url("/ok")))
    assert "Authorization" not in web.seen[0].headers


def test_cookies_are_never_sent(web: Web, fetcher: Fetchers) -> None:
    fetch = fetcher()
    for path in ("/cookies", "/cookies", "/ok"):
        fetch.exchange(head(web.url(path)))
        fetch.exchange(read(web.url(path)))
    assert len(web.seen) == 6
    assert not any("Cookie" in seen.headers for seen in web.seen)


def test_header_fields_go_to_the_hosts_they_are_for(
    web: Web, fetcher: Fetchers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYBOOK_LINT_TOKEN", "s3cret")
    headers = {"Authorization": "Bearer ${PLAYBOOK_LINT_TOKEN}", "X-Plain": "yes", "User-Agent": "mine"}
    fetch = fetcher(hosts=(HostSettings("*.intra.example", headers=headers),))
    for host in ("wiki.intra.example", "intra.example", "wiki.intra.example.evil.example"):
        for scheme in ("https", "http"):
            fetch.exchange(head(web.url("/ok", host, scheme)))
    sent = [(seen.headers.get("Authorization"), seen.headers.get("X-Plain")) for seen in web.seen]
    assert sent == [("Bearer s3cret", "yes"), (None, "yes"), *[(None, None)] * 4]
    assert [seen.headers["User-Agent"] == "mine" for seen in web.seen] == [True, True, *[False] * 4]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("Authorization", "${PLAYBOOK_LINT_MISSING}", "`PLAYBOOK_LINT_MISSING` is not set"),
        ("Authorization", "Bearer ${HOME}", "`HOME` cannot be used"),
        ("Authorization", "${PLAYBOOK_LINT_}", "`PLAYBOOK_LINT_` cannot be used"),
        ("Authorization", "${}", "`` cannot be used"),
        ("X-Field", "${PLAYBOOK_LINT_LINES}", "`X-Field` for `a.example` is empty or holds characters"),
        ("X-Field", "", "`X-Field` for `a.example` is empty"),
        ("X-Field", "é", "`X-Field` for `a.example` is empty or holds characters"),
        ("X Field", "x", "`X Field` for `a.example` cannot be set"),
        ("Host", "x", "`Host` for `a.example` cannot be set"),
        ("transfer-encoding", "chunked", "`transfer-encoding` for `a.example` cannot be set"),
        ("Referer", "x", "`Referer` for `a.example` cannot be set"),
    ],
)
def test_header_fields_that_cannot_be_sent(
    fetcher: Fetchers, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv("PLAYBOOK_LINT_LINES", "a\r\nHost: evil.example")
    with pytest.raises(HeaderError) as caught:
        fetcher(hosts=(HostSettings("a.example", headers={name: value}),))
    assert said in str(caught.value)
    assert "evil" not in str(caught.value)


def test_a_name_that_is_not_known(web: Web, fetcher: Fetchers) -> None:
    unknown = failure(fetcher().exchange(head("http://nowhere.invalid/")))
    assert (unknown.reason, unknown.retryable) == (Reason.NAME, False)


@pytest.mark.parametrize(
    ("error", "reason", "is_retryable"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "later"), Reason.NAME, True),
        (socket.gaierror(socket.EAI_FAIL, "no"), Reason.NAME, False),
        (UnicodeError("label too long"), Reason.URL, False),
        (OSError("\x1b[31m"), Reason.CONNECTION, True),
        (KeyError("\x1b[31m"), Reason.PROTOCOL, False),
    ],
)
def test_a_name_that_cannot_be_looked_up(
    fetcher: Fetchers, error: Exception, reason: Reason, is_retryable: bool
) -> None:
    def resolver(*args: Any, **kwargs: Any) -> Any:
        raise error

    failed = failure(fetcher(resolver=resolver).exchange(head("https://web.example/")))
    assert (failed.reason, failed.retryable) == (reason, is_retryable)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    ("host", "addresses", "detail"),
    [
        ("127.0.0.1", [], "has a loopback address"),
        ("[::1]", [], "has a loopback address"),
        ("[::ffff:127.0.0.1]", [], "has a loopback address"),
        ("0x7f.1", [], "has a loopback address"),
        ("localhost", [], "is a name of this machine"),
        ("web.example", [], "has a loopback address"),
        ("web.example", ["10.1.2.3"], "has a private address"),
        ("web.example", ["1.1.1.1", "127.0.0.1"], "has a loopback address"),
        ("web.example", ["169.254.169.254"], "has a metadata address of a cloud"),
        ("web.example", ["fe80::1"], "has a link-local address"),
    ],
)
def test_private_addresses_are_not_asked(
    web: Web, fetcher: Fetchers, scheme: str, host: str, addresses: list[str], detail: str
) -> None:
    if addresses:
        web.names[host] = addresses
    fetch = fetcher(AddressPolicy())
    assert fetch.exchange(head(web.url("/ok", host, scheme))) == Failure(Reason.ADDRESS, detail)
    assert web.seen == []


def test_a_host_that_the_configuration_opens(web: Web, fetcher: Fetchers) -> None:
    fetch = fetcher(AddressPolicy(allow_hosts=("*.intra.example", "127.0.0.1")))
    for host in ("wiki.intra.example", "127.0.0.1"):
        for scheme in ("http", "https"):
            assert fetch.exchange(head(web.url("/ok", host, scheme))) == Answer(200)
    assert failure(fetch.exchange(head(web.url("/ok")))).reason is Reason.ADDRESS


def test_the_connection_goes_to_the_address_that_was_looked_at(web: Web, fetcher: Fetchers) -> None:
    """A name that leads elsewhere when it is looked up again gains nothing: it is looked up once."""
    lookups = []

    def resolver(host: str, port: int, **options: Any) -> Any:
        lookups.append(host)
        return web.resolver(host if len(lookups) == 1 else "elsewhere.invalid", port, **options)

    fetch = fetcher(AddressPolicy(allow_hosts=("web.example",)), resolver=resolver)
    assert fetch.exchange(head(web.url("/ok", scheme="https"))) == Answer(200)
    assert fetch.exchange(head(web.url("/ok", scheme="https"))) == Answer(200)
    assert lookups == ["web.example"]


@pytest.mark.parametrize(
    ("host", "why"),
    [
        (EXPIRED, "certificate has expired"),
        (OTHER_NAME, "Hostname mismatch, certificate is not valid for 'other-name.example'"),
        (SELF_SIGNED, "self-signed certificate"),
        (UNTRUSTED, "unable to get local issuer certificate"),
    ],
)
def test_certificates_that_are_not_valid(web: Web, fetcher: Fetchers, host: str, why: str) -> None:
    fetch = fetcher()
    assert fetch.exchange(head(web.url("/ok", "good.example", "https"))) == Answer(200)
    expected = Failure(Reason.CERTIFICATE, f"the certificate is not valid ({why})")
    assert fetch.exchange(head(web.url("/ok", host, "https"))) == expected
    assert len(web.seen) == 1


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_authorities_of_the_environment(
    web: Web, fetcher: Fetchers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    url = web.url("/ok", scheme="https")
    assert failure(fetcher().exchange(head(url))).reason is Reason.CERTIFICATE
    monkeypatch.setenv(name, str(web.ca_file))
    assert fetcher().exchange(head(url)) == Answer(200)
    for bad in ("", "no certificate"):
        (tmp_path / "bad.pem").write_text(bad)
        monkeypatch.setenv(name, str(tmp_path / "bad.pem"))
        with pytest.raises(CertificatesError, match=name):
            fetcher()
    monkeypatch.setenv(name, str(tmp_path / "missing.pem"))
    with pytest.raises(CertificatesError, match=name):
        fetcher()
