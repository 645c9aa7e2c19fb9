"""The dates of one table must be written in one format.

In a table that says both `5/12/2020` and `13.05.2020`, nobody can tell whether the first is in May or in December.
Numbers with and without a leading zero are one format.

Limits: the format of most rows counts; what no calendar has is left to `update-date-invalid`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="update-date-formats-mixed",
    category=Category.UPDATES,
    severity=Severity.WARNING,
    summary="The dates of an update table are written in several formats.",
    message="`{text}` is not written like the other dates of the table, such as `{usual}`",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each date in another format than most of its table."""
    for _, cells in subject.update_dates:
        usual = next(((cell, found) for cell, found in cells if found.day), None)
        for cell, found in cells:
            if usual and found.kind == "other-format":
                arguments = {"text": found.text, "usual": usual[1].text}
                related = (Related(usual[0].span, "the usual format"),)
                yield Diagnostic(RULE.name, cell.span, arguments, related=related)
