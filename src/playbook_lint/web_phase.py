"""What the web says of the links of all pages: which URLs they come to, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from playbook_lint.config import Config
from playbook_lint.diagnostics import LinkCounts
from playbook_lint.links import destination
from playbook_lint.links.known import Known, is_tolerated
from playbook_lint.links.web_address import web_address
from playbook_lint.page_facts import LinkFact, PageFacts
from playbook_lint.placing import active
from playbook_lint.rules.rule import Scope
from playbook_lint.rules.web_subject import WebLink


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of the URLs of a run, at a `moment` in seconds since 1970, and how it came to be known."""

    known: Mapping[str, Known]
    counts: LinkCounts
    moment: float


# Tells what is known of URLs, each with the places in its page that links lead to.
Ask = Callable[[Mapping[str, frozenset[str]]], Answers]


def ask_web(pages: Iterable[PageFacts], config: Config, ask: Ask) -> tuple[tuple[WebLink, ...], LinkCounts]:
    """What the web says of the links of `pages`; each URL is asked once. Pages without a rule of the web are left out."""
    found = [
        (page.path, link, *web_address(address.address))
        for page in pages
        if any(active(config.rule_settings(page.path), Scope.WEB))
        for link in page.links
        if link.kind != "reference" and (address := destination.read(link.destination)).kind is destination.Kind.WEB
    ]
    places: dict[str, set[str]] = {}
    for _, _, url, place in found:
        places.setdefault(url, set()).update([place] if place else [])
    answers = ask({url: frozenset(of_url) for url, of_url in places.items()})

    def judged(path: str, link: LinkFact, url: str, place: str) -> WebLink:
        known = answers.known[url]
        return WebLink(path, link, place, known, is_tolerated(known, config.links.tolerance, answers.moment))

    return tuple(judged(*link) for link in found), answers.counts
