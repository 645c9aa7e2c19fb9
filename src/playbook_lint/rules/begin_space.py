"""A translation must begin with a space where its source does, and only there.

What one text ends with and the next begins with meets on the page: a space that is missing joins two words, one too
many shows.

Limits: how many spaces there are is not compared. Scripts that do not part words by spaces need none, nor do full-width
marks, or a comma at the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.traits import is_spaceless
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="begin_space",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation does not begin with the space of its source, or with one too many.",
    message={
        "missing": "The source begins with a space, the translation does not; add it",
        "extra": "The translation begins with a space, the source does not; delete it",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)

# Marks that stand right behind the word before them.
_BEHIND_WORDS = ",،;؛\u00a0"


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the beginning of each such translation, with the fix."""
    for found in subject.translations:
        source, target = found.source.text, found.target.text
        ours, theirs = len(source) - len(source.lstrip(" ")), len(target) - len(target.lstrip(" "))
        if theirs and not ours:
            yield found.diagnostic(RULE.name, 0, theirs, (found.edit(0, theirs, ""),), case="extra")
        elif ours and not theirs and not (is_spaceless(target[0]) or target[0] in _BEHIND_WORDS):
            yield found.diagnostic(RULE.name, 0, 1, (found.edit(0, 0, source[:ours]),), case="missing")
