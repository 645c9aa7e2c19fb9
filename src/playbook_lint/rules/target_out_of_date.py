"""A target page must be what its catalog makes of the source page.

What translators wrote reaches readers only when the page is compiled. And what was written into the page itself is lost
when that is done next, unless it is taken into the catalog first.

The first line that differs is reported: `behind` when `playbook-lint sync` would write the page, `edited` when the page
has a text that neither its catalog nor the source page knows, so that `playbook-lint import` should take it over.

Limits: only pages that have a catalog, and as many translated messages as `sync` asks for. Whether a page was edited
after its catalog is for git to say, and for the times of files where git does not know.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.pair_subject import PairSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="target-out-of-date",
    category=Category.SYNC,
    severity=Severity.WARNING,
    summary="A target page is not what its catalog compiles to.",
    message={
        "behind": "With `{catalog}` this line is `{compiled}`; run `playbook-lint sync`",
        "more": "With `{catalog}` the page goes on with `{compiled}`; run `playbook-lint sync`",
        "gone": "With `{catalog}` nothing stands here; run `playbook-lint sync`",
        "space": "With `{catalog}` the page has other spaces or line endings; run `playbook-lint sync`",
        "edited": "`{catalog}` does not have this text; run `playbook-lint import`, or else `sync` undoes it",
    },
    since="0.1.0",
    scope=Scope.PAIR,
)


def check(subject: PairSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the first line that differs."""
    translation = subject.translation
    drift = translation.drift if translation else None
    if translation and drift:
        case: str = drift.case
        if case == "behind" and not (drift.written and drift.compiled):
            case = "more" if drift.compiled else "gone"
        arguments = {"case": case, "catalog": translation.catalog, "compiled": drift.compiled}
        yield Diagnostic(RULE.name, drift.place, arguments)
