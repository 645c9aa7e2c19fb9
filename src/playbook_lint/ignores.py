"""Which paths of a project are left out: hidden folders, the configuration's excludes, .gitignore files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playbook_lint.globs import Globs

HIDDEN = "in a hidden folder"
EXCLUDED = "excluded by config"
IGNORED = "ignored by .gitignore"


def git_top(folder: Path) -> Path | None:
    """The top folder of the git repository that holds `folder`, or None."""
    return next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), None)


class Ignores:
    """Says why a path is left out. Paths are relative to the project root, with `/` between parts."""

    def __init__(self, root: Path, exclude: Sequence[str], respect_gitignore: bool) -> None:
        self._exclude = Globs(exclude) if exclude else None
        # .gitignore files count from the top of the repository, which may lie above the project.
        self._top = git_top(root) or root
        offset = root.relative_to(self._top).as_posix()
        self._offset = "" if offset == "." else f"{offset}/"
        # For every folder below the top, the .gitignore patterns that apply in it: the length of the part of a path
        # that each file's patterns are not about, and the patterns.
        self._chains: dict[str, tuple[tuple[int, Globs], ...]] | None = {} if respect_gitignore else None

    def reason(self, relative: str, *, folder: bool = False) -> str | None:
        """Why the path is left out, in words, or None. Says nothing of the folders that hold it."""
        path = f"{relative}/" if folder else relative
        if self._exclude and self._exclude.matches(path):
            return EXCLUDED
        if self._chains is not None and self._is_ignored(self._offset + path):
            return IGNORED
        return None

    def _is_ignored(self, path: str) -> bool:
        for skipped, globs in reversed(self._chain(path.rstrip("/").rpartition("/")[0])):
            verdict = globs.verdict(path[skipped:])
            if verdict is not None:  # the deepest file that speaks of a path decides
                return verdict
        return False

    def _chain(self, folder: str) -> tuple[tuple[int, Globs], ...]:
        assert self._chains is not None
        if folder not in self._chains:
            above = self._chain(folder.rpartition("/")[0]) if folder else ()
            own = _gitignore(self._top / folder / ".gitignore")
            self._chains[folder] = (*above, (len(folder) + 1 if folder else 0, own)) if own else above
        return self._chains[folder]


def _gitignore(path: Path) -> Globs | None:
    # As git does, a symbolic link is not followed; what cannot be read ignores nothing.
    if path.is_symlink() or not path.is_file():
        return None
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return None
    return Globs.lenient(lines)
