"""A heading must have a text, and something must stand under it.

A heading without text is an empty line in large type and an empty entry in the page's table of contents. A heading
with nothing under it promises readers a section that is not there: it was forgotten, or the heading that follows is of
the wrong level.

Limits: headings further down count as content, comments and link definitions do not. A heading whose text is a link or
an image says all that it has to say, so nothing need follow it. Headings inside lists and quotes are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.facts import Block, Heading
from playbook_lint.page import Page
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="heading-no-content",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="A heading has no text, or nothing stands under it.",
    message={
        "empty": "The heading has no text; write one, or delete the heading",
        "bare": "Nothing stands under this heading; write its section, or delete it",
    },
    since="0.1.0",
)

_SAYS_ENOUGH = {"link", "autolink", "image"}


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each heading without text, and at each one without content."""
    page = subject.page
    headings = {id(heading.block): heading for heading in page.headings}
    outer = [block for block in page.blocks if block.parent is None]
    for index, block in enumerate(outer):
        heading = headings.get(id(block))
        if heading is None:
            continue
        kinds = {inline.kind for inline in block.inlines}
        if not heading.text:
            if kinds.isdisjoint({"image", "html"}):
                yield Diagnostic(RULE.name, heading.span, {"case": "empty"})
        elif kinds.isdisjoint(_SAYS_ENOUGH) and _is_bare(heading, outer[index + 1 :], page):
            yield Diagnostic(RULE.name, heading.span, {"case": "bare"})


def _is_bare(heading: Heading, following: Sequence[Block], page: Page) -> bool:
    after = next((block for block in following if not _is_unseen(block, page)), None)
    return after is None or (after.kind == "heading" and after.level <= heading.level)


def _is_unseen(block: Block, page: Page) -> bool:
    """Whether a reader sees nothing of the block."""
    if block.kind != "html":
        return block.kind == "definition"
    text = page.source.slice(block.span)
    for comment in page.comments:
        if block.span.start <= comment.span.start < block.span.end:
            text = text.replace(page.source.slice(comment.span), "")
    return not text.strip()
