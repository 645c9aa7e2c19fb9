"""The state of files and folders: a look at them, which does not read them, and digests of what they hold.

A look is enough to know that a file is as it was, unless it may have changed within the same tick of the file system's
clock as before: git calls that racy (https://git-scm.com/docs/racy-git). Of such a file there is no look to keep, and
it is read again. This module is part of what runs before anything else: it imports next to nothing.
"""

from __future__ import annotations

import os
from stat import S_ISREG

try:
    # Where `hashlib` has it from; that would first load OpenSSL, which takes a tenth of a remembered run.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

NO_LOOK = ""
# Where caches are instead of in the project's own folder.
CACHE_VARIABLE = "PLAYBOOK_LINT_CACHE_DIR"
LINK = "\0"  # which no name holds
CACHE_FOLDER = ".playbook-lint-cache"
# Folders that are no part of a project: they change all the time, and no reader gets to see them.
UNSEEN = frozenset([".git", CACHE_FOLDER])
DIGEST_BYTES = 16
# The coarsest clock of a file system in use ticks every two seconds (that of FAT).
TICK = 2_000_000_000
# To open a pipe must not wait for somebody to write to it.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def look(status: os.stat_result) -> str:
    """What the file system says of a file or folder, as one word: its size, its times, and which one it is.

    Among these is the time when anything of that was changed last, which nobody can set; where a system has none, it is
    the time of its creation.
    """
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"


def lasting_look(status: os.stat_result, now: int) -> str:
    """The look taken at `now` (in nanoseconds), if no later change can leave it as it is; or else `NO_LOOK`."""
    return look(status) if max(status.st_mtime_ns, status.st_ctime_ns) + TICK < now else NO_LOOK


def digest(*parts: bytes) -> bytes:
    """A digest of `parts`, which tells where one ends and the next begins."""
    state = blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.digest()


def file_digest(path: str) -> bytes:
    """The digest of a file's bytes; raises `OSError`, also for what is not a regular file."""
    number = os.open(path, _READ)
    try:
        status = os.fstat(number)
        if not S_ISREG(status.st_mode):
            raise OSError(f"{path} is not a regular file")
        with os.fdopen(number, "rb", closefd=False) as stream:
            return digest(stream.read())
    finally:
        os.close(number)


def names(folder: str) -> list[str]:
    """The names in a folder, in order; raises `OSError`.

    The name of a folder ends with `/`. That of a symbolic link is followed by `LINK` and what it leads to.
    Folders of git and of caches are left out.
    """
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                found.append(f"{entry.name}{LINK}{entry.is_file()} {entry.is_dir()} {os.path.realpath(entry.path)}")
            elif not entry.is_dir():
                found.append(entry.name)
            elif entry.name not in UNSEEN:
                found.append(f"{entry.name}/")
    return sorted(found)


def walk(root: str) -> Iterator[tuple[str, list[str]]]:
    """The folders at and below `root`, each with its names; those that cannot be read have none."""
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            there = names(folder)
        except OSError:
            there = []
        yield folder, there
        folders += [os.path.join(folder, name[:-1]) for name in there if name.endswith("/") and LINK not in name]


def names_digest(names: list[str]) -> bytes:
    """The digest of the names in a folder."""
    return digest(*(name.encode("utf-8", "surrogateescape") for name in names))
