"""What git knows of when files were changed: the only user of git."""

from __future__ import annotations

import math
import subprocess
from pathlib import Path

# Nothing that a repository brings is run, and nobody is asked for anything.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "--no-pager", "--literal-pathspecs")
_SECONDS = 20


def last_change(root: Path, path: str) -> float | None:
    """When the file at `path`, relative to `root`, was changed last: seconds since 1970, infinity if after all commits.

    None where git does not know it: no git, no repository, or a file that git does not track.
    """
    if not _git(root, "ls-files", "--", path):
        return None
    if _git(root, "status", "--porcelain", "--", path):
        return math.inf
    date = _git(root, "log", "-1", "--format=%ct", "--", path)
    return float(date) if date else None


def _git(root: Path, *arguments: str) -> str:
    """What git says, or nothing when it fails."""
    try:
        done = subprocess.run(
            [*_GIT, "-C", str(root), *arguments], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
