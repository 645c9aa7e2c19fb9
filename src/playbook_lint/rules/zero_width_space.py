"""A translation must have no invisible characters that its source has not.

Zero width spaces, soft hyphens, byte order marks and other characters that nobody sees come along when text is pasted
from other programs. A search does not find the word they stand in, and an address that holds one leads nowhere.

Limits: a zero width space in scripts without spaces between words, and joiners and direction marks in the scripts and
emoji that need them, are left alone. So are as many runs of them as the source has: its page should lose them first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from playbook_lint import invisible
from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="zero-width-space",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation has an invisible character that its source has not.",
    message="Invisible {names} that the source has not; delete it",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each run of such characters, with the fix."""
    for found in subject.translations:
        target = found.target.text
        if target.isascii() and target.isprintable():
            continue
        found_in_target = list(invisible.find(target))
        more = _runs(target, found_in_target) - _runs(found.source.text, invisible.find(found.source.text))
        for start, end in reversed(found_in_target):
            run = target[start:end]
            if not more[frozenset(run)]:
                continue
            more[frozenset(run)] -= 1
            names = ", ".join(invisible.name(char) for char in dict.fromkeys(run))
            better = " " if any(char.isspace() for char in run) else ""
            yield found.diagnostic(RULE.name, start, end, (found.edit(start, end, better),), names=names)


def _runs(text: str, extents: Iterable[tuple[int, int]]) -> Counter[frozenset[str]]:
    """How many runs of which characters there are."""
    return Counter(frozenset(text[start:end]) for start, end in extents)
