"""A metadata value must be one of those, or of the form, that the metadata schema allows.

Reports, filters and permissions compare these values letter by letter: a page for `Partner` is not shown to
`partner`.

Limits: dates, lengths and types have rules of their own (`date-format-invalid`, `string-length-invalid`,
`unexpected-type`). Only a slip in one of several allowed values is corrected automatically.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.records import replace
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.suggest import is_slip

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
            value, suggestion = arguments["value"], arguments.get("suggestion")
            is_sure = suggestion is not None and is_slip(str(value), str(suggestion))
            yield subject.corrected(diagnostic, value, suggestion) if is_sure else diagnostic
