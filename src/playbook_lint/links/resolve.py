"""What a destination leads to in the project. Pure: it asks a `Tree` for names, and reads no file."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import Protocol

from playbook_lint.links.destination import Destination, Kind
from playbook_lint.links.settings import LinkSettings
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record

# The last part of a host is no number, unlike that of `plan@2x.png`.
_MAIL = lazy_pattern(r"[^\s/@:?#]+@(?!\d+x\.)[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?:\?.*)?")
_LABELS = r"(?:[\w-]+\.)+"
_COMMON = "com|edu|gov|net|org"
# Those of countries have two letters. Names of folders end in these (`vue.js/`), but names of hosts do not, or hardly.
_DOMAIN = f"(?!js|cs|md|ts)[a-z][a-z]|{_COMMON}|app|biz|cloud|dev|info|name|online|page|site|tech"
# A host with a path that is no page's, or a host alone under a domain that is no extension of files.
_HOST = lazy_pattern(
    rf"www\.\w|{_LABELS}(?:{_DOMAIN})(?::\d+)?/(?!.*\.md\b)|{_LABELS}(?:{_COMMON})(?:[?#]|$)", re.IGNORECASE
)
# What bundlers of sites call a folder: `@site/plan.png`, `~assets/plan.png`.
_ALIAS = lazy_pattern(r"(?:@[\w-]*|~[\w-]+)/")
_HTML = (".html", ".htm")
# The pages that stand for the folders they are in.
_INDEX = lazy_pattern(r"_?index|readme", re.IGNORECASE)
# `plan.docx`, but not `/api/system.string`.
_EXTENSION = lazy_pattern(r"\.\w{1,4}\Z")


class Tree(Protocol):
    """The names of a project's files."""

    def names(self, folder: str) -> Mapping[str, bool]:
        """The names in the folder, each with whether it is a folder; empty where there is no such folder."""

    def is_moved(self, path: str) -> bool:
        """Whether the site sends readers on from where that file was."""


class State(Enum):
    """What became of a destination."""

    ELSEWHERE = "elsewhere"  # not a path (the web, mail, another scheme, nothing at all), or one that only a site knows
    FILE = "file"
    FOLDER = "folder"
    VARIANT = "variant"  # the page exists in variants for audiences only
    HOST = "host"  # no such file, but a host of the web without its scheme
    MAIL = "mail"  # no such file, but a mail address
    CASE = "case"  # found, but under a name in other letter case
    MOVED = "moved"  # no such file any more, but the site sends readers on from there
    MISSING = "missing"
    OUTSIDE = "outside"  # not in the project


class Target(Record, frozen=True):
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


# What so many destinations lead to is kept: pages of a folder share most of them.
_KEPT = 8_192
_Found = tuple[State, str, tuple[str, ...]]
# A path, None where there is none, and whether it is a folder.
_Name = tuple[str | None, bool]
_ROOT: _Name = "", True
_ELSEWHERE: _Found = State.ELSEWHERE, "", ()
# The states of a destination that leads somewhere, the best first.
_PLAIN = (State.FILE, State.FOLDER, State.VARIANT)
_RANK = {state: rank for rank, state in enumerate((*_PLAIN, State.CASE, State.MOVED))}


