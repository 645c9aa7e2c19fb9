"""A translation must use the words that the glossary has for the terms of its source.

Readers who meet two words for one thing look for a difference where there is none, and those who search for one word
miss what says the other. The words come from the glossary files of the configuration, and from `terms.po`.

A term is found in the source as whole words, whatever their case; one with inner capitals only as it is written. A
translation has it when all words of an accepted translation are there in some form, as their first letters tell.

Limits: terms of one word from `terms.po` are not looked for in running text, where they mean this and that; those of
several words only as they are written. A translation that is its source is the matter of other rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="check_glossary",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation does not use the glossary's word for a term of its source.",
    message="The source says `{term}`, and the translation none of its words in the glossary: {words}",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each such term, at the term itself where the translation still has it."""
    for found in subject.translations:
        source, target = found.source.text, found.target.text
        if source.strip() == target.strip():
            continue
        for term, words in subject.wording.missing(source, target):
            at = target.find(term)
            start, end = (at, at + len(term)) if at >= 0 else (0, None)
            yield found.diagnostic(RULE.name, start, end, term=term, words=list(words))
