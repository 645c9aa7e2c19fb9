"""A service in a table must be one of the terms for services; of a list, every service must.

A service under an old name, or spelled in another way, is not found by those who look for its tasks.

Limits: a service in the source language is the matter of `term-not-translated`; an empty cell is left to `cell-empty`.
Rows with more or fewer cells than their header are left out, since `table-cell-count` reports them.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="service-unknown",
    category=Category.TABLES,
    severity=Severity.ERROR,
    summary="A service in a table is none of the terms for services.",
    message={
        "nearest": "`{text}` is no service",
        "unknown": "`{text}` is no service; correct it, or add it to the terms",
        "several": "`{text}` are several services; this column takes one",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each service that is no term."""
    for value, arguments, fix in subject.unknown_values(subject.cell_terms("service")):
        yield Diagnostic(RULE.name, value.span, arguments, fix=fix)
