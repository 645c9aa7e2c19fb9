"""A suppression comment must silence something, and one that ends a block must have one to end.

What it once excused has been put right, or the comment stands in the wrong place. Left behind it would hide the next
mistake.

Limits: only names of rules that ran are judged, a category or a comment without names only when all of its rules ran.
That leaves out rules that the configuration switches off, rules that compare all pages when only some are checked, as
in a pre-commit hook, and rules that ask the web, which only `playbook-lint links` runs. A comment without names is not
judged where it covers a link to the web. Nor is the comment of a message that has no translation, or a fuzzy one whose
source changed: it may be needed again. Unknown names are reported by `suppression-invalid`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.rules.suppression_subject import SuppressionSubject
from playbook_lint.source import Place
from playbook_lint.suppressions import ALL, END, SILENCING, Suppression

RULE = Rule(
    name="suppression-unused",
    category=Category.SUPPRESSIONS,
    severity=Severity.WARNING,
    summary="A suppression comment silences nothing.",
    message={
        "name": "`{name}` is not reported here; delete it from the comment",
        "all": "Nothing is reported here; delete the comment",
        "no-block": "No block of `{name}` begins above; delete it from the comment",
        "no-blocks": "No block begins above; delete the comment",
    },
    since="0.1.0",
    scope=Scope.SUPPRESSIONS,
)


def check(subject: SuppressionSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name, and each comment without names, that silenced nothing or ended no block."""
    for suppression, place in subject.comments:
        if suppression.verb == END:
            yield from _without_blocks(suppression, place, subject)
        if suppression.verb not in SILENCING or suppression.idle:
            continue
        for name in suppression.names:
            if name in subject.active and (suppression, name) not in subject.used:
                yield Diagnostic(RULE.name, place, {"case": "name", "name": name})
        if not suppression.names and ALL in subject.active and not _is_used(suppression, subject):
            yield Diagnostic(RULE.name, place, {"case": "all"})


def _without_blocks(suppression: Suppression, place: Place, subject: SuppressionSubject) -> Iterator[Diagnostic]:
    for name in suppression.names:
        if name in subject.names and name not in suppression.ends:
            yield Diagnostic(RULE.name, place, {"case": "no-block", "name": name})
    if not suppression.names and not suppression.ends:
        yield Diagnostic(RULE.name, place, {"case": "no-blocks"})


def _is_used(suppression: Suppression, subject: SuppressionSubject) -> bool:
    """Whether a comment without names silenced something, or may do so when the web is asked."""
    first, last = suppression.lines[0]
    next_line = bisect_left(subject.web_lines, first)
    covers_web = next_line < len(subject.web_lines) and subject.web_lines[next_line] <= last
    return covers_web or (suppression, ALL) in subject.used
