"""What went wrong in an exchange, as a `Failure`; pure.

Whatever the layers between wrap it in, at the bottom there is an exception of the standard library, and that one says
what happened. Details never repeat what a host said, but for numbers.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from collections.abc import Callable, Iterator

from playbook_lint.links.exchange import Failure, Reason


class RefusedError(Exception):
    """An address that may not be asked; the message says why (see `AddressPolicy.refusal`)."""


class InvalidUrlError(ValueError):
    """A URL that nobody can be asked for; the message says why."""


class ProxyKindError(Exception):
    """The environment names a proxy that does not speak HTTP."""


class TooLargeError(Exception):
    """A host sends more than is read of an answer."""


_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
_NOT_SAFE = re.compile(r"[^\x20-\x7e]")


def failure_of(error: BaseException) -> Failure:
    """The failure that the exception is, or is caused by."""
    causes = [*_causes(error)]
    for kind, failure in _FAILURES:
        for cause in causes:
            if isinstance(cause, kind):
                return failure(cause)
    return Failure(Reason.PROTOCOL, f"the answer cannot be read ({type(error).__name__})")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and those that it was raised from or wraps, each once."""
    rest, seen = [error], set()
    while rest:
        cause = rest.pop()
        if id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            inner = (cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args)
            rest += [other for other in inner if isinstance(other, BaseException)]


def _name(error: BaseException) -> Failure:
    is_passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
    detail = "the host name cannot be looked up" if is_passing else "the host name is not known"
    return Failure(Reason.NAME, detail, is_passing)


def _certificate(error: BaseException) -> Failure:
    why = _NOT_SAFE.sub("", getattr(error, "verify_message", "no reason given")).rstrip(".")
    return Failure(Reason.CERTIFICATE, f"the certificate is not valid ({why})")


def _tls(error: BaseException) -> Failure:
    why = str(getattr(error, "reason", None) or "no reason given").replace("_", " ").lower()
    return Failure(Reason.PROTOCOL, f"no secure connection can be made ({why})")


def _system(error: BaseException) -> Failure:
    if tunnel := _TUNNEL.search(str(error)):
        return Failure(Reason.CONNECTION, f"the proxy answers {tunnel[1]}", retryable=tunnel[1] >= "500")
    return Failure(Reason.CONNECTION, "the host cannot be reached", retryable=True)


def _always(reason: Reason, detail: str, retryable: bool = False) -> Callable[[BaseException], Failure]:
    return lambda _: Failure(reason, detail, retryable)


_FAILURES: tuple[tuple[type[BaseException], Callable[[BaseException], Failure]], ...] = (
    (RefusedError, lambda error: Failure(Reason.ADDRESS, str(error))),
    (InvalidUrlError, lambda error: Failure(Reason.URL, str(error))),
    (ProxyKindError, _always(Reason.CONNECTION, "the proxy of the environment is neither http nor https")),
    (TooLargeError, _always(Reason.PROTOCOL, "the header of the answer is too long")),
    (ssl.SSLCertVerificationError, _certificate),
    (TimeoutError, _always(Reason.TIMEOUT, "the host does not answer in time", retryable=True)),
    (socket.gaierror, _name),
    (ssl.SSLEOFError, _always(Reason.CONNECTION, "the host closes the connection", retryable=True)),
    (ssl.SSLZeroReturnError, _always(Reason.CONNECTION, "the host closes the connection", retryable=True)),
    (ssl.SSLError, _tls),
    (ConnectionRefusedError, _always(Reason.CONNECTION, "the host refuses connections", retryable=True)),
    (ConnectionError, _always(Reason.CONNECTION, "the host closes the connection", retryable=True)),
    (http.client.IncompleteRead, _always(Reason.CONNECTION, "the answer breaks off", retryable=True)),
    (http.client.LineTooLong, _always(Reason.PROTOCOL, "the header of the answer is too long")),
    (http.client.BadStatusLine, _always(Reason.PROTOCOL, "the answer is not HTTP")),
    (http.client.HTTPException, _always(Reason.PROTOCOL, "the header of the answer is not valid or too long")),
    (UnicodeError, _always(Reason.URL, "the host name is not valid")),
    (OSError, _system),
)
