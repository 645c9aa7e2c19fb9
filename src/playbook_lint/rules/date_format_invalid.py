"""A date of the metadata must be a real date in the form that the metadata schema asks for.

Publishing reads the date to tell how fresh the page is; `31/12/2025` or `5/2/19` is read wrong or not at all. In
`M/d/yyyy` month and day have one or two digits and the year four; `MM` and `dd` ask for two.

Limits: `2025-12-31`, which nobody can misread, is put in the right form automatically; other dates are not, since day
and month may be the wrong way round. Dates in update tables are reported by `update-date-invalid`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.records import replace
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.dates import format_date, parse_date

RULE = Rule(
    name="date-format-invalid",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="A metadata date is not of the right form or no real date.",
    message="`{attribute}` must be a real date of the form `{format}`, not `{value}`",
    since="0.1.0",
)

# The one order of year, month and day that is the same everywhere.
_UNMISTAKABLE = "yyyy-M-d"


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each date of a wrong form."""
    for diagnostic in subject.violations(RULE.name):
        written, form = str(diagnostic.arguments["value"]), str(diagnostic.arguments["format"])
        day = parse_date(written, _UNMISTAKABLE)
        suggestion = format_date(day, form) if day else None
        suggested = replace(diagnostic, arguments={**diagnostic.arguments, "suggestion": suggestion})
        yield subject.corrected(suggested, written, suggestion)
