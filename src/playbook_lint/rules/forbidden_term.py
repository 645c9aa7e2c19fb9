"""A translation must not use a word that the glossary forbids, nor the former name of a product.

The glossary files of the configuration list words to avoid, for one language or for all. Names that the schemas list as
`formerly` are those that a product had before it was renamed: a translation that still says one sends readers to look
for what is not there any more.

What the source says itself is no fault of its translation, unless the glossary forbids it in all languages, or in that
of the source.

Limits: other forms of a forbidden word are not found; in a script without spaces it is found in longer words too.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="forbidden-term",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation uses a word that the glossary forbids, or the former name of a product.",
    message={
        "instead": "`{text}` must not be used; write {words}",
        "unknown": "`{text}` must not be used; the glossary forbids it",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each such word."""
    for found in subject.translations:
        target = found.target.text
        for (_, start, end), words in subject.wording.unwanted(found.source.text, target):
            text = " ".join(target[start:end].split())
            if words:
                yield found.diagnostic(RULE.name, start, end, case="instead", text=text, words=list(words))
            else:
                yield found.diagnostic(RULE.name, start, end, case="unknown", text=text)
