"""A metadata value must be of the type that the metadata schema asks for: a text, a number, a list and so on.

YAML takes `2024` for a number, `yes` and `true` for truth values and `[a, b]` for a list, where quotes would make
each a text. Publishing then drops the value or fails.

Limits: quotes are put automatically around numbers and truth values at the top level.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.records import replace
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="unexpected-type",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="A metadata value is of the wrong type.",
    message={
        "unquoted": "`{attribute}` must be {expected}, not {actual}; put it in quotes",
        "other": "`{attribute}` must be {expected}, not {actual}",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each value of a wrong type."""
    for diagnostic in subject.violations(RULE.name):
        value = subject.page.metadata.get(str(diagnostic.arguments["attribute"]))
        unquoted = value and isinstance(value.value, bool | int | float) and diagnostic.arguments["expected"] == "text"
        arguments = {**diagnostic.arguments, "case": "unquoted" if unquoted else "other"}
        fix = _quotes(value.span) if value and unquoted else ()
        yield replace(diagnostic, arguments=arguments, fix=fix)


def _quotes(span: Span) -> tuple[Edit, ...]:
    return (Edit(Span(span.start, span.start), '"'), Edit(Span(span.end, span.end), '"'))
