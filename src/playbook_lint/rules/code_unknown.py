"""The code of a task must be one of the terms for codes.

A code says whether a task is mandatory or optional; a letter that is no code says nothing.

Limits: an empty cell is left to `cell-empty`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="code-unknown",
    category=Category.TABLES,
    severity=Severity.ERROR,
    summary="A code is none of the terms for codes.",
    message={"nearest": "`{code}` is no code", "unknown": "`{code}` is no code; use {codes}"},
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each code that is no term."""
    codes = list(subject.terms.words("code"))
    for text in subject.cell_terms("code"):
        for value, arguments, fix in subject.unknown_values([text]):
            case = "nearest" if arguments["suggestion"] else "unknown"
            yield Diagnostic(
                RULE.name,
                value.span,
                {"case": case, "code": value.text, "codes": codes, "suggestion": arguments["suggestion"]},
                fix=fix,
            )
