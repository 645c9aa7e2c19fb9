"""A translation must not be far longer than translations are.

It may hold a text of another message, or say more than its source: instructions that only readers of one language get.

How much longer or shorter a language is follows from all translations of the locale that are checked. Only texts of
some length are compared, without code, addresses and markup; with names and other words that stand in both, and
without them: what is nearer to usual counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalogs_subject import CatalogsSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="long",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation is far longer than translations of such texts are.",
    message="The translation is {times} times as long as is usual for its source; check what was added",
    since="0.1.0",
    scope=Scope.CATALOGS,
)

# Further from what is usual no language goes with a whole sentence.
_TIMES = 2.0


def check(subject: CatalogsSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each such translation."""
    for length in subject.lengths:
        if length.times > _TIMES:
            yield length.fact.diagnostic(RULE.name, length.path, times=round(length.times, 1))
