"""What the project phase knows of the files of a run: plain values, so that a cache or another machine can hold them.

A `Place` takes the part that a `Span` has in the facts of a page: the text of the page is out of reach by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playbook_lint.diagnostics import Edit
from playbook_lint.source import Place, Span


@dataclass(frozen=True, slots=True)
class Fact:
    """A text of a page, with its place."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A row of a task table: the id, and the name the page gives it."""

    id: Fact
    name: Fact


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link, an image, an include or a reference definition.

    `kind` is that of `facts.Link`, or definition. `text` is what a reader sees of the link; the label of a definition.
    `destination` has its entities and escapes resolved; of a reference it is its definition's. `place` is that of the
    destination, or of the whole link for a reference.
    """

    kind: str
    text: str
    destination: str
    place: Place

    def rewritten(self, destination: str) -> tuple[Edit, ...]:
        """The fix that writes `destination`, which is escaped already; none for a reference, whose place is no text."""
        if self.kind == "reference":
            return ()
        return (Edit(Span(self.place.start.offset, self.place.end.offset), destination),)


@dataclass(frozen=True, slots=True)
class TocEntry:
    """An entry of a table of contents: its `name`, and the destination `href` with its quotes removed."""

    name: Fact | None
    href: Fact | None


@dataclass(frozen=True, slots=True)
class TocFacts:
    """A table of contents: its entries, from top to bottom with those inside others after them.

    `locale` is the locale whose pages stand in its folder, or None where that cannot be told.
    """

    path: str
    locale: str | None
    entries: tuple[TocEntry, ...]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the project phase knows of a page.

    `unique` are the metadata values, by key, that no other page of the locale may have. `anchors` are the fragments
    that links to the page may use. `start` is where its Markdown begins.
    """

    path: str
    locale: str
    page_id: str
    role: str
    is_foreign: bool
    page_type: str | None
    title: Fact | None
    unique: Mapping[str, Fact]
    tasks: tuple[TaskFact, ...]
    links: tuple[LinkFact, ...]
    anchors: frozenset[str]
    start: Place
