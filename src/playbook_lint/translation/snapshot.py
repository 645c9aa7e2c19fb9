"""What the status of a project depends on, as digests of files and folders, by which a run knows that nothing changed.

Times of files are not trusted: to read all files of a project again takes little of what a run over them takes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from stat import S_IFMT, S_ISREG

from playbook_lint.files import is_hidden

Snapshot = Mapping[str, str]

# A key is one of these and an absolute path.
FILE, FOLDER, EXISTS, HISTORY = "file ", "folder ", "exists ", "history "
_DIGEST = 16
# Nothing reads a larger file.
_MOST = 50 * 1024 * 1024
# To open a pipe must not wait for somebody to write to it.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def snapshot(keys: Iterable[str]) -> Snapshot:
    """The values of `keys`."""
    return {key: _value(key) for key in keys}


def is_current(before: Snapshot) -> bool:
    """Whether all is as it was."""
    return all(_value(key) == value for key, value in before.items())


def _value(key: str) -> str:
    """What a key stands for; empty for what there is not."""
    kind, _, path = key.partition(" ")
    try:
        return _VALUES[f"{kind} "](path)
    except (OSError, KeyError, ValueError):
        return ""


def _file(path: str) -> str:
    number = os.open(path, _READ)
    try:
        status = os.fstat(number)
        is_read = S_ISREG(status.st_mode) and status.st_size <= _MOST
        return _digest(os.read(number, status.st_size)) if is_read else f"{status.st_mode} {status.st_size}"
    finally:
        os.close(number)


def _folder(path: str) -> str:
    """The names in a folder; of symbolic links, among which it may be itself, where they lead."""
    lines = [os.path.realpath(path)]
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_symlink():
                lines.append(f"{entry.name} {entry.is_dir()} {entry.is_file()} {os.path.realpath(entry.path)}")
            elif not (entry.is_dir() and is_hidden(entry.name)):
                lines.append(f"{entry.name} {entry.is_dir()} {entry.is_file()}")
    return _digest("\n".join(sorted(lines)).encode("utf-8", "surrogateescape"))


def _kind(path: str) -> str:
    return str(S_IFMT(Path(path).stat().st_mode))


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=_DIGEST).hexdigest()


_VALUES: Mapping[str, Callable[[str], str]] = {FILE: _file, FOLDER: _folder, EXISTS: _kind, HISTORY: _file}
