"""Gathers how far the translation of a project is: what its catalogs have of the messages of its source pages today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from playbook_lint.content import is_within
from playbook_lint.discovery import relative_to_root
from playbook_lint.files import leads_outside
from playbook_lint.l10n.entries import Entry, PoFile
from playbook_lint.l10n.extract import terms_entries
from playbook_lint.l10n.header import filled_in
from playbook_lint.l10n.po_text import CatalogError
from playbook_lint.l10n.status import LocaleStatus, PageStatus, ProjectStatus, StaleMessage, Tally
from playbook_lint.l10n.traits import word_count
from playbook_lint.project import Project
from playbook_lint.records import Record
from playbook_lint.subjects import Context
from playbook_lint.translation.catalogs import Catalogs
from playbook_lint.translation.locales import chosen_locales
from playbook_lint.translation.plan import Plan
from playbook_lint.translation.sources import Sources
from playbook_lint.translation.staleness import with_changes
from playbook_lint.workers import mapped

TERMS = "terms"
_Entries = Mapping[tuple[str | None, str], Entry]
_UNUSABLE = "cannot be used: "
_NO_SOURCE = "has no source page"
# From so many catalogs on, several processes read them faster.
_MANY = 40


class _Job(NamedTuple):
    """A page in a locale; `source` is the file with its messages, `error` says why that cannot be read."""

    page_id: str
    locale: str
    source: str
    catalog: str
    messages: tuple[Entry, ...]
    error: str = ""


class Gathered(NamedTuple):
    """How far a project is, and what stands in the way, in sentences."""

    status: ProjectStatus
    problems: tuple[str, ...]


def gather(project: Project, context: Context, paths: Sequence[Path] = (), locales: Sequence[str] = ()) -> Gathered:
    """The status of the source pages that `paths` name (all without any) in `locales`.

    Without any, these are all that are configured but the made-up one; where none is configured, those that there are
    catalogs of. Raises `UsageError`.
    """
    return _Gatherer(project, context, paths, locales).gathered()


class _Gatherer:
    """One look at a project."""

    def __init__(self, project: Project, context: Context, paths: Sequence[Path], locales: Sequence[str]) -> None:
        self._project = project
        self._context = context
        self._root = context.config.root
        self._catalogs = Catalogs(context.config, Plan(self._root))
        self._sources = Sources(project, context, paths, self._catalogs.paths_of, keeps_pages=False)
        self._named = {relative_to_root(self._root, path) for path in paths}
        self._locales = chosen_locales(locales or self._named_locales(), self._catalogs.all_locales)
        self._present: frozenset[str] = frozenset()
        self._lookup = lru_cache(maxsize=len(self._locales) or 1)(self._read)

    def _named_locales(self) -> tuple[str, ...]:
        """The locales whose catalogs are named, or the folders of these; none where anything else is named too."""
        folders = {
            locale: self._catalogs.terms_path(locale).partition("/LC_MESSAGES")[0]
            for locale in self._catalogs.all_locales
        }
        named = [
            [locale for locale, folder in folders.items() if path and is_within(path, folder)] for path in self._named
        ]
        return tuple(sorted(set(chain.from_iterable(named)))) if all(named) else ()

    def gathered(self) -> Gathered:
        """The status, and what stands in the way."""
        jobs = list(self._jobs())
        pages = list(mapped(self._page, jobs, worthwhile=_MANY))
        pages = with_changes(self._root, pages, self._sources)
        by_locale: dict[str, list[PageStatus]] = {locale: [] for locale in self._locales}
        for job, page in zip(jobs, pages, strict=True):
            by_locale[job.locale].append(page)
        for locale in self._locales:
            by_locale[locale] += self._orphans(locale)
        found = (
            LocaleStatus(locale, tuple(sorted(pages, key=lambda page: page.page_id)))
            for locale, pages in by_locale.items()
        )
        status = ProjectStatus(self._catalogs.settings.project, self._context.config.source.locale, tuple(found))
        broken = (page.problem.removeprefix(_UNUSABLE) for page in pages if page.problem)
        problems = (problem.message for problem in self._sources.discovery.problems)
        # A source page has the same problem in all locales, and so have the pages of a single catalog.
        return Gathered(status, tuple(dict.fromkeys((*problems, *self._sources.errors.values(), *broken))))

    def _jobs(self) -> Iterator[_Job]:
        entries = self._sources.entries(self._sources.selected)
        self._present = frozenset(message.source for messages in entries.values() for message in messages)
        terms = terms_entries(self._context.schemas.vocabulary, self._catalogs.terms_source)
        terms_source = self._catalogs.terms_source if (self._root / self._catalogs.terms_source).is_file() else ""
        for page_id in self._sources.selected:
            source = self._sources.files[page_id].relative
            error = self._sources.errors.get(page_id, "")
            for locale in self._locales:
                catalog = self._catalogs.catalog_path(page_id, locale)
                yield _Job(page_id, locale, source, catalog, entries.get(page_id, ()), error)
        for locale in self._locales:
            path = self._catalogs.terms_path(locale)
            if terms and (not self._named or {path, terms_source} & self._named):
                yield _Job(TERMS, locale, terms_source, path, self._own_terms(terms, locale))

    def _page(self, job: _Job) -> PageStatus:
        catalog, entries, problem = self._lookup(job.catalog)
        if job.error:
            # What the catalog has is all that is known.
            messages = tuple(entry for entry in entries.values() if not entry.obsolete)
            problem, entries = _UNUSABLE + job.error, {}
        else:
            messages = job.messages
        counted = _count(messages, entries, self._present)
        return PageStatus(
            job.page_id,
            job.source,
            self._target(job),
            job.catalog if catalog or problem else "",
            counted.tally,
            0 if problem else counted.behind,
            counted.stale,
            None,
            self._translator(catalog) if catalog else "",
            filled_in(catalog.header, "PO-Revision-Date") if catalog else "",
            problem,
        )

    def _read(self, path: str) -> tuple[PoFile | None, _Entries, str]:
        """The catalog at `path`, its entries by their keys, and why it cannot be used if it cannot."""
        try:
            catalog = self._catalogs.load(path)
        except CatalogError as error:
            return None, {}, f"{_UNUSABLE}{path}:{error.line}: {error.message}"
        entries = catalog.entries if catalog else ()
        return catalog, {entry.key: entry for entry in entries}, ""

    def _own_terms(self, terms: tuple[Entry, ...], locale: str) -> tuple[Entry, ...]:
        """The terms but for those that this tool brings words for: nobody has to translate them."""
        shipped = {
            entry.key for entries in self._catalogs.shipped_terms(locale) for entry in entries if entry.translated
        }
        return tuple(entry for entry in terms if entry.key not in shipped)

    def _translator(self, catalog: PoFile) -> str:
        """The last translator; none where the header has the address that it was made with."""
        name = filled_in(catalog.header, "Last-Translator")
        return "" if name == self._catalogs.settings.report_bugs_to else name

    def _target(self, job: _Job) -> str:
        """The target page, if there is one."""
        if job.page_id == TERMS or job.locale not in self._catalogs.locales:
            return ""
        path = self._project.target_path(job.page_id, job.locale)
        file = self._root / path
        return path if file.is_file() and not leads_outside(file, self._root) else ""

    def _orphans(self, locale: str) -> Iterator[PageStatus]:
        """The catalogs of pages that are gone, when the run is about all."""
        if self._named or not self._sources.are_all:
            return
        known = {self._catalogs.catalog_path(page_id, locale) for page_id in self._sources.files}
        for path in sorted(self._catalogs.paths_in(locale) - known):
            yield PageStatus(self._catalogs.page_id_of(path, locale), "", "", path, Tally(), problem=_NO_SOURCE)


class _Counted(Record, frozen=True):
    tally: Tally
    behind: int
    stale: tuple[StaleMessage, ...]


def _count(messages: Sequence[Entry], entries: _Entries, present: Collection[str]) -> _Counted:
    """What a catalog has of `messages`; a fuzzy message without a translation is untranslated, as it is for gettext.

    A fuzzy one is not stale where its previous text is `present`: then it was suggested for a message like that one.
    """
    numbers: Counter[str] = Counter()
    words: Counter[str] = Counter()
    stale = []
    behind = 0
    for message in messages:
        entry = entries.get(message.key)
        state = _state(entry)
        numbers[state] += 1
        words[state] += word_count(message.source)
        if entry is None or entry.obsolete:
            behind += 1
        elif state == "fuzzy" and _is_stale(entry, present):
            target = next(filter(None, (entry.target, *entry.plurals)), "")
            stale.append(StaleMessage(entry.previous_source or "", entry.source, target, entry.line))
    states = ("translated", "fuzzy", "untranslated")
    tally = Tally(*chain((numbers[state] for state in states), (words[state] for state in states)))
    return _Counted(tally, behind, tuple(stale))


def _is_stale(entry: Entry, present: Collection[str]) -> bool:
    """Whether the source of a message changed since it was translated, and is not that of another message."""
    return entry.is_outdated and entry.previous_source != entry.source and entry.previous_source not in present


def _state(entry: Entry | None) -> str:
    if entry is None or entry.obsolete or not any(text.strip() for text in (entry.target, *entry.plurals)):
        return "untranslated"
    return "fuzzy" if entry.fuzzy else "translated"
