"""A page must have no invisible characters that do harm.

Zero width spaces, byte order marks, soft hyphens and control characters come along when text is pasted from other
programs. Nobody sees them, yet a search does not find the word they stand in, an address that holds one leads nowhere,
and a term is no longer the term.

A no-break space is welcome in prose. It is reported where Markdown or the metadata need an ordinary one: next to the
`#`, `-`, `|` or `>` that begins a line, in the delimiter row of a table, in a destination, in the name of a label or of
a metadata key. The same goes for the other wide and narrow spaces of Unicode.

Limits: joiners and direction marks are left alone in the scripts and emoji that need them, a zero width space in
scripts without spaces between words. Code is checked too, since readers copy it. Characters written as an entity
(`&shy;`) are meant and left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from playbook_lint import invisible
from playbook_lint.diagnostics import Argument, Diagnostic, Edit, Severity
from playbook_lint.facts import Block, Value
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="invisible-character",
    category=Category.TEXT,
    severity=Severity.WARNING,
    summary="An invisible character stands where it does harm.",
    message={
        "one": "Invisible {names}; delete it",
        "several": "{count} invisible characters: {names}; delete them",
        "repeated": "{count} invisible characters where one is needed: {names}; leave one",
        "before": "{names} before `{mark}` makes it plain text; delete it",
        "after": "{names} after `{mark}` makes it plain text; use an ordinary space",
        "delimiter": "{names} keeps this line from making a table; use an ordinary space",
        "destination": "{names} in a destination; delete it, or write `%20` for a space",
        "label": "{names} in the name of a label; use an ordinary space",
        "key": "{names} in the name of a key; delete it",
        "colon": "{names} after a colon makes this no value; use an ordinary space",
    },
    since="0.1.0",
)

_SPACE = lazy_pattern(f"[{invisible.SPACES}]")
_SPACES = lazy_pattern(f"{_SPACE.pattern}+")
_BEFORE_MARK = lazy_pattern(
    rf"(?P<spaces>{_SPACES.pattern})[ \t]*(?P<mark>(?:#{{1,6}}|[-*+>]|\d{{1,9}}[.)])(?=[ \t])|\|)"
)
# A hyphen before a digit may be a minus.
_AFTER_MARK = lazy_pattern(rf"[ \t]*(?P<mark>#{{1,6}}|[-*+](?!\s*\d))(?P<spaces>{_SPACES.pattern})(?=\S)")
_AFTER_NUMBER = lazy_pattern(rf"[ \t]*(?P<mark>\d{{1,9}}[.)])(?P<spaces>{_SPACES.pattern})(?=\S)")
_DELIMITER = lazy_pattern(rf"(?=.*\|)(?=.*--)[ \t|:\-{invisible.SPACES}]+")
_AFTER_COLON = lazy_pattern(rf"^[ \t]*[\w.-]+:(?P<spaces>{_SPACES.pattern})", re.MULTILINE)
_NAMED = 3


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each run of invisible characters, and for each space of the wrong kind that does harm."""
    text = subject.page.source.text
    places = invisible.places(text)
    spaces = [at for at in places if text[at] in invisible.SPACES]
    for start, end in invisible.find(text, places) if len(spaces) < len(places) else ():
        run = text[start:end]
        needed = invisible.needed(text, start, end)
        case = "one" if len(run) == 1 else "repeated" if needed else "several"
        better = " " if any(char.isspace() for char in run) else needed
        yield _diagnostic(Span(start, end), run, better, case=case, count=len(run))
    if spaces:
        yield from _at_line_starts(subject, spaces)
        yield from _in_names(subject, spaces)


def _diagnostic(span: Span, run: str, better: str | None, **arguments: Argument) -> Diagnostic:
    names = list(dict.fromkeys(invisible.name(char) for char in run))
    listed = ", ".join(names[:_NAMED]) + (" and others" if len(names) > _NAMED else "")
    fix = () if better is None else (Edit(span, better),)
    return Diagnostic(RULE.name, span, {"names": listed, **arguments}, fix=fix)


def _at_line_starts(subject: PageSubject, spaces: Sequence[int]) -> Iterator[Diagnostic]:
    for block in subject.page.blocks:
        if block.kind not in ("paragraph", "row") or not _have(spaces, block.span):
            continue
        if block.kind == "paragraph":
            lines = list(_lines(subject, block))
            numbered = [match for start, text in lines if (match := _AFTER_NUMBER.match(text))]
            for start, text in lines:
                yield from _in_line(start, text, in_list=len(numbered) > 1)
        else:
            yield from _in_line(block.span.start, subject.page.source.slice(block.span))


def _have(spaces: Sequence[int], span: Span) -> bool:
    """Whether one of `spaces`, the offsets of all on the page, stands at `span`."""
    at = bisect_left(spaces, span.start)
    return at < len(spaces) and spaces[at] < span.end


def _lines(subject: PageSubject, block: Block) -> Iterator[tuple[int, str]]:
    """Where each line of a paragraph that begins with plain text begins, and that text."""
    start: int | None = block.span.start
    for inline in block.inlines:
        if start is not None and inline.kind == "text":
            first = min(start, inline.span.start)
            yield first, subject.page.source.slice(Span(first, inline.span.end))
        start = inline.span.end if inline.kind in ("softbreak", "hardbreak") else None


def _in_line(start: int, text: str, *, in_list: bool = False) -> Iterator[Diagnostic]:
    if _DELIMITER.fullmatch(text):
        for match in _SPACES.finditer(text):
            yield _diagnostic(_shifted(match, start), match[0], " ", case="delimiter")
    elif before := _BEFORE_MARK.match(text):
        yield _diagnostic(_shifted(before, start, "spaces"), before["spaces"], "", case="before", mark=before["mark"])
    elif after := _AFTER_MARK.match(text) or (_AFTER_NUMBER.match(text) if in_list else None):
        yield _diagnostic(_shifted(after, start, "spaces"), after["spaces"], " ", case="after", mark=after["mark"])


def _in_names(subject: PageSubject, spaces: Sequence[int]) -> Iterator[Diagnostic]:
    page = subject.page
    labels = (label.line.name_span for group in subject.labels for label in group.labels)
    keys = (_key_span(value) for value in page.metadata.values)
    destinations = (link.destination_span for link in page.links if link.destination_span)
    places = chain(
        (("label", " ", span) for span in labels),
        (("key", "", span) for span in keys),
        (("destination", None, span) for span in destinations),
    )
    for case, better, span in places:
        if not _have(spaces, span):
            continue
        for match in _SPACES.finditer(page.source.slice(span)):
            yield _diagnostic(_shifted(match, span.start), match[0], better, case=case)
    for match in _AFTER_COLON.finditer(page.source.slice(page.metadata.span)):
        yield _diagnostic(_shifted(match, 0, "spaces"), match["spaces"], " ", case="colon")


def _key_span(value: Value) -> Span:
    """Where a key stands, with the white space at its end that belongs to it."""
    start, end = value.key_span
    return Span(start, end + len(value.key) - len(value.key.rstrip()))


def _shifted(match: re.Match[str], offset: int, group: int | str = 0) -> Span:
    return Span(match.start(group) + offset, match.end(group) + offset)
