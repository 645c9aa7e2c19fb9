"""Finds the files to check: walks content roots and takes named paths, and says what it left out and why."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Literal

from playbook_lint.content import Content, is_within
from playbook_lint.file_kinds import FileKind, kind_of
from playbook_lint.files import is_hidden
from playbook_lint.ignores import HIDDEN, Ignores
from playbook_lint.records import Record

OTHER_KIND = "of a kind that is not checked"
NOT_CONTENT = "not in the content roots"
OUTSIDE = "stored outside the project"
SEEN = "found under another name"

ProblemKind = Literal[
    "not-found", "outside-project", "folder", "dangling-symlink", "symlink-loop", "not-a-file", "unreadable"
]


class Problem(Record, frozen=True):
    """A path that stands in the way, relative to the root or as it was asked for; `message` is a sentence about it."""

    kind: ProblemKind
    path: str
    message: str

    @property
    def is_usage(self) -> bool:
        """Whether the path was asked for in error, rather than found and unreadable."""
        return self.kind in ("not-found", "outside-project", "folder")


def relative_to_root(root: Path, path: Path) -> str | None:
    """The path relative to the project root, with `/` between parts and empty for the root; None when outside.

    A path that reaches the project by another name of its folders, such as a symbolic link, is inside too.
    """
    absolute = Path(os.path.normpath(path.absolute()))
    if not absolute.is_relative_to(root):
        absolute = Path(os.path.realpath(absolute.parent), absolute.name)
        root = Path(os.path.realpath(root))
    if not absolute.is_relative_to(root):
        return None
    relative = absolute.relative_to(root).as_posix()
    return "" if relative == "." else relative


class Finder:
    """One search for files of some `kinds` in the roots of `content`.

    `files` holds the paths found, relative to the root; a file is found once, under its own name.
    """

    def __init__(
        self, root: Path, content: Content, ignores: Ignores, kinds: Collection[FileKind] = ("page", "toc")
    ) -> None:
        self.files: set[str] = set()
        self.skipped: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self._root = root
        self._real_root = os.path.realpath(root)
        self._content = content
        self._ignores = ignores
        self._kinds = kinds
        self._seen: set[str] = set()  # real paths of files and folders
        self._links: list[str] = []  # symbolic links wait, so that what they lead to is found under its own name

    def add_content(self) -> None:
        """Find all files of the content roots."""
        roots = [root for root in self._content.roots if os.path.lexists(self._root / root.start)]
        for root in roots:
            self._add(root.start)
        self._follow_links()
        for root in self._content.roots:
            if root not in roots:
                self._problem("not-found", root.entry, f"of `content` does not exist in `{self._root}`")
            elif root.globs and not any(map(root.covers, self.files)):
                self._problem("not-found", root.entry, f"of `content` matches no page in `{self._root}`")

    def add(self, path: Path) -> None:
        """Find the file at `path`, or the files in that folder."""
        relative = relative_to_root(self._root, path)
        if relative is None:
            self._problem("outside-project", str(path), f"is outside of the project `{self._root}`")
        elif not os.path.lexists(path):
            self._problem("not-found", str(path), "does not exist")
        else:
            self._add(relative)
            self._follow_links()

    def add_text(self, path: Path) -> None:
        """Find the file at `path` by its name alone: its text comes from elsewhere, and it need not exist."""
        relative = relative_to_root(self._root, path)
        if relative is None:
            self._problem("outside-project", str(path), f"is outside of the project `{self._root}`")
        elif path.is_dir():
            self._problem("folder", str(path), "is a folder, not a file")
        elif not self._is_wanted(relative):
            self.skipped[OTHER_KIND] += 1
        elif reason := self._reason(relative, folder=False):
            self.skipped[reason] += 1
        elif self._content.root_of(relative) is None:
            self.skipped[NOT_CONTENT] += 1
        else:
            self.files.add(relative)

    def _is_wanted(self, path: str) -> bool:
        return kind_of(path) in self._kinds

    def _add(self, relative: str) -> None:
        """Find what an existing file or folder holds."""
        try:
            if (self._root / relative).is_dir():
                starts = self._content.starts(relative)
                if not starts:
                    self.skipped[f"folder {NOT_CONTENT}"] += 1
                for start in starts:
                    self._enter(start)
            elif self._is_wanted(relative):
                self._enter(relative)
            else:
                self.skipped[OTHER_KIND] += 1
        except OSError as error:
            self._problem("unreadable", relative, f"cannot be read: {error.strerror}")

    def _enter(self, relative: str) -> None:
        """Find what a file or folder holds, unless it, or a folder that holds it, is left out."""
        path = self._root / relative
        folder = path.is_dir()
        real = os.path.realpath(path)
        if reason := self._reason(relative, folder):
            self.skipped[f"folder {reason}" if folder else reason] += 1
        elif path.is_symlink():
            self._links.append(relative)
        elif not self._is_inside(real):
            self.skipped[OUTSIDE] += 1
        elif folder:
            self._walk(relative, real)
        else:
            self._file(relative, real, is_file=path.is_file())

    def _reason(self, relative: str, folder: bool) -> str | None:
        """Why a path, or a folder that holds it, is left out."""
        parts = relative.split("/") if relative else []
        base = self._content.base_of(relative)
        for depth, name in enumerate(parts, 1):
            ancestor = "/".join(parts[:depth])
            is_folder = folder or depth < len(parts)
            if is_folder and is_hidden(name) and not is_within(base, ancestor):
                return HIDDEN
            if reason := self._ignores.reason(ancestor, folder=is_folder):
                return reason
        return None

    def _walk(self, start: str, real_start: str) -> None:
        """Find the files in a folder. Hidden folders and files of other kinds are passed over without a word."""
        stack = [(start, real_start)]
        while stack:
            folder, real = stack.pop()
            if real in self._seen:
                continue
            self._seen.add(real)
            try:
                with os.scandir(self._root / folder) as entries:
                    for entry in entries:
                        relative = f"{folder}/{entry.name}" if folder else entry.name
                        real_path = f"{real}{os.sep}{entry.name}"
                        if self._take(entry, relative, real_path):
                            stack.append((relative, real_path))
            except OSError as error:
                self._problem("unreadable", folder or ".", f"cannot be read: {error.strerror}")

    def _take(self, entry: os.DirEntry[str], relative: str, real: str) -> bool:
        """Take in one entry of a folder; whether it is a folder to walk."""
        if entry.is_symlink():
            self._links.append(relative)
        elif entry.is_dir(follow_symlinks=False):
            return not is_hidden(entry.name) and not self._is_left_out(relative, folder=True)
        elif self._is_wanted(entry.name) and not self._is_left_out(relative):
            self._file(relative, real, is_file=entry.is_file(follow_symlinks=False))
        return False

    def _is_left_out(self, relative: str, *, folder: bool = False) -> bool:
        """Whether the path itself is left out, and count it then."""
        reason = self._ignores.reason(relative, folder=folder)
        if reason:
            self.skipped[f"folder {reason}" if folder else reason] += 1
        return reason is not None

    def _follow_links(self) -> None:
        """Find what symbolic links lead to: what is inside the project and not found already."""
        while self._links:
            links, self._links = sorted(self._links), []
            for relative in links:
                try:
                    real = os.path.realpath(self._root / relative, strict=True)
                except OSError as error:
                    self._broken_link(relative, error)
                else:
                    self._follow_link(relative, real)

    def _follow_link(self, relative: str, real: str) -> None:
        folder = Path(real).is_dir()
        passed_over = is_hidden(relative.rpartition("/")[2]) if folder else not self._is_wanted(relative)
        if passed_over or self._is_left_out(relative, folder=folder):
            return
        if not self._is_inside(real):
            self.skipped[OUTSIDE] += 1
        elif not folder:
            self._file(relative, real, is_file=Path(real).is_file())
        elif real in self._seen:
            self.skipped[f"folder {SEEN}"] += 1
        else:
            self._walk(relative, real)

    def _broken_link(self, relative: str, error: OSError) -> None:
        if not self._is_wanted(relative) or self._is_left_out(relative):
            return
        if error.errno == errno.ELOOP:
            self._problem("symlink-loop", relative, "is a symbolic link that leads back to itself")
        elif error.errno in (errno.ENOENT, errno.ENOTDIR):
            self._problem("dangling-symlink", relative, "is a symbolic link to a file that does not exist")
        else:
            self._problem("unreadable", relative, f"cannot be read: {error.strerror}")

    def _file(self, relative: str, real: str, *, is_file: bool) -> None:
        if relative in self.files:
            return
        if self._content.root_of(relative) is None:
            self.skipped[NOT_CONTENT] += 1
        elif not is_file:
            self._problem("not-a-file", relative, "is not a regular file")
        elif real in self._seen:
            self.skipped[SEEN] += 1
        else:
            self._seen.add(real)
            self.files.add(relative)

    def _problem(self, kind: ProblemKind, path: str, predicate: str) -> None:
        self.problems.append(Problem(kind, path, f"`{path}` {predicate}"))

    def _is_inside(self, real: str) -> bool:
        return Path(real).is_relative_to(self._real_root)
