"""The controlled vocabulary and its translations: which word stands for which term in one locale."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playbook_lint.l10n.po_text import file_bytes
from playbook_lint.notes import NO_NOTES, Notes
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record, field
from playbook_lint.suggest import is_slip, nearest

if TYPE_CHECKING:
    from playbook_lint.l10n.catalog import Catalog

Form = Literal["locale", "source"]

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad"))
_NO_FORMS: Mapping[str, list[TermMatch]] = {}
_SEPARATOR = lazy_pattern(r"[/,;\n／，；、]|(?<=\s)&(?=\s)")
# A translator's comment that lists other accepted spellings of a term.
_ALSO = re.compile(r"^also:(.*)$", re.MULTILINE)


class Term(Record, frozen=True):
    """A canonical word; `also` holds other accepted spellings, `formerly` earlier names that are no longer accepted."""

    canonical: str
    also: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    meaning: str = ""


class Translation(Record, frozen=True):
    """The locale's word for a term, and other spellings the locale accepts."""

    word: str
    also: tuple[str, ...] = ()


class Vocabulary(Record, frozen=True, dict=True):
    """The terms of terms.yaml, by kind."""

    kinds: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)

    def words(self, kind: str) -> tuple[str, ...]:
        """The canonical words of a kind."""
        return tuple(term.canonical for term in self.kinds.get(kind, ()))

    @cached_property
    def kinds_of(self) -> Mapping[str, tuple[str, ...]]:
        """The kinds of each canonical word."""
        kinds: dict[str, tuple[str, ...]] = {}
        for kind in self.kinds:
            for word in self.words(kind):
                kinds[word] = (*kinds.get(word, ()), kind)
        return kinds


class TermMatch(Record, frozen=True):
    """The term that a text stands for.

    `form` is `source` when the text is the canonical word although the locale has a word of its own.
    """

    canonical: str
    form: Form


class Part(Record, frozen=True):
    """One value of a list, without white space around it; `offset` counts from the start of the list's text."""

    text: str
    offset: int

    @property
    def end(self) -> int:
        """Where it ends, from the start of the list's text."""
        return self.offset + len(self.text)


@lru_cache(maxsize=16_384)
def normalized(text: str) -> str:
    """`text` as terms are compared: no invisible characters, white space of any kind as single spaces."""
    return " ".join(text.translate(_INVISIBLE).split())


