"""The work of `import`: fills catalogs from target pages that people translated, as a plan of changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from playbook_lint.config import UsageError
from playbook_lint.files import leads_outside
from playbook_lint.history import is_newer
from playbook_lint.l10n.adopt import Row, State
from playbook_lint.l10n.agreement import Doubt
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.extract import merged, terms_entries
from playbook_lint.l10n.harvest import Harvest, TermWords, with_words
from playbook_lint.l10n.import_report import LocaleReport, Outcome, PageReport
from playbook_lint.l10n.lexicon import Learner, Lesson, lesson_of_texts
from playbook_lint.l10n.memory import Memory
from playbook_lint.l10n.po_text import CatalogError
from playbook_lint.l10n.scoring import Knowledge
from playbook_lint.l10n.taking import Taken, take
from playbook_lint.l10n.update import Counts, Updated, update
from playbook_lint.project import Project
from playbook_lint.records import replace
from playbook_lint.subjects import Context
from playbook_lint.translation.catalogs import Catalogs
from playbook_lint.translation.locales import chosen_locales
from playbook_lint.translation.looking import Lessons, PagePair, PageRows, PairReader, source_side
from playbook_lint.translation.pairing import Side, SideReader
from playbook_lint.translation.plan import Plan
from playbook_lint.translation.sources import Sources
from playbook_lint.workers import mapped

Item = TypeVar("Item")

# From so many pairs on, several processes read them faster.
_MANY = 4
# A page is in another language when it has so few of the words that stand for others, of so many at least.
_FEW_WORDS, _ENOUGH_WORDS = 0.4, 40


class Watch(Protocol):
    """Passes items on, and shows how far they are."""

    def __call__(self, what: str, total: int, items: Iterable[Item], /) -> Iterator[Item]:
        """The items."""


def unwatched(_what: str, _total: int, items: Iterable[Item]) -> Iterator[Item]:
    """Show nothing."""
    yield from items


class Importer:
    """One import of the target pages that `paths` name, be it by themselves or by their source pages.

    `revision` is a folder with the source as it was when it was translated: the project's folder, or one inside it.
    `watch` passes items on, of which it is told what and how many they are.
    """

    def __init__(
        self,
        project: Project,
        context: Context,
        paths: Sequence[Path] = (),
        locales: Sequence[str] = (),
        revision: Path | None = None,
        watch: Watch = unwatched,
    ) -> None:
        self.plan = Plan(context.config.root)
        self._catalogs = Catalogs(context.config, self.plan)
        self.sources = Sources(project, context, paths, self._catalogs.paths_of, keeps_pages=False)
        self.locales = chosen_locales(locales, self._catalogs.locales)
        self._project = project
        self._context = context
        self._revision = revision
        self._watch = watch
        self._whole = not paths and self.sources.are_all
        self._unreadable: list[str] = []
        if revision and not any(self._in_revision(self.sources.files[one].relative) for one in self.sources.selected):
            raise UsageError(
                f"`{revision}` has none of the source pages, neither under their paths nor by parts of them"
            )

    @property
    def problems(self) -> list[str]:
        """What stands in the way, in sentences; nothing is written of the files that it is about."""
        return [
            *(problem.message for problem in self.sources.discovery.problems),
            *dict.fromkeys((*self.sources.errors.values(), *self._unreadable)),
            *self._catalogs.problems,
        ]

    def run(self) -> Iterator[LocaleReport]:
        """Plan to write the catalogs of each locale, and tell what is in them."""
        for locale in self.locales:
            yield self._import(locale)

    def _import(self, locale: str) -> LocaleReport:
        pairs = {pair.page_id: pair for pair in self._pairs(locale)}
        known = list(self._known_lessons(locale))
        looks = self._first_looks(locale, pairs, _learned(known))
        self._unreadable += (look.problem for look in looks.values() if look.problem)
        usable = [page_id for page_id, look in looks.items() if not (look.problem or look.is_copy)]
        knowledge = _learned(known, *(looks[page_id].lessons for page_id in usable))
        words = self._words(locale, pairs, looks)
        reader = self._reader(self._with_words(locale, words), locale, knowledge)
        found = mapped(lambda page_id: reader.second_look(pairs[page_id]), usable, worthwhile=_MANY)
        rows = dict(zip(usable, self._watch(f"{locale}: pairing texts", len(usable), found), strict=True))
        strange = set(_in_another_language(rows))
        for page_id in strange:
            rows[page_id] = replace(rows[page_id], rows=tuple(map(_doubted, rows[page_id].rows)))
        taken, counts = self._take(locale, pairs, rows)
        self._write_terms(locale, words)
        reports = (
            replace(taken.get(page_id) or _left_alone(pair, locale, looks[page_id]), in_doubt=page_id in strange)
            for page_id, pair in pairs.items()
        )
        without_target = (self.sources.files[one].relative for one in self.sources.selected if one not in pairs)
        return LocaleReport(
            locale, tuple(reports), tuple(without_target), tuple(self._without_source(locale)), tuple(words), counts
        )

    def _pairs(self, locale: str) -> Iterator[PagePair]:
        """The source pages of this run that have a target page."""
        root = self._context.config.root
        for page_id in self.sources.selected:
            source = self.sources.files[page_id]
            if source.kind == "toc":
                path = self._project.target_path(page_id, locale)
                is_there = (root / path).is_file() and not leads_outside(root / path, root)
            else:
                path = self._project.page_of(page_id, locale) or ""
                is_there = bool(path)
            if is_there and path != source.relative:
                yield PagePair(page_id, source, self._project.file_at(root / path))

    @cached_property
    def _sides(self) -> dict[str, Side | str]:
        """The source pages of this run as sides of pairs, or why they cannot be read."""
        reader = SideReader(self._project, self._context)
        max_size = self._context.config.max_file_size

        def side(page_id: str) -> Side | str:
            file = self.sources.files[page_id]
            return source_side(reader, file, self._in_revision(file.relative), max_size)

        page_ids = list(self.sources.selected)
        return dict(zip(page_ids, mapped(side, page_ids, worthwhile=_MANY), strict=True))

    def _reader(self, context: Context, locale: str, knowledge: Knowledge) -> PairReader:
        sides = {page_id: side for page_id, side in self._sides.items() if isinstance(side, Side)}
        return PairReader(self._project, context, locale, knowledge, sides)

    def _in_revision(self, path: str) -> Path | None:
        """The file in the older source that a source page is: under its whole path, or what of it is in the folder."""
        parts = Path(path).parts if self._revision else ()
        for start in range(len(parts)):
            file = Path(self._revision or ".", *parts[start:])
            if file.is_file() and not leads_outside(file, self._revision or file):
                return file
        return None

    def _first_looks(self, locale: str, pairs: Mapping[str, PagePair], knowledge: Knowledge) -> dict[str, Lessons]:
        reader = self._reader(self._context, locale, knowledge)
        unread = {page_id: side for page_id in pairs if isinstance(side := self._sides[page_id], str)}
        read = [page_id for page_id in pairs if page_id not in unread]
        found = mapped(lambda page_id: reader.first_look(pairs[page_id]), read, worthwhile=_MANY)
        looks = dict(zip(read, self._watch(f"{locale}: learning words", len(read), found), strict=True))
        return {page_id: looks.get(page_id) or Lessons(problem=unread[page_id]) for page_id in pairs}

    def _known_lessons(self, locale: str) -> Iterator[Lesson]:
        """What the catalogs teach that are there already."""
        for file in self._catalogs.of(locale).values():
            yield from (lesson_of_texts(entry.source, entry.target) for entry in file.entries if entry.translated)

    def _words(self, locale: str, pairs: Mapping[str, PagePair], looks: Mapping[str, Lessons]) -> list[TermWords]:
        harvest = Harvest()
        for page_id, look in looks.items():
            harvest.add(pairs[page_id].target.relative, look.forms)
        shipped = (entry for entries in self._catalogs.shipped_terms(locale) for entry in entries)
        return harvest.words(_translated(self._own_terms(locale)), _translated(shipped))

    def _own_terms(self, locale: str) -> tuple[Entry, ...]:
        with suppress(CatalogError):  # which `problems` tells
            if file := self._catalogs.read(self._catalogs.terms_path(locale)):
                return file.entries
        return ()

    def _with_words(self, locale: str, words: Iterable[TermWords]) -> Context:
        """The context with these words for the terms of the locale."""
        forms = {(one.kind, one.canonical): (one.chosen, *one.forms) for one in words}
        terms = self._context.terms(locale).with_words(forms)
        return replace(self._context, terms=lambda tag: terms if tag == locale else self._context.terms(tag))

    def _write_terms(self, locale: str, words: Sequence[TermWords]) -> None:
        template = terms_entries(self._context.schemas.vocabulary, self._catalogs.terms_source)
        found = [Entry(one.canonical, one.chosen, one.kind) for one in words]
        keys = {entry.key for entry in found}
        shipped = [
            entry for entries in self._catalogs.shipped_terms(locale) for entry in entries if entry.key not in keys
        ]
        path = self._catalogs.terms_path(locale)
        with suppress(CatalogError):  # which `problems` tells
            old = self._catalogs.read(path)
            updated = update(template, old.entries if old else (), Memory([found, shipped]), propagates=False)
            if updated.entries:
                self._catalogs.write_catalog(path, with_words(updated.entries, words), locale)

    def _take(
        self, locale: str, pairs: Mapping[str, PagePair], rows: Mapping[str, PageRows]
    ) -> tuple[dict[str, PageReport], Counts]:
        """Plan to write the catalogs with those rows; what became of each page, and of the messages of today."""
        by_path: dict[str, list[str]] = {}
        for page_id in rows:
            by_path.setdefault(self._catalogs.catalog_path(page_id, locale), []).append(page_id)
        reports: dict[str, PageReport] = {}
        counts = Counts()
        for path, page_ids in by_path.items():
            with suppress(CatalogError):  # which `problems` tells
                taken, updated = self._updated(path, pairs, rows, page_ids)
                counts += updated.counts
                self._catalogs.write_catalog(path, updated.entries, locale)
                reports |= {page_id: _report(pairs[page_id], locale, rows[page_id], taken) for page_id in page_ids}
        return reports, counts

    def _updated(
        self, path: str, pairs: Mapping[str, PagePair], rows: Mapping[str, PageRows], page_ids: Sequence[str]
    ) -> tuple[Taken, Updated]:
        """The entries of the catalog at `path` with what its pages say, brought up to date with today's source."""
        settings = self._catalogs.settings
        shared = tuple(self.sources.files) if settings.layout == "single" else page_ids
        today = self.sources.entries(shared)
        template = merged(rows[page_id].entries if page_id in rows else entries for page_id, entries in today.items())
        old = self._catalogs.read(path)
        known = old.entries if old else ()
        if self._revision and any(entry.target for entry in known):
            # What was imported from the older source before is in the catalog, under today's messages.
            there = {entry.key for entry in (*known, *merged(today.values()))}
            template = tuple(entry for entry in template if entry.key in there)
        root = self._context.config.root
        is_older = all(is_newer(root, path, pairs[page_id].target.relative) for page_id in page_ids)
        found = [row for page_id in page_ids for row in rows[page_id].rows]
        taken = take(template, known, found, is_older=is_older)
        updated = update(
            merged(today.values()),
            taken.entries,
            Memory([]),
            propagates=settings.propagate_edits,
            keep=settings.keep,
        )
        return taken, updated

    def _without_source(self, locale: str) -> Iterator[str]:
        """The target pages that have no source page, when the run is about all."""
        for file in self.sources.discovery.files if self._whole else ():
            page_id = self._project.pair_id(file) if file.role != "source" else None
            if file.locale == locale and page_id and page_id not in self.sources.files:
                yield file.relative


