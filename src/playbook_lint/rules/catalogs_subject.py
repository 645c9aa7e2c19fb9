"""What rules over all catalogs of a run look at: plain facts of each, and how long translations usually are."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from operator import sub
from statistics import median
from typing import NamedTuple

from playbook_lint.diagnostics import Argument, Diagnostic, Related
from playbook_lint.l10n.bare import blanked
from playbook_lint.l10n.renames import Stray
from playbook_lint.l10n.traits import UNPARTED_CHARACTERS, size
from playbook_lint.records import Record
from playbook_lint.source import Span


class CatalogFact(Record, frozen=True):
    """A translation as the project phase knows it.

    `span` is that of the line with its msgid, `target_span` that of the line where its msgstr begins.
    """

    context: str | None
    source: str
    target: str
    span: Span
    target_span: Span

    def diagnostic(self, rule: str, path: str, related: tuple[Related, ...] = (), **arguments: Argument) -> Diagnostic:
        """A diagnostic at the msgstr, in the catalog at `path`."""
        return Diagnostic(rule, self.target_span, arguments, path=path, related=related)


class StrayFact(Record, frozen=True):
    """A name that a translation has and its source, the text `source`, has not; `span` is where it stands."""

    stray: Stray
    source: str
    span: Span


class CatalogFacts(Record, frozen=True):
    """What the project phase knows of a catalog: its translations that count, and the stray names in any of them."""

    path: str
    locale: str
    translations: tuple[CatalogFact, ...]
    strays: tuple[StrayFact, ...]


class CatalogsSubject(Record, frozen=True, dict=True):
    """The catalogs of a run, sorted by path."""

    catalogs: tuple[CatalogFacts, ...]

    @cached_property
    def by_locale(self) -> Mapping[str, tuple[CatalogFacts, ...]]:
        """The catalogs of each locale."""
        locales = dict.fromkeys(catalog.locale for catalog in self.catalogs)
        return {locale: tuple(one for one in self.catalogs if one.locale == locale) for locale in locales}

    @cached_property
    def lengths(self) -> tuple[TranslationLength, ...]:
        """How long translations of some length are, compared with what is usual in their locales."""
        return tuple(length for catalogs in self.by_locale.values() for length in _lengths(catalogs))


class TranslationLength(NamedTuple):
    """A translation of the catalog at `path` that is so many `times` as long as is usual in its locale."""

    path: str
    fact: CatalogFact
    times: float


# Texts of so many letters are compared, where so many teach what is usual.
_LONG_TEXT, _ENOUGH_TEXTS = 50, 10
_WORD = re.compile(rf"[^\W_{UNPARTED_CHARACTERS}]+")


def _lengths(catalogs: Iterable[CatalogFacts]) -> Iterator[TranslationLength]:
    measured = (
        (one.path, fact, _letters(blanked(fact.source), blanked(fact.target)))
        for one in catalogs
        for fact in one.translations
        if fact.source != fact.target
    )
    ratios = [
        (path, fact, [math.log((theirs + 1) / (ours + 1)) for ours, theirs in letters])
        for path, fact, letters in measured
        if letters[-1][0] >= _LONG_TEXT
    ]
    if len(ratios) >= _ENOUGH_TEXTS:
        usual = [median(of_all) for of_all in zip(*(of_fact for _, _, of_fact in ratios), strict=True)]
        for path, fact, of_fact in ratios:
            yield TranslationLength(path, fact, math.exp(min(map(sub, of_fact, usual), key=abs)))


def _letters(source: str, target: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many letters a text and its translation have, and how many without names and other words that both have."""
    ours, theirs = size(source), size(target)
    kept = Counter(_WORD.findall(source)) & Counter(_WORD.findall(target))
    letters = sum(len(word) * count for word, count in kept.items())
    return (ours, theirs), (ours - letters, theirs - letters)
