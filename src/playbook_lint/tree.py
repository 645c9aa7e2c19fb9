"""The files of a project as links see them: by their exact names, and only inside the project."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from playbook_lint.file_state import UNSEEN


class FileTree:
    """The folders below `root`, each read when it is first asked for.

    `redirects` are files, relative to it, that list from where the site sends its readers on; they are read once
    something is not there.
    """

    def __init__(self, root: Path, redirects: Sequence[str] = ()) -> None:
        self._root = root
        self._redirects = redirects
        self._real_root = os.path.realpath(root)
        self._names: dict[str, Mapping[str, bool]] = {}

    def names(self, folder: str) -> Mapping[str, bool]:
        """The names in a folder (relative to the root, empty for it), each with whether it is a folder itself.

        Empty for what is no folder, cannot be read or leads outside of the project. The names are those the file system
        holds, so that they tell letter case apart even where it does not.
        """
        if folder not in self._names:
            self._names[folder] = self._read(folder)
        return self._names[folder]

    def is_moved(self, path: str) -> bool:
        """Whether the site sends readers on from where a file was; letter case makes no difference.

        Raises `UsageError` where that cannot be read.
        """
        return path.casefold() in self._moved

    @cached_property
    def _moved(self) -> frozenset[str]:
        from playbook_lint.redirects import moved_files

        return moved_files(self._root, self._redirects)

    def _read(self, folder: str) -> Mapping[str, bool]:
        try:
            path = self._root / folder
            if not self._is_inside(os.path.realpath(path)) or not UNSEEN.isdisjoint(folder.split("/")):
                return {}
            with os.scandir(path) as entries:
                return {entry.name: entry.is_dir() for entry in entries if self._counts(entry)}
        except (OSError, ValueError):  # ValueError: a NUL in the name
            return {}

    def _counts(self, entry: os.DirEntry[str]) -> bool:
        if entry.name in UNSEEN:
            return False
        if not entry.is_symlink():
            return True
        path = os.path.realpath(entry.path)
        return self._is_inside(path) and os.access(path, os.F_OK)

    def _is_inside(self, real_path: str) -> bool:
        return Path(real_path).is_relative_to(self._real_root)
