"""A translation must have the acronyms that its source has and its language keeps.

An acronym is often the one word of a sentence that a reader looks for, and a dropped one can mean a dropped sentence.

Whether a language keeps an acronym (`API`) or has its own (`EU`, `UE`) follows from the catalogs of the locale that are
checked: one that most translations keep, and at least three, is to be kept.

Limits: of acronyms that few texts have nothing is known. Short texts, such as titles, often write an acronym out, and
so may a sentence; therefore this is for information only. Texts in capitals are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.traits import acronyms, words
from playbook_lint.rules.catalogs_subject import CatalogFact, CatalogFacts, CatalogsSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="acronyms",
    category=Category.TRANSLATION,
    severity=Severity.INFO,
    summary="A translation lacks an acronym of its source that other translations keep.",
    message="The translation lacks {missing}, which the source has and other translations keep; add what is missing",
    since="0.1.0",
    scope=Scope.CATALOGS,
)

# In so many texts, and in so large a part of the others, an acronym must be kept before it is known to be.
_LEAST_KEPT, _LEAST_SHARE = 3, 0.8
_LEAST_WORDS = 6
# Shorter ones may be words when they are in small letters.
_LONG = 3


def check(subject: CatalogsSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each translation that lacks acronyms."""
    for catalogs in subject.by_locale.values():
        yield from _in_locale(catalogs)


def _in_locale(catalogs: Iterable[CatalogFacts]) -> Iterator[Diagnostic]:
    said: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    lacking: list[tuple[str, CatalogFact, list[str]]] = []
    for catalog in catalogs:
        for fact in catalog.translations:
            found = dict.fromkeys(acronyms(fact.source))
            missing = [acronym for acronym in found if not _has(fact.target, acronym)]
            if missing and sum(1 for _ in words(fact.source)) >= _LEAST_WORDS:
                lacking.append((catalog.path, fact, missing))
            if found and (text := (fact.source, fact.target)) not in seen:
                seen.add(text)
                said.update(found.keys())
                kept.update(found.keys() - set(missing))
    for path, fact, missing in lacking:
        known = [one for one in missing if kept[one] >= max(_LEAST_KEPT, _LEAST_SHARE * (said[one] - 1))]
        if known:
            yield fact.diagnostic(RULE.name, path, missing=" and ".join(f"`{one}`" for one in known))


def _has(text: str, acronym: str) -> bool:
    """Whether a text has an acronym, be it part of a compound or with an ending."""
    flags = re.IGNORECASE if len(acronym) >= _LONG else re.NOFLAG
    return acronym in text or re.search(rf"(?<![^\W_]){acronym}", text, flags) is not None
