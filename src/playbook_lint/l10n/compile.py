"""Makes a target file of a source file: translations in the places of messages, terms in those of terms.

A file, which is a page or a table of contents, is drafted first: its text with translations, and where links and
headings came to stand. Where links lead is written last, since the fragment of a link to a page is made of that page's
translated heading.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from playbook_lint.l10n.documents import Document, DraftLink, Shape
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.fitting import conflict_mark, has_control, has_directive
from playbook_lint.l10n.rendering import rendered
from playbook_lint.l10n.segments import MessageSegment, Segment, TermSegment
from playbook_lint.records import Record
from playbook_lint.schema.terms import Terms
from playbook_lint.source import SourceText, Span

Translate = Callable[[MessageSegment], Entry | None]
Lead = Callable[[str, str], str]


class Draft(Record, frozen=True):
    """A target file but for where its links lead.

    `anchors` gives the anchor of a heading by that of its source. `owned` are the regions that a target page keeps as
    its own, with their kinds. `refused` are entries whose translations were left out. `messages` and `translated` count
    messages, each place of one for itself.
    """

    bom: bool
    text: str
    links: tuple[DraftLink, ...]
    anchors: Mapping[str, str]
    owned: tuple[tuple[str, Span], ...]
    refused: tuple[Entry, ...]
    messages: int
    translated: int


def draft(document: Document, translate: Translate, terms: Terms) -> Draft:
    """Put translations and terms in their places.

    Those that would change the structure of the file, hold control characters or marks of a conflict, or speak to this
    tool are left out.
    """
    messages = tuple(document.segments.messages)
    translations = {segment.span: entry for segment in messages if (entry := translate(segment))}
    splicing = _Splicing(document, translations, terms)
    wanted = document.shape_of(document.source)
    unfit = [segment.span for segment in messages if (entry := translations.get(segment.span)) and _is_unfit(entry)]
    others = [span for span in translations if span not in set(unfit)]
    culprits = unfit + _culprits(others, lambda some: splicing.shape(some).structure == wanted.structure)
    kept = frozenset(translations) - set(culprits)
    shape = splicing.shape(kept)
    return Draft(
        document.source.bom,
        splicing.text(kept),
        shape.links,
        dict(zip(wanted.anchors, shape.anchors, strict=False)),
        tuple(splicing.owned(kept)),
        tuple(dict.fromkeys(translations[span] for span in culprits)),
        len(messages),
        len(kept),
    )


def _is_unfit(entry: Entry) -> bool:
    source, target = entry.source, entry.target
    return has_control(target) or has_directive(source, target) or conflict_mark(source, target) is not None


def compiled(draft: Draft, lead: Lead, own: Mapping[str, Sequence[str]]) -> str:
    """The page that `draft` becomes.

    `lead` gives, for the kind and the destination of a link, the destination that the target page has. `own` holds the
    texts of the regions that the present target page keeps, by kind and in order.
    """
    edits = [
        (link.span, better) for link in draft.links if (better := lead(link.kind, link.destination)) != link.destination
    ]
    left = {kind: list(texts) for kind, texts in own.items()}
    for kind, span in draft.owned:
        if left.get(kind):
            edits = [(where, text) for where, text in edits if not span.start <= where.start < span.end]
            edits.append((span, left[kind].pop(0)))
    parts, at = [], 0
    for span, text in sorted(edits):
        parts += [draft.text[at : span.start], text]
        at = span.end
    return "".join([*parts, draft.text[at:]])


class _Splicing:
    """One source file with its translations, by the span of the message each is for."""

    def __init__(self, document: Document, translations: Mapping[Span, Entry], terms: Terms) -> None:
        self._document = document
        self._source = document.source
        self._segments = document.segments
        self._translations = translations
        self._terms = terms
        # What was asked for last is often asked for again.
        self._made: dict[frozenset[Span], list[str]] = {}
        self._shapes: dict[str, Shape] = {}

    def text(self, some: Collection[Span]) -> str:
        """The text with the translations of `some` of the messages."""
        return "".join(self._pieces(some))

    def shape(self, some: Collection[Span]) -> Shape:
        """The shape of that text; the last one is remembered."""
        text = self.text(some)
        if text not in self._shapes:
            self._shapes = {text: self._document.shape_of(SourceText(text, self._source.bom))}
        return self._shapes[text]

    def owned(self, some: Collection[Span]) -> Iterator[tuple[str, Span]]:
        """Where the regions of target pages are in that page, with their kinds."""
        starts = {0: 0}
        at = 0
        for segment, piece in zip(self._segments.all, self._pieces(some), strict=True):
            starts[segment.span.start] = at
            at += len(piece)
        before = sorted(starts)
        for region in self._segments.owned:
            yield region.kind, Span(*(_moved(offset, before, starts) for offset in region.span))

    def _pieces(self, some: Collection[Span]) -> list[str]:
        chosen = frozenset(some)
        if chosen not in self._made:
            self._made = {chosen: [self._piece(segment, chosen) for segment in self._segments.all]}
        return self._made[chosen]

    def _piece(self, segment: Segment, some: Collection[Span]) -> str:
        written = self._source.slice(segment.span)
        if isinstance(segment, MessageSegment) and segment.span in some:
            return rendered(segment, self._translations[segment.span].target, self._source)
        if isinstance(segment, TermSegment):
            word = self._terms.word(segment.kind, segment.canonical)
            return written if word == segment.canonical else word
        return written


def _moved(offset: int, before: Sequence[int], starts: Mapping[int, int]) -> int:
    """Where the character at `offset` of a literal segment came to stand."""
    start = max((one for one in before if one <= offset), default=0)
    return starts[start] + offset - start


def _culprits(some: list[Span], is_sound: Callable[[Collection[Span]], bool]) -> list[Span]:
    """Those of `some` without which the rest is sound, found by halving; all where each half is sound for itself."""
    if is_sound(some):
        return []
    if len(some) == 1:
        return some
    half = len(some) // 2
    return [*_culprits(some[:half], is_sound), *_culprits(some[half:], is_sound)] or some
