"""Hosts on this machine that behave as hosts of the web do: well, badly, and maliciously.

A `Web` is one real server over HTTP and one over HTTPS, for any number of host names. How it behaves is chosen by the
path, see the functions below; `/ok` is a working page. Everything that was asked is kept in `seen`.
"""

from __future__ import annotations

import gc
import gzip
import itertools
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import trustme

PAGE = (
    b"<!doctype html><title>Plan</title><h1 id='plan'>Plan</h1><h2 id=\"vis\xc3\xa3o\">V</h2><a name=top-of-page></a>"
)
FOREVER = 60.0  # seconds, that is: until the server stops

# Host names and what is wrong with their certificates.
EXPIRED, OTHER_NAME = "expired.example", "other-name.example"
SELF_SIGNED, UNTRUSTED = "self-signed.example", "untrusted.example"


@dataclass(frozen=True)
class Seen:
    """A request as the server got it; `connection` numbers the connections."""

    method: str
    host: str
    path: str
    headers: dict[str, str]
    connection: int


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, handler: type[BaseHTTPRequestHandler], tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.tls = tls
        self.seen: list[Seen] = []
        self.counts: Counter[str] = Counter()
        self.open: set[int] = set()
        self.stopping = threading.Event()
        self.connections = itertools.count()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def get_request(self) -> tuple[socket.socket, Any]:
        sock, address = super().get_request()
        if self.tls:  # the handshake happens at the first read, in the thread of the connection
            sock = self.tls.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        return sock, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that leave are nothing to speak of."""

    def stop(self) -> None:
        self.stopping.set()
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def setup(self) -> None:
        super().setup()
        self.number = next(self.server.connections)
        self.server.open.add(self.number)
        self.served = 0

    def finish(self) -> None:
        self.server.open.discard(self.number)
        super().finish()

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        seen = Seen(self.command, self.headers.get("Host", ""), self.path, dict(self.headers), self.number)
        self.server.seen.append(seen)
        self.served += 1
        name, *rest = path.strip("/").split("/", 1)
        behaviour = _BEHAVIOURS.get(name)
        if behaviour:
            behaviour(self, unquote(rest[0]) if rest else "")
        else:
            self.answer(404)

    do_HEAD = do_GET  # noqa: N815

    def answer(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """Answer with a body of HTML; `_` in the names of header fields stands for a dash."""
        self.send_response(status)
        fields = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body)), **headers}
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Send `data` as it is, and close the connection."""
        self.wfile.write(data)
        self.close_connection = True

    def reset(self) -> None:
        """End the connection without a word."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def drip(self, head: bytes, drop: bytes) -> None:
        self.wfile.write(head)
        while not self.server.stopping.wait(0.02):
            self.wfile.write(drop)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests say what they expect."""


_BEHAVIOURS: dict[str, Callable[[Handler, str], None]] = {}


def _behaviour(function: Callable[[Handler, str], None]) -> Callable[[Handler, str], None]:
    _BEHAVIOURS[function.__name__.replace("_", "-")] = function
    return function


@_behaviour
def ok(handler: Handler, rest: str) -> None:
    """A page with the anchors `plan`, `visão` and `top-of-page`."""
    handler.answer(body=PAGE)


@_behaviour
def status(handler: Handler, rest: str) -> None:
    """`/status/403`: that status."""
    handler.answer(int(rest))


@_behaviour
def slow(handler: Handler, rest: str) -> None:
    """`/slow/0.5`: works, after half a second; `/slow`: never answers."""
    handler.server.stopping.wait(float(rest or FOREVER))
    handler.answer(body=PAGE)


