"""One text must have one translation in a locale.

Readers take two names for two things. Where a text is translated in several ways, the rarer ones are reported, each
with a place of the most frequent one.

Limits: translations that differ in spaces, capitals and marks only are the same. Messages with different contexts
(`msgctxt`) are different texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.l10n.traits import letters
from playbook_lint.rules.catalogs_subject import CatalogFact, CatalogsSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="inconsistent",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A text has another translation elsewhere.",
    message="The same text is translated as `{other}` elsewhere; use one translation, or give the messages contexts",
    since="0.1.0",
    scope=Scope.CATALOGS,
)


def check(subject: CatalogsSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each translation that is not the most frequent one of its text."""
    for catalogs in subject.by_locale.values():
        same: dict[tuple[str | None, str], list[tuple[str, CatalogFact]]] = defaultdict(list)
        for catalog in catalogs:
            for fact in catalog.translations:
                same[fact.context, fact.source].append((catalog.path, fact))
        for found in same.values():
            if len({fact.target for _, fact in found}) > 1:
                yield from _others(found)


def _others(found: list[tuple[str, CatalogFact]]) -> Iterator[Diagnostic]:
    said = [letters(fact.target) for _, fact in found]
    usual = Counter(said).most_common(1)[0][0]
    usual_path, usual_fact = found[said.index(usual)]
    for (path, fact), text in zip(found, said, strict=True):
        if text != usual:
            related = (Related(usual_fact.target_span, "the most frequent translation", usual_path),)
            yield fact.diagnostic(RULE.name, path, related, other=usual_fact.target)
