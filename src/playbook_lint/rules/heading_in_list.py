"""A heading must not stand inside a list item.

A heading that is indented as far as the text of the list item above it belongs to that item. Readers see it indented,
and the section it was to begin becomes a part of the list: the page's own table of contents, links and the checks of
sections and tables no longer find it where it belongs.

Limits: a list item that is a heading from its first character (`1. ### Step`) is reported as well; where a team numbers
its headings that way, switch the rule off for those pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="heading-in-list",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="A heading stands inside a list item.",
    message={
        "indented": "The heading `{heading}` is part of the list item above it; move it and all that belongs to it "
        "to the start of the line, with a blank line before it",
        "item": "The heading `{heading}` is the text of a list item; take the list marker away, or the `#`",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each heading in a list item."""
    for heading in subject.page.headings:
        if heading.in_list:
            item = heading.block.parent
            begins = item is not None and item.kind == "item" and item.lines[0] == heading.block.lines[0]
            arguments = {"case": "item" if begins else "indented", "heading": heading.text}
            yield Diagnostic(RULE.name, heading.span, arguments)
