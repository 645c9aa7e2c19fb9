"""Files: writing them so that nothing is ever lost, and not being led astray when reading."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EPERM
from pathlib import Path
from typing import BinaryIO

from playbook_lint.file_state import CACHE_FOLDER, CACHE_VARIABLE

# How `tempfile` makes a new file: to import it would take longer than to write ten.
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_MARKS = {".gitignore": "*\n", "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n"}


def leads_outside(path: Path, folder: Path) -> bool:
    """Whether `path`, which is below `folder` by its name, is a file elsewhere, by way of symbolic links."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def is_hidden(name: str) -> bool:
    """Whether a folder called `name` holds no pages unless it is named as a content root."""
    return name.startswith(".") or name == "node_modules"


def cache_path(root: Path) -> Path:
    """Where the folder of caches of the project at `root` is, or would be."""
    return Path(os.environ.get(CACHE_VARIABLE) or root / CACHE_FOLDER).absolute()


def cache_limit(root: Path) -> Path:
    """The folder out of which no cache of the project at `root` may lead: the project's, or that of the environment."""
    return cache_path(root) if os.environ.get(CACHE_VARIABLE) else root


def cache_folder(root: Path) -> Path:
    """The folder of caches of the project at `root`, made if need be; raises `OSError`.

    It is marked as such for git and for backups (https://bford.info/cachedir/). One in the project that is a symbolic
    link to elsewhere is not written to.
    """
    folder = cache_path(root)
    if leads_outside(folder, cache_limit(root)):
        raise OSError(EPERM, "is a symbolic link that leads outside of the project", os.fspath(folder))
    is_own = not folder.is_dir() or folder.name == CACHE_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _MARKS.items() if is_own else ():
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_atomically(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Replace the file at `path` by `data`, or leave it as it was, as `written_atomically` does; raises `OSError`."""
    with written_atomically(path, lasting=lasting) as stream:
        stream.write(data)


@contextmanager
def written_atomically(path: Path, *, lasting: bool = True) -> Iterator[BinaryIO]:
    """Replace the file at `path` by what is written in the block, or leave it as it was; raises `OSError`.

    Unless it is to be `lasting`, a loss of power may leave anything in its place.

    The data goes to a new file in the same folder, which then takes the name of the old one, and its permissions. A
    symbolic link stays one: the file that it leads to is replaced. A device or a pipe, such as /dev/stdout, is written
    to.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    target = Path(os.path.realpath(path))
    new = target.with_name(f".playbook-lint-{os.urandom(8).hex()}")
    try:
        with os.fdopen(os.open(new, _NEW_FILE, 0o600), "wb") as stream:
            yield stream
            stream.flush()
            if lasting:
                os.fsync(stream.fileno())
        new.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
