"""A proxy on this machine, for the hosts of `web_server`."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from web_server import Handler, Seen, Server


class Proxy:
    """A proxy on this machine: absolute addresses over HTTP, CONNECT for the rest. It takes all hosts to be here.

    It refuses `forbidden.example`, and never has done with `drip.example`.
    """

    def __init__(self) -> None:
        self._server = Server(_ProxyHandler)

    @property
    def seen(self) -> list[Seen]:
        """What it was asked, in order."""
        return self._server.seen

    @property
    def url(self) -> str:
        return f"http://user:pass@127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.stop()


class _ProxyHandler(Handler):
    def do_GET(self) -> None:  # noqa: N802
        self._note()
        parts = urlsplit(self.path)
        with socket.create_connection(("127.0.0.1", parts.port or 80)) as there:
            fields = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items() if name[:6] != "Proxy-")
            head = f"{self.command} {parts._replace(scheme='', netloc='').geturl()} HTTP/1.1\r\n{fields}"
            there.sendall(f"{head}Connection: close\r\n\r\n".encode())
            for data in _received(there):
                self.wfile.write(data)
        self.close_connection = True

    do_HEAD = do_GET  # noqa: N815

    def do_CONNECT(self) -> None:  # noqa: N802
        self._note()
        if self.path.startswith("forbidden.example"):
            self.answer(403)
            return
        if self.path.startswith("drip.example"):
            self.drip(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x")
            return
        self.send_response(200)
        self.end_headers()
        with socket.create_connection(("127.0.0.1", int(self.path.rpartition(":")[2]))) as there:
            back = threading.Thread(target=_copy, args=(there, self.connection), daemon=True)
            back.start()
            _copy(self.connection, there)
            back.join()
        self.close_connection = True

    def _note(self) -> None:
        self.server.seen.append(Seen(self.command, "", self.path, dict(self.headers), self.number))


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        for data in _received(source):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


def _received(sock: socket.socket) -> Iterator[bytes]:
    while data := sock.recv(1 << 16):
        yield data