class Terms:
    """The vocabulary in one locale. `translations` is keyed by kind and canonical word; none for the source locale."""

    def __init__(
        self, vocabulary: Vocabulary, translations: Mapping[tuple[str, str], Translation] | None = None
    ) -> None:
        self.vocabulary = vocabulary
        self.translations = translations or {}
        # The same few words are wrong on many pages, and the same lists are on many.
        self._nearest_form = lru_cache(maxsize=1024)(self._find_nearest_form)
        self._parts = lru_cache(maxsize=1024)(self._find_parts)
        self._most: dict[str, int] = {}

    def with_words(self, words: Mapping[tuple[str, str], Sequence[str]]) -> Terms:
        """These terms with words of the locale for some of them: the first is the word, the others are accepted too.

        What was a word of such a term before is accepted as well.
        """
        translations = dict(self.translations)
        for key, forms in words.items():
            before = translations.get(key)
            known = (before.word, *before.also) if before else ()
            word, *also = dict.fromkeys(map(normalized, (*forms, *known)))
            translations[key] = Translation(word, tuple(also))
        return Terms(self.vocabulary, translations)

    def find(self, kind: str, text: str, among: Collection[str] | None = None) -> TermMatch | None:
        """The term of `kind` that `text` is a form of; case matters, white space and invisible characters do not.

        A locale may have one word for several terms: `among` holds the canonical words that are expected.
        """
        for match in self._forms.get(kind, _NO_FORMS).get(normalized(text), ()):
            if among is None or match.canonical in among:
                return match
        return None

    @property
    def are_translated(self) -> bool:
        """Whether the locale has any words of its own."""
        return bool(self.translations)

    def has(self, kind: str) -> bool:
        """Whether the locale has words of its own for terms of `kind`."""
        return any(translated == kind for translated, _ in self.translations)

    def word(self, kind: str, canonical: str) -> str:
        """The locale's word for a term, which is the canonical one where there is no translation."""
        translation = self.translations.get((kind, canonical))
        return translation.word if translation else canonical

    def words(self, kind: str) -> tuple[str, ...]:
        """The locale's words of a kind, in the order of the vocabulary."""
        return tuple(self.word(kind, canonical) for canonical in self.vocabulary.words(kind))

    def own_words(self, kind: str, canonical: str) -> tuple[str, ...]:
        """The locale's words for a term, where they are not the canonical one: the word, and those also accepted."""
        translation = self.translations.get((kind, canonical))
        return (translation.word, *translation.also) if translation and translation.word != canonical else ()

    def renamed(self) -> Iterator[tuple[str, str]]:
        """Each earlier name with the present one: the locale's word, or the source's where that is an earlier name."""
        for kind, terms in self.vocabulary.kinds.items():
            for term in terms:
                word = self.word(kind, term.canonical)
                present = term.canonical if word in term.formerly else word
                yield from ((name, present) for name in term.formerly)

    def suggest(self, kind: str, text: str) -> str | None:
        """The locale's word that was probably meant by `text`: the present name of an earlier one, or the nearest."""
        wanted = normalized(text)
        return self._present_name(kind, wanted) or self._word_of(kind, self._nearest_form(kind, wanted))

    def correction(self, kind: str, text: str) -> str | None:
        """The word of `suggest` where it was so certainly meant that it can be put in the place of `text`."""
        wanted = normalized(text)
        if present := self._present_name(kind, wanted):
            return present
        form = self._nearest_form(kind, wanted)
        return self._word_of(kind, form) if form and is_slip(wanted, form) else None

    def _present_name(self, kind: str, wanted: str) -> str | None:
        """The locale's word for a term that was called `wanted` earlier."""
        terms = (term for term in self.vocabulary.kinds.get(kind, ()) if wanted in term.formerly)
        term = next(terms, None)
        return self.word(kind, term.canonical) if term else None

    def _find_nearest_form(self, kind: str, wanted: str) -> str | None:
        return nearest(wanted, self._forms.get(kind, {}))

    def _word_of(self, kind: str, form: str | None) -> str | None:
        return self.word(kind, self._forms[kind][form][0].canonical) if form else None

    def split(self, kind: str, text: str) -> tuple[Part, ...]:
        """The values of a list.

        The separator is ` / `; `/`, `,`, `;`, their full-width forms, ` & ` and line ends separate too, so that every
        value is found however it was written. A term that contains a separator is one value. A value is empty where a
        separator has no neighbour.
        """
        return self._parts(kind, text)

    def _find_parts(self, kind: str, text: str) -> tuple[Part, ...]:
        forms = self._forms.get(kind, {})
        most = self._most_separators(kind)
        separators = [*(match.span() for match in _SEPARATOR.finditer(text)), (len(text), len(text))]
        parts = []
        start = at = 0
        while at < len(separators):
            # The longest term first; what is none ends at the next separator.
            ends = range(min(at + most, len(separators) - 1), at, -1)
            at = next((end for end in ends if normalized(text[start : separators[end][0]]) in forms), at)
            piece = text[start : separators[at][0]]
            parts.append(Part(piece.strip(), start + len(piece) - len(piece.lstrip())))
            start = separators[at][1]
            at += 1
        return tuple(parts)

    def _most_separators(self, kind: str) -> int:
        """How many separators a term may contain at most; the end of a line may stand in the place of each space."""
        if kind not in self._most:
            forms = self._forms.get(kind, {})
            self._most[kind] = max((len(_SEPARATOR.findall(form)) + form.count(" ") for form in forms), default=0)
        return self._most[kind]

    @cached_property
    def _forms(self) -> dict[str, dict[str, list[TermMatch]]]:
        """For each kind, what a text may say. A locale's own word comes first, then what comes first in the file."""
        forms: dict[str, dict[str, list[TermMatch]]] = {}
        for kind, terms in self.vocabulary.kinds.items():
            own = forms.setdefault(kind, {})
            for term in terms:
                for word in self._own_words(kind, term):
                    own.setdefault(normalized(word), []).append(TermMatch(term.canonical, "locale"))
            for term in terms:
                for word in {term.canonical, *term.also} - set(self._own_words(kind, term)):
                    own.setdefault(normalized(word), []).append(TermMatch(term.canonical, "source"))
        return forms

    def _own_words(self, kind: str, term: Term) -> Iterable[str]:
        """What the locale says; a term that it leaves as it is keeps its other spellings too."""
        translation = self.translations.get((kind, term.canonical), Translation(term.canonical))
        kept = term.also if translation.word == term.canonical else ()
        return (translation.word, *translation.also, *kept)


def load_terms(vocabulary: Vocabulary, catalogs: Iterable[Path] = (), notes: Notes = NO_NOTES) -> Terms:
    """The vocabulary with the translations of the catalogs terms.po that exist; later ones win.

    Entries that are fuzzy or not translated do not count. Catalogs of which there are `notes` are not read again.
    Raises `CatalogError`.
    """
    paths = [path for path in catalogs if path.is_file()]
    note = notes.note("terms", map(file_bytes, paths))
    if note.value is None:
        from playbook_lint.l10n.catalog import read_catalog

        terms = terms_of(vocabulary, map(read_catalog, paths))
        note.keep([(*key, found.word, found.also) for key, found in terms.translations.items()])
        return terms
    return Terms(vocabulary, {(kind, term): Translation(word, tuple(also)) for kind, term, word, also in note.value})


def terms_of(vocabulary: Vocabulary, catalogs: Iterable[Catalog]) -> Terms:
    """The vocabulary with the translations of `catalogs`, as `load_terms` gives it."""
    translations = {}
    for catalog in catalogs:
        for message in catalog.messages:
            if message.target and not message.fuzzy:
                listed = "; ".join(_ALSO.findall(message.comment)).split(";")
                also = tuple(normalized(form) for form in listed if form.strip())
                translations[message.context, message.source] = Translation(normalized(message.target), also)
    return Terms(vocabulary, translations)
