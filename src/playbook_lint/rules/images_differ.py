"""A target page must show the images that its source page shows.

Where the mark before an image is lost, readers get a link in its place; where a picture is shown once and not in each
step, they look for it.

Compared is how often each image is shown. An image that the target page does not lead to at all, or that only the
target page has, is the matter of `destination-differs`.

Limits: images are the same when their files have the same name, in whatever folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from playbook_lint.diagnostics import Arguments, Diagnostic, Related, Severity
from playbook_lint.page_facts import LinkFact
from playbook_lint.rules.pair_subject import PairSubject, PlacedLink
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="images-differ",
    category=Category.SYNC,
    severity=Severity.WARNING,
    summary="A target page shows an image more or less often than its source page.",
    message={
        "link": "The source page shows `{image}` as an image",
        "image": "The source page has a link to `{image}`, and no image",
        "count": "Times that `{image}` is shown: {target}; on the source page: {source}",
    },
    since="0.1.0",
    scope=Scope.PAIR,
)

# An image of HTML cannot be told from a link of HTML.
_SHOWN = {"image", "html"}


def check(subject: PairSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each image that is shown more or less often than on the source page."""
    if not any(link.kind == "image" for link, _ in (*subject.links, *subject.source_links)):
        return
    ours, theirs = _by_place(subject.source_links), _by_place(subject.links)
    for place, target in theirs.items():
        source = ours.get(place, [])
        if source and any(link.kind == "image" for link in (*source, *target)):
            yield from _difference(subject, source, target)


def _difference(subject: PairSubject, source: list[LinkFact], target: list[LinkFact]) -> Iterator[Diagnostic]:
    in_source, in_target = (sum(link.kind in _SHOWN for link in links) for links in (source, target))
    if in_source == in_target:
        return
    case = "link" if not in_target else "image" if not in_source else "count"
    arguments: Arguments = {
        "case": case,
        "image": target[0].destination,
        "source": in_source,
        "target": in_target,
    }
    related = tuple(Related(link.place, "the source page", subject.source.path) for link in source[:1])
    yield Diagnostic(RULE.name, target[0].place, arguments, related=related)


def _by_place(links: Iterable[PlacedLink]) -> Mapping[str, list[LinkFact]]:
    found: dict[str, list[LinkFact]] = {}
    for link, place in links:
        found.setdefault(place, []).append(link)
    return found
