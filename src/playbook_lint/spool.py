"""Bytes put aside during a run: in memory, and in a file once they are many."""

from __future__ import annotations

import os
from errno import ENOSPC
from io import BytesIO
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
        self._memory: BytesIO | None = BytesIO()
        self._file: BinaryIO | None = None
        self._size = 0

    def put(self, data: bytes) -> Ref:
        """Put `data` aside; raises `OSError` where there is no room for the file."""
        if self._memory is not None and self._size + len(data) > self._most:
            self._file = _new_file()
            self._file.write(self._memory.getvalue())
            self._memory = None
        ref = Ref(self._size, len(data))
        stream = self._file or self._memory
        assert stream
        stream.seek(ref.offset)
        if stream.write(data) != len(data):
            raise OSError(ENOSPC, "no room is left in the folder of temporary files")
        self._size += len(data)
        return ref

    def get(self, ref: Ref) -> bytes:
        """The bytes that were put aside, also in a process that was forked since."""
        if self._memory is not None:
            self._memory.seek(ref.offset)
            return self._memory.read(ref.size)
        assert self._file
        if hasattr(os, "pread"):  # forked processes share where a file is read next, but not here
            return os.pread(self._file.fileno(), ref.size, ref.offset)
        self._file.seek(ref.offset)
        return self._file.read(ref.size)

    def close(self) -> None:
        """Let go of all that was put aside."""
        if self._file:
            self._file.close()


def _new_file() -> BinaryIO:
    from tempfile import TemporaryFile

    return TemporaryFile(buffering=0)
