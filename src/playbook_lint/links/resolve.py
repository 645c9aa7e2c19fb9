"""What a destination leads to in the project. Pure: it asks a `Tree` for names, and reads no file."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from playbook_lint.links.destination import Destination, Kind

_MAIL = re.compile(r"[^\s/@:?#]+@[\w-]+(?:\.[\w-]+)+(?:\?.*)?")
# A host with a path that is no page's, or a host alone under a domain that is no extension of files.
_HOST = re.compile(
    r"(?:www\.|(?:[\w-]+\.)+[a-z]{2,24}(?::\d+)?/(?!.*\.md\b)|(?:[\w-]+\.)+(?:com|edu|gov|net|org)(?:[?#]|$))",
    re.IGNORECASE,
)


class Tree(Protocol):
    """The names of a project's files."""

    def names(self, folder: str) -> Mapping[str, bool]:
        """The names in the folder, each with whether it is a folder; empty where there is no such folder."""


class State(Enum):
    """What became of a destination."""

    ELSEWHERE = "elsewhere"  # not a path: the web, mail, another scheme, nothing at all, a path of one machine
    FILE = "file"
    FOLDER = "folder"
    VARIANT = "variant"  # the page exists in variants for audiences only
    HOST = "host"  # no such file, but a host of the web without its scheme
    MAIL = "mail"  # no such file, but a mail address
    CASE = "case"  # found, but under a name in other letter case
    MISSING = "missing"
    OUTSIDE = "outside"  # not in the project


@dataclass(frozen=True, slots=True)
class Target:
    """What a destination leads to.

    `path` is relative to the project root: what was found, or for a missing target where it ought to be; it is the
    page itself for a bare fragment. `variants` are the paths of a page's variants.
    """

    state: State
    destination: Destination
    path: str = ""
    variants: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The files that were found: one, or the variants of one."""
        return (self.path,) if self.state in (State.FILE, State.CASE) else self.variants


class Resolver:
    """Resolves destinations in one project.

    `audiences` are the endings of variants, `extensions` those that may be left out. What begins with `/` is looked for in each of `roots`, folders relative to
    the project root, and in the project root itself.
    """

    def __init__(
        self, tree: Tree, audiences: Sequence[str] = (), extensions: Sequence[str] = (), roots: Sequence[str] = ()
    ) -> None:
        self._tree = tree
        self._audiences = audiences
        self._extensions = extensions
        self._roots = tuple(dict.fromkeys(["", *roots]))

    def target(self, page: str, destination: Destination) -> Target:
        """What `destination` leads to from the file at `page`."""
        if destination.kind is Kind.FRAGMENT:
            return Target(State.FILE, destination, page)
        if destination.kind not in (Kind.RELATIVE, Kind.ROOTED):
            return Target(State.ELSEWHERE, destination)
        # Browsers read a backslash as a slash; that it is one is for a rule of its own to say.
        path = destination.path.replace("\\", "/")
        if destination.kind is Kind.RELATIVE:
            return self._target(posixpath.join(posixpath.dirname(page), path), destination)
        targets = [self._target(posixpath.join(root, path.lstrip("/")), destination) for root in self._roots]
        found = (State.FILE, State.FOLDER, State.VARIANT)
        return next((target for target in targets if target.state in found), targets[0])

    def _target(self, joined: str, destination: Destination) -> Target:
        path = posixpath.normpath(joined)
        if path == ".." or path.startswith("../"):
            return Target(State.OUTSIDE, destination, path)
        if path == ".":
            return Target(State.FOLDER, destination)
        found, is_folder = self._find_page(path)
        if found is None:
            variants = self._variants(path)
            return Target(State.VARIANT if variants else _missing(destination), destination, path, variants)
        if found not in (path, *(path + extension for extension in self._extensions)):
            return Target(State.CASE, destination, found)
        return Target(State.FOLDER if is_folder else State.FILE, destination, found)

    def _find_page(self, path: str) -> tuple[str | None, bool]:
        ways = (self._find(path + extension) for extension in ("", *self._extensions))
        return next((way for way in ways if way[0] is not None), (None, False))

    def _find(self, path: str) -> tuple[str | None, bool]:
        """The path that exists and is `path` but for letter case, and whether it is a folder."""
        found, is_folder = "", True
        for part in path.split("/"):
            names = self._tree.names(found) if is_folder else {}
            name = part if part in names else _other_case(part, names)
            if name is None:
                return None, False
            is_folder = names[name]
            found = posixpath.join(found, name)
        return found, is_folder

    def _variants(self, path: str) -> tuple[str, ...]:
        stem, extension = posixpath.splitext(path)
        names = self._tree.names(posixpath.dirname(path)) if extension else {}
        paths = (f"{stem}{audience}{extension}" for audience in self._audiences)
        return tuple(variant for variant in paths if posixpath.basename(variant) in names)


def _missing(destination: Destination) -> State:
    """What a destination is that leads to no file."""
    if _MAIL.fullmatch(destination.address):
        return State.MAIL
    return State.HOST if _HOST.match(destination.address) else State.MISSING


def _other_case(name: str, names: Mapping[str, bool]) -> str | None:
    """The name that is `name` but for letter case or the form of its accents."""
    if not names:
        return None
    wanted = _folded(name)
    return next((other for other in names if _folded(other) == wanted), None)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
