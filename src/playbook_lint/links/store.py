"""Keeps what is known of URLs between runs, in one SQLite file. No trouble with it ever stops a run.

A file that is not this store, or that cannot be used, is left alone and told in one sentence; a damaged store is set
aside. One thread reads and writes; writes are committed together, so that a run that is ended at any moment leaves the
file whole (https://www.sqlite.org/atomiccommit.html).
"""

from __future__ import annotations

import json
import os
import sqlite3
import struct
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from types import UnionType
from typing import Any

from playbook_lint.links.exchange import Outcome, Reason, State
from playbook_lint.links.known import Known

# The file format's header: https://www.sqlite.org/fileformat.html, section 1.3. The number stands for "pbll".
_MAGIC = b"SQLite format 3\0"
_APPLICATION_AT = 68
_APPLICATION = 0x70626C6C
_VERSION = 1

# What each column holds in Python; SQLite itself would let anything in.
_COLUMNS: Mapping[str, type | UnionType] = {
    "url": str,
    "state": str,
    "status": int | None,
    "reason": str | None,
    "detail": str,
    "location": str,
    "permanent": int,
    "anchors": str | None,
    "checked": float,
    "fragments": str,
    "conditions": str,
    "first_broken": float | None,
    "broken_runs": int,
    "last_working": float | None,
}
_NAMES = ", ".join(_COLUMNS)
_MARKS = ", ".join("?" * len(_COLUMNS))
_EFFECTIVE = os.access in os.supports_effective_ids
_LOCK_PATIENCE = 2.0  # seconds
_BATCH, _BATCH_SECONDS = 100, 1.0
_KEPT_SECONDS = 90 * 24 * 3600
_DAMAGE = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_NOTADB)
_REASONS = {
    sqlite3.SQLITE_BUSY: "another run is using it",
    sqlite3.SQLITE_LOCKED: "another run is using it",
    sqlite3.SQLITE_READONLY: "it may not be written",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_FULL: "the disk is full",
}


class _UnusableError(Exception):
    """The file cannot be used; the message is the end of a sentence about it."""


