"""The metadata must have each key only once.

YAML forbids it, some tools take the first value and others the last, and whoever edits the other one wonders why
nothing changes.

Limits: keys are the same when they are written the same; `Title` and `title` are two keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="yaml-duplicate-key",
    category=Category.METADATA,
    severity=Severity.WARNING,
    summary="The metadata has a key twice.",
    message="`{attribute}` is given before; the last one counts, so delete one of them",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each repetition of a key."""
    for error in subject.page.metadata.errors:
        if error.kind == "duplicate-key":
            related = (Related(error.first, "given here first"),) if error.first else ()
            yield Diagnostic(RULE.name, error.span, {"attribute": error.detail}, related=related)
