"""What project rules look at: the facts of all pages of a run, and where their links lead."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple, Protocol

from playbook_lint.diagnostics import Edit
from playbook_lint.file_kinds import kind_of
from playbook_lint.links import destination
from playbook_lint.links.destination import Destination
from playbook_lint.links.nearby import MAX_SOUGHT, Neighbours, Suggestion
from playbook_lint.links.resolve import Resolver, State, Target, Tree
from playbook_lint.links.settings import LinkSettings
from playbook_lint.page_facts import Fact, LinkFact, PageFacts, TocFacts
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record
from playbook_lint.schema.terms import normalized

if TYPE_CHECKING:
    from playbook_lint.schema.load import Schemas
    from playbook_lint.schema.terms import Terms

_TEXT_DIRECTIVE = ":~:"  # https://wicg.github.io/scroll-to-text-fragment/
# Tabs of docfx, addresses inside of an application (`#/en/plan`), and lines of a file on GitHub.
_NO_ANCHOR = re.compile(r"tab/|!?/|L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?$")
# What Python-Markdown writes for the second of its kind, where GitHub has `-1`.
_NUMBER = lazy_pattern(r"_(\d+)$")
_BUILT = (".html", ".htm")
# The links of so many pages are kept with what they lead to; of what can be found again, so much is.
_FEW_PAGES = 2_048
_KEPT = 8_192
# The files of each include of a page.
_Includes = tuple[tuple[str, ...], ...]


class FileIdentity(Protocol):
    """Which page a file is (`project.ProjectFile`)."""

    @property
    def relative(self) -> str:
        """The path of the file."""

    @property
    def locale(self) -> str:
        """The locale of the page."""

    @property
    def page_id(self) -> str:
        """The page's id, the same for a source page and its targets."""

    @property
    def role(self) -> str:
        """Source, target, or other for a file that no locale's patterns match."""


class Surroundings(Record, frozen=True):
    """What is known of the files of the project that need not be part of the run. Paths are relative to its root.

    `identify` says which page the file at a path is or would be. `page_of` gives the path of the page with that id in
    that locale, if there is one. `facts_of` gives the facts of the page at a path, or None where there is none that can
    be read: those of the run are without sections and anchors. `anchors_of` gives the anchors of the page at a path, or
    None where they cannot be told. `source_path` says where the source of the file at a path is or would be,
    None for what is no target.
    """

    tree: Tree
    identify: Callable[[str], FileIdentity]
    page_of: Callable[[str, str], str | None]
    facts_of: Callable[[str], PageFacts | None]
    anchors_of: Callable[[str], frozenset[str] | None]
    source_path: Callable[[str], str | None]


class LinkTarget(NamedTuple):
    """A link of a page, and what it leads to."""

    page: PageFacts
    link: LinkFact
    target: Target


class TocTarget(NamedTuple):
    """A destination of a table of contents, and what it leads to."""

    toc: TocFacts
    link: LinkFact
    target: Target