@_behaviour
def drip_header(handler: Handler, rest: str) -> None:
    """A header of which one character comes at a time, without an end."""
    handler.drip(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x")


@_behaviour
def drip_body(handler: Handler, rest: str) -> None:
    """A body of which one character comes at a time, without an end."""
    handler.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x")


@_behaviour
def flaky(handler: Handler, rest: str) -> None:
    """`/flaky/503` or `/flaky/reset`: fails that way twice, then works."""
    handler.server.counts[handler.path] += 1
    if handler.server.counts[handler.path] > 2:
        handler.answer(body=PAGE)
    elif rest == "reset":
        handler.reset()
    else:
        handler.answer(int(rest))


@_behaviour
def busy(handler: Handler, rest: str) -> None:
    """`/busy/1` or `/busy/date`: asks to wait for so many seconds, or until one second from now, then works."""
    handler.server.counts[handler.path] += 1
    if handler.server.counts[handler.path] > 1:
        handler.answer(body=PAGE)
    else:
        in_a_second = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
        handler.answer(429, Retry_After=in_a_second if rest == "date" else rest)


@_behaviour
def to(handler: Handler, rest: str) -> None:
    """`/to/302?/ok`: redirects with that status to what follows the question mark, as it is written there."""
    handler.answer(int(rest), Location=handler.path.partition("?")[2])


@_behaviour
def to_bytes(handler: Handler, rest: str) -> None:
    """`/to-bytes?%E9`: redirects to those bytes."""
    target = unquote(handler.path.partition("?")[2], "latin-1")
    handler.answer(302, Location=target)


@_behaviour
def chain(handler: Handler, rest: str) -> None:
    """`/chain/3`: three redirects, each for good, then a page."""
    left = int(rest)
    handler.answer(301, Location=f"/chain/{left - 1}") if left else ok(handler, "")


@_behaviour
def circle(handler: Handler, rest: str) -> None:
    """`/circle/a` redirects to `/circle/b`, and that one back."""
    handler.answer(302, Location="/circle/b" if rest == "a" else "/circle/a")


@_behaviour
def no_head(handler: Handler, rest: str) -> None:
    """`/no-head/405` or `/no-head/reset`: refuses HEAD that way; works with GET."""
    if handler.command == "GET":
        handler.answer(body=PAGE)
    elif rest == "reset":
        handler.reset()
    else:
        handler.answer(int(rest))


@_behaviour
def endless(handler: Handler, rest: str) -> None:
    """`/endless/200`: a page of that status without an end."""
    handler.raw(f"HTTP/1.1 {rest} Fine\r\nLocation: /ok\r\nContent-Type: text/html\r\n\r\n".encode())
    while handler.command != "HEAD" and not handler.server.stopping.is_set():
        handler.wfile.write(b"<p id=x>" * 4096)


@_behaviour
def bomb(handler: Handler, rest: str) -> None:
    """A page of 400 KB that unpacks to 100 MB."""
    handler.answer(body=_bomb() if handler.command == "GET" else b"", Content_Encoding="gzip")


@cache
def _bomb() -> bytes:
    return gzip.compress(bytes(100_000_000), 1)


@_behaviour
def hollow(handler: Handler, rest: str) -> None:
    """A body without an end that unpacks to nothing."""
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n")
    while handler.command != "HEAD" and not handler.server.stopping.is_set():
        handler.wfile.write(gzip.compress(b"") * 1024)


@_behaviour
def packed(handler: Handler, rest: str) -> None:
    """`/packed/gzip`: a page with that content encoding, whatever it is; only gzip is really applied."""
    handler.answer(body=gzip.compress(PAGE) if rest == "gzip" else PAGE, Content_Encoding=rest)


@_behaviour
def typed(handler: Handler, rest: str) -> None:
    """`/typed/text/plain`: a page of that content type."""
    handler.answer(body=PAGE, Content_Type=rest)


@_behaviour
def short(handler: Handler, rest: str) -> None:
    """A body that breaks off."""
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p id=x>")


@_behaviour
def once(handler: Handler, rest: str) -> None:
    """Works, and says that the connection can be used again; which is not so."""
    handler.answer(body=PAGE) if handler.served == 1 else handler.reset()


@_behaviour
def cookies(handler: Handler, rest: str) -> None:
    """A page that sets a cookie."""
    handler.answer(body=PAGE, Set_Cookie="token=secret; Path=/")


@_behaviour
def flood(handler: Handler, rest: str) -> None:
    """`/flood/many`: thousands of header fields; `/flood/long`: one of 10 MB; `/flood/large`: 90 of 60 KB."""
    fields = {
        "many": b"X-Field: x\r\n" * 5000,
        "long": b"X-Field: " + b"x" * 10_000_000 + b"\r\n",
        "large": (b"X-Field: " + b"x" * 60_000 + b"\r\n") * 90,
    }
    handler.raw(b"HTTP/1.1 200 OK\r\n" + fields[rest] + b"\r\n")


@_behaviour
def garbage(handler: Handler, rest: str) -> None:
    """No HTTP."""
    handler.raw(b"\x00\x1b[31m220 mail.example ESMTP\r\n" * 3)


def literal_resolver(host: str, port: int, **_: Any) -> list[Any]:
    """Stands in for `socket.getaddrinfo` where there is no name server: knows literal addresses only."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)


class Web:
    """The servers over HTTP and HTTPS, the authority of the certificates, and the names of the hosts.

    Names that end in `.example` are theirs. `names` gives other addresses to host names.
    """

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        self.ca_file = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))
        self._http = Server(Handler)
        self._https = Server(Handler, _tls_context(authority, folder))
        self._https.seen = self._http.seen
        self.names: dict[str, list[str]] = {}

    @property
    def seen(self) -> list[Seen]:
        """What was asked, in order."""
        return self._http.seen

    @property
    def open_connections(self) -> int:
        """How many connections there are now."""
        return len(self._http.open) + len(self._https.open)

    def within(self, is_so: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Whether something comes to be so before long."""
        end = time.monotonic() + seconds
        while not is_so() and time.monotonic() < end:
            gc.collect()  # urllib3 closes a pool that it gave up when the last reference to it is gone, cycles included
            time.sleep(0.01)
        return is_so()

    def url(self, path: str, host: str = "web.example", scheme: str = "http") -> str:
        """The address of `path` (`/ok`) at a host of that name."""
        server = self._https if scheme == "https" else self._http
        return f"{scheme}://{host}:{server.server_port}{path}"

    def resolver(self, host: str, port: int, **_: Any) -> list[Any]:
        """Stands in for `socket.getaddrinfo`: names ending in `.example` are here, unless `names` says otherwise."""
        addresses = self.names.get(host) or (["127.0.0.1"] if host.endswith(".example") else [host])
        return [info for address in addresses for info in literal_resolver(address, port)]

    def forget(self) -> None:
        """Forget all that happened."""
        self.seen.clear()
        self.names.clear()
        for server in (self._http, self._https):
            server.counts.clear()

    def stop(self) -> None:
        self._http.stop()
        self._https.stop()


def _tls_context(authority: trustme.CA, folder: Path) -> ssl.SSLContext:
    """A context that chooses the certificate by the name of the host."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    stranger = trustme.CA()
    contexts = {
        EXPIRED: _context(authority.issue_cert(EXPIRED, not_after=yesterday)),
        OTHER_NAME: _context(authority.issue_cert("somewhere-else.example")),
        UNTRUSTED: _context(stranger.issue_cert(UNTRUSTED)),
        SELF_SIGNED: ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER),
    }
    own = folder / "self-signed.pem"
    own.write_bytes(stranger.private_key_pem.bytes() + stranger.cert_pem.bytes())
    contexts[SELF_SIGNED].load_cert_chain(own)
    default = _context(authority.issue_cert("127.0.0.1"))

    def choose(sock: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        if name and name not in contexts:
            contexts[name] = _context(authority.issue_cert(name))
        sock.context = contexts.get(name or "", default)

    default.sni_callback = choose
    return default


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
