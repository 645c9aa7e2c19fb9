"""A project's files: which there are, which locale and page each one is, and which source page a target has."""

from __future__ import annotations

import errno
import posixpath
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Literal

from playbook_lint.config import Config, UsageError
from playbook_lint.content import Content, is_within
from playbook_lint.discovery import Finder, Problem, relative_to_root
from playbook_lint.file_kinds import FileKind, kind_of
from playbook_lint.ignores import Ignores
from playbook_lint.l10n.locale import catalog_folder, is_known, locale_of
from playbook_lint.l10n.po_text import SIZE_LIMIT
from playbook_lint.page_patterns import PagePattern, Role, without_extension
from playbook_lint.records import Record

__all__ = ["Discovery", "PageReadError", "Problem", "Project", "ProjectFile", "Role", "read_page"]

ReadErrorKind = Literal["vanished", "unreadable", "too large", "is a directory", "symlink loop", "not a regular file"]


class ProjectFile(Record, frozen=True):
    """A page, a table of contents or a catalog: `path` is absolute, `relative` to the root with `/` between parts.

    `role` is other, and `locale` the source locale, for a page that no pattern matches. Of a table of contents, `role`
    is other, `page_id` empty, and `locale` that of the pages in its folder, or empty where it cannot be told. So it is
    with a catalog, whose folder or name tells its locale.
    """

    path: Path
    relative: str
    locale: str
    page_id: str
    role: Role
    kind: FileKind = "page"


class Discovery(Record, frozen=True):
    """The files found, by path; how many were skipped for which reason, in words; what stands in the way."""

    files: tuple[ProjectFile, ...]
    skipped: Mapping[str, int]
    problems: tuple[Problem, ...]