class Store:
    """The store at `path`; without one it knows and keeps nothing.

    What is wrong with it is told through `warn`, in one sentence, and never raised. `replaceable`: the file is the
    tool's own by its place, and may be set aside whatever it holds.
    """

    def __init__(self, path: Path | None, warn: Callable[[str], None], *, replaceable: bool = False) -> None:
        self._path = path or Path()
        self._warn = warn
        self._connection: sqlite3.Connection | None = None
        self._writable = True
        self._pending: dict[str, Known] = {}
        self._committed = time.monotonic()
        try:
            self._connection = self._opened(replaceable) if path else None
        except _UnusableError as error:
            self._tell(str(error))
        except OSError as error:
            self._tell(f"it cannot be opened ({error.strerror})")
        except sqlite3.Error as error:
            self._tell(_reason(error))

    def known(self, urls: Iterable[str]) -> dict[str, Known]:
        """What is known of `urls`, by URL; what cannot be understood is not known."""
        found: dict[str, Known] = {}
        if self._connection is None:
            return found
        try:
            for url in urls:
                row = self._connection.execute(f"SELECT {_NAMES} FROM links WHERE url = ?", (url,)).fetchone()
                if row and (known := _known(row)):
                    found[url] = known
        except sqlite3.Error as error:
            self._leave(error)
        return found

    def keep(self, known: Known) -> None:
        """Keep what is known of a URL; it is in the file after a second, a hundred others, or `close`."""
        self._pending[known.outcome.url] = known
        if len(self._pending) >= _BATCH or time.monotonic() - self._committed >= _BATCH_SECONDS:
            self._commit()

    def close(self, now: float) -> None:
        """Write what is left, let go of URLs that nobody has asked for in a long time, and close the file."""
        self._commit(now - _KEPT_SECONDS)
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _commit(self, forget_before: float | None = None) -> None:
        self._committed = time.monotonic()
        if self._connection is None or not self._writable:
            return
        try:
            with self._connection:  # a transaction: all of it, or nothing
                rows = map(_row, self._pending.values())
                self._connection.executemany(f"INSERT OR REPLACE INTO links ({_NAMES}) VALUES ({_MARKS})", rows)
                if forget_before is not None:
                    self._connection.execute("DELETE FROM links WHERE checked < ?", (forget_before,))
        except sqlite3.Error as error:
            self._leave(error)
        else:
            self._pending.clear()

    def _opened(self, replaceable: bool) -> sqlite3.Connection:
        try:
            if self._is_ours():
                return self._connected()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
        else:
            if not replaceable:
                raise _UnusableError("it is no link store of playbook-lint")
        return self._begun_afresh()

    def _begun_afresh(self) -> sqlite3.Connection:
        aside = self._path.with_name(f"{self._path.name}.damaged")
        self._path.replace(aside)
        for ending in ("-journal", "-wal", "-shm"):  # they would be taken for those of the new file
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
        self._warn(f"the link store `{self._path}` is damaged; it is set aside as `{aside.name}`, and a new one begun")
        return self._connected()

    def _is_ours(self) -> bool:
        """Whether the file is this store by its first bytes, or may become it: there is none, or an empty one."""
        if not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return True
        if not S_ISREG(self._path.stat().st_mode):
            raise _UnusableError("it is not a regular file")
        with self._path.open("rb") as stream:
            header = stream.read(_APPLICATION_AT + 4)
        if not header:
            return True
        application = struct.unpack(">I", header[_APPLICATION_AT:].ljust(4, b"\0"))[0]
        return header.startswith(_MAGIC) and application == _APPLICATION

    def _connected(self) -> sqlite3.Connection:
        needed = [self._path.parent, *([self._path] if self._path.exists() else [])]
        self._writable = all(os.access(path, os.W_OK, effective_ids=_EFFECTIVE) for path in needed)
        mode = "rwc" if self._writable else "ro"
        connection = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode={mode}", timeout=_LOCK_PATIENCE, uri=True)
        try:
            self._prepare(connection)
        except UnicodeDecodeError as error:  # of what SQLite says, which quotes what is in the file
            connection.close()
            raise sqlite3.DatabaseError("it is damaged") from error
        except BaseException:
            connection.close()
            raise
        if not self._writable:
            self._warn(f"the link store `{self._path}` may not be written, so what this run finds out is not kept")
        return connection

    @staticmethod
    def _prepare(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA trusted_schema = OFF")
        if _version(connection) == 0:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                if _version(connection) == 0:  # and not by another run meanwhile
                    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                    connection.execute(f"PRAGMA user_version = {_VERSION}")
                    connection.execute(f"CREATE TABLE links ({_NAMES}, PRIMARY KEY (url)) WITHOUT ROWID")
        if _version(connection) > _VERSION:
            raise _UnusableError("it comes from a newer version of playbook-lint")
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        connection.execute(f"SELECT {_NAMES} FROM links LIMIT 0")
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)

    def _leave(self, error: sqlite3.Error) -> None:
        """Go on without the store after `error`."""
        self._tell(_reason(error))
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _tell(self, reason: str) -> None:
        self._warn(f"this run goes on without the link store `{self._path}`: {reason}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _reason(error: sqlite3.Error) -> str:
    return "it is damaged" if _is_damage(error) else _REASONS.get(_code(error), f"it cannot be used ({error})")


def _is_damage(error: sqlite3.Error) -> bool:
    return _code(error) in _DAMAGE


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # without the extension of the code


def _row(known: Known) -> tuple[object, ...]:
    outcome = known.outcome
    return (
        outcome.url,
        outcome.state.value,
        outcome.status,
        outcome.reason.value if outcome.reason else None,
        outcome.detail,
        outcome.location,
        outcome.permanent,
        None if outcome.anchors is None else json.dumps(sorted(outcome.anchors)),
        float(known.checked),
        json.dumps(sorted(known.fragments)),
        known.conditions,
        known.first_broken,
        known.broken_runs,
        known.last_working,
    )


def _known(row: tuple[Any, ...]) -> Known | None:
    """What a row says; None for one that this version did not write."""
    if not all(isinstance(value, kind) for value, kind in zip(row, _COLUMNS.values(), strict=True)):
        return None
    url, state, status, reason, detail, location, permanent, anchors, checked, fragments, *rest = row
    try:
        kind = Reason(reason) if reason else None
        there = None if anchors is None else _strings(anchors)
        outcome = Outcome(url, State(state), status, kind, detail, location, bool(permanent), there)
        return Known(outcome, checked, _strings(fragments), *rest)
    except (TypeError, ValueError):
        return None


def _strings(text: str) -> frozenset[str]:
    return frozenset(map(str, json.loads(text)))
