"""Did you mean, for files: the one that a missing target most likely means."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable

from playbook_lint.links.resolve import Tree
from playbook_lint.suggest import name_likeness

# What counts beside the likeness of names (0 to 100), and how much likeness there must be.
_OWN_LOCALE = 8.0
_SAME_FOLDER = 4.0
_CUTOFF = 76.0


def nearby(
    wanted: str, page: str, tree: Tree, known: Iterable[str], is_own: Callable[[str], bool | None]
) -> str | None:
    """The path of the file that `wanted`, a missing target of the file at `page`, most likely means, or None.

    Looked at are the files in the wanted folder and in the page's, and `known`, the paths of other pages. `is_own`
    says of a path whether it is a page of the locale of `page`, or None when it is no page of any locale; a page of
    another locale is never meant. The extension may be missing from `wanted`, but not be another one.
    """
    folder, name = posixpath.split(wanted)
    places = dict.fromkeys((folder, posixpath.dirname(page)))
    paths = [
        posixpath.join(place, other)
        for place in places
        for other, is_folder in tree.names(place).items()
        if not is_folder
    ]
    stem, extension = posixpath.splitext(name)
    best, best_score = None, 0.0
    for path in sorted({*paths, *known}):
        other_stem, other_extension = posixpath.splitext(posixpath.basename(path))
        if extension.casefold() not in ("", other_extension.casefold()):
            continue
        likeness = name_likeness(stem, other_stem)
        own = is_own(path) if likeness >= _CUTOFF - _OWN_LOCALE - _SAME_FOLDER else False
        if own is False:
            continue
        score = likeness + (_OWN_LOCALE if own else 0) + (_SAME_FOLDER if posixpath.dirname(path) == folder else 0)
        if score > max(best_score, _CUTOFF):
            best, best_score = path, score
    return best
