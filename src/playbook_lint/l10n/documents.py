"""Pages and tables of contents as documents: what of them is translated, and what makes their shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from playbook_lint.facts import Block, Value
from playbook_lint.l10n.segmenting import yaml_segment
from playbook_lint.l10n.segments import Segments, Style, Unit, partition
from playbook_lint.page import Page
from playbook_lint.source import SourceText, Span

if TYPE_CHECKING:
    from playbook_lint.toc import Toc

_NAME, _DESTINATIONS = "name", ("href", "topicHref", "tocHref", "homepage")


class DraftLink(NamedTuple):
    """A destination in a draft; `kind` is that of `facts.Link`."""

    kind: str
    destination: str
    span: Span


class Place(NamedTuple):
    """What a block is among the blocks of a text; `parent` is the number of its container, -1 for none."""

    kind: str
    level: int
    parent: int


class Shape(NamedTuple):
    """The `structure` of a file, which a translation must leave as it is; its links; its headings' anchors in order."""

    structure: Sequence[object]
    links: tuple[DraftLink, ...]
    anchors: tuple[str, ...] = ()


class Document(NamedTuple):
    """A source file: its segments, and how the shape of such a file is read from a text."""

    source: SourceText
    segments: Segments
    shape_of: Callable[[SourceText], Shape]


def page_document(page: Page, segments: Segments) -> Document:
    """The page as a document."""
    return Document(
        page.source, segments, lambda source: _page_shape(page if source is page.source else Page.parse(source))
    )


def toc_document(toc: Toc) -> Document:
    """The table of contents as a document: the names of its entries are translated."""
    from playbook_lint.toc import Toc

    lines = toc.source.lines
    names = [
        segment
        for entry in toc.entries
        for field in entry.fields
        if field.key == _NAME and (segment := yaml_segment(field, "toc entry", lines.line(field.span.start)))
    ]
    segments = Segments(partition(names, len(toc.source.text)))
    return Document(toc.source, segments, lambda source: _toc_shape(Toc.parse(source)))


def toc_units(toc: Toc) -> Iterator[tuple[Unit, tuple[str, ...]]]:
    """The names of the entries of a table of contents, each with the destinations of its entry."""
    names = {segment.span: segment for segment in toc_document(toc).segments.messages}
    for entry in toc.entries:
        destinations = tuple(str(field.value) for field in entry.fields if field.key in _DESTINATIONS)
        for field in entry.fields:
            if field.key == _NAME and isinstance(field.value, str):
                message = names.get(field.span)
                line = toc.source.lines.line(field.span.start)
                unit = Unit(field.span, field.value, "toc entry", Style.YAML, line, field.span, message)
                yield unit, destinations


def _page_shape(page: Page) -> Shape:
    """What makes two pages the same but for their texts."""
    return Shape(structure(page.blocks), tuple(page_links(page)), tuple(heading.anchor for heading in page.headings))


def structure(blocks: Sequence[Block]) -> Sequence[Place]:
    """The place of each block, in order."""
    numbers = {id(block): number for number, block in enumerate(blocks)}
    return [Place(block.kind, block.level, numbers.get(id(block.parent), -1)) for block in blocks]


def page_links(page: Page) -> Iterator[DraftLink]:
    """The destinations that are written on the page."""
    for link in page.links:
        if link.destination_span:
            yield DraftLink(link.kind, link.destination, link.destination_span)
    for definition in page.definitions:
        yield DraftLink("definition", definition.destination, definition.destination_span)


def _toc_shape(toc: Toc) -> Shape:
    return Shape(_keys(toc.root), tuple(toc_links(toc)))


def toc_links(toc: Toc) -> Iterator[DraftLink]:
    """The destinations of the entries of a table of contents."""
    for entry in toc.entries:
        for field in entry.fields:
            if field.key in _DESTINATIONS and (span := toc.inner(field)):
                yield DraftLink("toc", str(field.value), span)


def _keys(value: Value | None) -> tuple[object, ...]:
    """The keys of a YAML document, nested as it is."""
    if value is None:
        return ()
    return (*((field.key, _keys(field)) for field in value.fields), *(_keys(item) for item in value.items))
