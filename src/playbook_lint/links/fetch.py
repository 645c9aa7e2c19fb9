"""Asks hosts: one HTTP request, one answer. The only user of requests and urllib3.

There is no session: cookies, netrc, redirects and retries all belong to a session of requests, and so are out of reach.
Connections are kept for the next request to the same host. The name of a host is looked up once for each connection;
every address that it has is held against the policy, and the connection goes to one of these very addresses, while
certificates are checked against the name.
"""

from __future__ import annotations

import http.client
import io
import os
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH, get_environ_proxies, select_proxy
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, LocationParseError
from urllib3.util.ssl_ import create_urllib3_context

from playbook_lint.links import fields
from playbook_lint.links.addresses import AddressPolicy
from playbook_lint.links.anchors import is_html, page_anchors
from playbook_lint.links.exchange import Answer, Failure, Reason, Request
from playbook_lint.links.failures import InvalidUrlError, ProxyKindError, RefusedError, TooLargeError, failure_of
from playbook_lint.links.request_headers import RequestHeaders
from playbook_lint.links.settings import LinkSettings
from playbook_lint.links.transport import Dialer, LimitedReader, Limits, Resolver
from playbook_lint.records import Record, replace

# In characters; RFC 9110 section 4.1 wants every host to take as many.
_LONGEST_URL = 8000
# In bytes; about what browsers take.
_LARGEST_HEADER = 1 << 18
_CHUNK = 1 << 16
# Connections that are kept: for how many hosts, and how many for each of them.
_IDLE_HOSTS = 64
_IDLE_CONNECTIONS = 8
# The forms of a body that can be unpacked a little at a time, whatever else is installed.
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_CA_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")


class CertificatesError(ValueError):
    """The certificates that the environment names cannot be read; the message is one sentence that says so."""


class _Route(Record, frozen=True):
    """How a host is asked: by way of which proxy (by scheme; there may be none), with which header, or why not."""

    proxies: dict[str, str]
    headers: Mapping[str, str]
    failure: Failure | None


class Fetcher:
    """Makes exchanges, for many threads at once.

    Proxies are those of the environment (`HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`), and so are the authorities that
    certificates are held against (`REQUESTS_CA_BUNDLE`, `CURL_CA_BUNDLE` or `SSL_CERT_FILE`). A proxy may have any
    address; a host behind it is asked only if the policy allows its name, and its addresses if it has any here.

    `resolver` has the signature of `socket.getaddrinfo`. Raises `HeaderError` and `CertificatesError`.
    """

    def __init__(
        self, settings: LinkSettings, policy: AddressPolicy, *, resolver: Resolver = socket.getaddrinfo
    ) -> None:
        self._settings = settings
        self._policy = policy
        self._dialer = Dialer(policy, resolver)
        self._headers = RequestHeaders(settings, os.environ)
        self._adapter = _Adapter(_tls_context())
        self._routes: dict[tuple[str, str], _Route] = {}

    def close(self) -> None:
        """Close the connections that are kept."""
        self._adapter.close()

    def exchange(self, request: Request) -> Answer | Failure:
        """Ask, and say what came back; a redirect is not followed. No exception escapes, whatever the host does."""
        try:
            prepared = _prepared(request)
            route = self._route(prepared.url or "")
            if route.failure:
                return route.failure
            prepared.prepare_headers(route.headers)
            return self._exchange(request, prepared, route.proxies)
        except Exception as error:
            return failure_of(error)

    def _exchange(
        self, request: Request, prepared: requests.PreparedRequest, proxies: dict[str, str]
    ) -> Answer | Failure:
        seconds, size = self._settings.timeout, self._settings.max_bytes if request.reads_anchors else 0
        limits = Limits(seconds, _LARGEST_HEADER + size)
        _current.dialer, _current.limits = self._dialer, limits
        failure = Failure(Reason.CONNECTION)
        for _ in range(_IDLE_CONNECTIONS + 1):
            try:
                with closing(self._adapter.send(prepared, stream=True, timeout=seconds, proxies=proxies)) as response:
                    return self._answer(request, response)
            except Exception as error:
                failure = failure_of(error)
            # RFC 9112 section 9.3.1: a host may close a kept connection just when it is used again.
            if limits.has_connected or failure.reason not in (Reason.CONNECTION, Reason.PROTOCOL):
                break
        return replace(failure, detail=f"{failure.detail} (asked through a proxy)") if proxies else failure

    def _answer(self, request: Request, response: requests.Response) -> Answer:
        if request.method == "HEAD":
            response.raw.drain_conn()  # there is no body; now the connection can be kept
        status = response.status_code
        return Answer(
            status,
            fields.location(response.url, response.headers.get("Location", "")) if 300 <= status < 400 else "",
            fields.retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC)),
            self._anchors(response) if request.reads_anchors and 200 <= status < 300 else None,
        )

    def _anchors(self, response: requests.Response) -> frozenset[str] | None:
        kind = response.headers.get("Content-Type", "")
        encodings = response.headers.get("Content-Encoding", "").lower().split(",")
        if not is_html(kind) or not _ENCODINGS.issuperset(encoding.strip() for encoding in encodings):
            return None
        body = bytearray()
        limit = self._settings.max_bytes
        try:
            while chunk := response.raw.read(min(_CHUNK, limit + 1 - len(body)), decode_content=True):
                body += chunk
                if len(body) > limit:
                    return None
        except (DecodeError, TooLargeError):
            return None
        return page_anchors(bytes(body), kind)

    def _route(self, url: str) -> _Route:
        parts = urlsplit(url)
        key = parts.scheme, parts.netloc
        if key not in self._routes:
            host = parts.hostname or ""
            proxy = select_proxy(url, get_environ_proxies(url))
            refusal = self._policy.refusal_of_name(host)
            if not refusal and proxy:
                refusal = self._refusal_behind_proxy(host, parts.port or 0)
            self._routes[key] = _Route(
                {parts.scheme: proxy} if proxy else {},
                self._headers.for_host(host, parts.scheme == "https"),
                Failure(Reason.ADDRESS, refusal) if refusal else None,
            )
        return self._routes[key]

    def _refusal_behind_proxy(self, host: str, port: int) -> str | None:
        try:
            self._dialer.addresses(host, port)
        except RefusedError as error:
            return str(error)
        except (OSError, UnicodeError):  # only the proxy can look it up
            return None
        return None


