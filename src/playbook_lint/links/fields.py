"""Fields of an answer's header, read as forgivingly as is safe."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_SECONDS = re.compile(r"[0-9]{1,9}")
_LONGEST_DATE = 64
# Where a browser would not go either.
_NO_HOST = re.compile(r"[\x00-\x20\x7f-\xa0\\]")


def location(base: str, value: str) -> str:
    """The absolute address that a `Location` of an answer from `base` leads to (RFC 9110 section 10.2.2).

    It has no user name or password and, but for its host, only printable ASCII characters. Empty where there is none,
    or none that can be read. `value` is as http.client has it: bytes as Latin-1.
    """
    data = value.encode("latin-1", "replace").strip()
    if not data:
        return ""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = quote(data, safe=_PRINTABLE)
    try:
        parts = urlsplit(urljoin(base, text))
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    if _NO_HOST.search(host):
        return ""
    rest = (quote(part, safe=_PRINTABLE) for part in parts[2:])
    return urlunsplit((parts.scheme, host, *rest))


def retry_after(value: str, now: datetime) -> float | None:
    """The seconds from `now`, 0 or more, that a `Retry-After` asks to wait; None where it says nothing.

    RFC 9110 section 10.2.3: a number of seconds, or a date in any of the three forms of section 5.6.7.
    """
    value = value.strip()
    if _SECONDS.fullmatch(value):
        return float(value)
    if not value or len(value) > _LONGEST_DATE:
        return None
    try:
        date = parsedate_to_datetime(value)
        return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
