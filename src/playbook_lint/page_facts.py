"""What the project phase knows of the files of a run: plain values, so that a cache or another machine can hold them.

A `Place` takes the part that a `Span` has in the facts of a page: the text of the page is out of reach by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from playbook_lint.diagnostics import Edit
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record
from playbook_lint.source import Place, Span

# Destinations that are a text in YAML with and without quotation marks, whatever surrounds them.
_MARKS = r"[\w%=&.~+/-]*"
_PLAIN_YAML = lazy_pattern(
    rf"(?:https://|mailto:)?[\w.~/-][\w.~/%@+-]*\.[A-Za-z]\w*(?:/{_MARKS})?(?:\?{_MARKS})?(?:#{_MARKS})?"
)


class Fact(Record, frozen=True, gc=False, array_like=True):
    """A text of a page, with its place."""

    text: str
    place: Place


class TaskFact(Record, frozen=True, gc=False, array_like=True):
    """A row of a task table: the id, and the name the page gives it."""

    id: Fact
    name: Fact


class TaskRow(Record, frozen=True, gc=False, array_like=True):
    """A row of a table of tasks: the id, and the code if there is one.

    `requirement` is the canonical word of the code; empty for what is none.
    """

    id: Fact
    code: Fact | None = None
    requirement: str = ""


class TableFact(Record, frozen=True, gc=False, array_like=True):
    """A table: `rows` without the header, None where its delimiter row makes it none.

    `tasks`: it is one of tasks; `owned`: it belongs to each target page itself.
    """

    rows: int | None
    place: Place
    tasks: bool = False
    owned: bool = False


class TextFact(Record, frozen=True, gc=False, array_like=True):
    """A text of a page. There are too many for places: the span is for findings in the page itself."""

    text: str
    span: Span


class SectionFacts(Record, frozen=True, gc=False, array_like=True):
    """What stands under a heading, up to the next one; before the first heading, `level` is 0.

    `term` is the canonical name of a section that the page type declares. `items`, `fences`, `alerts` and `tabs` count
    those of lists, blocks of code, `> [!NOTE]`, and titles of tabs. `rows` are those of all tables of tasks. `texts`
    are the paragraphs and cells that may be sentences, as they are written; `figures` are texts with numbers that may
    be large, but for ids, and `code_digits` those of code in texts. What belongs to each target page itself is in none
    of them. `has_conflict`: a part of it stands in a merge conflict. `anchor` is the fragment of its heading, which
    translators can keep (`## Metas {#goals}`).
    """

    level: int
    heading: Fact
    term: str = ""
    tables: tuple[TableFact, ...] = ()
    items: int = 0
    fences: int = 0
    alerts: int = 0
    tabs: int = 0
    rows: tuple[TaskRow, ...] = ()
    figures: tuple[TextFact, ...] = ()
    texts: tuple[TextFact, ...] = ()
    has_conflict: bool = False
    anchor: str = ""
    code_digits: frozenset[str] = frozenset()

    @property
    def shape(self) -> tuple[object, ...]:
        """What a translation leaves as it is, but for its levels and texts."""
        rows = tuple(sorted(row.id.text for row in self.rows))
        return tuple(table.rows for table in self.tables), self.items, self.fences, self.alerts, self.tabs, rows


class DateFact(Record, frozen=True, gc=False, array_like=True):
    """A day, as it is written."""

    day: date
    text: str
    place: Place


class LinkFact(Record, frozen=True, gc=False, array_like=True):
    """A link, an image, an include, a reference definition or a destination of a table of contents.

    `kind` is that of `facts.Link`, definition or toc. `text` is what a reader sees of the link; the label of a
    definition; the name of an entry. `destination` has its entities and escapes resolved; of a reference it is its
    definition's. `place` is that of the destination (without the quotation marks of YAML), or of the whole link for a
    reference. `is_exact` is False for a destination that YAML has in another form (`href: >-`).
    """

    kind: str
    text: str
    destination: str
    place: Place
    is_exact: bool = True

    def rewritten(self, destination: str) -> tuple[Edit, ...]:
        """The fix that writes `destination`, which is escaped already; none where that is not safe.

        The place of a reference is no text. What YAML may take for more than a text is not written into YAML.
        """
        is_safe = self.kind != "toc" or (self.is_exact and _PLAIN_YAML.fullmatch(destination))
        if self.kind == "reference" or not is_safe:
            return ()
        return (Edit(Span(self.place.start.offset, self.place.end.offset), destination),)


class TocEntry(Record, frozen=True, gc=False, array_like=True):
    """An entry of a table of contents: its destinations, by their keys (`href`, `topicHref`, `tocHref`, `homepage`)."""

    links: Mapping[str, LinkFact]

    @property
    def page(self) -> LinkFact | None:
        """What a reader gets who follows the entry."""
        return next((self.links[key] for key in ("topicHref", "homepage", "href") if key in self.links), None)


class TocFacts(Record, frozen=True, array_like=True):
    """A table of contents: its entries that lead somewhere, from top to bottom with those inside others after them.

    `locale` is that of the pages in its folder, empty where it cannot be told. `complete` is False where
    it may list pages that are not known: it cannot be read, or names pages by their `uid`.
    """

    path: str
    locale: str
    entries: tuple[TocEntry, ...]
    complete: bool

    @property
    def links(self) -> tuple[LinkFact, ...]:
        """The destinations of all entries, each place once: an alias stands where its anchor does."""
        return tuple({link.place: link for entry in self.entries for link in entry.links.values()}.values())


class PageFacts(Record, frozen=True, array_like=True):
    """What the project phase knows of a page.

    `unique` are the metadata values, by key, that no other page of the locale may have. `anchors` are the fragments
    that links to the page may use, None where they cannot be told. `start` is where its Markdown begins. `sections` are
    those of a page that may have a pair; `updated` is the newest date of the update table. `is_untranslated`: it has
    terms, and none of them is in the words of its locale.
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
    start: Place
    anchors: frozenset[str] | None = frozenset()
    sections: tuple[SectionFacts, ...] = ()
    updated: DateFact | None = None
    is_untranslated: bool = False
