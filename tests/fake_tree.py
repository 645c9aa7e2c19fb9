"""A project's files for tests that need none on a disk."""

from __future__ import annotations

from collections.abc import Mapping


class FakeTree:
    """Files, and folders with a final `/`, by their paths. `asked` are the folders that were looked into."""

    def __init__(self, *paths: str) -> None:
        self.asked: set[str] = set()
        self._names: dict[str, dict[str, bool]] = {"": {}}
        for path in paths:
            self._add(path)

    def _add(self, path: str) -> None:
        folder, is_folder = "", False
        for part in path.split("/"):
            if part:
                is_folder = path.startswith(f"{folder}/{part}/".lstrip("/"))
                self._names[folder][part] = is_folder
                folder = f"{folder}/{part}".lstrip("/")
                if is_folder:
                    self._names.setdefault(folder, {})

    def names(self, folder: str) -> Mapping[str, bool]:
        """What `resolve.Tree` says."""
        self.asked.add(folder)
        return self._names.get(folder, {})

    def is_moved(self, path: str) -> bool:
        """What `resolve.Tree` says: nothing is."""
        return False

    @property
    def folders(self) -> set[str]:
        """All folders."""
        return set(self._names)
