"""The work of `extract`, `update`, `compile` and `sync` on one project, as a plan of changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.extract import merged, terms_entries
from playbook_lint.l10n.po_text import CatalogError
from playbook_lint.project import Project
from playbook_lint.records import Record, field, replace
from playbook_lint.subjects import Context
from playbook_lint.translation.catalogs import Catalogs
from playbook_lint.translation.locales import chosen_locales
from playbook_lint.translation.plan import Plan
from playbook_lint.translation.sources import Sources

if TYPE_CHECKING:
    from playbook_lint.l10n.memory import Memory
    from playbook_lint.l10n.update import Counts
    from playbook_lint.translation.compiling import CompiledPage
    from playbook_lint.translation.hand_edits import HandEdit


class Done(Record):
    """What was done: how the messages of each locale were matched, and the pages that were compiled."""

    counts: dict[str, Counts] = field(default_factory=dict)
    pages: list[CompiledPage] = field(default_factory=list)


class Work:
    """One run over the source pages that `paths` name (all without any) in `locales`.

    Without any, these are all that are configured but the made-up one, which nobody translates. `compiles` says that
    pages are to be compiled too.
    """

    def __init__(
        self,
        project: Project,
        context: Context,
        paths: Sequence[Path] = (),
        locales: Sequence[str] = (),
        *,
        compiles: bool = True,
    ) -> None:
        self.plan = Plan(context.config.root)
        self.done = Done()
        self._unresolved: list[str] = []
        self._texts_before: dict[str, set[str]] = {}  # of catalogs, by their paths
        self._catalogs = Catalogs(context.config, self.plan)
        self.sources = Sources(project, context, paths, self._catalogs.paths_of, keeps_pages=compiles)
        self.locales = chosen_locales(locales, self._catalogs.locales)
        self._project = project
        self._context = context
        self._whole = not paths and self.sources.are_all

    @property
    def problems(self) -> list[str]:
        """What stands in the way, in sentences; nothing is written of the files that it is about."""
        return [
            *(problem.message for problem in self.sources.discovery.problems),
            *self.sources.errors.values(),
            *self._unresolved,
            *self._catalogs.problems,
        ]

    def extract(self) -> None:
        """Write the templates of pages and terms; a template without a page is removed when the run is about all."""
        templates = self._entries_by(self._catalogs.template_path)
        for path, entries in {**templates, self._catalogs.terms_template: self._terms}.items():
            with suppress(CatalogError):  # which `problems` tells
                self._catalogs.write_template(path, entries)
        for path in self._without_page(self._catalogs.templates(), templates, self._catalogs.template_path):
            self.plan.remove(path)

    def update(self) -> None:
        """Bring the catalogs of each locale up to date; one without a page keeps its translations as obsolete."""
        from playbook_lint.l10n.memory import Memory
        from playbook_lint.l10n.update import Counts

        for locale in self.locales:
            path_of = partial(self._catalogs.catalog_path, locale=locale)
            wanted = self._entries_by(path_of)
            present = self._catalogs.of(locale)
            memory = Memory(file.entries for file in present.values())
            left = self._without_page(present, wanted, path_of)
            counts = Counts()
            for path, template in [*wanted.items(), *((path, ()) for path in left)]:
                counts += self._update(path, template, memory, locale)
            shipped = Memory(self._catalogs.shipped_terms(locale))
            self._update(self._catalogs.terms_path(locale), self._terms, shipped, locale)
            self.done.counts[locale] = counts

    def compile(self, *, minimum: int | None = None, uses_fuzzy: bool = False, pseudo: bool = False) -> None:
        """Write the target pages of each locale; `minimum` (0 to 100) is that of the configuration without one."""
        from playbook_lint.translation.compiling import Compiler, Compiling
        from playbook_lint.translation.targets import check_targets

        settings = self._catalogs.settings
        minimum = settings.min_translated if minimum is None else minimum
        how = Compiling(minimum, settings.below_minimum == "source", uses_fuzzy, pseudo)
        context = replace(self._context, terms=cache(partial(self._catalogs.terms, self._context.schemas.vocabulary)))
        check_targets(self._project, self.sources, self.locales)
        for locale in self.locales:
            compiler = Compiler(self._project, context, self.sources, self._catalogs, self.plan, locale)
            self.done.pages += compiler.compile(self.sources.selected, how)
            self._unresolved += compiler.problems

    def hand_edits(self) -> Iterator[HandEdit]:
        """What of the pages that were compiled people may have edited by hand; before the plan is carried out."""
        from playbook_lint.translation.hand_edits import hand_edits, known_texts

        changed = {change.path for change in self.plan.changes()}
        entries = self.sources.entries
        pages = []
        for page in self.done.pages:
            if page.path in changed:
                known = known_texts(entries([page.page_id]).get(page.page_id, ()), self._catalogs.read(page.catalog))
                pages.append((page, known | self._texts_before.get(page.catalog, set())))
        return hand_edits(self._project, self._context, self.plan, pages)

    def _update(self, path: str, template: Sequence[Entry], memory: Memory, locale: str) -> Counts:
        from playbook_lint.l10n.update import Counts, update

        try:
            old = self._catalogs.read(path)
        except CatalogError:  # which `problems` tells
            return Counts()
        settings = self._catalogs.settings
        entries = old.entries if old else ()
        # What a page has of them is of an earlier run, and no edit.
        self._texts_before[path] = {text for entry in entries for text in (entry.source, entry.target)}
        updated = update(template, entries, memory, propagates=settings.propagate_edits, keep=settings.keep)
        if updated.entries:
            self._catalogs.write_catalog(path, updated.entries, locale)
        return updated.counts

    def _entries_by(self, path_of: Callable[[str], str]) -> dict[str, tuple[Entry, ...]]:
        """The messages of the selected pages by the catalog they belong to; of all pages where they share it."""
        page_ids = self.sources.selected if self._catalogs.settings.layout == "per-page" else tuple(self.sources.files)
        found: dict[str, list[tuple[Entry, ...]]] = {}
        for page_id, entries in self.sources.entries(page_ids).items():
            found.setdefault(path_of(page_id), []).append(entries)
        incomplete = self._incomplete(path_of)
        return {path: merged(pages) for path, pages in found.items() if path not in incomplete}

    def _without_page(
        self, present: Iterable[str], wanted: Collection[str], path_of: Callable[[str], str]
    ) -> list[str]:
        """Those of the templates or catalogs `present` whose pages are gone for certain, in order."""
        return sorted(set(present) - set(wanted) - self._incomplete(path_of)) if self._whole else []

    def _incomplete(self, path_of: Callable[[str], str]) -> set[str]:
        """The templates or catalogs of pages that cannot be read."""
        lacking = {path_of(page_id) for page_id in self.sources.errors}
        is_shared = self._catalogs.settings.layout == "single"
        return lacking if self.sources.are_all or not is_shared else {*lacking, path_of("")}

    @cached_property
    def _terms(self) -> tuple[Entry, ...]:
        return terms_entries(self._context.schemas.vocabulary, self._catalogs.terms_source)
