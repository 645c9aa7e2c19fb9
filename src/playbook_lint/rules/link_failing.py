"""A link to the web is broken, but not yet for long.

Hosts have bad days. With a `tolerance` in the configuration, a link that was not broken for so many days, nor in so
many runs, is told here, and only then becomes an error (`link-broken`). Of `days` and `runs`, the one that is over
first counts.

Limits: since when a link is broken is known from earlier runs. Without a store of answers (`--no-store`, or a CI job
that does not keep the file) each run is the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.rules.web_subject import WebSubject, day

RULE = Rule(
    name="link-failing",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A link to the web is broken, but not yet for long.",
    message={
        "once": "`{url}` is broken since {since}: {problem}",
        "again": "`{url}` is broken since {since}, in {runs} runs: {problem}",
    },
    since="0.1.0",
    scope=Scope.WEB,
)


def check(subject: WebSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each link that is broken within tolerance."""
    for link, arguments in subject.broken(tolerated=True):
        runs = link.known.broken_runs
        since = day(link.known.first_broken or link.known.checked)
        case = "again" if runs > 1 else "once"
        yield link.diagnostic(RULE.name, {"case": case, "since": since, "runs": runs, **arguments})
