"""The pair phase: rules that look at each target page of a run beside its source page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from playbook_lint.diagnostics import Finding
from playbook_lint.page_facts import PageFacts
from playbook_lint.placing import active
from playbook_lint.project import Project
from playbook_lint.project_phase import Lines
from playbook_lint.records import Record
from playbook_lint.results import Pages
from playbook_lint.rules.pair_subject import ChangedText, Drift, PairSubject, Translation
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Scope
from playbook_lint.subjects import Context
from playbook_lint.workers import mapping

if TYPE_CHECKING:
    from playbook_lint.translation.drift import Drifts

# From so many pairs on, several processes are faster: to compile pages takes longer than to compare them.
_MANY, _MANY_COMPILED = 200, 24
# A source page is looked at beside each of its target pages, one after the other.
_KEPT_PAGES = 2


@contextmanager
def pair_findings(
    project: Project,
    subject: ProjectSubject,
    pages: Pages,
    context: Context,
    given: Mapping[str, bytes],
    lines: Lines,
    jobs: int | None = None,
) -> Iterator[Iterator[Finding]]:
    """What the rules of pairs find in the target pages among `pages`, those of the run.

    Source pages need not be of the run. `jobs` is how many processes may be used; where several are, they begin at
    once, while this one does something else.
    """
    catalogs = _Catalogs(project, context, given)
    around = subject.surroundings

    @lru_cache(_KEPT_PAGES)
    def whole(path: str) -> PageFacts | None:
        return pages.whole(path) if path in pages.paths else around.facts_of(path)

    def found_in(paths: tuple[str, str]) -> list[Finding]:
        source, page = map(whole, paths)
        found: list[Finding] = []
        if page and source:
            pair = PairSubject(page, source, subject, catalogs.translation(page))
            for module, setting in active(context.config.rule_settings(page.path), Scope.PAIR):
                for diagnostic in module.check(pair, setting.options):
                    found.append(lines.placer(page.path).finding(diagnostic, module, setting))  # noqa: PERF401 - reads the file
        return found

    worthwhile = _MANY_COMPILED if catalogs.are_there else _MANY
    with mapping(found_in, _pairs(subject), worthwhile=worthwhile, jobs=jobs) as found:
        yield chain.from_iterable(found)


def _pairs(subject: ProjectSubject) -> list[tuple[str, str]]:
    """The paths of source pages and of their target pages in the run, those of a source page together."""
    page_of = subject.surroundings.page_of
    targets = (file for file in subject.files if file.role == "target" and not subject.is_copy(file))
    pairs = ((page_of(file.page_id, subject.source_locale), file.relative) for file in targets)
    return sorted((source, target) for source, target in pairs if source)


class _Catalogs:
    """The catalogs of a run; what compares pages with them is made when it is needed."""

    def __init__(self, project: Project, context: Context, given: Mapping[str, bytes]) -> None:
        self._project = project
        self._context = context
        self._given = given
        folder = context.config.catalogs
        self.are_there = folder is not None and folder.is_relative_to(context.config.root) and folder.is_dir()

    def translation(self, page: PageFacts) -> Translation | None:
        """What the catalog of the page says of it, if there is one."""
        catalog = self._drifts.catalog(page.page_id, page.locale) if self.are_there else None
        return _Translation(self._drifts, page, catalog) if catalog else None

    @cached_property
    def _drifts(self) -> Drifts:
        from playbook_lint.translation.drift import Drifts

        return Drifts(self._project, self._context, self._given)


class _Translation(Record, frozen=True, dict=True):
    _drifts: Drifts
    _page: PageFacts
    catalog: str

    @cached_property
    def changed(self) -> tuple[ChangedText, ...]:
        return self._drifts.changed(self._page.page_id, self._page.locale)

    @cached_property
    def drift(self) -> Drift | None:
        return self._drifts.drift(self._page.page_id, self._page.locale)
