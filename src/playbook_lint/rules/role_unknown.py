"""A role in a table must be one of the terms for roles; of a list, every role must.

A role that is spelled in another way is not found by those who look for their tasks.

Limits: a role in the source language is the matter of `term-not-translated`; an empty cell is left to `cell-empty`.
Rows with more or fewer cells than their header are left out, since `table-cell-count` reports them.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.terms import Terms

RULE = Rule(
    name="role-unknown",
    category=Category.TABLES,
    severity=Severity.ERROR,
    summary="A role in a table is none of the terms for roles.",
    message={
        "nearest": "`{text}` is no role",
        "unknown": "`{text}` is no role; correct it, or add it to the terms",
        "several": "`{text}` are several roles; this column takes one",
        "glued": "`{text}` is the role `{role}` with the code `{code}`; put the code into its own cell",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each role that is no term."""
    for value, arguments, fix in subject.unknown_values(subject.cell_terms("role")):
        if glued := _glued(subject.terms, value.text):
            role, code = glued
            arguments = {"case": "glued", "text": value.text, "role": role, "code": code}
            yield Diagnostic(RULE.name, value.span, arguments)
        else:
            yield Diagnostic(RULE.name, value.span, arguments, fix=fix)


def _glued(terms: Terms, text: str) -> tuple[str, str] | None:
    """The role and the code that a text is made of."""
    for code in terms.words("code"):
        for rest in (text.removesuffix(code), text.removeprefix(code)):
            if rest != text and terms.find("role", rest):
                return rest.strip(), code
    return None
