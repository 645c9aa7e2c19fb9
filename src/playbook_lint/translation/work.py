"""The work of `extract`, `update`, `compile` and `sync` on one project, as a plan of changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from playbook_lint.config import UsageError
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.extract import merged, terms_entries
from playbook_lint.l10n.memory import Memory
from playbook_lint.l10n.update import Counts, update
from playbook_lint.page_phase import Context
from playbook_lint.project import Project
from playbook_lint.suggest import nearest
from playbook_lint.translation.catalogs import Catalogs
from playbook_lint.translation.compiling import CompiledPage, Compiler, Compiling
from playbook_lint.translation.plan import Plan
from playbook_lint.translation.sources import Sources


@dataclass
class Done:
    """What was done: how the messages of each locale were matched, and the pages that were compiled."""

    counts: dict[str, Counts] = field(default_factory=dict)
    pages: list[CompiledPage] = field(default_factory=list)


class Work:
    """One run over the source pages that `paths` name (all without any) in `locales` (all that are configured)."""

    def __init__(
        self, project: Project, context: Context, paths: Sequence[Path] = (), locales: Sequence[str] = ()
    ) -> None:
        self.plan = Plan(context.config.root)
        self.done = Done()
        self.sources = Sources(project, context, paths)
        self.locales = _chosen(locales, [target.locale for target in context.config.locales])
        self._project = project
        self._context = context
        self._catalogs = Catalogs(context.config, self.plan)
        self._whole = not paths

    def extract(self) -> None:
        """Write the templates of pages and terms; a template without a page is removed when the run is about all."""
        templates = self._entries_by(self._catalogs.template_path)
        for path, entries in {**templates, self._catalogs.terms_template: self._terms}.items():
            self._catalogs.write_template(path, entries)
        if self._whole:
            for path in self._catalogs.templates() - templates.keys():
                self.plan.remove(path)

    def update(self) -> None:
        """Bring the catalogs of each locale up to date; one without a page keeps its translations as obsolete."""
        for locale in self.locales:
            wanted = self._entries_by(partial(self._catalogs.catalog_path, locale=locale))
            present = self._catalogs.of(locale)
            memory = Memory(file.entries for file in present.values())
            left = present.keys() - wanted.keys() if self._whole else ()
            counts = Counts()
            for path, template in [*wanted.items(), *((path, ()) for path in sorted(left))]:
                counts += self._update(path, template, memory, locale)
            self._update(self._catalogs.terms_path(locale), self._terms, self._catalogs.shipped_terms(locale), locale)
            self.done.counts[locale] = counts

    def compile(self, *, minimum: int | None = None, uses_fuzzy: bool = False, pseudo: bool = False) -> None:
        """Write the target pages of each locale; `minimum` (0 to 100) is that of the configuration without one."""
        settings = self._catalogs.settings
        minimum = settings.min_translated if minimum is None else minimum
        how = Compiling(minimum, settings.below_minimum == "source", uses_fuzzy, pseudo)
        for locale in self.locales:
            compiler = Compiler(self._project, self._context, self.sources, self._catalogs, self.plan, locale)
            self.done.pages += compiler.compile(self.sources.selected, how)

    def _update(self, path: str, template: Sequence[Entry], memory: Memory, locale: str) -> Counts:
        old = self._catalogs.read(path)
        settings = self._catalogs.settings
        entries = old.entries if old else ()
        updated = update(template, entries, memory, propagates=settings.propagate_edits, keep=settings.keep)
        if updated.entries:
            self._catalogs.write_catalog(path, updated.entries, locale)
        return updated.counts

    def _entries_by(self, path_of: Callable[[str], str]) -> dict[str, tuple[Entry, ...]]:
        """The messages of the selected pages by the catalog they belong to; of all pages where they share it."""
        page_ids = self.sources.selected if self._catalogs.settings.layout == "per-page" else tuple(self.sources.files)
        found: dict[str, list[tuple[Entry, ...]]] = {}
        for page in self.sources.pages(page_ids):
            found.setdefault(path_of(page.page_id), []).append(page.entries)
        return {path: merged(entries) for path, entries in found.items()}

    @cached_property
    def _terms(self) -> tuple[Entry, ...]:
        return terms_entries(self._context.schemas.vocabulary, self._catalogs.terms_source)


def _chosen(names: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The locales of those names, all without any; raises `UsageError`."""
    by_name = {locale.casefold(): locale for locale in known}
    for name in names:
        if name.replace("_", "-").casefold() not in by_name:
            near = nearest(name, known)
            hint = f"; did you mean `{near}`?" if near else f"; there are {', '.join(known) or 'none'}"
            raise UsageError(f"`{name}` is no locale of the configuration{hint}")
    return tuple(by_name[name.replace("_", "-").casefold()] for name in names) or tuple(known)
