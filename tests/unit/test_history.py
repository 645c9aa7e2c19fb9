"""Which of two files was changed last: by git, or by the file system."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from playbook_lint.history import is_newer, last_change


def git(root: Path, *arguments: str, date: str = "2026-01-01T00:00:00Z") -> None:
    environment = {**os.environ, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    who = ("-c", "user.name=Robin Sample", "-c", "user.email=robin@example.com")
    subprocess.run(["git", *who, *arguments], cwd=root, env=environment, check=True, capture_output=True)


def test_the_file_system_knows_where_git_does_not(tmp_path: Path) -> None:
    for name, time in (("a", 1000), ("b", 2000)):
        (tmp_path / name).write_text(name)
        os.utime(tmp_path / name, (time, time))
    assert is_newer(tmp_path, "b", "a") is True
    assert is_newer(tmp_path, "a", "b") is False
    os.utime(tmp_path / "b", (1000, 1000))
    assert is_newer(tmp_path, "a", "b") is None
    assert is_newer(tmp_path, "a", "missing") is None


def test_commits_count_and_not_when_files_were_checked_out(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for name, date in (("page", "2026-01-02T00:00:00Z"), ("catalog", "2026-01-01T00:00:00Z")):
        (tmp_path / name).write_text(name)
        git(tmp_path, "add", name)
        git(tmp_path, "commit", "-qm", name, date=date)
    os.utime(tmp_path / "catalog")
    assert is_newer(tmp_path, "page", "catalog") is True
    (tmp_path / "catalog").write_text("edited")
    assert is_newer(tmp_path, "page", "catalog") is False


def test_a_name_is_never_a_pattern_or_an_option(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "-x*").write_text("a")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "a")
    assert last_change(tmp_path, "-x*") == 1767225600
