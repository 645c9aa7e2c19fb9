"""A web address in the text of a translation must be that of its source, and whole.

An address with a space in it, one that lost its `https://`, or another one sends readers nowhere.

An address that differs in its locale (`/en-us/` and `/pt-br/`), or in a host that names it (`de.example.org`), is the
same; so is one that became the destination of a link.

Limits: destinations of links are for `md-link`. Addresses in the text of a link, in code and in HTML are left out, and
so are those without a scheme and mail addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.markup import Part, changes
from playbook_lint.links.likeness import is_localized, languages
from playbook_lint.rules.catalog_subject import CatalogSubject, Translation
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="url",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A web address in a translation is broken, or none that its source has.",
    message={
        "changed": "The source has the address `{source}` here",
        "space": "There is white space in the address `{source}`; delete it",
        "scheme": "The address `{source}` lost its beginning here",
        "missing": "The source has the address `{source}`, the translation does not",
        "extra": "The source does not have this address",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)

_IN_ADDRESS = re.compile(r"[A-Za-z0-9/.:-]")
_SPACES = re.compile(r"\s+")


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each address that is broken or another one, and for each that is missing."""
    tags = languages(subject.source_locale, subject.locale)
    for found in subject.translations:
        if "://" in found.both and not found.is_same:
            yield from _changed(subject, found, tags)


def _changed(subject: CatalogSubject, found: Translation, tags: frozenset[str]) -> Iterator[Diagnostic]:
    def places(part: Part) -> frozenset[str]:
        return subject.leads_to(found.entry, part.content)

    source, target = found.source.markup, found.target.markup
    linked = {place for markup in (source, target) for part in markup.destinations for place in places(part)}
    changed, missing, extra = changes(
        [part for part in source.addresses if linked.isdisjoint(places(part))],
        [part for part in target.addresses if linked.isdisjoint(places(part))],
        places,
    )
    for old, new in changed:
        if not is_localized(old.content, new.content, tags):
            yield _instead(found, old, new)
    for old in missing:
        yield _missing(found, old)
    # A link that lost its form shows its address; `md-syntax` tells that.
    if source.counts["link"] <= target.counts["link"]:
        for new in extra:
            yield found.diagnostic(RULE.name, *new.span, case="extra")


def _instead(found: Translation, old: Part, new: Part) -> Diagnostic:
    related = (found.in_source(old.span),)
    start, end = new.span
    if torn := _torn(old.content, found.target.text, start):
        return found.diagnostic(RULE.name, start, torn, related=related, case="space", source=old.content)
    return found.diagnostic(RULE.name, start, end, related=related, case="changed", source=old.content)


def _missing(found: Translation, old: Part) -> Diagnostic:
    related = (found.in_source(old.span),)
    rest = old.content.partition("://")[2]
    if rest and (start := _bare(rest, found.target.markup.running)) >= 0:
        return found.diagnostic(RULE.name, start, start + len(rest), related=related, case="scheme", source=old.content)
    return found.diagnostic(RULE.name, related=related, case="missing", source=old.content)


def _bare(rest: str, text: str) -> int:
    """Where `rest` stands, but not as the rest of an address; -1 where it does not."""
    start = text.find(rest)
    while start > 0 and _IN_ADDRESS.match(text, start - 1):
        start = text.find(rest, start + 1)
    return start


def _torn(address: str, text: str, start: int) -> int:
    """Where `address` ends, which stands at `start` of the text with spaces in it; 0 where it does not."""
    at = start
    for char in address:
        if space := _SPACES.match(text, at):
            at = space.end()
        if text[at : at + 1] != char:
            return 0
        at += 1
    return at