class PageReadError(Exception):
    """A page's bytes cannot be had; the message is the end of a sentence about the file."""

    def __init__(self, kind: ReadErrorKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message

    @classmethod
    def too_large(cls, max_size: int, kind: FileKind = "page") -> PageReadError:
        """The error for a file of that kind of more than `max_size` bytes."""
        if kind == "catalog":
            return cls("too large", f"is larger than {max_size:,} bytes; no catalog is that large")
        return cls("too large", f"is larger than {max_size:,} bytes (`max-file-size`); no page is that large")


class Project:
    """The files of one configuration."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._content = Content(config.root, config.content)
        folders = dict.fromkeys(root.folder for root in self._content.roots)
        pages = config.source.pages or [f"{folder}/{{page}}.md" if folder else "{page}.md" for folder in folders]
        self._sources = [PagePattern.parse(page, config.source.locale, "source") for page in pages]
        self._targets = {
            target.locale: [PagePattern.parse(page, target.locale, "target") for page in target.pages]
            for target in config.locales
        }
        self._patterns = [*self._sources, *chain.from_iterable(self._targets.values())]

    def discover(self, paths: Sequence[Path] = (), *, catalogs: bool = False) -> Discovery:
        """Find the files at `paths` (files and folders), or all configured content when there are none.

        With `catalogs`, these too: all in the folder of catalogs, and those that are named wherever they are.
        """
        pages = Finder(self.config.root, self._content, self._ignores)
        if not paths:
            pages.add_content()
        if not catalogs:
            for path in paths:
                pages.add(path)
            return self._discovery(pages)
        named, walked = self._catalog_finder("."), self._catalog_finder(self.catalogs)
        if not paths and self.catalogs is not None:
            walked.add(self.config.root / self.catalogs)
        for path in paths:
            self._finder_for(path, pages, named, walked).add(path)
            if path.is_dir() and self._has_both(path):
                walked.add(path)
        return self._discovery(pages, named, walked)

    def discover_text(self, path: Path) -> Discovery:
        """Find the file at `path` whose text comes from elsewhere, such as an editor; it need not exist."""
        is_catalog = kind_of(path.as_posix()) == "catalog"
        finder = self._catalog_finder(".") if is_catalog else Finder(self.config.root, self._content, self._ignores)
        finder.add_text(path)
        return self._discovery(finder)

    @cached_property
    def catalogs(self) -> str | None:
        """The folder of catalogs, relative to the project root; None where there is none inside of the project."""
        folder = self.config.catalogs
        return relative_to_root(self.config.root, folder) if folder and folder.is_dir() else None

    def _catalog_finder(self, folder: str | None) -> Finder:
        content = Content(self.config.root, [] if folder is None else [folder or "."])
        kinds: tuple[FileKind, ...] = ("catalog",)
        return Finder(self.config.root, content, self._ignores, kinds)

    def _finder_for(self, path: Path, pages: Finder, named: Finder, walked: Finder) -> Finder:
        if not path.is_dir():
            return named if kind_of(path.as_posix()) == "catalog" else pages
        relative = relative_to_root(self.config.root, path)
        holds_none = relative is not None and not self._content.starts(relative)
        return walked if holds_none and self._meets_catalogs(relative) else pages

    def _has_both(self, path: Path) -> bool:
        """Whether the folder at `path` has pages as well as catalogs, by its place."""
        relative = relative_to_root(self.config.root, path)
        return self._meets_catalogs(relative) and relative is not None and bool(self._content.starts(relative))

    def _meets_catalogs(self, relative: str | None) -> bool:
        if relative is None or self.catalogs is None:
            return False
        return is_within(relative, self.catalogs) or is_within(self.catalogs, relative)

    def holds(self, path: Path) -> bool:
        """Whether a file at `path`, which need not exist, is a page or a table of contents by its name and place."""
        places = (relative_to_root(self.config.root, place) for place in (path, path.resolve()))
        return any(place and kind_of(place) and self._content.root_of(place) is not None for place in places)

    def file_at(self, path: Path) -> ProjectFile:
        """The file at `path`, whether it exists or not; raises `UsageError` when it is outside of the project."""
        relative = relative_to_root(self.config.root, path)
        if relative is None:
            raise UsageError(f"`{path}` is outside of the project `{self.config.root}`")
        return self._file(relative)

    def source_of(self, file: ProjectFile) -> Path | None:
        """The source page that the target page `file` translates, if it exists; None for other pages."""
        path = self.page_of(file.page_id, self.config.source.locale) if file.role == "target" else None
        return self.config.root / path if path else None

    def source_path(self, file: ProjectFile) -> str | None:
        """Where the source of a target page, or of a table of contents of target pages, is or would be.

        None for what has no source.
        """
        if file.kind == "toc":
            page_id = self.pair_id(file) if file.locale != self.config.source.locale else None
            return None if page_id is None else posixpath.join(self._sources[0].folder, page_id)
        if file.role != "target":
            return None
        return self.page_of(file.page_id, self.config.source.locale) or self._sources[0].path(file.page_id)

    def page_of(self, page_id: str, locale: str, known: Container[str] = ()) -> str | None:
        """The path of the page with that id in that locale, be it the source's or a target's, if it exists.

        Of paths that are `known` to exist it is not asked.
        """
        patterns = self._sources if locale == self.config.source.locale else self._targets.get(locale, [])
        paths = (pattern.path(page_id) for pattern in patterns)
        return next((path for path in paths if path in known or self._exists(path)), None)

    def target_path(self, page_id: str, locale: str) -> str:
        """The path of the target page for that page id: of the one that there is, or else by the first pattern."""
        is_toc = kind_of(page_id) == "toc"
        return (not is_toc and self.page_of(page_id, locale)) or self.target_paths(page_id, locale)[0]

    def target_paths(self, page_id: str, locale: str) -> list[str]:
        """The paths where the target page for that page id may be."""
        if kind_of(page_id) == "toc":
            return [posixpath.join(self._targets[locale][0].folder, page_id)]
        return [pattern.path(page_id) for pattern in self._targets[locale]]

    def translated_id(self, file: ProjectFile) -> str | None:
        """The id of a source page or of a table of contents of source pages; None for what is not translated.

        That of a table of contents is its path below the folder of the source pages, with its extension.
        """
        is_source = file.role == "source" or (file.kind == "toc" and file.locale == self.config.source.locale)
        return self.pair_id(file) if is_source else None

    def pair_id(self, file: ProjectFile) -> str | None:
        """What a source page or a table of contents has in common with its targets; None for what has no pair."""
        if file.kind != "toc":
            return file.page_id if file.role != "other" else None  # that of a catalog is other
        patterns = self._targets.get(file.locale, self._sources) if file.locale else []
        folders = [one.folder for one in patterns if is_within(file.relative, one.folder)]
        folder = max(folders, key=len, default=None)
        return None if folder is None else file.relative[len(folder) + 1 :] if folder else file.relative

    @property
    def link_roots(self) -> tuple[str, ...]:
        """The folders, relative to the project root, that may be the top of the site: content roots among them."""
        return tuple(dict.fromkeys([*(root.folder for root in self._content.roots), *self.config.links.roots]))

    def explain(self, file: ProjectFile) -> list[str]:
        """Why `file` has its locale, its page id and its source page, as sentences."""
        pattern = self._match(file.relative)
        if pattern is None:
            return [
                f"no page pattern matches, so the locale is the source locale `{file.locale}`",
                f"the page id `{file.page_id}` is the path in its content root",
            ]
        origin = "[source]" if pattern.role == "source" else f"[locales.{pattern.locale}]"
        if pattern.role == "source" and not self.config.source.pages:
            origin = "the content root"
        reasons = [
            f"the pattern `{pattern.text}` of {origin} gives the locale `{pattern.locale}`",
            f"the same pattern gives the page id `{file.page_id}`",
        ]
        if file.role == "target":
            source = self.source_of(file)
            wanted = " or ".join(f"`{pattern.path(file.page_id)}`" for pattern in self._sources)
            reasons.append(
                f"the source page is `{source.relative_to(self.config.root).as_posix()}`"
                if source
                else f"there is no source page {wanted}"
            )
        return reasons

    @cached_property
    def _ignores(self) -> Ignores:
        return Ignores(self.config.root, self.config.exclude, self.config.respect_gitignore)

    def _discovery(self, *finders: Finder) -> Discovery:
        files = tuple(self._file(relative) for relative in sorted(set().union(*(one.files for one in finders))))
        skipped: Counter[str] = sum((one.skipped for one in finders), Counter())
        problems = (problem for one in finders for problem in one.problems if not self._is_yet_to_come(problem))
        return Discovery(files, skipped, tuple(problems))

    def _is_yet_to_come(self, problem: Problem) -> bool:
        """Whether what is missing is a folder for target pages alone, which the first translated page makes."""
        targets = {pattern.folder for patterns in self._targets.values() for pattern in patterns}
        is_target = problem.path in targets - {pattern.folder for pattern in self._sources}
        return problem.kind == "not-found" and is_target

    def _file(self, relative: str) -> ProjectFile:
        path = self.config.root / relative
        kind = kind_of(relative)
        if kind == "toc":
            return self._toc(path, relative)
        if kind == "catalog":
            return ProjectFile(path, relative, self._catalog_locale(relative), "", "other", "catalog")
        pattern = self._match(relative)
        if pattern is not None:
            return ProjectFile(path, relative, pattern.locale, pattern.page_id(relative) or "", pattern.role)
        folder = self._content.root_of(relative)
        page_id = relative[len(folder) + 1 :] if folder else relative
        return ProjectFile(path, relative, self.config.source.locale, without_extension(page_id), "other")

    def _toc(self, path: Path, relative: str) -> ProjectFile:
        """A table of contents; its locale is that of the patterns that spell out most of the folders it is in."""
        holding = [pattern for pattern in self._patterns if is_within(relative, pattern.folder)]
        longest = max((len(pattern.folder) for pattern in holding), default=0)
        locales = {pattern.locale for pattern in holding if len(pattern.folder) == longest}
        return ProjectFile(path, relative, locales.pop() if len(locales) == 1 else "", "", "other", "toc")

    def _catalog_locale(self, relative: str) -> str:
        """The locale of the catalog at that path: by the folder of `LC_MESSAGES`, its name (`po/pt_BR.po`) or a folder.

        Empty for templates, and where the path tells none. A folder counts where it is that of a target locale. A name
        may be anything (`library/os.po`), so it counts where it is that of a target locale, or has a region or script.
        """
        if relative.lower().endswith(".pot"):
            return ""
        *folders, name = relative.split("/")
        messages = [at for at, folder in enumerate(folders) if folder == "LC_MESSAGES" and at]
        targets = {spelling: locale for locale in self._targets for spelling in (catalog_folder(locale), locale)}
        if messages:
            folder = folders[messages[-1] - 1]
            return targets.get(folder) or locale_of(folder) or ""
        stem = name.rpartition(".")[0].rpartition(".")[2]
        other = locale_of(stem) or ""
        own = next((targets[one] for one in (stem, *reversed(folders)) if one in targets), None)
        return own or (other if "-" in other and is_known(other) else "")

    def _match(self, relative: str) -> PagePattern | None:
        """The pattern that says most of the path, among those of target pages with a source page if there are any."""
        matches = [(pattern, page) for pattern in self._patterns if (page := pattern.page_id(relative)) is not None]
        if len(matches) > 1:
            paired = [match for match in matches if match[0].role == "target" and self._has_source(match[1], relative)]
            matches = paired or matches
        return max((pattern for pattern, _ in matches), key=lambda pattern: pattern.literal_length, default=None)

    def _has_source(self, page_id: str, target: str) -> bool:
        paths = (pattern.path(page_id) for pattern in self._sources)
        return any(path != target and _is_file(self.config.root / path) for path in paths)

    def _exists(self, relative: str) -> bool:
        """Whether there is a file at the path, relative to the root, that is inside of the project."""
        path = self.config.root / relative
        return _is_file(path) and self._is_inside(path if path.is_symlink() else path.parent)

    @cached_property
    def _is_inside(self) -> Callable[[Path], bool]:
        """Whether a path is in the project wherever symbolic links lead; many files are in one folder."""
        real_root = self.config.root.resolve()
        return cache(lambda path: path.resolve().is_relative_to(real_root))


def _is_file(path: Path) -> bool:
    """Whether there is a file at `path`; a name that is too long for the file system is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def size_limit(file: ProjectFile, config: Config) -> int:
    """How many bytes a file may have; catalogs, which may hold the messages of all pages, have a limit of their own."""
    return SIZE_LIMIT if file.kind == "catalog" else config.max_file_size


def read_page(file: ProjectFile, max_size: int) -> bytes:
    """The bytes of `file`, at most `max_size` of them; raises `PageReadError`. Devices and pipes are never opened."""
    try:
        status = file.path.stat()
        if S_ISDIR(status.st_mode):
            raise PageReadError("is a directory", "is a folder, not a file")
        if not S_ISREG(status.st_mode):
            raise PageReadError("not a regular file", "is not a regular file")
        with file.path.open("rb") as stream:
            data = stream.read(min(status.st_size, max_size) + 1)
            if len(data) > status.st_size:  # it grows while it is read
                data += stream.read(max_size)
    except OSError as error:
        raise _read_error(error) from None
    if len(data) > max_size:
        raise PageReadError.too_large(max_size, file.kind)
    return data


def _read_error(error: OSError) -> PageReadError:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return PageReadError("vanished", "does not exist any more")
    if error.errno == errno.ELOOP:
        return PageReadError("symlink loop", "is a symbolic link that leads back to itself")
    return PageReadError("unreadable", f"cannot be read: {error.strerror}")
