"""The file that a shard of a check leaves: what its results follow from, and the result of each of its files.

After a line that names the format it holds records: the size of each, a digest of it, and MessagePack
(https://github.com/msgpack/msgpack/blob/master/spec.md), which is read with a type for everything. The first record is
about the shard, each other one about a file. Such a file comes from elsewhere: whatever else it holds is an error. It
is read record by record, however large it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from playbook_lint.config import UsageError
from playbook_lint.file_result import StoredResult
from playbook_lint.file_state import DIGEST_BYTES, digest

_MAGIC = b"playbook-lint shard 1\n"
_SIZE_BYTES = 8


class Part(NamedTuple):
    """Which shard of how many; the first is number 1."""

    number: int
    of: int


class Shard(NamedTuple):
    """Which shard it is, how many files it has, and what else results follow from but the files themselves.

    That is the day, versions by name, and a digest of all that is configured.
    """

    part: Part
    files: int
    day: date
    versions: Mapping[str, str]
    configuration: bytes


class ShardFile(NamedTuple):
    """A file of a shard: its path as bytes, a digest of what it held, and its result.

    The digest is empty where the file could not be read. There is no result where it cannot be stored.
    """

    path: bytes
    state: bytes
    result: StoredResult | None


class ShardWriter:
    """Writes the file of a shard into a stream."""

    def __init__(self, stream: BinaryIO, shard: Shard) -> None:
        from msgspec.msgpack import Encoder

        self._stream = stream
        self._encode = Encoder().encode
        stream.write(_MAGIC)
        self._write(shard)

    def add(self, file: ShardFile) -> None:
        """Write what was found in a file."""
        self._write(file)

    def _write(self, value: Shard | ShardFile) -> None:
        data = self._encode(value)
        self._stream.write(len(data).to_bytes(_SIZE_BYTES, "big") + digest(data) + data)


def read_shard(path: Path) -> Shard:
    """What the file at `path` says of its shard; raises `UsageError`."""
    with _records(path) as records:
        return _shard(path, records)


def read_shard_files(path: Path) -> Iterator[ShardFile]:
    """The files of the shard at `path`, one at a time; raises `UsageError`."""
    with _records(path) as records:
        left = _shard(path, records).files
        for data in records:
            file: ShardFile = _decoded(path, data, ShardFile)
            yield file
            left -= 1
        if left:
            raise damaged(path)


def damaged(path: Path) -> UsageError:
    """The error for a file that is not as it was written."""
    return UsageError(f"`{path}` is damaged: make it anew")


def _shard(path: Path, records: Iterator[bytes]) -> Shard:
    data = next(records, None)
    shard: Shard | None = _decoded(path, data, Shard) if data is not None else None
    if shard is None or not 1 <= shard.part.number <= shard.part.of:
        raise damaged(path)
    return shard


@contextmanager
def _records(path: Path) -> Iterator[Iterator[bytes]]:
    """The records of the file at `path`."""
    try:
        if not path.is_file():
            raise UsageError(f"`{path}` is {'not a file' if path.exists() else 'not there'}")
        with path.open("rb") as stream:
            if stream.read(len(_MAGIC)) != _MAGIC:
                raise UsageError(f"`{path}` was not made by this version's `check --shard`")
            yield _each(path, stream)
    except OSError as error:
        raise UsageError(f"`{path}` cannot be read: {error.strerror}") from None


def _each(path: Path, stream: BinaryIO) -> Iterator[bytes]:
    left = os.fstat(stream.fileno()).st_size - stream.tell()
    while left:
        size = int.from_bytes(stream.read(_SIZE_BYTES), "big")
        proof = stream.read(DIGEST_BYTES)
        left -= _SIZE_BYTES + DIGEST_BYTES + size
        data = stream.read(size) if left >= 0 else b""
        if left < 0 or proof != digest(data):
            raise damaged(path)
        yield data


def _decoded(path: Path, data: bytes, kind: Any) -> Any:
    from msgspec import MsgspecError
    from msgspec.msgpack import decode

    try:
        return decode(data, type=kind)
    except (MsgspecError, ValueError, RecursionError):
        raise damaged(path) from None
