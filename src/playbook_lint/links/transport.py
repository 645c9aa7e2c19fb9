"""Sockets within limits: of addresses, of time, and of bytes. Only the standard library.

The time limit is kept where bytes are read: every read may take what is left of it, so that a host cannot draw out an
answer byte by byte. Only the lookup of a name cannot be interrupted; whoever calls from many threads gives up on one
that takes too long.
"""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

from playbook_lint.links.addresses import AddressPolicy
from playbook_lint.links.failures import RefusedError, TooLargeError

# The signature of `socket.getaddrinfo`.
Resolver = Callable[..., list[Any]]
SocketOptions = Iterable[tuple[int, int, int | bytes]]

# How many addresses of a name are tried. They share the time that is left.
_MOST_ADDRESSES = 4


class Limits:
    """What one exchange may use: `seconds`, beginning now, and `size` bytes to read.

    `has_connected` says whether it made a connection of its own, rather than used an idle one.
    """

    def __init__(self, seconds: float, size: int) -> None:
        self._deadline = time.monotonic() + seconds
        self._bytes_left = size
        self.has_connected = False

    def seconds_left(self) -> float:
        """How long the next step may take; raises TimeoutError when no time is left."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def count(self, size: int) -> None:
        """Note that `size` bytes were read; raises `TooLargeError` when they are too many."""
        self._bytes_left -= size
        if self._bytes_left < 0:
            raise TooLargeError


class LimitedReader(io.RawIOBase):
    """Reads what `raw`, the unbuffered file of a socket, reads, within limits."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, limits: Limits) -> None:
        self._raw = raw
        self._socket = sock
        self._limits = limits

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._socket.settimeout(self._limits.seconds_left())
        size = self._raw.readinto(buffer)
        self._limits.count(size or 0)
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


class Dialer:
    """Looks up names and connects to their addresses, if the policy allows all of them."""

    def __init__(self, policy: AddressPolicy, resolver: Resolver) -> None:
        self._policy = policy
        self._resolver = resolver

    def addresses(self, host: str, port: int) -> list[Any]:
        """The addresses of `host`, as from `socket.getaddrinfo`; raises `RefusedError` and what the resolver raises.

        All of them must be allowed: a name with a private address among its public ones is up to something.
        """
        found = self._resolver(host, port, type=socket.SOCK_STREAM)
        for *_, place in found:
            if refusal := self._policy.refusal(host, place[0]):
                raise RefusedError(refusal)
        return found

    def connect(self, host: str, port: int, is_proxy: bool, limits: Limits, options: SocketOptions) -> socket.socket:
        """A connection to `host`, at any of the first of its addresses; raises what `addresses` does, and OSError.

        A proxy may have any address: the person who runs the check names it.
        """
        limits.has_connected = True
        found = self._resolver(host, port, type=socket.SOCK_STREAM) if is_proxy else self.addresses(host, port)
        errors: list[OSError] = []
        for left in range(min(len(found), _MOST_ADDRESSES), 0, -1):
            try:
                return _connected(found[len(errors)], limits.seconds_left() / left, limits, options)
            except OSError as error:
                errors.append(error)
        raise errors[0] if errors else OSError("no address")


def _connected(address: Any, seconds: float, limits: Limits, options: SocketOptions) -> socket.socket:
    family, kind, protocol, _, place = address
    sock = socket.socket(family, kind, protocol)
    try:
        for option in options:
            sock.setsockopt(*option)
        sock.settimeout(seconds)
        sock.connect(place)
        sock.settimeout(limits.seconds_left())  # for the handshake of TLS
    except BaseException:
        sock.close()
        raise
    return sock
