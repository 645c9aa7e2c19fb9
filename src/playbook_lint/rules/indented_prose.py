"""Prose must not be indented by four spaces.

Four spaces (or a tab) at the start of a line make a code block: the text is shown in a typewriter font on grey, its
links and bold words stay raw, lines do not wrap, and translators may never be shown it.

Limits: whether a text is prose is told by its form, without knowing the language: enough words, a capital letter or a
script without capitals at the start, and the end of a sentence, a list marker, a Markdown link or a long line. Text
with the marks of code, tables and program output is left out, and so are prose of a few words, several lines that a
colon announces, what stands in a container of docfx (`:::column:::`), whose lines may be indented, and what belongs to
an admonition, a tab, a definition or a footnote above it (`!!! note`, `=== "Linux"`, `: What it is`, `[^1]: There`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.facts import Block
from playbook_lint.l10n.prose import is_prose
from playbook_lint.l10n.site_lines import holds_indented
from playbook_lint.page import Page
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="indented-prose",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="Prose is indented by four spaces, which makes it code.",
    message={
        "indented": "This text is shown as code, since it is indented by four spaces or more; indent it less",
        "item": "This text is shown as code, since five spaces or more follow the list marker; put one there",
    },
    since="0.1.0",
)

_CONTAINER = ":::"
_CONTAINER_LINE = lazy_pattern(r"(?m:^)[ \t>]*:::[ \t]*(row|column)(-end)?(?![\w-])")


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each indented code block that is prose."""
    page = subject.page
    in_containers = _in_containers(page) if _CONTAINER in page.source.text else ()
    for before, block in zip((None, *page.blocks), page.blocks, strict=False):
        if block.kind != "code" or not is_prose(block.content) or id(block) in in_containers:
            continue
        if not (before and before.kind == "paragraph" and _belongs_to(before, block)):
            begins_item = block.parent is not None and block.parent.lines[0] == block.lines[0]
            arguments = {"case": "item" if begins_item else "indented"}
            fix = _marker_fix(subject, block) if begins_item else _fix(subject, block)
            yield Diagnostic(RULE.name, block.span, arguments, fix=fix)


def _belongs_to(before: Block, block: Block) -> bool:
    """Whether a block of code is what the paragraph before it holds, or announces."""
    said = block.content.strip()
    announced = before.content.rstrip().endswith((":", "：")) and "\n" in said and said[0].isalpha()  # no list
    return announced or any(holds_indented(line.strip()) for line in before.content.split("\n"))


def _in_containers(page: Page) -> set[int]:
    """The identities of the blocks in columns of docfx: from `:::column:::` to `:::column-end:::`."""
    lines = list(_CONTAINER_LINE.finditer(page.source.text))
    ended = {line[1] for line in lines if line[2]}
    found, depth = set(), 0
    steps = deque((line.start(), -1 if line[2] else 1) for line in lines if line[1] in ended)
    for block in page.of_kind("code"):
        while steps and steps[0][0] < block.span.start:
            depth = max(depth + steps.popleft()[1], 0)
        if depth:
            found.add(id(block))
    return found


def _marker_fix(subject: PageSubject, block: Block) -> tuple[Edit, ...]:
    """Leave one space after the list marker."""
    before = subject.page.source.text[: block.span.start]
    return (Edit(Span(len(before.rstrip(" \t")), block.span.start), " "),)


def _fix(subject: PageSubject, block: Block) -> tuple[Edit, ...]:
    """Take the indentation that the lines share away; in a list or quote, how much is needed is for the author."""
    if block.parent is not None:
        return ()
    lines = subject.page.source.lines
    starts = [lines.line_span(number) for number in range(block.lines[0], block.lines[1] + 1)]
    texts = [subject.page.source.slice(span) for span in starts]
    depth = min(len(text) - len(text.lstrip(" \t")) for text in texts if text.strip())
    return tuple(
        Edit(Span(span.start, span.start + depth), "") for span, text in zip(starts, texts, strict=True) if text.strip()
    )
