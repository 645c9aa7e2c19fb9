"""What a run would write: files are changed in the plan, and read through it, before anything is changed on disk."""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from playbook_lint.config import UsageError
from playbook_lint.files import leads_outside, write_atomically


class Change(NamedTuple):
    """A file that is written, or removed when `after` is None; `before` is None for a new one. `path` is relative."""

    path: str
    before: bytes | None
    after: bytes | None

    @property
    def kind(self) -> Literal["new", "changed", "removed"]:
        """What happens to the file."""
        return "new" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def lines(self) -> tuple[int, int]:
        """How many lines are added, and removed."""
        before, after = (data.splitlines() if data else [] for data in (self.before, self.after))
        same = sum((Counter(before) & Counter(after)).values())
        return len(after) - same, len(before) - same


class OutsideError(UsageError):
    """A path that leads out of the project by way of symbolic links."""


class Plan:
    """Changes to files below `root`, by their paths relative to it, in the order in which they were made."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._after: dict[str, bytes | None] = {}

    def read(self, path: str) -> bytes | None:
        """What the file holds by this plan; None when there is none. Raises `OSError`."""
        if path in self._after:
            return self._after[path]
        return self._on_disk(path)

    def exists(self, path: str) -> bool:
        """Whether there is such a file by this plan."""
        return self._after[path] is not None if path in self._after else (self._root / path).is_file()

    def write(self, path: str, data: bytes) -> None:
        """Plan to write `data`; raises `OutsideError` where that would be outside of the project."""
        if leads_outside(self._root / path, self._root):
            raise OutsideError(f"`{path}` leads out of the project and is not written")
        self._after[path] = data

    def remove(self, path: str) -> None:
        """Plan to remove a file."""
        self._after[path] = None

    def changes(self) -> Iterator[Change]:
        """What is different by this plan from what is on disk."""
        for path, after in self._after.items():
            before = self._on_disk(path)
            if after != before:
                yield Change(path, before, after)

    def carry_out(self) -> list[Change]:
        """Make the changes, each file as a whole or not at all; raises `OSError`."""
        changes = list(self.changes())
        for change in changes:
            path = self._root / change.path
            if change.after is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(path, change.after)
        return changes

    def _on_disk(self, path: str) -> bytes | None:
        file = self._root / path
        if file.exists() and not file.is_file():  # to open a pipe would take forever
            raise OSError(errno.EINVAL, "is not a file", str(file))
        try:
            return file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
