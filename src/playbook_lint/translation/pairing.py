"""The pages of a locale beside their source pages, as sides that can be paired: texts in pieces, and links."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from playbook_lint.facts import Value
from playbook_lint.l10n.adopt import Text
from playbook_lint.l10n.documents import DraftLink, page_links, toc_links, toc_units
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.extract import template_entries
from playbook_lint.l10n.segments import Unit
from playbook_lint.l10n.traits import Piece, Traits, pieces, traits
from playbook_lint.link_places import LinkPlaces
from playbook_lint.project import Project, ProjectFile
from playbook_lint.records import Record
from playbook_lint.source import SourceText, Span, holds
from playbook_lint.subjects import Context, subject_for, toc_for


class SideLink(Record, frozen=True):
    """A link: its destination, where and how that is written, the `path` it leads to, and its `place` (`place_of`).

    The path is relative to the project root; there is none for what is not in the project.
    """

    destination: str
    span: Span
    written: str
    path: str
    place: str


class Side(Record, frozen=True):
    """One side of a pair: a page or a table of contents.

    `pieces` are what is paired, `metadata` what has a key of its own; `entries` are the messages of the page. `links`
    are its destinations in the order of the text. `conflicts` are the 1-based lines where merge conflicts begin, whose
    texts are in no piece. `keys` has, for each key of the metadata, the line that it stands in.
    """

    file: ProjectFile
    text: SourceText
    pieces: tuple[Piece, ...]
    metadata: tuple[Unit, ...]
    entries: tuple[Entry, ...]
    links: tuple[SideLink, ...]
    conflicts: tuple[int, ...] = ()
    keys: Mapping[str, Text] = {}

    @property
    def traits(self) -> list[Traits]:
        """The traits of the pieces."""
        return [piece.traits for piece in self.pieces]

    def links_in(self, span: Span) -> Iterator[SideLink]:
        """The links whose destinations are in `span`."""
        return _inside(self.links, span)


class SideReader:
    """Reads pages as sides of pairs."""

    def __init__(self, project: Project, context: Context) -> None:
        self._context = context
        self._places = LinkPlaces(project)

    def side(self, file: ProjectFile, data: bytes | None = None, *, guesses_labels: bool = False) -> Side:
        """The file as one side; `data` is read from disk when it is not given.

        With `guesses_labels`, a line `name: **value**` is a label whatever its name. Raises `PageReadError` and
        `SourceDecodeError`.
        """
        if file.kind == "toc":
            return self._toc(file, data)
        subject = subject_for(file, self._context, data)
        page, source = subject.page, subject.page.source
        links = self._links(file, source, page_links(page))
        units = subject.units(guesses_labels=guesses_labels)
        conflicts = [conflict.span for conflict in page.conflicts]
        paired = _open(units, [region.span for region in subject.owned], conflicts)
        return Side(
            file,
            source,
            pieces(paired, lambda span: (link.place for link in _inside(links, span))),
            tuple(unit for unit in units if unit.span.start < page.metadata.body),
            _entries(file, units),
            links,
            tuple(source.lines.line(span.start) for span in conflicts),
            {value.key: _written(value, source) for value in page.metadata.values},
        )

    def _toc(self, file: ProjectFile, data: bytes | None) -> Side:
        toc = toc_for(file, self._context, data)
        links = self._links(file, toc.source, toc_links(toc))
        places = {link.destination: link.place for link in links}
        found = [
            Piece((unit,), traits((unit,), [places[one] for one in destinations if one in places]))
            for unit, destinations in toc_units(toc)
        ]
        entries = _entries(file, (unit for piece in found for unit in piece.units))
        return Side(file, toc.source, tuple(found), (), entries, links)

    def _links(self, file: ProjectFile, source: SourceText, found: Iterable[DraftLink]) -> tuple[SideLink, ...]:
        links = sorted(found, key=lambda link: link.span)
        return tuple(self._link(file, link, source.slice(link.span)) for link in links)

    def _link(self, file: ProjectFile, link: DraftLink, written: str) -> SideLink:
        target = self._places.target(link.destination, file.relative)
        place = self._places.place(target, file.relative)
        return SideLink(link.destination, link.span, written, target.path, place)


def _written(value: Value, source: SourceText) -> Text:
    """The first line of a value with its key."""
    line = source.lines.line(value.key_span.start)
    return Text(source.slice(source.lines.line_span(line)).strip(), line)


def _entries(file: ProjectFile, units: Iterable[Unit]) -> tuple[Entry, ...]:
    """The messages among `units` as the template of the file has them."""
    messages = sorted((unit.message for unit in units if unit.message), key=lambda message: message.span)
    return template_entries(messages, file.relative)


def _open(units: Iterable[Unit], owned: Sequence[Span], conflicts: Sequence[Span]) -> Iterator[Unit]:
    """The units of the body that are paired: none in conflicts, and of tables that belong to each page the headings."""
    for unit in units:
        is_own = holds(owned, unit.span.start) and unit.kind != "table heading"
        if not (is_own or holds(conflicts, unit.span.start) or unit.kind.startswith("metadata ")):
            yield unit


def _inside(links: Sequence[SideLink], span: Span) -> Iterator[SideLink]:
    at = bisect_left(links, span.start, key=lambda link: link.span.start)
    while at < len(links) and links[at].span.end <= span.end:
        yield links[at]
        at += 1
