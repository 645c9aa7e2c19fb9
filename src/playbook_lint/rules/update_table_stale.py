"""The update table of a target page must not end before that of its source page.

Each target page keeps an update table of its own, which says when the translation was brought up to date. Where the
source page has a newer entry, the translation has not followed it.

Limits: the newest dates are compared. Where the order of day, month and year in the target page is not plain, the later
day counts. Dates in the future, and what is no date, do not count (`update-date-in-future`, `update-date-invalid`). A
table that is missing is another matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Arguments, Diagnostic, Related, Severity
from playbook_lint.rules.pair_subject import PairSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="update-table-stale",
    category=Category.SYNC,
    severity=Severity.WARNING,
    summary="The update table of the source page has a newer entry.",
    message="The source page was updated on `{source}`, this page on `{target}`",
    since="0.1.0",
    scope=Scope.PAIR,
)


def check(subject: PairSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the newest date of the target page."""
    ours, theirs = subject.source.updated, subject.page.updated
    if ours and theirs and ours.day > theirs.day:
        arguments: Arguments = {"source": ours.text, "target": theirs.text}
        related = (Related(ours.place, "the newest entry of the source page", subject.source.path),)
        yield Diagnostic(RULE.name, theirs.place, arguments, related=related)
