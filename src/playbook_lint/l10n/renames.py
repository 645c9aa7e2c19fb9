"""Names that only translations have: what a product was called before it was renamed in the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from playbook_lint.l10n.agreement import strange_names
from playbook_lint.l10n.bare import blanked
from playbook_lint.l10n.scoring import Knowledge
from playbook_lint.l10n.traits import WORD_END, WORD_START

# A word that is written as only names are, in small letters for the most part: acronyms may be those of the language.
_NAME = re.compile(rf"{WORD_START}(?=(?:[A-Z0-9]*[a-z]){{3}})[A-Za-z0-9]*[a-z][A-Z0-9][A-Za-z0-9]*{WORD_END}")
# Words with a capital and numbers, one after another.
_CAPITALS = re.compile(rf"{WORD_START}(?:[A-Z]\w*|[0-9]+)(?: (?:[A-Z]\w*|[0-9]+))*{WORD_END}")
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 4
# Longer texts (in characters) say this and that, and would take long.
_LONGEST = 10_000
# In so many different texts a name must be, for a slip or a translator's own word not to be taken for it.
_LEAST_TEXTS = 2
# What of the texts must agree that a name was renamed, and to what.
_RENAMED, _SUCCEEDED = 0.8, 0.6
_NOTHING_KNOWN = Knowledge()


class Stray(NamedTuple):
    """A name at the characters `[start, end)` of a target text, and the names of its source that the target lacks."""

    name: str
    start: int
    end: int
    lacking: frozenset[str]


class Rename(NamedTuple):
    """What `former` is called in the source by now, and in how many different texts translations say the former."""

    former: str
    present: str
    texts: int


def strays(source: str, target: str, known: Collection[str] = ()) -> Iterator[Stray]:
    """The names of a translation that nothing in its source explains, each once; `known` ones are left out."""
    if max(len(source), len(target)) > _LONGEST:
        return
    found = [match for match in _NAME.finditer(target) if match[0] not in source]
    if not found:
        return
    strange = set(strange_names(source, target, _NOTHING_KNOWN)).difference(map(str.casefold, known))
    text = blanked(target)
    for match in found:
        if match[0].casefold() in strange and text.startswith(match[0], match.start()):
            strange.remove(match[0].casefold())
            yield Stray(match[0], match.start(), match.end(), frozenset(_lacking(source, target)))


def renames(
    texts: Mapping[str, Mapping[str, Collection[str]]], translations: Collection[tuple[str, str]]
) -> Iterator[Rename]:
    """What became of names: of each, `texts` has the sources that lack it, with the names that their targets lack.

    `translations` are all texts of the locale with what stands for them. A name is no former one where sources have it
    too, or where it stands for this and that.
    """
    likely = [found for name, lacking in texts.items() if (found := _likely(name, lacking))]
    names = {found.former.casefold() for found in likely}
    if not names:
        return
    sources = {source for source, _ in translations}
    known = Counter(word for source in sources for word in names.intersection(_WORD.findall(source.casefold())))
    for found in likely:
        is_gone = found.texts >= _RENAMED * (found.texts + known[found.former.casefold()])
        if is_gone and _stands_for(found, texts[found.former], translations):
            yield found


def _likely(name: str, lacking: Mapping[str, Collection[str]]) -> Rename | None:
    """What most of the sources that lack `name` have in its place."""
    counts = Counter(other for names in lacking.values() for other in names)
    present, count = max(counts.items(), key=lambda item: (item[1], len(item[0]), item[0]), default=("", 0))
    is_likely = count >= max(_SUCCEEDED * len(lacking), _LEAST_TEXTS)
    return Rename(name, present, len(lacking)) if is_likely else None


def _stands_for(found: Rename, lacking: Collection[str], translations: Iterable[tuple[str, str]]) -> bool:
    """Whether the present name, where a translation lacks it, is the former one at least every second time."""
    others = {source for source, target in translations if found.present in source and found.present not in target}
    return len(others.difference(lacking)) <= found.texts


def _lacking(source: str, target: str) -> Iterator[str]:
    """What may be a name in the source, of one word or more, that the target lacks."""
    said = target.casefold()
    for run in _CAPITALS.findall(blanked(source)):
        words = run.split(" ")
        for start in range(len(words)):
            for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
                name = " ".join(words[start:end])
                if not name.isdigit() and name.casefold() not in said:
                    yield name
