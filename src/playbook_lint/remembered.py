"""Whole runs that are remembered: as long as nothing has changed that a run looked at, its output is its output.

This is asked before anything else, so it needs next to nothing: no command line is read, no configuration, no page. A
run is known by its command line and what it is run in. It is remembered as one file in the folder of caches, with every
file and folder that it looked at: first a look, and where that is not enough, what they hold. A record that is damaged
or foreign counts for nothing; whatever goes wrong, the run takes place.
"""

from __future__ import annotations

import os
import sys
import time

from playbook_lint.file_state import (
    CACHE_FOLDER,
    CACHE_VARIABLE,
    NO_LOOK,
    digest,
    file_digest,
    lasting_look,
    look,
    names,
    names_digest,
)
from playbook_lint.this_program import fingerprint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

FILE, NAMES, KIND = "F", "N", "K"
ONLY_LOOK = "-"
# In place of a look: none is ever enough.
ALWAYS = "*"
FOLDER = "runs"
# Whose runs are remembered.
COMMANDS = ("check", "status")
_MAGIC = "playbook-lint run 1"
_MOST_BYTES = 200_000_000
_KEPT = 8
# Set where a shell asks what may follow: https://click.palletsprojects.com/en/stable/shell-completion/
COMPLETION = "_PLAYBOOK_LINT_COMPLETE"
# What the output of a run may follow from, beside its command line and files.
_VARIABLES = ("COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "LINES", "NO_COLOR", "SOURCE_DATE_EPOCH", "TERM", COMPLETION)

# A file (F), the names in a folder (N), or whether there is something (K); its path; a look, or `NO_LOOK` where
# none is enough; a digest of what there is in hexadecimal, empty for nothing, `-` for the look alone.
Item = tuple[str, str, str, str]


def recalled(arguments: Sequence[str]) -> tuple[int, bytes] | None:
    """The exit status and output of an earlier run with these `arguments`, if it is remembered and still holds."""
    if not arguments or arguments[0] not in COMMANDS:
        return None
    try:
        return Run(arguments).recall()
    except (OSError, ValueError):
        return None


class Run:
    """A run of this program that may be remembered."""

    def __init__(self, arguments: Sequence[str]) -> None:
        there = sys.stdout is not None and sys.stdout.isatty()
        size = os.get_terminal_size(sys.stdout.fileno()) if there else ()
        parts = (*arguments, "", os.getcwd(), str(there), str(size), *(f"{os.environ.get(one)}" for one in _VARIABLES))
        self._day = time.strftime("%Y-%m-%d")
        self._name = digest("\0".join(parts).encode("utf-8", "surrogateescape")).hex()

    @property
    def _maker(self) -> str:
        """What else the output follows from: this program, and the day on which the run began."""
        return f"{fingerprint().hex()} {self._day}"

    def recall(self) -> tuple[int, bytes] | None:
        """The exit status and output of the same run, if all is as it was then; raises `OSError` and `ValueError`."""
        for folder in _cache_folders():
            path = os.path.join(folder, FOLDER, self._name)
            if os.path.isfile(path):
                return self._read(path)
        return None

    def remember(self, root: str, items: Iterable[Item], status: int, output: bytes) -> None:
        """Keep exit status and output in the folder of caches of the project at `root`, which holds the current folder.

        `items` are all that the run looked at, as it was then. Where one is not so any more, nothing is kept.
        """
        now = time.time_ns()
        lines = [_checked(" ".join((kind, seen, held, path)), now) for kind, path, seen, held in items]
        if any(line is None or "\n" in line for line in lines):
            return
        from contextlib import suppress
        from pathlib import Path

        from playbook_lint.files import cache_folder, leads_outside

        with suppress(OSError):
            caches = cache_folder(Path(root))
            folder = caches / FOLDER
            folder.mkdir(exist_ok=True)
            if not leads_outside(folder, caches):
                _write(os.fspath(folder / self._name), self._maker, str(status), lines, output)
                _forget(folder)

    def _read(self, path: str) -> tuple[int, bytes] | None:
        """What the record at `path` says, if it still holds; raises `OSError` and `ValueError`."""
        with open(path, "rb") as stream:
            first = stream.readline(200).decode("ascii").split()
            body = stream.read(_MOST_BYTES)
        if first != [*_MAGIC.split(), digest(body).hex()]:
            return None
        head, _, output = body.partition(b"\n\n")
        maker, status, *lines = head.decode("utf-8", "surrogateescape").split("\n")
        if maker != self._maker:
            return None
        now = time.time_ns()
        checked = [_checked(line, now) for line in lines]
        if None in checked:
            return None
        if checked != lines:  # looks that are enough from now on
            _write(path, maker, status, checked, output)
        return int(status), output


def _cache_folders() -> Iterator[str]:
    """Where the caches of the project may be that holds the current folder, the likeliest place first."""
    if own := os.environ.get(CACHE_VARIABLE):
        yield own
        return
    folder, below = os.getcwd(), ""
    while folder != below:
        yield os.path.join(folder, CACHE_FOLDER)
        folder, below = os.path.dirname(folder), folder


def _write(path: str, maker: str, status: str, lines: Iterable[str | None], output: bytes) -> None:
    from pathlib import Path

    from playbook_lint.files import write_atomically

    body = "\n".join((maker, status, *map(str, lines), "", "")).encode("utf-8", "surrogateescape") + output
    try:
        write_atomically(Path(path), f"{_MAGIC} {digest(body).hex()}\n".encode() + body)
    except OSError:
        return  # the run takes place the next time


def _checked(line: str, now: int) -> str | None:
    """The line of an item, with the look that it has by now; None where something else is there."""
    kind, seen, held, path = line.split(" ", 3)
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None if held else line
    if seen != NO_LOOK and look(status) == seen:
        return line
    if held == ONLY_LOOK or _held(kind, path) != held:
        return None
    return line if seen == ALWAYS or kind == KIND else f"{kind} {lasting_look(status, now)} {held} {path}"


def kind_of_path(path: str) -> str:
    """Whether there is something at `path`, and whether it is a symbolic link; empty for nothing."""
    return "link" if os.path.islink(path) else "there" if os.path.exists(path) else ""


def _held(kind: str, path: str) -> str:
    """A digest of what there is at `path`; empty for nothing."""
    try:
        if kind == FILE:
            return file_digest(path).hex()
        if kind == NAMES:
            return names_digest(names(path)).hex()
        return kind_of_path(path)
    except OSError:
        return ""


def _forget(folder: Path) -> None:
    """Let go of all but the last few runs."""
    for path in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)[:-_KEPT]:
        path.unlink()
