"""Merge conflicts that were committed with a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playbook_lint.facts import Block, Conflict
from playbook_lint.patterns import lazy_pattern
from playbook_lint.source import SourceText, Span, holds

# What git and other version control systems write around the two versions of a part of a file.
_MARK = lazy_pattern(r"(?:(?<=[\r\n])|\A)(?:(?P<start><{7})|(?P<end>>{7}))(?:[ \t][^\r\n]*)?(?=[\r\n]|\Z)")


def conflicts(source: SourceText, blocks: Sequence[Block]) -> Iterator[Conflict]:
    """The conflicts of a page in order, and the marks that are left of one; those in a fence are taken for a sample."""
    # Nearly every page is without any, and a plain search is far quicker than the regular expression.
    if "<<<<<<<" not in source.text and ">>>>>>>" not in source.text:
        return
    opened: Span | None = None
    fences = [block.span for block in blocks if block.kind == "fence"]
    for mark in _MARK.finditer(source.text):
        span = Span(*mark.span())
        if mark["end"] and opened:
            yield Conflict(Span(opened.start, span.end), complete=True)
            opened = None
        elif not holds(fences, span.start):
            if opened:
                yield Conflict(opened, complete=False)
            opened = span if mark["start"] else None
            if mark["end"] and not _is_quote(source, span):
                yield Conflict(span, complete=False)
    if opened:
        yield Conflict(opened, complete=False)


def _is_quote(source: SourceText, mark: Span) -> bool:
    """Whether the mark is one line of a deep block quote, whose other lines begin with `>` too."""
    line = source.lines.line(mark.start)
    return any(source.lines.line_text(near).startswith(">") for near in (line - 1, line + 1))
