"""A project's files: which there are, which locale and page each one is, and which source page a target has."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Literal

from playbook_lint.config import Config, UsageError
from playbook_lint.content import Content
from playbook_lint.discovery import Finder, Problem, relative_to_root
from playbook_lint.ignores import Ignores
from playbook_lint.page_patterns import PagePattern, Role

__all__ = ["Discovery", "PageReadError", "Problem", "Project", "ProjectFile", "Role", "read_page"]

ReadErrorKind = Literal["vanished", "unreadable", "too large", "is a directory", "symlink loop", "not a regular file"]


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A page of a project: `path` is absolute, `relative` is relative to the root with `/` between parts."""

    path: Path
    relative: str
    locale: str
    page_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Discovery:
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
    def too_large(cls, max_size: int) -> PageReadError:
        """The error for a file of more than `max_size` bytes."""
        return cls("too large", f"is larger than {max_size:,} bytes (`max-file-size`)")


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

    def discover(self, paths: Sequence[Path] = ()) -> Discovery:
        """Find the pages at `paths` (files and folders), or all configured content when there are none."""
        finder = Finder(self.config.root, self._content, self._ignores)
        if not paths:
            finder.add_content()
        for path in paths:
            finder.add(path)
        files = tuple(self._file(relative) for relative in sorted(finder.pages))
        return Discovery(files, finder.skipped, tuple(finder.problems))

    def file_at(self, path: Path) -> ProjectFile:
        """The page at `path`, whether it exists or not; raises `UsageError` when it is outside of the project."""
        relative = relative_to_root(self.config.root, path)
        if relative is None:
            raise UsageError(f"`{path}` is outside of the project `{self.config.root}`")
        return self._file(relative)

    def source_of(self, file: ProjectFile) -> Path | None:
        """The source page that the target page `file` translates, if it exists; None for other pages."""
        return self._first_existing(self._sources, file.page_id) if file.role == "target" else None

    def target_of(self, page_id: str, locale: str) -> Path | None:
        """The page of `locale` that translates the source page `page_id`: the first pattern whose file exists."""
        return self._first_existing(self._targets.get(locale, []), page_id)

    def page_of(self, page_id: str, locale: str) -> str | None:
        """The path of the page with that id in that locale, be it the source's or a target's, if it exists."""
        patterns = self._sources if locale == self.config.source.locale else self._targets.get(locale, [])
        path = self._first_existing(patterns, page_id)
        return path.relative_to(self.config.root).as_posix() if path else None

    @property
    def content_folders(self) -> tuple[str, ...]:
        """The folders of the content roots, relative to the project root."""
        return tuple(dict.fromkeys(root.folder for root in self._content.roots))

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

    def _file(self, relative: str) -> ProjectFile:
        path = self.config.root / relative
        pattern = self._match(relative)
        if pattern is not None:
            return ProjectFile(path, relative, pattern.locale, pattern.page_id(relative) or "", pattern.role)
        folder = self._content.root_of(relative)
        page_id = relative[len(folder) + 1 :] if folder else relative
        return ProjectFile(path, relative, self.config.source.locale, page_id.removesuffix(".md"), "other")

    def _match(self, relative: str) -> PagePattern | None:
        """The pattern that says most of the path, among those of target pages with a source page if there are any."""
        matches = [(pattern, page) for pattern in self._patterns if (page := pattern.page_id(relative)) is not None]
        if len(matches) > 1:
            paired = [match for match in matches if match[0].role == "target" and self._has_source(match[1], relative)]
            matches = paired or matches
        return max((pattern for pattern, _ in matches), key=lambda pattern: pattern.literal_length, default=None)

    def _has_source(self, page_id: str, target: str) -> bool:
        paths = (pattern.path(page_id) for pattern in self._sources)
        return any(path != target and (self.config.root / path).is_file() for path in paths)

    def _first_existing(self, patterns: Sequence[PagePattern], page_id: str) -> Path | None:
        real_root = self.config.root.resolve()
        for pattern in patterns:
            path = self.config.root / pattern.path(page_id)
            if path.is_file() and path.resolve().is_relative_to(real_root):
                return path
        return None


def read_page(file: ProjectFile, max_size: int) -> bytes:
    """The bytes of `file`, at most `max_size` of them; raises `PageReadError`. Devices and pipes are never opened."""
    try:
        status = file.path.stat()
        if S_ISDIR(status.st_mode):
            raise PageReadError("is a directory", "is a folder, not a file")
        if not S_ISREG(status.st_mode):
            raise PageReadError("not a regular file", "is not a regular file")
        with file.path.open("rb") as stream:
            # The size is not trusted: a file may grow while it is read.
            data = stream.read(max_size + 1) if status.st_size <= max_size else None
    except OSError as error:
        raise _read_error(error) from None
    if data is None or len(data) > max_size:
        raise PageReadError.too_large(max_size)
    return data


def _read_error(error: OSError) -> PageReadError:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return PageReadError("vanished", "does not exist any more")
    if error.errno == errno.ELOOP:
        return PageReadError("symlink loop", "is a symbolic link that leads back to itself")
    return PageReadError("unreadable", f"cannot be read: {error.strerror}")
