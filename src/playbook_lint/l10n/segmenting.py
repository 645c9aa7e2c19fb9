"""Parts a page into segments: one pass over its blocks, each of which knows what of it is text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from playbook_lint.facts import Block, Comment, Definition, Heading, LabelLine, Value
from playbook_lint.l10n.html_text import html_texts
from playbook_lint.l10n.lines import Lines, block_lines, inside, runs, text_lines
from playbook_lint.l10n.prose import has_words, html_has_words, inlines_have_words, is_prose
from playbook_lint.l10n.segments import (
    MessageSegment,
    OwnedRegion,
    Segments,
    Style,
    TermSegment,
    Unit,
    partition,
)
from playbook_lint.l10n.site_lines import Role, mark_of, roles
from playbook_lint.l10n.untranslated import untranslated_spans
from playbook_lint.page import Page
from playbook_lint.source import Span, holds, merged

_TASK = re.compile(r"\[[ xX]\][ \t]+(?=\S)")
_TITLE = re.compile(r"""[\s>]+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\(((?:[^()\\]|\\.)*)\))\s*\Z""", re.DOTALL)
_NOTE = "translators:"
# NUL, and the character that parts context and text in compiled catalogs.
_UNWRITABLE = re.compile("[\0\4]")


class Reading(NamedTuple):
    """What is known of a page beside its blocks.

    `terms` are the places of terms that stand there word for word, `labels` the lines that are labels, `owned` the
    regions that belong to the target page, `keys` the metadata keys whose values are translated.
    """

    terms: Sequence[TermSegment]
    labels: Sequence[LabelLine]
    owned: Sequence[OwnedRegion]
    keys: Sequence[str]


def page_segments(page: Page, reading: Reading) -> Segments:
    """The segments of `page`."""
    return _Parting(page, reading).segments()


def page_units(page: Page, reading: Reading) -> Iterator[Unit]:
    """The units of `page`, in order: what its segments are made from, and texts that stay as they are."""
    return _Parting(page, reading).units()


def yaml_segment(value: Value, kind: str, line: int) -> MessageSegment | None:
    """The message that a scalar of a YAML file is, or None when there is nothing to read in it."""
    if isinstance(value.value, str) and has_words(value.value):
        return MessageSegment(value.span, value.value, kind, Style.YAML, line, lines=(value.span,))
    return None


class _Text(NamedTuple):
    """A text that is one message, unless it is made of terms or has no words; `group` is that of `Unit`."""

    lines: Lines
    kind: str
    style: Style
    has_words: bool
    group: Span | None = None
    level: int = 0


class _Parting:
    def __init__(self, page: Page, reading: Reading) -> None:
        self._page = page
        self._source = page.source
        self._reading = reading
        self._terms = sorted(reading.terms, key=lambda term: term.span)
        self._term_starts = [term.span.start for term in self._terms]
        self._labels = {label.span.start: label for label in reading.labels}
        self._heading_starts = [heading.span.start for heading in page.headings]
        self._paths = list(self._heading_paths())
        self._alerts = {id(alert.block): alert for alert in page.alerts}
        self._definitions = {definition.span: definition for definition in page.definitions}
        self._columns = dict(_columns(page))
        self._kept = merged([*untranslated_spans(page), *(one.span for one in reading.owned)])

    def segments(self) -> Segments:
        found: list[TermSegment | MessageSegment] = list(self._metadata())
        for _, terms, message in self._parts():
            found += terms
            if message:
                found.append(message)
        return Segments(partition(found, len(self._source.text)), tuple(self._reading.owned))

    def units(self) -> Iterator[Unit]:
        for value in self._metadata():
            yield Unit(value.span, value.text, value.kind, value.style, value.line, value.span, value)
        for text, terms, message in self._parts():
            span = text.lines.span
            written = message.text if message else self._source_text(text)
            line = self._source.lines.line(span.start)
            group = text.group or span
            yield Unit(
                span, written, text.kind, text.style, line, group, message, tuple(terms), text.level, *text.lines
            )

    def _parts(self) -> Iterator[tuple[_Text, list[TermSegment], MessageSegment | None]]:
        """The texts of all blocks, each with the terms or the message that it is."""
        notes = [comment for comment in self._page.comments if comment.text.startswith(_NOTE)]
        for block in self._page.blocks:
            for text in self._texts(block):
                terms = self._covering(text)
                is_message = not terms and text.has_words and self._is_for_translators(text.lines.span)
                yield text, terms, self._message(text, notes) if is_message else None

    def _is_for_translators(self, span: Span) -> bool:
        """Whether authors let the text be translated, and a catalog can hold it."""
        return not (holds(self._kept, span.start) or _UNWRITABLE.search(self._source.text, *span))

    def _metadata(self) -> Iterator[MessageSegment]:
        for value in self._page.metadata.values:
            if value.key in self._reading.keys:
                segment = yaml_segment(value, f"metadata {value.key}", self._source.lines.line(value.span.start))
                if segment:
                    yield segment

    def _covering(self, text: _Text) -> list[TermSegment]:
        """The terms that `text` is made of, when it is made of terms and nothing else that has words."""
        span = text.lines.span
        first, last = bisect_left(self._term_starts, span.start), bisect_left(self._term_starts, span.end)
        terms = [term for term in self._terms[first:last] if term.span.end <= span.end]
        if not terms:
            return []
        rest, at = [], span.start
        for term in terms:
            rest.append(self._source.text[at : term.span.start])
            at = term.span.end
        rest.append(self._source.text[at : span.end])
        return [] if any(map(has_words, rest)) else terms

    def _message(self, text: _Text, notes: list[Comment]) -> MessageSegment:
        span = text.lines.span
        told = []
        while notes and notes[0].span.end <= span.start:
            told.append(notes.pop(0).text.removeprefix(_NOTE).strip())
        return MessageSegment(
            span,
            self._source_text(text),
            text.kind,
            text.style,
            self._source.lines.line(span.start),
            self._path(span.start),
            *text.lines,
            note="\n".join(told),
        )

    def _source_text(self, text: _Text) -> str:
        written = text.lines.text(self._source)
        return written.replace("\\|", "|") if text.style is Style.CELL else written

    def _path(self, offset: int) -> tuple[str, ...]:
        """The headings that `offset` stands under."""
        number = bisect_right(self._heading_starts, offset) - 1
        if number < 0:
            return ()
        heading = self._page.headings[number]
        return self._paths[number] if offset < heading.span.end else (*self._paths[number], heading.text)

    def _heading_paths(self) -> Iterator[tuple[str, ...]]:
        """For each heading those that it stands under."""
        above: list[Heading] = []
        for heading in self._page.headings:
            while above and above[-1].level >= heading.level:
                above.pop()
            yield tuple(one.text for one in above)
            above.append(heading)

    def _texts(self, block: Block) -> Iterator[_Text]:
        if block.kind == "paragraph":
            yield from self._paragraph(block)
        elif block.kind == "heading":
            lines = block_lines(block)
            words = inlines_have_words(block.inlines)
            yield _Text(lines, f"heading {block.level}", Style.LINE, words, level=block.level)
        elif block.kind == "cell":
            kind = self._columns.get(block.span.start, "table cell")
            row = block.parent.span if block.parent else None
            yield _Text(Lines((block.span,), ()), kind, Style.CELL, inlines_have_words(block.inlines), row)
        elif block.kind in ("code", "fence"):
            lines = text_lines(self._source, block.span, quoted=block.inside("quote"), hard=True)
            if lines.spans:
                for_people = block.kind == "code" and is_prose(block.content)
                yield _Text(lines, "indented text" if for_people else "code", Style.CODE, for_people)
        elif block.kind == "html":
            yield from self._html(block)
        elif block.kind == "definition":
            yield from self._title(self._definitions[block.span])

    def _paragraph(self, block: Block) -> Iterator[_Text]:
        lines = self._after_mark(block, block_lines(block))
        labels = [self._labels.get(span.start) for span in lines.spans]
        lines, found = self._without_marks(lines)
        left_out = [label is not None or role is Role.NO_TEXT for label, role in zip(labels, found, strict=True)]
        # What stands alone ends where the next line begins.
        begins = [role in (Role.ALONE, Role.MARKED) or before is Role.ALONE for before, role in pairwise(found)]
        for label in labels:
            if label:
                for span in (label.name_span, label.value_span):
                    words = has_words(self._source.slice(span))
                    yield _Text(Lines((span,), ()), "label", Style.BLOCK, words, label.span)
        kind = _paragraph_kind(block)
        for run in runs(lines, left_out, [False, *begins]):
            yield _Text(run, kind, Style.BLOCK, inlines_have_words(inside(block.inlines, run.span)))

    def _without_marks(self, lines: Lines) -> tuple[Lines, list[Role]]:
        """The lines without the marks that texts stand behind, and what each is to the site."""
        rows = [self._source.slice(span) for span in lines.spans]
        found = list(roles(rows))
        spans = (
            Span(span.start + mark_of(row), span.end) if role is Role.MARKED else span
            for span, row, role in zip(lines.spans, rows, found, strict=True)
        )
        return Lines(tuple(spans), lines.hard), found

    def _after_mark(self, block: Block, lines: Lines) -> Lines:
        """`lines` without the mark of an alert or the box of a task."""
        first = lines.spans[0]
        start = first.start
        alert = self._alerts.get(id(block.parent))
        if alert and alert.span.start == start:
            start = alert.span.end
        elif block.inside("item") and (task := _TASK.match(self._source.text, start, first.end)):
            start = task.end()
        if start == first.start:
            return lines
        text = self._source.text[start : first.end]
        if text.strip():
            start += len(text) - len(text.lstrip())
            return Lines((Span(start, first.end), *lines.spans[1:]), lines.hard)
        return Lines(lines.spans[1:], lines.hard[1:])

    def _html(self, block: Block) -> Iterator[_Text]:
        text = self._source.slice(block.span)
        for found in html_texts(text):
            span = Span(block.span.start + found.start, block.span.start + found.end)
            lines = text_lines(self._source, span, quoted=block.inside("quote"), hard=False)
            yield _Text(lines, "HTML", Style.HTML, html_has_words(self._source.slice(span)))

    def _title(self, definition: Definition) -> Iterator[_Text]:
        """The title of a definition, when it stands on one line."""
        match = _TITLE.match(self._source.text, definition.destination_span.end, definition.span.end)
        # The destination may stand in angle brackets.
        match = match or _TITLE.match(self._source.text, definition.destination_span.end + 1, definition.span.end)
        if match and definition.title:
            span = Span(*match.span(match.lastindex or 0))
            text = self._source.slice(span)
            if "\n" not in text and "\r" not in text:
                yield _Text(Lines((span,), ()), "link title", Style.TITLE, has_words(text))


def _paragraph_kind(block: Block) -> str:
    parent = block.parent
    return {"item": "list item", "quote": "quote"}.get(parent.kind if parent else "", "paragraph")


def _columns(page: Page) -> Iterator[tuple[int, str]]:
    """What the cells of tables are, by where they begin."""
    for table in page.tables:
        headings = [cell.text for cell in table.header.cells]
        for cell in table.header.cells:
            yield cell.span.start, "table heading"
        for row in table.aligned_rows:
            for cell, heading in zip(row.cells, headings, strict=True):
                yield cell.span.start, f"table cell: {heading}" if heading else "table cell"
