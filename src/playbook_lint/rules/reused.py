"""Different texts should not have one translation.

A translation that was copied and never changed says what another text says.

Limits: short texts of different words often mean the same, and so do texts that share many words; both are left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.l10n.bare import blanked
from playbook_lint.l10n.traits import letters, words
from playbook_lint.rules.catalogs_subject import CatalogFact, CatalogsSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="reused",
    category=Category.TRANSLATION,
    severity=Severity.INFO,
    summary="A translation is also that of a different text.",
    message="This is also the translation of `{other}`; check which of them it fits",
    since="0.1.0",
    scope=Scope.CATALOGS,
)

_LEAST_WORDS = 4
# Texts that share a larger part of all their words may mean the same.
_MOST_COMMON = 0.3


def check(subject: CatalogsSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each translation of a text that an earlier, different text has too."""
    for catalogs in subject.by_locale.values():
        first: dict[str, list[tuple[str, CatalogFact, frozenset[str]]]] = defaultdict(list)
        for catalog in catalogs:
            for fact in catalog.translations:
                said = frozenset(words(blanked(fact.source).casefold()))
                same = first[letters(fact.target)] if len(said) >= _LEAST_WORDS and fact.source != fact.target else []
                other = next((one for one in same if _differ(said, one[2])), None)
                if other:
                    related = (Related(other[1].target_span, "the other text", other[0]),)
                    yield fact.diagnostic(RULE.name, catalog.path, related, other=other[1].source)
                elif not same:
                    same.append((catalog.path, fact, said))


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) <= _MOST_COMMON * len(one | other)
