"""A section must have the name that its page type gives it.

A heading that stands where a required section is missing is taken for that section under another name: in page types
that allow no other sections any heading, in the rest one with a similar name. Links, readers and the checks of the
section's labels and tables look for the name.

Limits: the fix is offered where the heading has a mere slip. It changes the heading's anchor, so links to it must
follow.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.facts import Heading
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="section-misnamed",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="A section has another name than its page type gives it.",
    message="`{heading}` stands where the section `{section}` is expected; give it that name",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each heading that is a section under another name."""
    for section in subject.outline.renamed if subject.outline else ():
        heading = section.heading
        word = subject.terms.word("section", section.spec.heading)
        sure = subject.terms.correction("section", heading.text) == word
        fix = (Edit(heading.text_span, word),) if sure and _is_plain(heading) else ()
        yield Diagnostic(RULE.name, heading.text_span, {"heading": heading.text, "section": word}, fix=fix)


def _is_plain(heading: Heading) -> bool:
    return all(inline.kind in ("text", "escape") for inline in heading.block.inlines)
