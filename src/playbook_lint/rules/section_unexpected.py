"""A page must have no other sections than those of its page type, where the page type says so.

Readers find their way because every page of a type has the same sections.

Limits: only for page types with `other-sections: forbid`. A section that has a place in the page type, but stands at
the wrong one, is reported by `section-misplaced` or `section-level-invalid`; a heading that stands where exactly one
section is missing by `section-misnamed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="section-unexpected",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="A section is none that the page type allows.",
    message="A page of the type `{page_type}` has no section `{heading}` here; put its text under one that it has",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each heading that no section of the page type allows."""
    if subject.outline and subject.page_type:
        for heading in subject.outline.unexpected:
            if heading.text:
                arguments = {"heading": heading.text, "page_type": subject.page_type.name}
                yield Diagnostic(RULE.name, heading.span, arguments)