def _translated(entries: Iterable[Entry]) -> dict[tuple[str, str], str]:
    return {(entry.context or "", entry.source): entry.target for entry in entries if entry.translated}


def _learned(*lessons: Iterable[Lesson]) -> Knowledge:
    learner = Learner()
    for some in lessons:
        learner.add(some)
    return learner.knowledge()


def _in_another_language(rows: Mapping[str, PageRows]) -> Iterator[str]:
    """The pages on which far fewer words of the source have what usually stands for them than on all pages."""
    known = sum(page.known for page in rows.values())
    found = sum(page.found for page in rows.values())
    for page_id, page in rows.items():
        if page.known >= _ENOUGH_WORDS and page.found * known < _FEW_WORDS * page.known * found:
            yield page_id


def _doubted(row: Row) -> Row:
    return replace(row, state=State.FUZZY, doubt=Doubt("language")) if row.state is State.ACCEPTED else row


def _left_alone(pair: PagePair, locale: str, look: Lessons) -> PageReport:
    outcome: Outcome = "source language" if look.is_copy else "unreadable"
    problem = look.problem or ("" if look.is_copy else "its catalog cannot be read")
    return PageReport(pair.page_id, locale, pair.source.relative, pair.target.relative, outcome, problem)


def _report(pair: PagePair, locale: str, page: PageRows, taken: Taken) -> PageReport:
    own = {row.source.text for row in page.rows if row.source}
    return PageReport(
        pair.page_id,
        locale,
        pair.source.relative,
        pair.target.relative,
        rows=page.rows,
        links=page.links,
        conflicts=page.conflicts,
        edits=tuple(edit for edit in taken.edits if edit.source in own),
        several={text: others for text, others in taken.several.items() if text in own},
    )
