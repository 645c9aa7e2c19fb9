"""The project phase: rules that look at the facts of all files of a run, without their text."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path, PurePosixPath

from playbook_lint.diagnostics import Finding
from playbook_lint.gathering import Gatherer
from playbook_lint.l10n.po_text import CatalogError, decoded
from playbook_lint.page_facts import PageFacts
from playbook_lint.placing import Placer, active
from playbook_lint.project import PageReadError, Project, ProjectFile, read_page, size_limit
from playbook_lint.results import Results
from playbook_lint.rules import registry
from playbook_lint.rules.links_subject import LinksSubject
from playbook_lint.rules.project_subject import ProjectSubject, Surroundings
from playbook_lint.rules.rule import Scope
from playbook_lint.source import LineIndex, SourceDecodeError, SourceText
from playbook_lint.subjects import Context
from playbook_lint.tree import FileTree

# So many pages beside those of the run, and so many texts, are kept once they are read.
_KEPT_PAGES, _KEPT_TEXTS = 1_024, 256


def findings_of(subject: object, scope: Scope, context: Context, lines: Lines) -> list[Finding]:
    """What the rules of that scope, whose diagnostics may be of any page, find in `subject`."""
    found = []
    for name in registry.of_scope(scope):
        module = registry.get(name)
        options = context.config.rule_settings("")[name].options
        for diagnostic in module.check(subject, options):
            setting = context.config.rule_settings(diagnostic.path)[name]
            if setting.severity is not None:
                found.append(lines.placer(diagnostic.path).finding(diagnostic, module, setting))
    return found


def findings_of_links(subject: ProjectSubject, context: Context, lines: Lines) -> list[Finding]:
    """What the rules of links find in the pages of the run, which are taken one after the other."""
    found: list[Finding] = []
    for page in subject.pages:
        links = LinksSubject(page, subject)
        for module, setting in active(context.config.rule_settings(page.path), Scope.LINKS):
            found += [
                lines.placer(page.path).finding(diagnostic, module, setting)
                for diagnostic in module.check(links, setting.options)
            ]
    return found


def project_subject(
    project: Project, results: Results, context: Context, gatherer: Gatherer, complete: bool
) -> ProjectSubject:
    """What the rules of the whole project look at."""
    config = context.config
    return ProjectSubject(
        pages=results.pages,
        files=[results.files[path] for path in results.pages.paths],
        tocs=tuple(results.tocs),
        schemas=context.schemas,
        terms=context.terms,
        complete=complete,
        own_page_types=_own_page_types(context),
        source_locale=config.source.locale,
        roots=project.link_roots,
        links=config.links,
        surroundings=_surroundings(project, results, gatherer, known=results.pages.paths if complete else ()),
        catalogs=_shown(config.catalogs, config.root) if config.catalogs else None,
    )


def _shown(folder: Path, root: Path) -> str:
    return (folder.relative_to(root) if folder.is_relative_to(root) else folder).as_posix()


def _surroundings(project: Project, results: Results, gatherer: Gatherer, *, known: Container[str]) -> Surroundings:
    root = project.config.root

    elsewhere = cache(lambda path: project.file_at(root / path))

    def identify(path: str) -> ProjectFile:
        return results.files.get(path) or elsewhere(path)

    @lru_cache(_KEPT_PAGES)
    def other(path: str) -> PageFacts | None:
        return gatherer.facts(identify(path))

    def anchors(path: str) -> frozenset[str] | None:
        if path in results.pages.paths:
            return results.pages.anchors(path)
        page = None if path in results.files else other(path)
        return page.anchors if page else None

    return Surroundings(
        tree=FileTree(root, project.config.links.redirects),
        identify=identify,
        page_of=cache(partial(project.page_of, known=known)),
        facts_of=lambda path: results.pages.find(path) if path in results.files else other(path),
        anchors_of=anchors,
        source_path=cache(lambda path: project.source_path(identify(path))),
    )


def _own_page_types(context: Context) -> dict[str, str]:
    """The files of the project's own page types, by name; schemas from outside of the project are not its own."""
    folder, root = context.schemas.folder, context.config.root
    if context.config.schemas is None or not folder.is_relative_to(root):
        return {}
    base = folder.relative_to(root).as_posix()
    page_types = (context.schemas.page_types[name] for name in sorted(context.schemas.own))
    return {page_type.name: f"{base}/page-types/{PurePosixPath(page_type.path).name}" for page_type in page_types}


class Lines:
    """The lines of files whose text the page phase has let go of; read again for the few findings that need them."""

    def __init__(self, project: Project, files: Mapping[str, ProjectFile], given: Mapping[str, bytes]) -> None:
        self._project = project
        self._files = files
        self._given = given
        self.placer = lru_cache(_KEPT_TEXTS)(self._placer)

    def _placer(self, path: str) -> Placer:
        """The placer of a checked file, or of a file without a text of interest (a schema's)."""
        file = self._files.get(path)
        index = self._index(path) if file else LineIndex("")
        locale = (file or self._project.file_at(self._project.config.root / path)).locale
        return Placer(path, locale, index)

    def _index(self, path: str) -> LineIndex:
        file = self._files[path]
        try:
            data = self._given.get(path)
            if data is None:
                data = read_page(file, size_limit(file, self._project.config))
            if file.kind == "catalog":
                return SourceText(decoded(file.path, data)[0]).lines
            return SourceText.from_bytes(data).lines
        except (PageReadError, SourceDecodeError, CatalogError):
            # It was there a moment ago; its findings do without the line.
            return LineIndex("")
