"""Keeps results of the page phase between runs, in one SQLite file in the folder of caches.

A result is kept under a name that tells all it follows from (`result_keys`), and each file with the look and the digest
it had, so that a file that looks as it did need not be read. Whatever is wrong with the file, a run goes on without it:
a damaged or foreign one is replaced, one that cannot be written is read, and one that another run holds is left alone.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from playbook_lint.file_result import StoredResult
from playbook_lint.file_state import digest
from playbook_lint.files import cache_folder, leads_outside

# The number is that of the format.
FILE_NAME = "results-3.sqlite"

_APPLICATION = 0x70626C72  # "pblr"
_PATIENCE = 1.0  # seconds
_BATCH = 1_000
# Up to so many files are asked for one by one.
_FEW = 200
_KEPT_DAYS = 30
_SECONDS_A_DAY = 86_400
_SCHEMA = (
    f"PRAGMA application_id = {_APPLICATION}",
    "CREATE TABLE files (path BLOB PRIMARY KEY, look, digest) WITHOUT ROWID",
    f"CREATE TABLE results (key BLOB PRIMARY KEY, proof, since, used, {', '.join(StoredResult._fields)})",
    "CREATE INDEX used ON results (used)",
)
# Python decodes what SQLite says, which may quote what is in a damaged file.
_ERRORS = (sqlite3.Error, UnicodeDecodeError)

# A look at a file, and the digest of what it held then.
Known = tuple[str, bytes]


class ResultCache:
    """The cache of the project at `root`, in a run on the day `today`.

    A result counts from the day on which it was found. The cache knows nothing `of_files` where those of the run only
    bear the names of the project's.
    """

    def __init__(self, root: Path, today: date, *, of_files: bool = True) -> None:
        self._root = root
        self._of_files = of_files
        self._day = today.isoformat()
        self._today = int(time.time()) // _SECONDS_A_DAY
        self._files: dict[str, Known] = {}
        self._results: dict[bytes, StoredResult] = {}
        self._used: list[bytes] = []
        self._process = os.getpid()
        self._connection = self._opened()
        # In a cold run each question would be for nothing.
        self._has_results = bool(self._rows("SELECT 1 FROM results LIMIT 1", ()))

    def files(self, paths: Sequence[str]) -> dict[str, Known]:
        """What is known of files, by path."""
        if not self._of_files:
            return {}
        query = "SELECT path, look, digest FROM files"
        if len(paths) > _FEW:
            rows = self._rows(query, ())
        else:
            rows = list(
                chain.from_iterable(self._rows(f"{query} WHERE path = ?", (os.fsencode(path),)) for path in paths)
            )
        whole = (row for row in rows if tuple(map(type, row)) == (bytes, str, bytes))
        return {os.fsdecode(path): (look, content) for path, look, content in whole}

    def result(self, key: bytes) -> StoredResult | None:
        """The result of that name, if it was found just now, or was there when the run began and is whole."""
        if not self._has_results or key in self._results:
            return self._results.get(key)
        query = f"SELECT proof, used, {', '.join(StoredResult._fields)} FROM results WHERE key = ? AND since <= ?"
        for proof, used, *parts in self._rows(query, (key, self._day)):
            if set(map(type, parts)) == {bytes} and proof == digest(key, *parts):
                if used != self._today:
                    self._used.append(key)
                return StoredResult(*parts)
        return None

    def keep_file(self, path: str, known: Known) -> None:
        """Keep what is known of a file."""
        if self._of_files:
            self._files[path] = known

    def keep(self, key: bytes, result: StoredResult) -> None:
        """Keep a result under its name."""
        self._results[key] = result
        if len(self._results) >= _BATCH:
            self._write()

    def close(self) -> None:
        """Write what is left, let go of results that nobody has asked for in a long time, and close the file."""
        self._write()
        if self._connection:
            self._connection.close()
            self._connection = None

    def _write(self) -> None:
        files, results, used = self._files, self._results, self._used
        self._files, self._results, self._used = {}, {}, []
        if self._connection is None or not (files or results or used):
            return
        rows = ((key, digest(key, *result), self._day, self._today, *result) for key, result in results.items())
        known = ((os.fsencode(path), *one) for path, one in files.items())
        marks = ", ".join("?" * (4 + len(StoredResult._fields)))
        oldest = self._today - _KEPT_DAYS
        with suppress(*_ERRORS), self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", known)
            connection.executemany(f"INSERT OR REPLACE INTO results VALUES ({marks})", rows)
            connection.executemany("UPDATE results SET used = ? WHERE key = ?", ((self._today, key) for key in used))
            connection.execute("DELETE FROM results WHERE used < ?", (oldest,))

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Any]:
        """The rows, or none where they cannot be had: also in a process that was forked since.

        A connection must not be used on both sides of a fork (https://sqlite.org/howtocorrupt.html).
        """
        if self._connection is None or os.getpid() != self._process:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except _ERRORS as error:
            if not isinstance(error, sqlite3.OperationalError):  # unlike one that another run holds, it is damaged
                self._connection.close()
                self._connection = None
                self._remove()
            return []

    def _opened(self) -> sqlite3.Connection | None:
        with suppress(OSError, sqlite3.OperationalError):
            folder = cache_folder(self._root)
            self._path = folder / FILE_NAME
            if not leads_outside(self._path, folder):
                try:
                    return self._connected()
                except _ERRORS as error:
                    if isinstance(error, sqlite3.OperationalError):
                        raise
                self._remove()
                return self._connected()
        return None

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA synchronous = OFF")  # what power takes away is found out again
            if self._is_new(connection):
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    if self._is_new(connection):  # and not made by another run meanwhile
                        for statement in _SCHEMA:
                            connection.execute(statement)
        except BaseException:
            connection.close()
            raise
        return connection

    @staticmethod
    def _is_new(connection: sqlite3.Connection) -> bool:
        """Whether nothing is in the file yet; raises `sqlite3.DatabaseError` for a file that is something else."""
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != _APPLICATION and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise sqlite3.DatabaseError("not a cache of results")
        return bool(application != _APPLICATION)

    def _remove(self) -> None:
        for ending in ("", "-journal", "-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
