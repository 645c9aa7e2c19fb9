"""A suppression comment must be one of the known ones, and the rules or categories that it names must exist.

A comment with a slip silences nothing, and a comment for a rule that was renamed lies in wait. The known comments are
`playbook-lint-disable-next-line`, `-disable-line`, `-disable`, `-enable` and `-disable-file`, in small letters. One
that names nothing silences every rule.

Limits: comments that begin with anything but `playbook-lint-` are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.rules.suppression_subject import SuppressionSubject
from playbook_lint.suggest import nearest
from playbook_lint.suppressions import PREFIX, VERBS

RULE = Rule(
    name="suppression-invalid",
    category=Category.SUPPRESSIONS,
    severity=Severity.WARNING,
    summary="A suppression comment is not one, or names no rule.",
    message={
        "verb": "There is no comment `{directive}`, so it silences nothing",
        "name": "`{name}` is neither a rule nor a category, so it silences nothing",
    },
    since="0.1.0",
    scope=Scope.SUPPRESSIONS,
)


def check(subject: SuppressionSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each unknown verb and each unknown name."""
    for suppression, place in subject.comments:
        if not suppression.known:
            verb = nearest(suppression.directive[len(PREFIX) :], VERBS)
            suggestion = f"{PREFIX}{verb}" if verb else None
            arguments = {"case": "verb", "directive": suppression.directive, "suggestion": suggestion}
            yield Diagnostic(RULE.name, place, arguments)
            continue
        for name in suppression.names:
            if name not in subject.names:
                suggestion = nearest(name, subject.names)
                yield Diagnostic(RULE.name, place, {"case": "name", "name": name, "suggestion": suggestion})
