"""What git knows of when files were changed and what they held before, and its settings: the only user of git."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

# Nothing that a repository brings is run, and nobody is asked for anything.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "--no-pager", "--literal-pathspecs")
_SECONDS = 20
# A repository that was cloned in part asks nobody for the rest of it.
_OFFLINE = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
_MOST_REVISIONS = 200
_SHORT = 10
# A line of `git log --raw`: modes, the ids of what the file held before and after, what happened to it.
_CHANGE = re.compile(r"\n?:[0-7]+ [0-7]+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*")
_BLOB = re.compile(rb"([0-9a-f]+) blob ([0-9]+)\Z")


class Revision(NamedTuple):
    """A commit that changed a file: its short hash, its day (`2020-05-14`), and the ids of what the file held.

    An id is empty where there was no file before, or none after.
    """

    commit: str
    date: str
    before: str
    after: str


def last_change(root: Path, path: str) -> float | None:
    """When the file at `path`, relative to `root`, was changed last, in seconds since 1970; None for no file.

    That is the time of its last commit; of a file that differs from it, or that git does not know, what the file system
    says.
    """
    if not _git(root, "status", "--porcelain", "--ignored", "--", path):
        date = _git(root, "log", "-1", "--format=%ct", "--", path)
        if date:
            return float(date)
    try:
        return (root / path).stat().st_mtime
    except OSError:
        return None


def is_newer(root: Path, path: str, other: str) -> bool | None:
    """Whether the file at `path` was changed after the one at `other`; None where that cannot be told."""
    mine, theirs = last_change(root, path), last_change(root, other)
    return None if mine is None or theirs is None or mine == theirs else mine > theirs


def deciding_files(root: Path) -> list[str]:
    """The files, be they there or not, that decide which history git knows: none of it changes but with one of them.

    They say which commit is checked out, in either format of refs, and where a shallow history ends.
    """
    ref = _git(root, "rev-parse", "--symbolic-full-name", "HEAD") or "HEAD"
    names = ("HEAD", ref, "packed-refs", "reftable/tables.list", "shallow")
    options = (option for name in names for option in ("--git-path", name))
    return [os.path.normpath(root / path) for path in _git(root, "rev-parse", *options).splitlines()]


def revisions(root: Path, paths: Sequence[str]) -> Mapping[str, Sequence[Revision]]:
    """The commits that changed each of the files at `paths`, relative to `root`, the newest first.

    They are the last ones of this name, in one branch or another; none where git does not know.
    """
    options = (
        "-z",
        "--raw",
        "--no-abbrev",
        "--no-renames",
        "--relative",
        "--no-show-signature",
        "--format=%x01%H%x09%cs",
    )
    tokens = iter(_git_bytes(root, "log", *options, "--", *paths).decode("utf-8", "surrogateescape").split("\0"))
    found: dict[str, list[Revision]] = {}
    commit = date = ""
    for token in tokens:
        if change := _CHANGE.fullmatch(token):
            known = found.setdefault(next(tokens, ""), [])
            if len(known) < _MOST_REVISIONS:
                before, after = ("" if not one.strip("0") else one for one in change.groups())
                known.append(Revision(commit[:_SHORT], date, before, after))
        elif "\x01" in token:
            commit, _, date = token.partition("\x01")[2].partition("\t")
    return found


def contents(root: Path, ids: Iterable[str]) -> Mapping[str, bytes]:
    """What the files with those ids in git hold; those that git does not have are left out."""
    asked = "".join(f"{one}\n" for one in ids)
    data = _git_bytes(root, "cat-file", "--batch", asked=asked.encode()) if asked else b""
    found: dict[str, bytes] = {}
    at = 0
    while (end := data.find(b"\n", at)) >= 0:
        blob = _BLOB.match(data[at:end])
        at = end + 1
        if blob:
            found[blob[1].decode()] = data[at : at + int(blob[2])]
            at += int(blob[2]) + 1
    return found


def work_tree(folder: Path) -> Path | None:
    """The top folder of the repository that `folder` is in; None where it is in none, or git is not there."""
    top = _git(folder, "rev-parse", "--show-toplevel")
    return Path(top) if top else None


def setting(root: Path, name: str) -> str:
    """A setting of the repository at `root` itself, empty where it has none."""
    return _git(root, "config", "--local", "--get", name)


def change_setting(root: Path, name: str, value: str) -> bool:
    """Set a setting of the repository at `root`, and tell whether git did so."""
    _git(root, "config", "--local", "--replace-all", name, value)
    return setting(root, name) == value


def _git(root: Path, *arguments: str) -> str:
    """What git says, or nothing when it fails."""
    try:
        return _git_bytes(root, *arguments).decode().strip()
    except UnicodeDecodeError:
        return ""


def _git_bytes(root: Path, *arguments: str, asked: bytes = b"") -> bytes:
    """What git says when it is given `asked` to read, or nothing when it fails."""
    try:
        done = subprocess.run(
            [*_GIT, "-C", str(root), *arguments],
            input=asked,
            env={**os.environ, **_OFFLINE},
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return b""
    return done.stdout if done.returncode == 0 else b""
