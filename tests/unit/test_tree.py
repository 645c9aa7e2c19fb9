"""The files of a project as links see them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook_lint.config import UsageError
from playbook_lint.links.destination import read
from playbook_lint.links.resolve import Resolver, State
from playbook_lint.tree import FileTree


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a folder beside it."""
    root = tmp_path / "project"
    for path in ("docs/Plan.md", "docs/media/map.png", "README.md", "../outside/secret.md"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).resolve().touch()
    return root


def test_files_and_folders(project: Path) -> None:
    tree = FileTree(project)
    assert tree.names("") == {"docs": True, "README.md": False}
    assert tree.names("docs") == {"Plan.md": False, "media": True}


@pytest.mark.parametrize(
    "folder",
    ["missing", "README.md", "docs/Plan.md", "..", "../outside", "docs/../..", "/", "/etc", "a\0b", "a" * 5_000],
)
def test_what_is_no_folder_of_the_project(folder: str, project: Path) -> None:
    assert FileTree(project).names(folder) == {}


class TestFilesFromWhichReadersAreSentOn:
    LIST = "moved/list.json"

    def tree(self, project: Path, data: bytes) -> FileTree:
        (project / "moved").mkdir()
        (project / self.LIST).write_bytes(data)
        return FileTree(project, [self.LIST])

    def test_are_those_of_a_list(self, project: Path) -> None:
        moved = b'{"source_path": "../docs/Old.md"}, {"source_path_from_root": "/a/b.md"}, {}'
        tree = self.tree(project, b'\xef\xbb\xbf{"redirections": [%b]}' % moved)
        assert [tree.is_moved(path) for path in ("docs/old.md", "a/b.md", "Old.md", "")] == [True, True, False, False]

    def test_are_none_without_a_list(self, project: Path) -> None:
        assert not FileTree(project, ["none.json"]).is_moved("docs/old.md")

    def test_are_none_where_the_usual_list_is_none(self, project: Path) -> None:
        (project / ".openpublishing.redirection.json").write_text("// none", encoding="utf-8")
        assert not FileTree(project, [".openpublishing.redirection.json"]).is_moved("docs/old.md")

    @pytest.mark.parametrize(
        "data", [b"{", b"[]", b'{"redirections": [1]}', b"\xff", b'{"redirections": ' + b"[" * 9_999]
    )
    def test_cannot_be_told_where_the_list_is_none(self, project: Path, data: bytes) -> None:
        with pytest.raises(UsageError, match=r"^`moved/list\.json` is no list of redirects: "):
            self.tree(project, data).is_moved("docs/old.md")

    def test_are_not_read_from_elsewhere(self, project: Path) -> None:
        (project / "list.json").symlink_to(project.parent / "outside/secret.md")
        with pytest.raises(UsageError, match="a symbolic link out of the project"):
            FileTree(project, ["list.json"]).is_moved("docs/old.md")


def test_letter_case_is_that_of_the_file_system(project: Path) -> None:
    resolver = Resolver(FileTree(project))
    found = resolver.target("README.md", read("Docs/plan.md"))
    assert (found.state, found.path) == (State.CASE, "docs/Plan.md")


class TestSymbolicLinks:
    def test_inside_the_project_they_are_what_they_lead_to(self, project: Path) -> None:
        (project / "plan.md").symlink_to("docs/Plan.md")
        (project / "guides").symlink_to("docs")
        tree = FileTree(project)
        assert tree.names("") == {"docs": True, "README.md": False, "plan.md": False, "guides": True}
        assert tree.names("guides") == tree.names("docs")

    def test_out_of_the_project_they_are_not_there(self, project: Path) -> None:
        (project / "secret.md").symlink_to("../outside/secret.md")
        (project / "outside").symlink_to("../outside")
        (project / "docs" / "etc").symlink_to("/etc")
        tree = FileTree(project)
        assert tree.names("") == {"docs": True, "README.md": False}
        assert "etc" not in tree.names("docs")
        assert tree.names("outside") == tree.names("docs/etc") == {}

    def test_that_lead_nowhere_are_not_there(self, project: Path) -> None:
        (project / "gone.md").symlink_to("missing.md")
        (project / "loop.md").symlink_to("loop.md")
        assert FileTree(project).names("") == {"docs": True, "README.md": False}

    def test_in_a_circle_they_have_an_end(self, project: Path) -> None:
        (project / "docs" / "again").symlink_to(".")
        resolver = Resolver(FileTree(project))
        assert resolver.target("README.md", read("docs/again/again/Plan.md")).state is State.FILE
        assert resolver.target("README.md", read("docs/" + "again/" * 2_000 + "Plan.md")).state is State.MISSING

    def test_the_project_may_be_reached_through_one(self, project: Path, tmp_path: Path) -> None:
        (tmp_path / "other").symlink_to(project)
        assert FileTree(tmp_path / "other").names("docs") == {"Plan.md": False, "media": True}


@pytest.fixture
def locked(project: Path) -> Iterator[Path]:
    """A folder that nobody may look into."""
    folder = project / "locked"
    (folder / "inner").mkdir(parents=True)
    (folder / "plan.md").touch()
    folder.chmod(0)
    if os.access(folder, os.R_OK):
        pytest.skip("this user reads everything")
    yield folder
    folder.chmod(0o700)


def test_a_folder_that_cannot_be_read(locked: Path, project: Path) -> None:
    (project / "plan.md").symlink_to("locked/plan.md")
    (project / "inner").symlink_to("locked/inner")
    tree = FileTree(project)
    assert tree.names("locked") == tree.names("locked/inner") == {}
    assert tree.names("") == {"docs": True, "README.md": False, "locked": True}


def test_a_name_that_is_no_utf_8(project: Path) -> None:
    path = os.fsencode(project / "docs") + b"/caf\xe9.md"
    try:
        os.close(os.open(path, os.O_CREAT))
    except OSError:
        pytest.skip("the file system takes no such names")
    found = Resolver(FileTree(project)).target("docs/Plan.md", read("caf%E9.md"))
    assert found.state is State.FILE


def test_a_folder_is_read_once(project: Path) -> None:
    tree = FileTree(project)
    before = tree.names("docs")
    (project / "docs" / "new.md").touch()
    assert tree.names("docs") is before
