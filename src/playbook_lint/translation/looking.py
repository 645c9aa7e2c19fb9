"""Looks at pairs of pages that people translated by hand: what they teach, and which text stands for which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from playbook_lint.l10n.adopt import Adopter, Row, State, TermForm
from playbook_lint.l10n.agreement import Doubt, disagreement
from playbook_lint.l10n.align import Pair, align
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.lexicon import Lesson, lesson
from playbook_lint.l10n.lines import Lines
from playbook_lint.l10n.scoring import Knowledge, Scorer
from playbook_lint.l10n.segments import Style, Unit
from playbook_lint.project import PageReadError, Project, ProjectFile, read_page
from playbook_lint.records import Record, replace
from playbook_lint.source import SourceDecodeError, Span
from playbook_lint.subjects import Context
from playbook_lint.translation.pairing import Side, SideReader

# From how much of a page in the words of the source on it is not translated, where it has so many texts at least.
_COPY = 0.6
_FEW_TEXTS = 3


class PagePair(Record, frozen=True):
    """A source page and its target page."""

    page_id: str
    source: ProjectFile
    target: ProjectFile


class Lessons(Record, frozen=True):
    """What the first look at a pair leaves: what it teaches, the terms, or why the pages cannot be used.

    `problem` is a sentence; `is_copy` says that the target page is in the source language.
    """

    lessons: tuple[Lesson, ...] = ()
    forms: tuple[TermForm, ...] = ()
    problem: str | None = None
    is_copy: bool = False


class PageRows(Record, frozen=True):
    """What the second look at a pair leaves: its rows, and the entries of the source page that was translated.

    `known` and `found` count words of the source that usually stand for others, and those that do here. `conflicts`
    are the lines of the target page where merge conflicts begin. `links` are the destinations, with their lines, that
    lead to another language than that of the page.
    """

    rows: tuple[Row, ...]
    entries: tuple[Entry, ...]
    known: int
    found: int
    conflicts: tuple[int, ...]
    links: tuple[tuple[str, int], ...]


class PairReader:
    """Reads and aligns pairs of pages of one locale; both looks are pure functions of a pair and what is known.

    `sources` are the source pages that are read already, by page id.
    """

    def __init__(
        self, project: Project, context: Context, locale: str, knowledge: Knowledge, sources: Mapping[str, Side]
    ) -> None:
        self._project = project
        self._locale = locale
        self._knowledge = knowledge
        self._terms = context.terms(locale)
        self._config = context.config
        self._reader = SideReader(project, context)
        self._sources = sources

    def first_look(self, pair: PagePair) -> Lessons:
        """What a pair teaches, while neither the words nor the terms of the locale are known."""
        source = self._sources[pair.page_id]
        try:
            target = self._reader.side(pair.target, guesses_labels=True)
        except (PageReadError, SourceDecodeError) as error:
            return Lessons(problem=problem_of(pair.target, error))
        if is_copy(source, target):
            return Lessons(is_copy=True)
        pairs = self._aligned(source, target)
        sure = (one for one in pairs if one.confidence >= self._config.adopting.accept)
        both = ([source.pieces[i] for i in one.sources] + [target.pieces[j] for j in one.targets] for one in sure)
        lessons = dict.fromkeys(lesson(some[0].traits, some[1].traits) for some in both if len(some) == len("ab"))
        adopter = replace(self._adopter(source, target), doubt=lambda _ours, _theirs: None)
        rows = adopter.rows(source.pieces, target.pieces, pairs)
        return Lessons(tuple(lessons), tuple(form for row in rows for form in row.terms))

    def second_look(self, pair: PagePair) -> PageRows:
        """The rows of a pair whose pages can be read."""
        source, target = self._sources[pair.page_id], self._reader.side(pair.target)
        pairs = self._aligned(source, target)
        adopter = self._adopter(source, target)
        metadata = [*adopter.metadata(source.metadata, target.metadata)]
        metadata += [Row(State.LEFT, None, text) for key, text in target.keys.items() if key not in source.keys]
        rows = (*metadata, *adopter.rows(source.pieces, target.pieces, pairs))
        known, found = self._explained(source, target, pairs)
        return PageRows(rows, source.entries, known, found, target.conflicts, tuple(self._strange_links(target)))

    def _aligned(self, source: Side, target: Side) -> list[Pair]:
        return align(source.traits, target.traits, self._knowledge)

    def _explained(self, source: Side, target: Side, pairs: Iterable[Pair]) -> tuple[int, int]:
        scorer = Scorer(source.traits, target.traits, self._knowledge)
        counts = [scorer.explained(one.sources[0], one.targets[0]) for one in pairs]
        return sum(known for known, _ in counts), sum(found for _, found in counts)

    def _adopter(self, source: Side, target: Side) -> Adopter:
        def doubt(ours: Sequence[Unit], theirs: Sequence[Unit]) -> Doubt | None:
            return disagreement(
                " ".join(unit.text for unit in ours),
                " ".join(unit.text for unit in theirs),
                [link.place for unit in ours for link in source.links_in(unit.span)],
                [link.place for unit in theirs for link in target.links_in(unit.span)],
                self._knowledge,
                self._config.catalog.keep,
            )

        return Adopter(
            self._knowledge,
            self._config.adopting,
            doubt,
            lambda ours, other: message_text(ours, other, source, target, self._is_source_page),
            lambda kind, text: [part.text for part in self._terms.split(kind, text)],
        )

    def _is_source_page(self, page_id: str) -> bool:
        return self._project.page_of(page_id, self._config.source.locale) is not None

    def _strange_links(self, target: Side) -> Iterator[tuple[str, int]]:
        """The links to pages that the locale has, which lead to something else."""
        for link in target.links:
            kind, _, page_id = link.place.partition(" ")
            is_page = kind == "page" and self._is_source_page(page_id)
            own = self._project.page_of(page_id, self._locale) if is_page else None
            if own and link.path != own:
                yield link.written, target.text.lines.line(link.span.start)


def source_side(reader: SideReader, file: ProjectFile, revision: Path | None, max_size: int) -> Side | str:
    """A source page as one side, as it was at `revision` if there is one; or why it cannot be read, in a sentence."""
    try:
        data = read_page(replace(file, path=revision), max_size) if revision else None
        return reader.side(file, data)
    except (PageReadError, SourceDecodeError) as error:
        return problem_of(file, error)


def problem_of(file: ProjectFile, error: PageReadError | SourceDecodeError) -> str:
    """Why a page cannot be read, in a sentence."""
    if isinstance(error, SourceDecodeError):
        return f"`{file.relative}` is not UTF-8 in line {error.line} (at byte {error.byte}); save it as UTF-8"
    return f"`{file.relative}` {error}"


def is_copy(source: Side, target: Side) -> bool:
    """Whether the target page is still in the source language: most of its texts are the source's own."""
    ours = {"".join(unit.text.split()) for piece in source.pieces for unit in piece.units}
    theirs = ["".join(unit.text.split()) for piece in target.pieces for unit in piece.units if unit.message]
    same = sum(text in ours for text in theirs)
    return same >= _FEW_TEXTS and same >= _COPY * len(theirs)


def message_text(
    ours: Sequence[Unit], other: Unit, source: Side, target: Side, is_source_page: Callable[[str], bool]
) -> str:
    """The text of a target unit as the translation of `ours`: the paths of its links to pages are those of the source.

    When the page is compiled, these lead to the pages of its locale. Fragments stay those of the target page, and so do
    links to pages that have no source page.
    """
    if not other.lines or other.style is Style.YAML:
        return other.text
    links = [link for unit in ours for link in source.links_in(unit.span)]
    edits: list[tuple[Span, str]] = []
    for link in target.links_in(other.span):
        found = next((one for one in links if one.place == link.place), None)
        kind, _, page_id = link.place.partition(" ")
        if found and kind == "page" and is_source_page(page_id):
            links.remove(found)
            _, mark, fragment = link.written.partition("#")
            edits.append((link.span, found.written.partition("#")[0] + mark + fragment))
    text = Lines(other.lines, other.hard).text(target.text, edits)
    return text.replace("\\|", "|") if other.style is Style.CELL else text
