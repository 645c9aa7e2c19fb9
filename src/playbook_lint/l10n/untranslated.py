"""What of a page authors keep from translation, by two comments around it.

<!-- playbook-lint: no-translate -->
<!-- playbook-lint: translate -->
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playbook_lint.facts import Comment
from playbook_lint.source import Span

_STOP, _GO = "playbook-lint: no-translate", "playbook-lint: translate"


def untranslated_spans(comments: Sequence[Comment], size: int) -> Iterator[Span]:
    """The ranges that authors keep from translation."""
    start: int | None = None
    for comment in comments:
        if comment.text == _STOP and start is None:
            start = comment.span.start
        elif comment.text == _GO and start is not None:
            yield Span(start, comment.span.end)
            start = None
    if start is not None:
        yield Span(start, size)