class Resolver:
    """Resolves destinations in one project.

    `audiences` are the endings of variants, `extensions` those that may be left out. What begins with `/`, or with `~/`
    as docfx has it, is looked for in the folders that hold the page, the innermost first, in the project root, and in
    each of `roots`, folders relative to it, since the top of a site may be any of them. With `pretty_urls` a page is a
    folder on the site, from which its links may count too.
    """

    def __init__(
        self,
        tree: Tree,
        audiences: Sequence[str] = (),
        extensions: Sequence[str] = (),
        roots: Sequence[str] = (),
        *,
        pretty_urls: bool = False,
    ) -> None:
        self._tree = tree
        self._audiences = audiences
        self._extensions = extensions
        self._pretty_urls = pretty_urls
        self._left_out = (*extensions, ".md") if pretty_urls else extensions
        self._roots = tuple(dict.fromkeys(["", *roots]))
        self._found = lru_cache(_KEPT)(self._look_for)
        self._found_rooted = lru_cache(_KEPT)(self._look_for_rooted)
        self._folder = lru_cache(_KEPT)(self._find_folder)
        self._folded: dict[str, Mapping[str, str]] = {}

    @classmethod
    def of(cls, tree: Tree, settings: LinkSettings, roots: Sequence[str]) -> Resolver:
        """The resolver of a project with these settings."""
        return cls(tree, settings.audiences, settings.extensions, roots, pretty_urls=settings.pretty_urls)

    def would_lead(self, page: str, destination: Destination, wanted: str) -> bool:
        """Whether `destination` leads from the file at `page` to the one at `wanted`, if that is there.

        A rooted one does where it counts from a folder that the page is in.
        """
        if destination.kind is Kind.ROOTED:
            folders = [*_folders(posixpath.dirname(page))]
        else:
            folders = [posixpath.dirname(page), *([_folder_of_page(page)] if self._pretty_urls else [])]
        path = destination.path.lstrip("/")
        paths = [posixpath.normpath(posixpath.join(folder, path)) for folder in folders]
        end = "/" if path.endswith("/") else ""
        ways = (
            way for path in paths for way in (*_pages_of(path + end), path, *(path + one for one in self._left_out))
        )
        return wanted in ways

    def target(self, page: str, destination: Destination) -> Target:
        """What `destination` leads to from the file at `page`."""
        if destination.kind is Kind.FRAGMENT:
            return Target(State.FILE, destination, page)
        if destination.kind not in (Kind.RELATIVE, Kind.ROOTED):
            return Target(State.ELSEWHERE, destination)
        # Browsers read a backslash as a slash; that it is one is for a rule of its own to say.
        path = destination.path.replace("\\", "/")
        if path.startswith("~/../"):  # another repository, which docfx puts beside this one
            return Target(State.ELSEWHERE, destination)
        folder = posixpath.dirname(page)
        if path.startswith(("/", "~/")):
            state, found, variants = self._found_rooted(path.removeprefix("~").lstrip("/"), folder)
            return Target(state, destination, found, variants)
        state, found, variants = self._found_at(f"{folder}/{path}" if folder else path)
        # What ends with a slash is an address: it may lead to a page where a file of another name is.
        if self._pretty_urls and (state is State.MISSING or path.endswith("/")):
            from_page = self._found_at(posixpath.join(_folder_of_page(page), path))
            # What is no name of a file is an address, also where nothing is there.
            is_address = from_page[0] in _RANK or not _EXTENSION.search(path)
            if is_address if state is State.MISSING else from_page[0] in _PLAIN:
                state, found, variants = from_page
        if state is State.MISSING and self._find(posixpath.join(folder, path.split("/")[0]))[0] is None:
            return Target(_missing(destination), destination, found)
        return Target(state, destination, found, variants)

    def _look_for_rooted(self, path: str, folder: str) -> _Found:
        """What a rooted path, without the slash that it begins with, leads to from a file in `folder`."""
        roots = tuple(dict.fromkeys([*_folders(folder), *self._roots]))
        best = self._best(path, roots) if path else self._found_at(path)
        if best[0] is State.CASE and not self._extensions and not _EXTENSION.search(path):
            return _ELSEWHERE  # the site's: folders are called as its products are
        if best[0] in _RANK:
            return best
        return _ELSEWHERE if best[0] is State.MISSING and self._is_of_site(path, roots) else self._found_at(path)

    def _best(self, path: str, roots: Sequence[str]) -> _Found:
        """What leads somewhere rather than nowhere, from the first of the roots where it does."""
        finds = []
        for root in roots:
            found = self._found_at(f"{root}/{path}" if root else path)
            if found[0] is State.FILE:
                return found
            finds.append(found)
        return min(finds, key=lambda found: _RANK.get(found[0], len(_RANK)))

    def _is_of_site(self, path: str, roots: Sequence[str]) -> bool:
        """Whether a rooted path that leads to no file may be the address of something else on the site."""
        if path.lower().endswith(".md"):
            return False
        if not self._extensions and not _EXTENSION.search(path):
            return True
        first = path.split("/")[0]
        return all(self._find(posixpath.join(root, first))[0] is None for root in roots)

    def _found_at(self, joined: str) -> _Found:
        path = posixpath.normpath(joined)
        if path == ".." or path.startswith("../"):
            return State.OUTSIDE, path, ()
        if path == ".":
            return State.FOLDER, "", ()
        return self._found(path, joined.endswith("/"))

    def _look_for(self, path: str, has_slash: bool) -> _Found:
        place, name = self._place_of(path)
        found, is_folder = self._within(place, name)
        if found == path:
            return State.FOLDER if is_folder else State.FILE, path, ()
        pages = _pages_of(f"{path}/" if has_slash else path)
        ways = [path, *(path + extension for extension in self._left_out), *pages]
        # What is rooted is in few of the folders from which it may count.
        return self._missing(ways) if place[0] is None else self._look_for_other(ways)

    def _look_for_other(self, ways: Sequence[str]) -> _Found:
        """What is meant by a path that is not there as it is written."""
        finds = [(way, *self._find(way)) for way in ways]
        for way, found, is_folder in finds:
            if found == way:
                return State.FOLDER if is_folder else State.FILE, found, ()
        for way in ways:
            if variants := self._variants(way):
                return State.VARIANT, way, variants
        if other := next((found for _, found, _ in finds if found), None):
            return State.CASE, other, ()
        return self._missing(ways)

    def _missing(self, ways: Sequence[str]) -> _Found:
        """What becomes of a path that is not there in any of the `ways`, the first of which is the path itself."""
        moved = next(filter(self._tree.is_moved, ways), None)
        return (State.MISSING, ways[0], ()) if moved is None else (State.MOVED, moved, ())

    def _find(self, path: str) -> _Name:
        """The path that exists and is `path` but for letter case, and whether it is a folder."""
        return self._within(*self._place_of(path))

    def _place_of(self, path: str) -> tuple[_Name, str]:
        """The folder that the last name of a path is in, and that name."""
        folder, _, name = path.rpartition("/")
        return self._folder(folder) if folder else _ROOT, name

    def _find_folder(self, path: str) -> _Name:
        found: _Name = _ROOT
        for part in path.split("/"):
            found = self._within(found, part)
        return found

    def _within(self, place: _Name, name: str) -> _Name:
        folder, is_folder = place
        names = self._tree.names(folder) if folder is not None and is_folder else {}
        own = name if name in names else self._other_case(folder or "", name, names)
        return (None, False) if own is None else (f"{folder}/{own}" if folder else own, names[own])

    def _other_case(self, folder: str, name: str, names: Mapping[str, bool]) -> str | None:
        """The name in the folder that is `name` but for letter case or the form of its accents."""
        if not names:
            return None
        if folder not in self._folded:
            self._folded[folder] = {_folded(other): other for other in sorted(names, reverse=True)}
        return self._folded[folder].get(_folded(name))

    def _variants(self, path: str) -> tuple[str, ...]:
        stem, extension = posixpath.splitext(path)
        paths = (f"{stem}{audience}{extension}" for audience in self._audiences if extension)
        return tuple(variant for variant in paths if self._find(variant) == (variant, False))


def _folder_of_page(page: str) -> str:
    """The folder that a site with pretty addresses makes of the page at `page`."""
    stem = posixpath.splitext(page)[0]
    return posixpath.dirname(page) if _INDEX.fullmatch(posixpath.basename(stem)) else stem


def _pages_of(path: str) -> Iterator[str]:
    """The page that a site makes `page.html` or `page/` of."""
    stem, extension = posixpath.splitext(path)
    if extension.lower() in _HTML or path.endswith("/"):
        yield f"{stem.removesuffix('/')}.md"


def _folders(folder: str) -> Iterator[str]:
    """A folder and those that it is in, the innermost first, without the project root."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def _missing(destination: Destination) -> State:
    """What a destination is that leads to no file."""
    if _ALIAS.match(destination.address):
        return State.ELSEWHERE
    if _MAIL.fullmatch(destination.address):
        return State.MAIL
    return State.HOST if _HOST.match(destination.address) else State.MISSING


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
