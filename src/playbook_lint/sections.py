"""Which heading a place of a page stands under."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from playbook_lint.facts import Heading


def heading_above(headings: Sequence[Heading], offset: int) -> Heading | None:
    """The last of `headings` (in document order) that begins at or before `offset`."""
    index = bisect_right(headings, offset, key=lambda heading: heading.span.start)
    return headings[index - 1] if index else None
