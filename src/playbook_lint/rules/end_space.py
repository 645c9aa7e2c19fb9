"""A translation must end with a space where its source does, and only there.

What one text ends with and the next begins with meets on the page: a space that is missing joins two words.

Limits: how many spaces there are is not compared. Scripts that do not part words by spaces need none, nor do full-width
marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.traits import is_spaceless
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="end_space",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation does not end with the space of its source, or with one too many.",
    message={
        "missing": "The source ends with a space, the translation does not; add it",
        "extra": "The translation ends with a space, the source does not; delete it",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the end of each such translation, with the fix."""
    for found in subject.translations:
        source, target = found.source.text, found.target.text
        end, words = len(target), len(target.rstrip(" "))
        ours = len(source) - len(source.rstrip(" "))
        if words < end and not ours:
            yield found.diagnostic(RULE.name, words, end, (found.edit(words, end, ""),), case="extra")
        elif ours and words == end and not (is_spaceless(target[-1]) or target[-1] == "\u00a0"):
            yield found.diagnostic(RULE.name, end - 1, end, (found.edit(end, end, source[-ours:]),), case="missing")
