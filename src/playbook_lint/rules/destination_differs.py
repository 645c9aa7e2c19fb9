"""A target page must lead to the same places as its source page.

When the source gets a new link, or another address, and the translation does not, its readers are sent to what is out
of date. This is often the first thing to be seen of a translation that was left behind.

Compared are the destinations of links, images, HTML and definitions, regardless of their order and of how often each
occurs. A page and its translation are the same; so are addresses that differ in their locale (`/en-us/` and `/pt-br/`,
`/en/` and `/pt/`, `plan.md` and `plan.pt-BR.md`), also where their fragments differ then, what a host has in both
languages (`en.example.org` and `pt.example.org`), and files of the same name in other folders. An address that is
a link on one page may be text on the other.

Limits: fragments of links to pages are not compared, since translated headings have other anchors. An address whose
localized form looks different (another short link, another name) is reported; suppress it where it stands. Which
destination stands in the place of which is not told for pages that lead to more than a thousand places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.links.likeness import is_localized
from playbook_lint.page_facts import LinkFact, PageFacts
from playbook_lint.rules.pair_subject import PairSubject, PlacedLink
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="destination-differs",
    category=Category.SYNC,
    severity=Severity.WARNING,
    summary="A target page leads to other places than its source page.",
    message={
        "changed": "The source page leads to `{source}` here",
        "added": "The source page does not lead to `{destination}`",
        "missing": "The source page also leads to {destinations}",
        "many": "The source page also leads to {destinations} and {more} more",
    },
    since="0.1.0",
    scope=Scope.PAIR,
)

_NAMED = 3
_MAX_COMPARED, _MAX_LOCALIZED = 1_000, 200  # it takes the square of the time
_Links = dict[str, LinkFact]


def check(subject: PairSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination that the source page lacks, and one for all that the target page lacks."""
    links, source_links = _first(subject.links), _first(subject.source_links)
    for own, other, page in ((links, source_links, subject.source), (source_links, links, subject.page)):
        for place in _written_out(own, other, page):
            del own[place]
    for place in _localized(links, source_links, subject.languages):
        del links[place]
    yield from _differences(subject, links, source_links)


def _first(links: Iterable[PlacedLink]) -> _Links:
    """The first link to each place."""
    found: dict[str, LinkFact] = {}
    for link, place in links:
        found.setdefault(place, link)
    return found


def _written_out(links: _Links, others: _Links, page: PageFacts) -> list[str]:
    """The places that only one page has a link to, where their address stands in a text of the other, `page`."""
    lacking = [place for place in links if place not in others and "://" in links[place].destination][:_MAX_LOCALIZED]
    texts = "\n".join(text.text for section in page.sections for text in section.texts) if lacking else ""
    return [place for place in lacking if _stands_in(links[place].destination.rstrip("/"), texts)]


def _stands_in(address: str, text: str) -> bool:
    """Whether an address stands in a text, and not as the beginning of another one."""
    return address in text and re.search(rf"{re.escape(address)}/?(?![\w/?#&=%-]|\.\w)", text) is not None


def _localized(links: _Links, source_links: _Links, languages: frozenset[str]) -> list[str]:
    """The places of the target page that are what the source page has, in another language; those are taken out.

    Those with the same path come first: a site in two languages may have other words there.
    """
    found: list[str] = []
    ours = [place for place in links if place not in source_links][:_MAX_LOCALIZED]
    theirs = [place for place in source_links if place not in links][:_MAX_LOCALIZED]
    pairs = ((links[one].destination, source_links[other].destination, one, other) for one in ours for other in theirs)
    alike = [pair for pair in pairs if is_localized(pair[1], pair[0], languages)]
    for _, _, one, other in sorted(alike, key=lambda pair: _path(pair[0]) != _path(pair[1])):
        if one not in found and other in source_links:
            del source_links[other]
            found.append(one)
    return found


def _path(address: str) -> str:
    return address.partition("://")[2].partition("/")[2].partition("#")[0]


def _differences(subject: PairSubject, links: _Links, source_links: _Links) -> Iterator[Diagnostic]:
    ours, theirs = list(links), list(source_links)
    missing = [place for place in theirs if place not in links]
    for place, instead in _changes(ours, theirs, links, source_links):
        link, other = links[place], source_links.get(instead or "")
        if other is None:
            arguments = {"case": "added", "destination": link.destination}
            yield Diagnostic(RULE.name, link.place, arguments)
        else:
            missing.remove(instead or "")
            related = (Related(other.place, "the source page", subject.source.path),)
            arguments = {"case": "changed", "source": other.destination}
            yield Diagnostic(RULE.name, link.place, arguments, related=related)
    if missing:
        yield _missing(subject, [source_links[place] for place in missing])


def _changes(
    ours: list[str], theirs: list[str], links: _Links, source_links: _Links
) -> Iterator[tuple[str, str | None]]:
    """Each place that the source page lacks, with the one that stands there instead."""
    if links.keys() <= source_links.keys():
        return
    if max(len(ours), len(theirs)) > _MAX_COMPARED:
        yield from ((place, None) for place in ours if place not in source_links)
        return
    from difflib import SequenceMatcher  # most pages lead where their sources lead

    for _, start, end, source_start, source_end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        lacking = [place for place in theirs[source_start:source_end] if place not in links]
        for place in ours[start:end]:
            if place not in source_links:
                yield place, lacking.pop(0) if lacking else None


def _missing(subject: PairSubject, lacking: list[LinkFact]) -> Diagnostic:
    destinations = [f"`{link.destination}`" for link in lacking[:_NAMED]]
    more = len(lacking) - len(destinations)
    arguments = {"case": "many" if more else "missing", "destinations": ", ".join(destinations), "more": more}
    related = tuple(Related(link.place, "the source page", subject.source.path) for link in lacking[:_NAMED])
    return Diagnostic(RULE.name, subject.page.start, arguments, related=related)
