"""Did you mean, for files: the one that a missing target most likely means."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from playbook_lint.links.resolve import Tree
from playbook_lint.suggest import is_name_slip, like_names

# What counts beside the likeness of names (0 to 100), and how much likeness there must be.
_OWN_LOCALE = 8.0
_SAME_FOLDER = 4.0
_CUTOFF = 76.0
MAX_SOUGHT = 1_000
# Many pages miss the same file: what is like the last few names is kept.
_KEPT_NAMES = 16


class Suggestion(NamedTuple):
    """The path of the file that was likely meant; `is_certain`: so likely that a fix may write it without asking."""

    path: str
    is_certain: bool


class Neighbours:
    """The files of a project that a missing target may mean: those in folders of `tree`, and `known`, by their paths.

    Makes ready once what it compares, so that many targets can be looked up among many files; but no more than
    `MAX_SOUGHT`, for which it takes seconds among thousands of names that are much alike.
    """

    def __init__(self, tree: Tree, known: Iterable[str]) -> None:
        self._tree = tree
        self._paths = frozenset(known)
        self._known = _Names(sorted(self._paths))
        self._folders: dict[str, _Names] = {}
        self._sought = 0

    def nearest(self, wanted: str, folder: str, is_own: Callable[[str], bool | None]) -> Suggestion | None:
        """The file that `wanted`, a missing target of a page in `folder`, most likely means, or None.

        Looked at are the files in the wanted folder, in the page's, and the known ones. `is_own` says of a path whether
        it is a page of the page's locale, or None when it is no page of any; a page of another locale is never meant.
        The extension may be missing from `wanted`, but not be another one. Of those that are as likely, it is the one
        nearest to the page. None too once there were `MAX_SOUGHT`.
        """
        self._sought += 1
        if self._sought > MAX_SOUGHT:
            return None
        place, name = posixpath.split(wanted)
        scores: dict[str, float] = {}
        for names in (self._names(place), self._names(folder), self._known):
            for path, likeness in names.like(name):
                own = is_own(path)
                score = likeness + _OWN_LOCALE * bool(own) + _SAME_FOLDER * (posixpath.dirname(path) == place)
                if own is not False and score > _CUTOFF:
                    scores[path] = score
        if not scores:
            return None
        best = min(scores, key=lambda path: (-scores[path], _way(folder, posixpath.dirname(path)), path))
        slips = [path for path in scores if posixpath.dirname(path) == place and is_name_slip(_stem(name), _stem(path))]
        return Suggestion(best, slips == [best])

    def _names(self, folder: str) -> _Names:
        if folder not in self._folders:
            names = self._tree.names(folder).items()
            paths = (posixpath.join(folder, name) for name, is_folder in names if not is_folder)
            self._folders[folder] = _Names(path for path in paths if path not in self._paths)
        return self._folders[folder]


class _Names:
    """Paths, by the extension of their names; all of them under none.

    `like` gives the paths whose names may be meant by a name, and how likely it is.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self.like = lru_cache(_KEPT_NAMES)(self._like)
        self._by_extension: dict[str, tuple[list[str], list[str]]] = {}
        for path in paths:
            for extension in {"", _extension(path)}:
                known, stems = self._by_extension.setdefault(extension, ([], []))
                known.append(path)
                stems.append(_stem(path))

    def _like(self, name: str) -> list[tuple[str, float]]:
        paths, stems = self._by_extension.get(_extension(name), ([], []))
        found = like_names(_stem(name), stems, cutoff=_CUTOFF - _OWN_LOCALE - _SAME_FOLDER)
        return [(paths[index], likeness) for index, likeness in found]


def _way(folder: str, other: str) -> int:
    """How many folders lie on the way from one to another."""
    return posixpath.relpath(f"/{other}", f"/{folder}").count("/")


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _extension(path: str) -> str:
    return posixpath.splitext(path)[1].casefold()
