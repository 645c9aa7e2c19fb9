"""A code must stand in the heading of its own column, which explains it: `(M)andatory / (O)ptional`.

A code that is right in one language or in another table is a riddle where the heading explains other letters. Where it
explains the page's own code for the same, that one is suggested.

Limits: a code that is no term at all is the matter of `code-unknown`. Where the heading is not the declared one, which
`table-header-invalid` reports, the codes of the declared heading are fine too.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Argument, Diagnostic, Edit, Related, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.tables import UnexplainedCode
from playbook_lint.schema.terms import normalized

RULE = Rule(
    name="code-not-in-legend",
    category=Category.TABLES,
    severity=Severity.ERROR,
    summary="A code is not explained by the heading of its column.",
    message={
        "word": "The heading of this column does not explain `{code}`; write `{word}`",
        "some": "The heading of this column does not explain `{code}`; it explains {codes}",
        "none": "The heading of this column does not explain `{code}`; it has no codes in parentheses",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each code that its heading does not explain."""
    for found in subject.unexplained_codes:
        case = "word" if found.word else "some" if found.legend else "none"
        arguments: dict[str, Argument] = {"case": case, "code": normalized(found.cell.text), "word": found.word}
        yield Diagnostic(
            RULE.name,
            found.cell.span,
            {**arguments, "codes": list(found.legend)},
            related=(Related(found.heading.span, "the heading"),),
            fix=_fix(subject, found),
        )


def _fix(subject: PageSubject, found: UnexplainedCode) -> tuple[Edit, ...]:
    """The right word in place of the cell, unless markup is in the way."""
    exact = subject.page.source.slice(found.cell.span) == found.cell.text
    return (Edit(found.cell.span, found.word),) if found.word and exact else ()
