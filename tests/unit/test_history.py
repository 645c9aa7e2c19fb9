"""Which of two files was changed last: by git, or by the file system."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from playbook_lint.history import check_out, is_newer, last_change, merge_base, renames, touched_lines


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


class TestACommitInAFolder:
    """`check_out`, and what tells how the work tree differs from a commit."""

    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        """A project in the folder `docs` of a repository, with two commits."""
        root = tmp_path / "repository" / "docs"
        root.mkdir(parents=True)
        git(root.parent, "init", "-q")
        (root.parent / ".gitignore").write_text("*.tmp\n")
        for name in ("page.md", "picture.png"):
            (root / name).write_text("".join(f"{name} line {number}\n" for number in range(9)))
        git(root, "add", "-A", ":/")
        git(root, "commit", "-qm", "first", date="2026-01-01T00:00:00Z")
        (root / "page.md").write_text("Other\n")
        git(root, "commit", "-qam", "second", date="2026-02-01T00:00:00Z")
        return root

    def test_is_as_it_was_and_the_repository_does_not_know(self, root: Path, tmp_path: Path) -> None:
        first = merge_base(root, "HEAD~")
        folder = tmp_path / "folder"
        folder.mkdir()
        before = sorted(root.parent.rglob("*"))
        there = check_out(root, first, folder, lambda path: not path.endswith(".png"))
        assert there == folder / "docs"
        assert (there / "page.md").read_text().startswith("page.md line 0\n")
        assert (there / "picture.png").read_bytes() == b""
        assert (folder / ".gitignore").read_text() == "*.tmp\n"
        assert sorted(root.parent.rglob("*")) == before

    def test_has_the_history_up_to_it(self, root: Path, tmp_path: Path) -> None:
        first = merge_base(root, "HEAD~")
        folder = tmp_path / "folder"
        folder.mkdir()
        there = check_out(root, first, folder, lambda _path: True)
        assert last_change(there, "page.md") == 1767225600
        assert last_change(root, "page.md") == 1769904000

    def test_differs_by_lines(self, root: Path) -> None:
        first = merge_base(root, "HEAD~")
        lines = [f"page.md line {number}\n" for number in range(9)]
        (root / "page.md").write_text("".join(["New\n", *lines[:3], "Changed\n", "Too\n", *lines[5:8]]))
        assert touched_lines(root, first, "page.md") == {1, 5, 6}
        assert touched_lines(root, first, "picture.png") == frozenset()
        assert touched_lines(root, first, "missing.md") == frozenset()

    def test_differs_by_names(self, root: Path) -> None:
        first = merge_base(root, "HEAD~")
        assert renames(root, first) == {}
        (root / "picture.png").rename(root / "a\tb\n.png")
        assert renames(root, first) == {"picture.png": "a\tb\n.png"}
