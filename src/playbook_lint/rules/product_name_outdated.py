"""A translation must not keep a product's old name when the source has a new one.

A rename changes the source everywhere at once, and reaches translations one by one, or never. It shows without a list
of names: a name stands in several translations but in no source, and where it does, the sources agree on another name
that these translations lack.

Limits: only names with a capital inside a word, such as `PowerPoint`, are known as names in every language; acronyms
are not looked at, since languages have their own. A name that is found once is taken for a slip. Former names that the
glossary or the schemas list are the matter of `forbidden-term`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Arguments, Diagnostic, Severity
from playbook_lint.l10n.renames import renames
from playbook_lint.rules.catalogs_subject import CatalogsSubject, StrayFact
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="product-name-outdated",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation has a product's old name, of which the source has a new one.",
    message="The source says `{present}`, this translation still `{name}`, as {count} do; use the name of the source",
    since="0.1.0",
    scope=Scope.CATALOGS,
)


def check(subject: CatalogsSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at such a name in each translation, name by name."""
    for catalogs in subject.by_locale.values():
        by_name: dict[str, list[tuple[str, StrayFact]]] = {}
        for catalog in catalogs:
            for fact in catalog.strays:
                by_name.setdefault(fact.stray.name, []).append((catalog.path, fact))
        texts = {name: {fact.source: fact.stray.lacking for _, fact in found} for name, found in by_name.items()}
        translations = {(one.source, one.target) for catalog in catalogs for one in catalog.translations}
        for renamed in renames(texts, translations):
            for path, fact in by_name[renamed.former]:
                if renamed.present in fact.stray.lacking:
                    told: Arguments = {"name": renamed.former, "count": renamed.texts, "present": renamed.present}
                    yield Diagnostic(RULE.name, fact.span, told, path=path)
