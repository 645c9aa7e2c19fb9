"""A target page must lead to the same places as its source page.

When the source gets a new link, or another address, and the translation does not, its readers are sent to what is out
of date. This is often the first thing to be seen of a translation that was left behind.

Compared are the destinations of links, images, HTML and definitions, regardless of their order and of how often each
occurs. A page and its translation are the same; so are addresses that differ in their locale (`/en-us/` and `/pt-br/`,
`/en/` and `/pt/`), and files of the same name in other folders.

Limits: fragments of links to pages are not compared, since translated headings have other anchors. An address whose
localized form looks different (another short link, another name) is reported; suppress it where it stands. Which
destination stands in the place of which is not told for pages that lead to more than a thousand places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.links.likeness import languages, place_of
from playbook_lint.page_facts import LinkFact, PageFacts
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="destination-differs",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A target page leads to other places than its source page.",
    message={
        "changed": "The source page leads to `{source}` here",
        "added": "The source page does not lead to `{destination}`",
        "missing": "The source page also leads to {destinations}",
        "many": "The source page also leads to {destinations} and {more} more",
    },
    since="0.1.0",
    scope=Scope.PROJECT,
)

_NAMED = 3
_MAX_COMPARED = 1_000  # it takes the square of the time
_Links = Mapping[str, LinkFact]


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination that the source page lacks, and one for all that the target page lacks."""
    around = subject.surroundings
    for page in subject.pages:
        path = around.page_of(page.page_id, subject.source_locale) if page.role == "target" else None
        source = around.facts_of(path) if path else None
        if source and not subject.is_copy(page):
            tags = languages(subject.source_locale, page.locale)
            links, source_links = (_links(subject, which, tags) for which in (page, source))
            yield from _differences(page, links, source, source_links)


def _links(subject: ProjectSubject, page: PageFacts, tags: frozenset[str]) -> _Links:
    """The first link of the page to each place."""

    def page_id_of(path: str) -> str:
        return subject.surroundings.identify(path).page_id

    found: dict[str, LinkFact] = {}
    for link in page.links:
        if link.kind != "reference" and (
            where := place_of(subject.target(link, page.path), page.path, page_id_of, tags)
        ):
            found.setdefault(where, link)
    return found


def _differences(page: PageFacts, links: _Links, source: PageFacts, source_links: _Links) -> Iterator[Diagnostic]:
    ours, theirs = list(links), list(source_links)
    missing = [place for place in theirs if place not in links]
    for place, instead in _changes(ours, theirs, links, source_links):
        link, other = links[place], source_links.get(instead or "")
        if other is None:
            arguments = {"case": "added", "destination": link.destination}
            yield Diagnostic(RULE.name, link.place, arguments, page.path)
        else:
            missing.remove(instead or "")
            related = Related(other.place, "the source page", source.path)
            yield Diagnostic(
                RULE.name, link.place, {"case": "changed", "source": other.destination}, page.path, (related,)
            )
    if missing:
        yield _missing(page, source, [source_links[place] for place in missing])


def _changes(
    ours: list[str], theirs: list[str], links: _Links, source_links: _Links
) -> Iterator[tuple[str, str | None]]:
    """Each place that the source page lacks, with the one that stands there instead."""
    if max(len(ours), len(theirs)) > _MAX_COMPARED:
        yield from ((place, None) for place in ours if place not in source_links)
        return
    for _, start, end, source_start, source_end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        lacking = [place for place in theirs[source_start:source_end] if place not in links]
        for place in ours[start:end]:
            if place not in source_links:
                yield place, lacking.pop(0) if lacking else None


def _missing(page: PageFacts, source: PageFacts, lacking: list[LinkFact]) -> Diagnostic:
    destinations = [f"`{link.destination}`" for link in lacking[:_NAMED]]
    more = len(lacking) - len(destinations)
    arguments = {"case": "many" if more else "missing", "destinations": ", ".join(destinations), "more": more}
    related = tuple(Related(link.place, "the source page", source.path) for link in lacking[:_NAMED])
    return Diagnostic(RULE.name, page.start, arguments, page.path, related)
