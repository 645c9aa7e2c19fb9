"""What the web says of the links of all files: which URLs they come to, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from playbook_lint.config import Config
from playbook_lint.diagnostics import LinkCounts
from playbook_lint.links import destination
from playbook_lint.links.known import Answers, is_tolerated
from playbook_lint.links.web_address import web_address
from playbook_lint.page_facts import LinkFact, PageFacts, TocFacts
from playbook_lint.rules.rule import Scope
from playbook_lint.rules.web_subject import WebLink

# Tells what is known of URLs, each with the places in its page that links lead to.
Ask = Callable[[Mapping[str, frozenset[str]]], Answers]
Linking = PageFacts | TocFacts


def ask_web(files: Iterable[Linking], config: Config, ask: Ask) -> tuple[tuple[WebLink, ...], LinkCounts]:
    """What the web says of the links of `files`, each URL being asked once.

    Files for which all rules of the web are switched off are left out.
    """
    found = [
        (file.path, link, *web_address(address))
        for file in files
        if config.rule_settings(file.path).running(Scope.WEB)
        for link, address in _web_links(file)
    ]
    places: dict[str, set[str]] = {}
    for _, _, url, place in found:
        places.setdefault(url, set()).update([place] if place else [])
    answers = ask({url: frozenset(of_url) for url, of_url in places.items()})

    def judged(path: str, link: LinkFact, url: str, place: str) -> WebLink:
        known = answers.known[url]
        return WebLink(path, link, place, known, is_tolerated(known, config.links.tolerance, answers.moment))

    return tuple(judged(*link) for link in found), answers.counts


def lines_with_addresses(file: Linking | None) -> tuple[int, ...]:
    """The lines of a file on which links to the web begin, in order."""
    return tuple(sorted(link.place.start.line for link, _ in _web_links(file))) if file else ()


def _web_links(file: Linking) -> Iterator[tuple[LinkFact, str]]:
    """The links of a file to the web, with their addresses; a reference has that of its definition."""
    for link in file.links:
        address = destination.read(link.destination)
        if link.kind != "reference" and address.kind is destination.Kind.WEB:
            yield link, address.address
