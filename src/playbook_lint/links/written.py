"""Destinations as they are written on a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playbook_lint.diagnostics import Edit
from playbook_lint.facts import Link
from playbook_lint.page import Page
from playbook_lint.records import Record
from playbook_lint.source import Span

if TYPE_CHECKING:
    from playbook_lint.links.destination import Destination


class WrittenDestination(Record, frozen=True, gc=False):
    """A destination and where it is written.

    `kind` is that of `facts.Link`, or definition. `raw` is what stands on the page at `span`. `repeated` is the span of
    the link's text where that is the destination again, or None.
    """

    kind: str
    destination: Destination
    raw: str
    span: Span
    repeated: Span | None = None

    def part(self, start: int, end: int) -> Span:
        """Where that part of the address stands; the whole destination where `replaced` offers no fix."""
        is_exact = self.raw == self.destination.address
        return Span(self.span.start + start, self.span.start + end) if is_exact else self.span

    def replaced(self, start: int, end: int, text: str) -> tuple[Edit, ...]:
        """The fix that puts `text` in place of that part of the address, also where the link's text repeats it.

        There is none where the address is written with escapes or entities, or has invisible characters in it.
        """
        if self.raw != self.destination.address:
            return ()
        starts = [span.start for span in (self.repeated, self.span) if span]
        return tuple(Edit(Span(at + start, at + end), text) for at in starts)


def written_destinations(page: Page) -> Iterator[WrittenDestination]:
    """The destinations of links, images, HTML and definitions of a page; those that hold a template are left out."""
    from playbook_lint.links.destination import is_template, read

    for link in page.links:
        if link.destination_span and not is_template(link.destination):
            raw, where = page.source.slice(link.destination_span), link.destination_span
            yield WrittenDestination(link.kind, read(link.destination), raw, where, _repeated(page, link, raw))
    for definition in page.definitions:
        if definition.leads_somewhere and not is_template(definition.destination):
            where = definition.destination_span
            yield WrittenDestination("definition", read(definition.destination), page.source.slice(where), where)


def _repeated(page: Page, link: Link, raw: str) -> Span | None:
    is_repeated = link.kind == "inline" and raw and page.source.slice(link.text_span) == raw
    return link.text_span if is_repeated else None
