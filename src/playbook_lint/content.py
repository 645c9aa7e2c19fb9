"""Content roots: the configured folders, files and globs that hold pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playbook_lint.globs import Globs, has_wildcard
from playbook_lint.records import Record


class ContentRoot(Record, frozen=True):
    """One entry of `content`: the `folder` (empty for the project root) that the ids of its pages are relative to.

    `start` is the folder or file where a walk begins; `globs` is set for an entry with wildcards.
    """

    entry: str
    folder: str
    start: str
    globs: Globs | None = None

    def covers(self, relative: str) -> bool:
        """Whether the file at `relative` is content by this entry."""
        return self.globs.matches(relative) if self.globs else is_within(relative, self.start)


class Content:
    """All content roots of a project. Paths are relative to the project root."""

    def __init__(self, root: Path, content: Sequence[str]) -> None:
        self.roots = tuple(_content_root(root, entry) for entry in content)

    def root_of(self, relative: str) -> str | None:
        """The innermost folder of a content root that covers the file at `relative`, or None."""
        folders = [root.folder for root in self.roots if root.covers(relative)]
        return max(folders, key=len) if folders else None

    def base_of(self, relative: str) -> str:
        """The innermost folder of a content root that holds `relative`, be it content or not."""
        return max((root.folder for root in self.roots if is_within(relative, root.folder)), key=len, default="")

    def starts(self, folder: str) -> list[str]:
        """Where walks begin that find all content in `folder`: there, or at the content roots below it."""
        if any(is_within(folder, root.start) for root in self.roots):
            return [folder]
        return [root.start for root in self.roots if is_within(root.start, folder)]


def is_within(relative: str, folder: str) -> bool:
    """Whether the path is `folder` itself or below it; the empty `folder` is the project root."""
    return not folder or relative == folder or relative.startswith(f"{folder}/")


def parent_of(relative: str) -> str:
    """The folder that holds `relative`; empty for the project root."""
    return relative.rpartition("/")[0]


def _content_root(root: Path, entry: str) -> ContentRoot:
    if has_wildcard(entry):
        parts = entry.split("/")
        fixed = next(index for index, part in enumerate(parts) if has_wildcard(part))
        folder = "/".join(parts[:fixed])
        return ContentRoot(entry, folder, folder, Globs([f"/{entry}"]))
    start = "" if entry == "." else entry
    return ContentRoot(entry, parent_of(start) if (root / start).is_file() else start, start)
