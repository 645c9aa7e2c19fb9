"""A heading must not be more than one level deeper than the heading before it.

Readers who move by headings, and the page's own table of contents, take a heading two levels down for the child of a
heading that does not exist. Going up by any number of levels is fine.

Limits: headings inside list items are left out, since `heading-in-list` reports them; so is the level of a section that
the page type declares, since `section-level-invalid` reports it when it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.facts import Heading
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="heading-skipped",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="A heading is more than one level deeper than the one before it.",
    message="Heading level {level} follows level {previous}; use level {expected} or add the heading between",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each heading that skips a level."""
    headings = [heading for heading in subject.page.headings if not heading.in_list]
    for before, heading in pairwise(headings):
        if heading.level > before.level + 1 and not _declared(subject, heading):
            arguments = {"level": heading.level, "previous": before.level, "expected": before.level + 1}
            yield Diagnostic(RULE.name, heading.span, arguments)


def _declared(subject: PageSubject, heading: Heading) -> bool:
    section = subject.outline.section_of(heading) if subject.outline else None
    return section is not None and heading.level in section.spec.levels
