"""A destination must stand in one pair of parentheses.

In `[Plan]((https://example.com))` the inner parentheses are part of the address, so the link leads nowhere. With one of
them missing it is no link at all, or leaves a `)` behind it.

Limits: parentheses inside an address, as `https://example.com/Plan_(draft)` has them, are left alone, and so is a `)`
that ends what a `(` in the same paragraph has begun.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.facts import Block
from playbook_lint.links.slips import is_enclosed
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="parentheses-doubled",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="A destination stands in two pairs of parentheses, or in one and a half.",
    message={
        "both": "The inner parentheses are part of this destination, which leads nowhere; delete them",
        "opening": "This is shown as it is and no link, since its `(` is doubled; delete one",
        "closing": "This `)` is shown behind the link; delete it",
    },
    since="0.1.0",
)

_OPENING = lazy_pattern(r"\[[^\[\]\n]++\]\((?P<extra>\()(?=[^\s()]*[:/.#@])[^\s()]++\)(?!\))")
_PARENTHESES = lazy_pattern("[()（）]")


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination with parentheses too many."""
    for found in subject.destinations:
        if is_enclosed(found.destination.address):
            fix: tuple[Edit, ...] = ()
            if found.raw == found.destination.address:
                fix = (Edit(found.span, found.raw[1:-1]),)
            yield Diagnostic(RULE.name, found.span, {"case": "both"}, fix=fix)
    for text in subject.plain_texts:
        for match in _OPENING.finditer(text.text) if "((" in text.text else ():
            fix = (Edit(text.span(match, "extra"), ""),)
            yield Diagnostic(RULE.name, text.span(match), {"case": "opening"}, fix=fix)
    for block in subject.page.blocks:
        if ")" in block.content:
            yield from _closing(subject, block)


def _closing(subject: PageSubject, block: Block) -> Iterator[Diagnostic]:
    text = subject.page.source.text
    at, depth = block.span.start, 0
    for inline in block.inlines:
        end = inline.span.end
        if inline.destination_span and end > at and text.startswith(")", end) and end < block.span.end:
            depth = _depth(text[at:end], depth)
            at = end
            if depth == 0:
                where = Span(end, end + 1)
                yield Diagnostic(RULE.name, where, {"case": "closing"}, fix=(Edit(where, ""),))


def _depth(text: str, depth: int) -> int:
    """How many parentheses are open behind `text`, where `depth` are before it."""
    for match in _PARENTHESES.finditer(text):
        depth = max(depth + (1 if match[0] in "(（" else -1), 0)
    return depth