def _prepared(request: Request) -> requests.PreparedRequest:
    """The request as it is sent, but for its header: its URL is escaped, and the host in ASCII.

    A user name and a password in the URL would get into the header by steps that are left out here.
    """
    if len(request.url) > _LONGEST_URL:
        raise InvalidUrlError(f"the address is longer than {_LONGEST_URL} characters")
    prepared = requests.PreparedRequest()
    prepared.prepare_method(request.method)
    try:
        is_web = urlsplit(request.url).scheme in ("http", "https")
        prepared.prepare_url(request.url, None)
    except (requests.RequestException, LocationParseError, ValueError):
        is_web = False
    if not is_web:
        raise InvalidUrlError("the address is not a valid one of the web")
    return prepared


def _tls_context() -> ssl.SSLContext:
    """One for all connections: reading the certificates of the authorities takes longer than a request."""
    context = create_urllib3_context()
    name = next((name for name in _CA_BUNDLES if os.environ.get(name)), None)
    place = os.environ[name] if name else DEFAULT_CA_BUNDLE_PATH
    try:
        if Path(place).is_dir():
            context.load_verify_locations(capath=place)
        else:
            context.load_verify_locations(cafile=place)
    except OSError as error:
        raise CertificatesError(f"the certificates of `{name or place}` cannot be read: {error.strerror}") from None
    return context


# What each thread is at: urllib3 makes connections and responses by itself, and has no way to tell them more.
_current = threading.local()


class _Response(http.client.HTTPResponse):
    """A response that is read within the limits of the exchange."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp: io.BufferedReader = io.BufferedReader(LimitedReader(self.fp.detach(), sock, _current.limits))


class _Connection(HTTPConnection):
    response_class = _Response

    def _new_conn(self) -> socket.socket:
        return _dialled(self)


class _SecureConnection(HTTPSConnection):
    response_class = _Response

    def _new_conn(self) -> socket.socket:
        return _dialled(self)


def _dialled(connection: HTTPConnection) -> socket.socket:
    is_proxy = connection.proxy is not None
    options = connection.socket_options or ()
    dialer: Dialer = _current.dialer
    return dialer.connect(connection._dns_host, connection.port, is_proxy, _current.limits, options)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Adapter(HTTPAdapter):
    """What requests needs to use the connections above, and one TLS context for all of them."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=_IDLE_HOSTS, pool_maxsize=_IDLE_CONNECTIONS)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        if urlsplit(proxy).scheme not in ("http", "https"):
            raise ProxyKindError
        manager = super().proxy_manager_for(proxy, ssl_context=self._context, proxy_ssl_context=self._context, **kwargs)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def cert_verify(self, *args: Any) -> None:
        """Do nothing: the context knows the authorities. requests would read them anew for each connection."""


_POOLS = {"http": _Pool, "https": _SecurePool}
