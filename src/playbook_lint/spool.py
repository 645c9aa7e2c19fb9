"""Bytes put aside during a run: the last of them in memory, those before in a file."""

from __future__ import annotations

import os
from errno import ENOSPC
from typing import BinaryIO, NamedTuple

_MOST_IN_MEMORY = 16_000_000


class Ref(NamedTuple):
    """Where bytes are in a spool."""

    offset: int
    size: int


class Spool:
    """Holds bytes to the end of the run. Its file has no name, and goes with the process."""

    def __init__(self, most_in_memory: int = _MOST_IN_MEMORY) -> None:
        self._most = most_in_memory
        self._last = bytearray()
        self._file: BinaryIO | None = None
        self._in_file = 0

    def put(self, data: bytes) -> Ref:
        """Put `data` aside; raises `OSError` where there is no room for the file."""
        if self._last and len(self._last) + len(data) > self._most:
            self._write()
        ref = Ref(self._in_file + len(self._last), len(data))
        self._last += data
        return ref

    def get(self, ref: Ref) -> bytes:
        """The bytes that were put aside, also in a process that was forked since."""
        if ref.offset >= self._in_file:
            start = ref.offset - self._in_file
            return bytes(self._last[start : start + ref.size])
        assert self._file
        if hasattr(os, "pread"):  # forked processes share where a file is read next, but not here
            return os.pread(self._file.fileno(), ref.size, ref.offset)
        self._file.seek(ref.offset)
        return self._file.read(ref.size)

    def close(self) -> None:
        """Let go of all that was put aside."""
        if self._file:
            self._file.close()

    def _write(self) -> None:
        """Put into the file what is in memory."""
        self._file = self._file or _new_file()
        self._file.seek(self._in_file)
        if self._file.write(self._last) != len(self._last):
            raise OSError(ENOSPC, "no room is left in the folder of temporary files")
        self._in_file += len(self._last)
        self._last = bytearray()


def _new_file() -> BinaryIO:
    from tempfile import TemporaryFile

    return TemporaryFile(buffering=0)
