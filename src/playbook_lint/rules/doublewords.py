"""A translation must not say a word twice in a row.

"the the" is left behind when a sentence is edited; spelling checkers let it pass.

Some languages repeat words by their grammar: "die die" in German, "vous vous" in French, "se se" in Portuguese. No list
of them is built in. What two different translations of a locale repeat is taken for grammar, and words that the rule's
option `allow` lists may be repeated. A comma between both, or before short ones, a repetition in the source, and
names with capitals are fine. That leaves grammar which is met for the first time, so this is for information only.

Limits: words are told in scripts that part them with spaces only, and of at least two letters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.bare import blanked
from playbook_lint.records import Record
from playbook_lint.rules.catalogs_subject import CatalogFact, CatalogsSubject
from playbook_lint.rules.rule import Category, Rule, Scope


class Options(Record, frozen=True):
    """Words that may stand twice in a row, in any case of their letters."""

    allow: tuple[str, ...] = ()


RULE = Rule(
    name="doublewords",
    category=Category.TRANSLATION,
    severity=Severity.INFO,
    summary="A translation says a word twice in a row.",
    message="`{text}` says a word twice; delete one of them, or list it in `allow` where the language repeats it",
    since="0.1.0",
    scope=Scope.CATALOGS,
    options=Options,
)

_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]{2,40})[ \t\n\xa0]+\1(?![\w'’-])", re.IGNORECASE)
# Longer words do not open a clause and follow in it at once.
_SHORT_WORD = 4


def check(subject: CatalogsSubject, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each word that a translation repeats, unless others of the locale repeat it too."""
    allowed = {word.casefold() for word in options.allow}
    for catalogs in subject.by_locale.values():
        found: dict[str, list[tuple[str, CatalogFact, str]]] = defaultdict(list)
        for catalog in catalogs:
            for fact in catalog.translations:
                for word, text in _doubled(fact):
                    found[word].append((catalog.path, fact, text))
        for word, places in found.items():
            if word not in allowed and len({fact.target for _, fact, _ in places}) == 1:
                yield from (fact.diagnostic(RULE.name, path, text=text) for path, fact, text in places)


def _doubled(fact: CatalogFact) -> Iterator[tuple[str, str]]:
    """The words that a translation repeats, and its source does not repeat any, each with how it is written."""
    if fact.source == fact.target or _DOUBLED.search(fact.source):
        return
    for match in _DOUBLED.finditer(blanked(fact.target)) if _DOUBLED.search(fact.target) else ():
        one, other = match[0].split()[0], match[0].split()[-1]
        is_text = fact.target.startswith(match[0], match.start())  # nothing was left out between both
        begins_clause = len(one) <= _SHORT_WORD and fact.target[: match.start()].rstrip().endswith(",")
        if (
            is_text
            and not begins_clause
            and not (one[0].isupper() and other[0].isupper())
            and one.lower() != one.upper()
        ):
            yield one.casefold(), " ".join((one, other))
