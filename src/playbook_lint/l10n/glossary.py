"""What a glossary asks of translations: which words must stand for a term, and which must not be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from playbook_lint.l10n.bare import blanked
from playbook_lint.l10n.phrases import Found, Phrase, Phrases, phrase
from playbook_lint.l10n.traits import KEY_LENGTH, UNPARTED, folded
from playbook_lint.records import Record, field

_WORD = re.compile(r"[^\W_]+")
# What explains a word need not come with it each time: `Gerente (G)`.
_IN_PARENTHESES = re.compile(r"[(（][^()（）]*[)）]")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Shorter words in small letters (articles, prepositions) change with their neighbours.
_MIN_WORD = 4
# So many letters of a short word at least must be there.
_MIN_STEM = 3
# So many letters at the end of a short word may differ in its forms: `função`, `funções`.
_ENDING = 2


class GlossaryError(Exception):
    """A glossary that cannot be used: its `path`, 1-based `line`, or None for all of it, and what is wrong."""

    def __init__(self, path: Path, message: str, line: int | None = None) -> None:
        super().__init__(f"{path}{f':{line}' if line else ''}: {message}")
        self.path = path
        self.message = message
        self.line = line


class Locales(NamedTuple):
    """The BCP 47 tags of the source and the targets of a project."""

    source: str
    targets: tuple[str, ...]


class Concept(NamedTuple):
    """A term of the source language in a locale, a BCP 47 tag or empty for all.

    `translations` are the accepted ones, the preferred first; `forbidden` are words that must not be used there. `term`
    is empty where only these are known.
    """

    term: str
    locale: str = ""
    translations: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


class Ban(NamedTuple):
    """Words to use in place of a forbidden one, which may be unknown, and the terms that it must not stand for.

    A former name has no terms.
    """

    instead: tuple[str, ...] = ()
    terms: frozenset[str] = frozenset()


class Missing(NamedTuple):
    """A term of a source text, and the accepted translations, none of which the target text has."""

    term: str
    translations: tuple[str, ...]


class Unwanted(NamedTuple):
    """A word of a target text that must not be used, and what to write in its place, which may be unknown."""

    found: Found
    instead: tuple[str, ...]


class Wording(Record, frozen=True, dict=True):
    """The glossary in one locale.

    `translations` are the accepted ones of each source term; none where any will do. `exact` are source terms that
    count only as they are written. `forbidden` are words that must not be used; `everywhere` those of them that source
    texts must not use either.
    """

    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exact: frozenset[str] = frozenset()
    forbidden: Mapping[str, Ban] = field(default_factory=dict)
    everywhere: frozenset[str] = frozenset()

    def missing(self, source: str, target: str) -> Iterator[Missing]:
        """The terms of a Markdown text that its translation has no accepted translation of, each once."""
        terms = dict.fromkeys(found.phrase for found in _in_prose(self._terms, source))
        if not terms:
            return
        said = _folded(target)
        for term in terms:
            words = self.translations[term]
            if words and not any(_is_said(word, said) for word in words):
                yield Missing(term, words)

    def unwanted(self, source: str, target: str) -> Iterator[Unwanted]:
        """The words of a translation that must not be used.

        What the source says itself, or another former name of the same product, is no fault of the translation, unless
        it is forbidden there too. A word that may stand for other terms is only forbidden where the source has the one
        that it must not stand for.
        """
        if not any(self._bans.find(target)):
            return
        found = [one for one in self._forms.find(blanked(target)) if one.phrase in self.forbidden]
        terms = {one.phrase for one in _in_prose(self._terms, source)}
        said = {one.phrase for one in _in_prose(self._forms, source)} - self.everywhere
        renamed = {ban for form in said & self.forbidden.keys() if not (ban := self.forbidden[form]).terms}
        for one in found:
            ban = self.forbidden[one.phrase]
            if any(one.phrase in form for form in said) or ban in renamed:
                continue
            if one.phrase not in self._accepted or self._is_misused(one.phrase, terms):
                yield Unwanted(one, ban.instead)

    def _is_misused(self, form: str, terms: Collection[str]) -> bool:
        """Whether a word that is accepted for some terms stands for another one, where the source has `terms`."""
        may_stand = any(form in self.translations[term] for term in terms)
        return not may_stand and not self.forbidden[form].terms.isdisjoint(terms)

    @cached_property
    def _accepted(self) -> frozenset[str]:
        """All words that may stand for a term."""
        return frozenset(word for words in self.translations.values() for word in words)

    @cached_property
    def _terms(self) -> Phrases:
        """The source terms; what a hyphen joins to another word may be another term."""
        phrases = (Phrase(term, True) if term in self.exact else phrase(term) for term in self.translations)
        return Phrases(phrases, joints="-_.@")

    @cached_property
    def _bans(self) -> Phrases:
        """The forbidden words, which most texts have none of."""
        return Phrases(map(phrase, self.forbidden))

    @cached_property
    def _forms(self) -> Phrases:
        """The forbidden words, and those to use, of which a forbidden one may be a part, or another spelling."""
        instead = (word for ban in self.forbidden.values() for word in ban.instead)
        good = {*self._accepted, *instead}
        spellings = {word.casefold() for word in good}
        exact = {form for form in self.forbidden if form not in good and form.casefold() in spellings}
        forms = dict.fromkeys((*self.forbidden, *good))
        return Phrases(Phrase(form, True) if form in exact else phrase(form) for form in forms)


def wording(
    concepts: Iterable[Concept],
    locale: str,
    source_locale: str,
    terms: Mapping[str, tuple[str, ...]] | None = None,
    renamed: Mapping[str, str] | None = None,
) -> Wording:
    """What `concepts` ask of translations to `locale`.

    `terms` are translations of terms of the playbook, which count only where they are written exactly so; `renamed` are
    former names with those that took their places. What a glossary says of the same words wins.
    """
    translations: dict[str, tuple[str, ...]] = {}
    forbidden: dict[str, Ban] = {}
    everywhere: set[str] = set()
    for concept in concepts:
        if concept.locale and not _covers(concept.locale, locale):
            if _covers(concept.locale, source_locale):
                everywhere.update(concept.forbidden)
            continue
        if concept.term and concept.translations:
            known = translations.get(concept.term, ())
            translations[concept.term] = tuple(dict.fromkeys((*known, *concept.translations)))
        for form in concept.forbidden:
            ban = forbidden.get(form, Ban())
            instead = tuple(dict.fromkeys((*ban.instead, *concept.translations[:1])))
            forbidden[form] = Ban(instead, ban.terms | {concept.term})
        everywhere.update(() if concept.locale else concept.forbidden)
    former = {name: Ban((word,)) for name, word in (renamed or {}).items()}
    own = {
        term: tuple(word for word in words if word not in former)
        for term, words in (terms or {}).items()
        if term not in translations
    }
    return Wording(translations | own, frozenset(own), former | forbidden, frozenset(everywhere))


def _covers(tag: str, locale: str) -> bool:
    """Whether what is said of the locale `tag` holds for `locale`: it is the same, or one is a region of the other."""
    ours, theirs = (f"{one.replace('_', '-').casefold()}-" for one in (tag, locale))
    return ours.startswith(theirs) or theirs.startswith(ours)


def _in_prose(phrases: Phrases, text: str) -> Iterator[Found]:
    """The phrases in a Markdown text, but for code and addresses, which need not be looked for in most texts."""
    return phrases.find(blanked(text)) if any(phrases.find(text)) else iter(())


def _is_said(translation: str, said: str) -> bool:
    """Whether all words of a translation stand in a folded text, in whatever form: as their first letters tell."""
    bare = _IN_PARENTHESES.sub(" ", translation)
    text = bare if _WORD.search(bare) else translation
    if "".join(_folded(text).split()) in "".join(said.split()):
        return True
    if UNPARTED.search(text):
        return False
    words = _WORD.findall(_INNER_CAPITAL.sub(" ", text))
    telling = [word for word in words if len(word) >= _MIN_WORD or not word.islower()] or words
    return all(_has_form(_folded(word), said) for word in telling)


def _has_form(word: str, said: str) -> bool:
    """Whether a text has a form of `word`, be it in a compound; one whose end differs must begin a word."""
    if word[:KEY_LENGTH] in said:
        return True
    stem = word[: max(len(word) - _ENDING, _MIN_STEM)][:KEY_LENGTH]
    return re.search(rf"(?<![^\W_]){re.escape(stem)}", said) is not None


def _folded(text: str) -> str:
    return folded(unicodedata.normalize("NFKC", text)).casefold()
