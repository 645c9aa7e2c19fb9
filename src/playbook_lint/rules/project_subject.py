"""What project rules look at: the facts of all pages of a run, and where their links lead."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from playbook_lint.diagnostics import Edit
from playbook_lint.links import destination
from playbook_lint.links.nearby import nearby
from playbook_lint.links.resolve import Resolver, State, Target, Tree
from playbook_lint.links.settings import LinkSettings
from playbook_lint.page_facts import Fact, LinkFact, PageFacts, TocFacts
from playbook_lint.schema.load import Schemas
from playbook_lint.schema.terms import Terms, normalized


class FileIdentity(Protocol):
    """Which page a file is (`project.ProjectFile`)."""

    @property
    def locale(self) -> str:
        """The locale of the page."""

    @property
    def page_id(self) -> str:
        """The page's id, the same for a source page and its targets."""

    @property
    def role(self) -> str:
        """Source, target, or other for a file that no locale's patterns match."""


@dataclass(frozen=True)
class Surroundings:
    """What is known of the files of the project that need not be part of the run. Paths are relative to its root.

    `identify` says which page the file at a path is or would be. `page_of` gives the path of the page with that id in
    that locale, if there is one. `facts_of` gives the facts of the page at a path, or None where there is none that can
    be read.
    """

    tree: Tree
    identify: Callable[[str], FileIdentity]
    page_of: Callable[[str, str], str | None]
    facts_of: Callable[[str], PageFacts | None]


class LinkTarget(NamedTuple):
    """A link of a page, and what it leads to."""

    page: PageFacts
    link: LinkFact
    target: Target


@dataclass(frozen=True)
class ProjectSubject:
    """The facts of all pages and tables of contents of a run, sorted by path.

    `complete`: the run covers all of the configured content. `own_page_types` holds the file, relative to the project
    root, of each page type that the project itself declares, by name. `terms` gives the terms of a locale.
    `source_locale` is the locale of the source pages, `roots` the folders of the content.
    """

    pages: tuple[PageFacts, ...]
    tocs: tuple[TocFacts, ...]
    schemas: Schemas
    terms: Callable[[str], Terms]
    complete: bool
    own_page_types: Mapping[str, str]
    source_locale: str
    roots: tuple[str, ...]
    links: LinkSettings
    surroundings: Surroundings

    @cached_property
    def by_locale(self) -> Mapping[str, tuple[PageFacts, ...]]:
        """The pages of each locale."""
        locales = dict.fromkeys(page.locale for page in self.pages)
        return {locale: tuple(page for page in self.pages if page.locale == locale) for locale in locales}

    def shared(self, fact_of: Callable[[PageFacts], Fact | None]) -> Iterator[list[tuple[PageFacts, Fact]]]:
        """The pages of a locale whose facts say the same, regardless of case and white space, in groups."""
        for pages in self.by_locale.values():
            groups: dict[str, list[tuple[PageFacts, Fact]]] = {}
            for page in pages:
                if fact := fact_of(page):
                    groups.setdefault(normalized(fact.text).casefold(), []).append((page, fact))
            yield from (group for group in groups.values() if len(group) > 1)

    @cached_property
    def resolver(self) -> Resolver:
        """Tells what destinations lead to."""
        return Resolver(self.surroundings.tree, self.links.audiences, self.links.extensions, self.roots)

    @cached_property
    def targets(self) -> tuple[LinkTarget, ...]:
        """Every link of every page with what it leads to; a reference link leads where its definition does."""
        return tuple(
            LinkTarget(page, link, self.resolver.target(page.path, destination.read(link.destination)))
            for page in self.pages
            for link in page.links
            if link.kind != "reference"
        )

    @cached_property
    def _known(self) -> tuple[str, ...]:
        return tuple(page.path for page in self.pages)

    def correction(self, found: LinkTarget) -> tuple[str | None, tuple[Edit, ...]]:
        """The destination that was likely meant by one that leads to no file, and the fix that writes it.

        Where only the letter case of a name is wrong, the message says how it is written: there is just the fix.
        """
        page, link, target = found
        if target.state is State.CASE:
            return None, redirected(link, target, target.path, page.path)[1]
        path = self.suggestion(target.path, page.path, page.locale) if target.state is State.MISSING else None
        return redirected(link, target, path, page.path) if path else (None, ())

    def suggestion(self, wanted: str, page: str, locale: str | None) -> str | None:
        """The path of the file that was likely meant by `wanted`, a missing target of the file at `page`."""

        def is_own(path: str) -> bool | None:
            if not path.lower().endswith(".md"):
                return None
            return locale is None or self.surroundings.identify(path).locale == locale

        return nearby(wanted, page, self.surroundings.tree, self._known, is_own)


def relative(path: str, page: str) -> str:
    """The way from the file at `page` to the one at `path`."""
    return posixpath.relpath(path, posixpath.dirname(page) or ".")


def redirected(link: LinkFact, target: Target, path: str, page: str) -> tuple[str, tuple[Edit, ...]]:
    """The destination that leads `link`, of the file at `page`, to `path`; and the fix that writes it."""
    better = destination.written(relative(path, page), link.kind) + target.destination.suffix
    return better, link.rewritten(better)
