"""A page must have one title only: one heading of level 1.

A second title ends the first one's page: the page's own table of contents and screen readers take what follows for
another document. Most often a section was meant.

Limits: headings inside list items, headings without text and sections of the page type are left out, since
`heading-in-list`, `heading-no-content` and `section-level-invalid` report them. Titles of tabs, such as
`# [Home](#tab/home)`, are no headings, and parts that pages include (`explain h1-missing`) have no titles.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="multiple-h1s",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="The page has more than one heading of level 1.",
    message="The page has a title already; make `{heading}` a heading of level 2",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each heading of level 1 after the first."""
    title = subject.page.title if not subject.is_part else None
    for heading in subject.page.headings:
        if title is None or heading is title or heading.level > 1 or heading.in_list or not heading.text:
            continue
        if not (subject.outline and subject.outline.section_of(heading)):
            related = (Related(title.span, "the title of the page"),)
            yield Diagnostic(RULE.name, heading.span, {"heading": heading.text}, related=related)
