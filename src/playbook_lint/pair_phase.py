"""The pair phase: rules that look at each target page of a run beside its source page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from playbook_lint.diagnostics import Finding
from playbook_lint.l10n.catalog_paths import catalog_path
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
from playbook_lint.workers import beside, mapped

if TYPE_CHECKING:
    from playbook_lint.gathering import Gatherer
    from playbook_lint.translation.drift import Drifts

# From so many pairs on, a process beside this one is faster, and several after it: to compile pages takes longer than
# to compare them.
_SOME, _SOME_COMPILED = 64, 12
_MANY, _MANY_COMPILED = 200, 24
# What is found in fewer pairs of a part of the project is not kept: it would take longer to see which files there are.
_WORTH_KEEPING = 24
# A source page is looked at beside each of its target pages, one after the other.
_KEPT_PAGES = 2


@contextmanager
def comparing(
    project: Project,
    subject: ProjectSubject,
    pages: Pages,
    context: Context,
    given: Mapping[str, bytes],
    lines: Lines,
    gatherer: Gatherer,
) -> Iterator[Callable[[], list[Finding]]]:
    """Compare the target pages among `pages`, those of the run, with their source pages, while the block runs.

    What is yielded gives what the rules of pairs find. Source pages need not be of the run. `gatherer` knows and keeps
    what is found in pages without a catalog.
    """
    catalogs = _Catalogs(project, context, given)
    around = subject.surroundings

    @lru_cache(_KEPT_PAGES)
    def whole(path: str) -> PageFacts | None:
        return pages.whole(path) if path in pages.paths else around.facts_of(path)

    def found_in(pair: _Pair) -> Sequence[Finding]:
        source, page = whole(pair.source), whole(pair.page)
        found: list[Finding] = []
        if page and source:
            both = PairSubject(page, source, subject, catalogs.translation(page.page_id, page.locale))
            for module, setting in active(context.config.rule_settings(page.path), Scope.PAIR):
                for diagnostic in module.check(both, setting.options):
                    found.append(lines.placer(page.path).finding(diagnostic, module, setting))  # noqa: PERF401 - reads the file
        return found

    pairs = _pairs(subject, catalogs)
    found = {pair: known for pair in pairs if (known := _known(pair, gatherer)) is not None}
    rest = [pair for pair in pairs if pair not in found]
    keeps = subject.complete or len(rest) >= _WORTH_KEEPING

    def all_findings(results: Iterable[Sequence[Finding]]) -> list[Finding]:
        for pair, new in zip(rest, results, strict=True):
            found[pair] = new
            if keeps:
                _keep(pair, new, gatherer)
        return list(chain.from_iterable(found[pair] for pair in pairs))

    some, many = (_SOME_COMPILED, _MANY_COMPILED) if catalogs.are_there else (_SOME, _MANY)
    if some <= len(rest) < many:
        with beside(found_in, rest, jobs=gatherer.jobs) as results:
            yield lambda: all_findings(results())
    else:
        yield lambda: all_findings(mapped(found_in, rest, worthwhile=many, jobs=gatherer.jobs))


class _Pair(NamedTuple):
    """The paths of a target page and of its source page."""

    source: str
    page: str
    has_catalog: bool


def _pairs(subject: ProjectSubject, catalogs: _Catalogs) -> list[_Pair]:
    """The target pages of the run that have a source page, those of a source page together."""
    page_of = subject.surroundings.page_of
    targets = (file for file in subject.files if file.role == "target" and not subject.is_copy(file))
    sources = ((page_of(file.page_id, subject.source_locale), file) for file in targets)
    return sorted(
        _Pair(source, file.relative, catalogs.path(file.page_id, file.locale) is not None)
        for source, file in sources
        if source
    )


def _known(pair: _Pair, gatherer: Gatherer) -> Sequence[Finding] | None:
    """What an earlier run found; nothing is known where there is a catalog, with which more is read than two pages."""
    return None if pair.has_catalog else gatherer.known_of_pair(pair.source, pair.page)


def _keep(pair: _Pair, found: Sequence[Finding], gatherer: Gatherer) -> None:
    if not pair.has_catalog:
        gatherer.keep_of_pair(pair.source, pair.page, found)


class _Catalogs:
    """The catalogs of a run; what compares pages with them is made when it is needed."""

    def __init__(self, project: Project, context: Context, given: Mapping[str, bytes]) -> None:
        self._project = project
        self._context = context
        self._given = given
        folder = context.config.catalogs
        self.are_there = folder is not None and folder.is_relative_to(context.config.root) and folder.is_dir()

    def path(self, page_id: str, locale: str) -> str | None:
        """The path of the catalog with translations of that page, relative to the project root, if there is one."""
        config = self._context.config
        if not (self.are_there and config.catalogs):
            return None
        path = config.catalogs / catalog_path(page_id, locale, config.catalog.layout)
        return path.relative_to(config.root).as_posix() if path.is_file() else None

    def translation(self, page_id: str, locale: str) -> Translation | None:
        """What the catalog of the page says of it, if there is one."""
        catalog = self.path(page_id, locale)
        return _Translation(self._drifts, page_id, locale, catalog) if catalog else None

    @cached_property
    def _drifts(self) -> Drifts:
        from playbook_lint.translation.drift import Drifts

        return Drifts(self._project, self._context, self._given)


class _Translation(Record, frozen=True, dict=True):
    _drifts: Drifts
    _page_id: str
    _locale: str
    catalog: str

    @cached_property
    def changed(self) -> tuple[ChangedText, ...]:
        return self._drifts.changed(self._page_id, self._locale)

    @cached_property
    def drift(self) -> Drift | None:
        return self._drifts.drift(self._page_id, self._locale)
