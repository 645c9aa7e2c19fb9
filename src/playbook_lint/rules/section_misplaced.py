"""The sections of a page must stand in the order of its page type.

Readers find their way because every page of a type has the same sections in the same order. Of all the sections that
are out of order, the fewest are reported that would have to move.

Limits: headings that are no section of the page type are passed over, and of a section that stands twice only the first
place counts. Pages in a language without words for sections are not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="section-misplaced",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="A section stands in another place than its page type gives it.",
    message={
        "after": "The section `{section}` stands in the wrong place; move it after `{neighbour}`",
        "before": "The section `{section}` stands in the wrong place; move it before `{neighbour}`",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each section that would have to move."""
    for moved in subject.outline.out_of_order if subject.outline else ():
        neighbour = moved.after or moved.before
        if neighbour:
            case = "after" if moved.after else "before"
            heading = moved.section.heading
            arguments = {"case": case, "section": heading.text, "neighbour": neighbour.text}
            related = (Related(neighbour.span, f"`{heading.text}` belongs {case} this"),)
            yield Diagnostic(RULE.name, heading.span, arguments, related=related)
