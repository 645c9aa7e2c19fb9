"""What of a page is kept from translation: code of Liquid, and what authors put two comments around.

<!-- playbook-lint: no-translate -->
<!-- playbook-lint: translate -->
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from playbook_lint.facts import Comment
from playbook_lint.page import Page
from playbook_lint.source import Span, merged

_STOP, _GO = "playbook-lint: no-translate", "playbook-lint: translate"


def untranslated_spans(page: Page) -> list[Span]:
    """The ranges of a page that are kept from translation, in order."""
    return merged(chain(_between_comments(page.comments, len(page.source.text)), page.highlighted))


def _between_comments(comments: Sequence[Comment], size: int) -> Iterator[Span]:
    start: int | None = None
    for comment in comments:
        if comment.text == _STOP and start is None:
            start = comment.span.start
        elif comment.text == _GO and start is not None:
            yield Span(start, comment.span.end)
            start = None
    if start is not None:
        yield Span(start, size)
