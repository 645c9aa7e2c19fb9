"""A suppression comment must silence something.

What it once excused has been put right, or the comment stands in the wrong place. Left behind it would hide the next
mistake.

Limits: only names of rules that ran are judged, a category or a comment without names only when all of its rules ran.
That leaves out rules that the configuration switches off, and rules that compare all pages when only some are
checked, as in a pre-commit hook. Unknown names are reported by `suppression-invalid`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.rules.subject import SuppressionSubject
from playbook_lint.suppressions import SILENCING

RULE = Rule(
    name="suppression-unused",
    category=Category.SUPPRESSIONS,
    severity=Severity.WARNING,
    summary="A suppression comment silences nothing.",
    message={
        "name": "`{name}` is not reported here; delete it from the comment",
        "all": "Nothing is reported here; delete the comment",
    },
    since="0.1.0",
    scope=Scope.SUPPRESSIONS,
)


def check(subject: SuppressionSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name, and each comment without names, that silenced nothing."""
    for suppression, place in subject.comments:
        if suppression.verb not in SILENCING:
            continue
        for name in suppression.names:
            if name in subject.active and (suppression, name) not in subject.used:
                yield Diagnostic(RULE.name, place, {"case": "name", "name": name})
        if not suppression.names and subject.active == subject.names and (suppression, "*") not in subject.used:
            yield Diagnostic(RULE.name, place, {"case": "all"})
