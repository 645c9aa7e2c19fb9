"""A page must have no other sections than those of its page type, where the page type says so.

Readers find their way because every page of a type has the same sections.

Limits: only for page types with `other-sections: forbid`. A section that has a place in the page type, but stands at
the wrong one, is reported by `section-misplaced` or `section-level-invalid`; a heading that stands where exactly one
section is missing by `section-misnamed`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playbook_lint.diagnostics import Argument, Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.page_types import SectionSpec

RULE = Rule(
    name="section-unexpected",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="A section is none that the page type allows.",
    message={
        "nowhere": "A page of the type `{page_type}` has no section `{heading}`; put its text under one that it has",
        "elsewhere": "The heading `{heading}` cannot stand here; put its section under `{section}`",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each heading that no section of the page type allows."""
    if subject.outline is None or subject.page_type is None:
        return
    for heading in subject.outline.unexpected:
        if not heading.text:  # heading-no-content speaks of it
            continue
        arguments: dict[str, Argument] = {"heading": heading.text, "page_type": subject.page_type.name}
        section = _free_section(subject.page_type.sections, heading.level)
        if section:
            arguments |= {"case": "elsewhere", "section": subject.terms.word("section", section.heading)}
        else:
            arguments["case"] = "nowhere"
        yield Diagnostic(RULE.name, heading.span, arguments)


def _free_section(specs: Sequence[SectionSpec], level: int) -> SectionSpec | None:
    """The section in which any heading of this level may stand."""
    for spec in specs:
        if any(inner.any_heading and level in inner.levels for inner in spec.sections):
            return spec
    return None
