"""A heading must have a text, and something must stand under it.

A heading without text is an empty line in large type and an empty entry in the page's table of contents. A heading
with nothing under it promises readers a section that is not there: it was forgotten, or the heading that follows is of
the wrong level.

Limits: headings further down count as content, comments and link definitions do not. A heading whose text is a link or
an image says all that it has to say, so nothing need follow it; titles of tabs (`# [Home](#tab/home)`) are no headings
but content. Headings inside lists and quotes are left out, and so are parts that pages include: what follows is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

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

_MAY_BE_UNSEEN = ("html", "definition")
_SHOWS_ENOUGH = ("image", "html")
_SAYS_ENOUGH = ("link", "autolink", "image")


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each heading without text, and at each one without content."""
    page = subject.page
    if subject.is_part:
        return
    headings = {id(heading.block): heading for heading in page.headings}
    outer = (block for block in page.blocks if block.parent is None)
    seen = [block for block in outer if block.kind not in _MAY_BE_UNSEEN or not _is_unseen(block, page)]
    for block, after in pairwise([*seen, None]):
        heading, below = headings.get(id(block)), headings.get(id(after))
        if heading is None:
            continue
        if not heading.text:
            if not _has(heading, _SHOWS_ENOUGH):
                yield Diagnostic(RULE.name, heading.span, {"case": "empty"})
        elif (after is None or (below and below.level <= heading.level)) and not _has(heading, _SAYS_ENOUGH):
            yield Diagnostic(RULE.name, heading.span, {"case": "bare"})


def _has(heading: Heading, kinds: Collection[str]) -> bool:
    return any(inline.kind in kinds for inline in heading.block.inlines)


def _is_unseen(block: Block, page: Page) -> bool:
    """Whether a reader sees nothing of the block: a link definition, or HTML that is one comment."""
    text = page.source.slice(block.span) if block.kind == "html" else ""
    is_comment = text.startswith("<!--") and text.find("-->") == len(text) - len("-->")
    return is_comment or block.kind == "definition"
