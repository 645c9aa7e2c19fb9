"""A page must have the sections that its page type requires.

Readers find their way because every page of a type has the same sections. The names are those of the page's own
language.

Limits: a section that stands in a list item is reported by `heading-in-list`, one under another name by
`section-misnamed`. In a language that has no words for sections yet, sections are not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Argument, Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.outline import Missing
from playbook_lint.schema.terms import Terms

RULE = Rule(
    name="section-missing",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="A section that the page type requires is missing.",
    message={
        "between": "The section `{section}` is missing; add it between `{previous}` and `{following}`",
        "after": "The section `{section}` is missing; add it after `{previous}`",
        "before": "The section `{section}` is missing; add it before `{following}`",
        "alone": "The section `{section}` is missing; add it",
        "any": "A heading of level {level} is missing here; add one, with a text of your own",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each missing section, at the heading around it."""
    page = subject.page
    for missing in subject.outline.missing if subject.outline else ():
        if missing.in_list is None:
            around = missing.parent or page.title
            arguments = _arguments(missing, subject.terms)
            yield Diagnostic(RULE.name, around.span if around else page.first_line, arguments)


def _arguments(missing: Missing, terms: Terms) -> dict[str, Argument]:
    level = missing.spec.levels[0]
    if missing.spec.any_heading:
        return {"case": "any", "level": level}
    return {"section": f"{'#' * level} {terms.word('section', missing.spec.heading)}"} | _place(missing)


def _place(missing: Missing) -> dict[str, Argument]:
    previous, following = missing.previous, missing.following
    if previous and following:
        return {"case": "between", "previous": previous.text, "following": following.text}
    if previous:
        return {"case": "after", "previous": previous.text}
    return {"case": "before", "following": following.text} if following else {"case": "alone"}
