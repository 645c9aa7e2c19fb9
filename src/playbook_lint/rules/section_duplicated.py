"""A page must have each section once.

With two sections of one name, links and the page's own table of contents lead to the first only, and nobody knows which
of the two is kept up to date.

Limits: sections that a page type repeats (`*`, any heading) may share a name. A second section right after an
unexpected heading of a deeper level was meant to stand under that heading, which `section-unexpected` reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="section-duplicated",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="A section stands more than once.",
    message="The section `{section}` stands a second time; merge it with the first, or give it its own name",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each section after the first of its name."""
    if subject.outline is None:
        return
    above = {heading: before for before, heading in pairwise(subject.page.headings)}
    for duplicate in subject.outline.duplicates:
        heading = duplicate.section.heading
        before = above[heading]
        if before in subject.outline.unexpected and before.level > heading.level:
            continue
        related = (Related(duplicate.first.span, "the first section of this name"),)
        yield Diagnostic(RULE.name, heading.span, {"section": heading.text}, related=related)
