"""What git knows of when files were changed, and its settings: the only user of git."""

from __future__ import annotations

import subprocess
from pathlib import Path

# Nothing that a repository brings is run, and nobody is asked for anything.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "--no-pager", "--literal-pathspecs")
_SECONDS = 20


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
        done = subprocess.run(
            [*_GIT, "-C", str(root), *arguments], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