class ProjectSubject(Record, frozen=True, dict=True):
    """The facts of all pages, without sections and anchors, and tables of contents of a run, sorted by path.

    There may be too many pages to have them all at hand: rules take one after the other, and keep what they need. It
    takes time to have their facts; which page each is, and where, `files` say at once, in the same order.

    `complete`: the run covers all of the configured content. `own_page_types` holds the file, relative to the project
    root, of each page type that the project itself declares, by name. `terms` gives the terms of a locale.
    `source_locale` is the locale of the source pages, `roots` the folders that may be the top of the site. `catalogs`
    is the configured folder of catalogs, relative to the project root if it is inside.
    """

    pages: Iterable[PageFacts]
    files: Sequence[FileIdentity]
    tocs: tuple[TocFacts, ...]
    schemas: Schemas
    terms: Callable[[str], Terms]
    complete: bool
    own_page_types: Mapping[str, str]
    source_locale: str
    roots: tuple[str, ...]
    links: LinkSettings
    surroundings: Surroundings
    catalogs: str | None = None

    @cached_property
    def first_of_locale(self) -> Mapping[str, PageFacts]:
        """The first page of each locale."""
        first: dict[str, str] = {}
        for file in self.files:
            first.setdefault(file.locale, file.relative)
        return {locale: self.page(path) for locale, path in first.items()}

    def page(self, path: str) -> PageFacts:
        """The page of the run at `path`."""
        page = self.surroundings.facts_of(path)
        assert page
        return page

    def shared(self, fact_of: Callable[[PageFacts], Fact | None]) -> Iterator[list[tuple[PageFacts, Fact]]]:
        """The pages of a locale whose facts say the same, regardless of case and white space, in groups."""

        def key(page: PageFacts, fact: Fact) -> tuple[str, str]:
            return page.locale, normalized(fact.text).casefold()

        times = Counter(hash(key(page, fact)) for page in self.pages if (fact := fact_of(page)))
        groups: dict[tuple[str, str], list[tuple[PageFacts, Fact]]] = {}
        for page in self.pages if times and max(times.values()) > 1 else ():
            if (fact := fact_of(page)) and times[hash(key(page, fact))] > 1:
                groups.setdefault(key(page, fact), []).append((page, fact))
        yield from (group for group in groups.values() if len(group) > 1)

    @cached_property
    def resolver(self) -> Resolver:
        """Tells what destinations lead to."""
        return Resolver.of(self.surroundings.tree, self.links, self.roots)

    @cached_property
    def _destination(self) -> Callable[[str], Destination]:
        return lru_cache(_KEPT)(destination.read)

    def target(self, link: LinkFact, page: str) -> Target:
        """What a link of the file at `page` leads to."""
        where = self._destination(link.destination)
        target = self.resolver.target(page, where)
        return self._fallback(page, target) if target.state is State.MISSING and self.links.fallback else target

    def _fallback(self, page: str, target: Target) -> Target:
        """What the site shows for what is missing: that to which the same destination leads from the source page."""
        source = self.surroundings.source_path(page)
        found = self.resolver.target(source, target.destination) if source else target
        return target if found.state in (State.MISSING, State.CASE) else found

    def targets_of(self, page: PageFacts) -> Sequence[LinkTarget]:
        """Every link of a page with what it leads to; a reference link leads where its definition does."""
        found = self._known_targets.get(page.path)
        if found is None:
            links = (link for link in page.links if link.kind != "reference")
            found = [LinkTarget(page, link, self.target(link, page.path)) for link in links]
            if len(self._known_targets) < _FEW_PAGES:
                self._known_targets[page.path] = found
        return found

    @cached_property
    def _known_targets(self) -> dict[str, Sequence[LinkTarget]]:
        return {}

    @cached_property
    def includes(self) -> Callable[[str], _Includes]:
        """The files of each include of the file at a path, each once; none at all for an include that is missing."""

        paths = {file.relative for file in self.files}

        def beside(path: str) -> _Includes:
            page = self.surroundings.facts_of(path) if path.lower().endswith(".md") else None
            return self._includes_of(page) if page else ()

        other = lru_cache(_KEPT)(beside)
        return lambda path: self._includes.get(path, ()) if path in paths else other(path)

    @cached_property
    def included(self) -> frozenset[str]:
        """The files that pages include."""
        return frozenset(chain.from_iterable(chain.from_iterable(self._includes.values())))

    @cached_property
    def _includes(self) -> Mapping[str, _Includes]:
        """The includes of the pages of the run that have any, by path."""
        return {page.path: includes for page in self.pages if (includes := self._includes_of(page))}

    def _includes_of(self, page: PageFacts) -> _Includes:
        links = (link for link in page.links if link.kind == "include")
        return tuple(dict.fromkeys(self.target(link, page.path).files for link in links))

    @cached_property
    def toc_targets(self) -> tuple[TocTarget, ...]:
        """Every destination of every table of contents with what it leads to."""
        return tuple(TocTarget(toc, link, self.target(link, toc.path)) for toc in self.tocs for link in toc.links)

    def lacks_anchor(self, target: Target) -> bool:
        """Whether the fragment is none of the anchors of the page that is linked, or of any of its variants."""
        fragment = wanted_anchor(target)
        anchors = self.anchors_of(target.files) if fragment else None
        return anchors is not None and anchors.isdisjoint((fragment, _NUMBER.sub(r"-\1", fragment)))

    @cached_property
    def anchors_of(self) -> Callable[[tuple[str, ...]], frozenset[str] | None]:
        """The anchors of files, variants of one page, and of what they include; None where they cannot be told."""
        return lru_cache(_KEPT // 4)(self._anchors_of)

    def _anchors_of(self, files: tuple[str, ...]) -> frozenset[str] | None:
        anchors: set[str] = set()
        waiting = list(files)
        for path in waiting:  # grows while it is read
            own = self.surroundings.anchors_of(path) if kind_of(path) == "page" else None
            includes = self.includes(path)
            if own is None or not all(includes):
                return None
            anchors |= own
            waiting += dict.fromkeys(new for new in chain.from_iterable(includes) if new not in waiting)
        return frozenset(anchors) if files else None

    def fix_to(self, path: str, link: LinkFact, target: Target, page: str) -> tuple[Edit, ...]:
        """The fix that leads a link of the file at `page` to `path`; none where that lacks the wanted anchor."""
        there = Target(State.FILE, target.destination, path)
        return () if self.lacks_anchor(there) else redirected(link, target, path, page)[1]

    def anchors_to_suggest(self, target: Target) -> Sequence[str]:
        """The anchors of what is linked, in order; none once there were `MAX_SOUGHT` to look among."""
        return sorted(self.anchors_of(target.files) or ()) if next(self._sought) <= MAX_SOUGHT else []

    @cached_property
    def _sought(self) -> Iterator[int]:
        return count(1)

    def is_copy(self, file: FileIdentity) -> bool:
        """Whether the locale has another page first under the id of this one."""
        return self.surroundings.page_of(file.page_id, file.locale) != file.relative

    def correction(self, found: LinkTarget | TocTarget) -> tuple[str | None, tuple[Edit, ...]]:
        """The destination that was likely meant by one that leads to no file, and the fix that writes it.

        There is a fix only where the suggestion is almost certain. Where only the letter case of a name is wrong, the
        message says how it is written: there is just the fix.
        """
        page, link, target = found
        if target.state is State.CASE:
            return None, _recased(link, target) or redirected(link, target, target.path, page.path)[1]
        locale = page.locale or None
        suggestion = self.suggestion(target.path, page.path, locale) if target.state is State.MISSING else None
        if suggestion is None:
            return None, ()
        better, fix = redirected(link, target, suggestion.path, page.path)
        # What a site makes of pages has no extension in HTML, where nothing turns `.md` into an address.
        is_address = link.kind == "html" and not posixpath.splitext(target.path)[1]
        return better, fix if suggestion.is_certain and not is_address else ()

    def suggestion(self, wanted: str, page: str, locale: str | None) -> Suggestion | None:
        """The file that was likely meant by `wanted`, a missing target of the file at `page`, a page of `locale`."""
        if own := self._own_page(wanted, locale):
            return Suggestion(own, is_certain=True)
        found = self._nearest(wanted, posixpath.dirname(page), locale)
        return found if found and found.path != page else None  # the page itself is not meant by another name

    def _own_page(self, wanted: str, locale: str | None) -> str | None:
        """The page that `wanted` means but for the endings of its locale: `plan-de.md` for `plan.md` or `plan`."""
        path = wanted if posixpath.splitext(wanted)[1] else f"{wanted}.md"
        identity = self.surroundings.identify(path)
        is_page = identity.role != "other" and identity.locale == locale
        return self.surroundings.page_of(identity.page_id, identity.locale) if is_page else None

    @cached_property
    def _nearest(self) -> Callable[[str, str, str | None], Suggestion | None]:
        neighbours = Neighbours(self.surroundings.tree, (file.relative for file in self.files))

        def nearest(wanted: str, folder: str, locale: str | None) -> Suggestion | None:
            def is_own(path: str) -> bool | None:
                identity = self.surroundings.identify(path) if path.lower().endswith(".md") else None
                if identity is None or identity.role == "other":
                    return None
                return locale is None or identity.locale == locale

            return neighbours.nearest(wanted, folder, is_own)

        return cache(nearest)


def relative(path: str, page: str) -> str:
    """The way from the file at `page` to the one at `path`."""
    return posixpath.relpath(f"/{path}", f"/{posixpath.dirname(page)}")


def _recased(link: LinkFact, target: Target) -> tuple[Edit, ...]:
    """The fix that writes only the letter case of a destination as that of its target; none where more is other."""
    path = target.destination.path.rstrip("/")
    parts = path.split("/")
    for at, name in enumerate(reversed(target.path.split("/")), start=1):
        if at > len(parts) or parts[-at] in ("", ".", "..", "~"):
            break
        if parts[-at].casefold() != name.casefold():
            return ()
        parts[-at] = name
    better = destination.written("/".join(parts) + target.destination.path[len(path) :], link.kind)
    return link.rewritten(better + destination.written_address(target.destination.suffix, link.kind))


def redirected(link: LinkFact, target: Target, path: str, page: str) -> tuple[str, tuple[Edit, ...]]:
    """The destination that leads `link`, of the file at `page`, to `path`; and the fix that writes it."""
    slash = "/" if target.destination.path.endswith("/") and not path.lower().endswith(".md") else ""
    here = "./" if target.destination.path.startswith("./") else ""
    way = relative(path, page) + slash
    better = destination.written(way if way.startswith("../") else here + way, link.kind)
    better += destination.written_address(target.destination.suffix, link.kind)
    return better, link.rewritten(better)


def wanted_anchor(target: Target) -> str:
    """The fragment that must be an anchor of the target, or nothing."""
    where = target.destination
    if not where.fragment:  # as in most destinations
        return ""
    fragment = where.fragment.partition(_TEXT_DIRECTIVE)[0]
    is_none = fragment.lower() == "top" or _NO_ANCHOR.match(fragment) or where.path.lower().endswith(_BUILT)
    return "" if is_none else fragment
