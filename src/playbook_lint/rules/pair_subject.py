"""What pair rules look at: a target page beside its source page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, Protocol

from playbook_lint.l10n.section_pairs import SectionPair, section_pairs
from playbook_lint.links.likeness import hosts_of, languages, place_of
from playbook_lint.page_facts import LinkFact, PageFacts, SectionFacts
from playbook_lint.records import Record
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.source import Place


class ChangedText(Record, frozen=True):
    """A text of the source page that is not what was translated; `before` is what was, empty for a new one."""

    text: str
    before: str
    place: Place


class PlacedLink(NamedTuple):
    """A link and what it leads to, which is the same on both pages (`likeness.place_of`)."""

    link: LinkFact
    place: str


class Drift(Record, frozen=True):
    """The first line in which a target page is not what its catalog compiles to.

    `case` is behind (sync would write the page), edited (it has a text that its catalog does not know), or space (only
    white space, line endings or the byte order mark differ in that line). `written` stands on the page, `compiled`
    would; an empty one stands for nothing.
    """

    case: Literal["behind", "edited", "space"]
    place: Place
    written: str
    compiled: str


class Translation(Protocol):
    """What the catalog of a target page says of it; worked out when a rule asks."""

    @property
    def catalog(self) -> str:
        """The path of the catalog, relative to the project root."""

    @property
    def changed(self) -> Sequence[ChangedText]:
        """The texts of the source page that changed since they were translated, in order."""

    @property
    def drift(self) -> Drift | None:
        """Where the page differs from what `sync` would write; None also where that is nothing."""


class PairSubject(Record, frozen=True, dict=True):
    """The target page `page`, a page of the run, and its `source` page. `translation` is None without a catalog."""

    page: PageFacts
    source: PageFacts
    project: ProjectSubject
    translation: Translation | None

    @cached_property
    def sections(self) -> tuple[SectionPair, ...]:
        """The sections of both pages, in the order of the source page."""
        ours, theirs = self.source.sections, self.page.sections
        return section_pairs(
            ours,
            theirs,
            lambda: _places(self.source, self.source_links),
            lambda: _places(self.page, self.links),
        )

    @cached_property
    def shared_sections(self) -> tuple[tuple[SectionFacts, SectionFacts], ...]:
        """The sections that both pages have, that of the source page first, but for those with merge conflicts."""
        pairs = ((source, target) for source, target in self.sections if source and target)
        return tuple(pair for pair in pairs if not any(section.has_conflict for section in pair))

    @cached_property
    def languages(self) -> frozenset[str]:
        """How the languages of both pages may be called in an address."""
        return languages(self.source.locale, self.page.locale)

    @cached_property
    def links(self) -> tuple[PlacedLink, ...]:
        """The links of the target page that lead somewhere else.

        What is written as on the source page leads to the same, though its target may not be there yet.
        """
        same = {link.destination: place for link, place in self._source_places}
        found = ((link, same.get(link.destination, place)) for link, place in self._placed(self.page))
        return tuple(PlacedLink(link, place) for link, place in found if place)

    @cached_property
    def source_links(self) -> tuple[PlacedLink, ...]:
        """The links of the source page that lead somewhere else."""
        return tuple(found for found in self._source_places if found.place)

    @cached_property
    def _source_places(self) -> tuple[PlacedLink, ...]:
        return self._placed(self.source)

    def _placed(self, page: PageFacts) -> tuple[PlacedLink, ...]:
        """The links of a page with their places, some of which are empty; of a reference, its definition's counts."""
        around, hosts = self.project.surroundings, hosts_of(self.project.links.site)
        found = []
        for _, link, target in self.project.targets_of(page):
            place = place_of(target, page.path, lambda path: around.identify(path).page_id, self.languages, hosts)
            found.append(PlacedLink(link, place))
        return tuple(found)


def _places(page: PageFacts, links: Iterable[PlacedLink]) -> list[frozenset[str]]:
    """What the links of each section lead to."""
    starts = [section.heading.place.start.offset for section in page.sections[1:]]
    found: list[set[str]] = [set() for _ in page.sections]
    for link, place in links:
        found[bisect_right(starts, link.place.start.offset)].add(place)
    return [frozenset(places) for places in found]
