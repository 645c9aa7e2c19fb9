"""The heading of a section must be of the level that its page type gives it.

The level says which section is part of which. One that is too deep disappears into the section before it; one that is
too high ends that section early.

Limits: the fix changes the heading alone, not those under it.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Argument, Diagnostic, Edit, Severity
from playbook_lint.facts import Heading
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="section-level-invalid",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="The heading of a section is of another level than its page type declares.",
    message="The section `{section}` has a heading of level {level}; its level is {expected}: write `{marks}`",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each section whose heading is of another level."""
    for section in subject.outline.wrong_level if subject.outline else ():
        heading, levels = section.heading, section.spec.levels
        marks = "#" * levels[0]
        arguments: dict[str, Argument] = {
            "section": heading.text,
            "level": heading.level,
            "expected": " or ".join(str(level) for level in levels),
            "marks": marks,
        }
        yield Diagnostic(RULE.name, heading.span, arguments, fix=_fix(subject, heading, marks))


def _fix(subject: PageSubject, heading: Heading, marks: str) -> tuple[Edit, ...]:
    written = Span(heading.span.start, heading.span.start + heading.level)
    is_atx = subject.page.source.slice(written) == "#" * heading.level
    return (Edit(written, marks),) if is_atx else ()
