"""The source pages of a project, and what of each is for translators."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from playbook_lint.config import UsageError
from playbook_lint.content import is_within
from playbook_lint.discovery import relative_to_root
from playbook_lint.l10n.documents import Document, page_document, toc_document
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.extract import template_entries
from playbook_lint.project import Discovery, PageReadError, Project, ProjectFile
from playbook_lint.source import SourceDecodeError
from playbook_lint.subjects import Context, subject_for, toc_for
from playbook_lint.workers import mapped

# The facts of so many pages are kept; they take much more room than the pages.
_KEPT = 500
# From so many pages on, several processes read them faster.
_MANY = 24


class SourcePage(NamedTuple):
    """A source page or table of contents; `labels` are those of its link definitions."""

    page_id: str
    file: ProjectFile
    document: Document
    labels: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The messages of the page, as its template has them."""
        return template_entries(self.document.segments.messages, self.file.relative)


class Sources:
    """The source pages of a project, each read once; raises `UsageError` where two are the same page.

    `selected` are the ids of the pages that a run is about: those named by `paths`, be it by their source, by one of
    their targets, or by one of their catalogs or a folder of these, which `catalogs_of` gives; or all of them.
    `are_all` says that no page is missing from `files`, for no folder could not be read. With `keeps_pages`, a page
    that was read for its messages is there for what comes next; without, several processes may read pages.
    """

    def __init__(
        self,
        project: Project,
        context: Context,
        paths: Sequence[Path] = (),
        catalogs_of: Callable[[str], Collection[str]] = lambda _: (),
        *,
        keeps_pages: bool = True,
    ) -> None:
        self._context = context
        self._keeps_pages = keeps_pages
        self.discovery = project.discover(paths)
        everything = project.discover() if paths else self.discovery
        self.are_all = not everything.problems
        self.files = _source_files(project, everything)
        self._ids = {file.relative: page_id for page_id, file in self.files.items()}
        pages = {project.pair_id(file) for file in self.discovery.files}
        places = {relative_to_root(context.config.root, path) for path in paths}
        self.selected = tuple(
            page_id
            for page_id in sorted(self.files)
            if not paths or page_id in pages or any(_is_named(path, places) for path in catalogs_of(page_id))
        )
        self._pages: dict[str, SourcePage | None] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self.errors: dict[str, str] = {}

    def entries(self, page_ids: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """The messages of those pages that can be read, by page id; they are kept for good, unlike the pages."""
        page_ids = list(page_ids)
        missing = [page_id for page_id in page_ids if page_id not in self._entries and page_id not in self.errors]
        jobs = 1 if self._keeps_pages else None
        read = mapped(self._entries_of, missing, worthwhile=_MANY, jobs=jobs)
        for page_id, (entries, error) in zip(missing, read, strict=True):
            if error is None:
                self._entries[page_id] = entries
            else:
                self.errors[page_id] = error
        return {page_id: self._entries[page_id] for page_id in page_ids if page_id in self._entries}

    def _entries_of(self, page_id: str) -> tuple[tuple[Entry, ...], str | None]:
        """The messages of a page, and why it cannot be read if it cannot."""
        page = self.page(page_id)
        return (page.entries, None) if page else ((), self.errors[page_id])

    def page(self, page_id: str) -> SourcePage | None:
        """The source page with that id; None when there is none, or it cannot be read, which `errors` then tells."""
        if page_id not in self._pages:
            if len(self._pages) >= _KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[page_id] = self._read(page_id)
        return self._pages[page_id]

    def page_id_of(self, path: str) -> str | None:
        """The id of the source page at `path`, relative to the project root, or None when it is none."""
        return self._ids.get(path)

    def pages(self, page_ids: Iterable[str]) -> Iterable[SourcePage]:
        """Those pages that can be read."""
        return (page for page_id in page_ids if (page := self.page(page_id)))

    def texts_in(self, page_id: str, data: bytes) -> frozenset[str]:
        """The messages that a page with that id has when it holds `data`; none where that cannot be read."""
        with suppress(PageReadError, SourceDecodeError):
            page = self._parsed(page_id, self.files[page_id], data)
            return frozenset(message.text for message in page.document.segments.messages)
        return frozenset()

    def _read(self, page_id: str) -> SourcePage | None:
        file = self.files.get(page_id)
        if file is None:
            return None
        try:
            return self._parsed(page_id, file)
        except PageReadError as error:
            self.errors[page_id] = f"`{file.relative}` {error}"
        except SourceDecodeError as error:
            self.errors[page_id] = f"{file.relative}:{error.line}: not UTF-8 (at byte {error.byte}); save it as UTF-8"
        return None

    def _parsed(self, page_id: str, file: ProjectFile, data: bytes | None = None) -> SourcePage:
        """The page in `file`, or in `data` if that is what it holds."""
        if file.kind == "toc":
            return SourcePage(page_id, file, toc_document(toc_for(file, self._context, data)))
        subject = subject_for(file, self._context, data)
        labels = tuple(definition.label for definition in subject.page.definitions)
        return SourcePage(page_id, file, page_document(subject.page, subject.segments), labels)


def _is_named(path: str, places: Collection[str | None]) -> bool:
    """Whether a file, or a folder that holds it, is among `places`; the project root names no catalog."""
    return any(place and is_within(path, place) for place in places)


def _source_files(project: Project, everything: Discovery) -> dict[str, ProjectFile]:
    """The files of source pages by page id."""
    files: dict[str, ProjectFile] = {}
    for file in everything.files:
        if page_id := project.translated_id(file):
            other = files.setdefault(page_id, file)
            if other is not file:
                raise UsageError(
                    f"`{other.relative}` and `{file.relative}` are both the page `{page_id}`, and would be translated "
                    "to the same target page"
                )
    return files
