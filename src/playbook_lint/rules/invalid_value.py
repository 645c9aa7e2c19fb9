"""A metadata value must be one of those, or of the form, that the metadata schema allows.

Reports, filters and permissions compare these values letter by letter: a page for `Partner` is not shown to
`partner`.

Limits: dates, lengths and types have rules of their own (`date-format-invalid`, `string-length-invalid`,
`unexpected-type`). Only a value from a list of allowed ones is corrected automatically.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="invalid-value",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="A metadata value is not one that is allowed.",
    message={
        "form": "`{attribute}` must be {form}, not `{value}`",
        "allowed": "`{attribute}` must be {allowed}, not `{value}`",
        "other": "`{attribute}` has a value that is not valid: {reason}",
        "whole": "The metadata is not valid: {reason}",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each value that is not allowed."""
    for diagnostic in subject.violations(RULE.name):
        arguments = diagnostic.arguments
        if not arguments["attribute"]:
            yield replace(diagnostic, arguments={**arguments, "case": "whole"})
        else:
            yield subject.corrected(diagnostic, arguments["value"], arguments.get("suggestion"))
