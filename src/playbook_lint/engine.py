"""Runs rules over files: the page phase on each file alone, the project phase on the facts of all of them.

The page phase (`check_file`) is a pure function of a file's bytes and the settings for its path. The project phase and
the suppression comments come after it; only then is it known which findings are reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from playbook_lint.config import Config, RuleSetting
from playbook_lint.diagnostics import Diagnostic, Finding, RelatedPlace, Report
from playbook_lint.page import Page
from playbook_lint.project import Discovery, PageReadError, Problem, Project, ProjectFile, read_page
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Category, RuleModule, Scope
from playbook_lint.rules.subject import (
    Fact,
    FileSubject,
    PageFacts,
    PageSubject,
    ProjectSubject,
    SuppressionSubject,
    TaskFact,
)
from playbook_lint.schema.load import Schemas
from playbook_lint.schema.terms import Terms
from playbook_lint.source import LineIndex, Place, Position, SourceDecodeError, SourceText, Span
from playbook_lint.suppressions import Silencer, Suppression, suppressions


@dataclass(frozen=True)
class Context:
    """What all files of a run share. `terms` gives the terms of a locale."""

    config: Config
    schemas: Schemas
    terms: Callable[[str], Terms]
    today: date


@dataclass(frozen=True)
class FileResult:
    """What the page phase leaves of a file: findings, facts (None for a file that is no page), suppressions."""

    file: ProjectFile
    findings: tuple[Finding, ...]
    facts: PageFacts | None = None
    suppressions: tuple[tuple[Suppression, Place], ...] = ()


def check(
    project: Project,
    context: Context,
    discovery: Discovery,
    *,
    contents: Mapping[str, bytes] | None = None,
    complete: bool = False,
) -> Report:
    """Check the files of `discovery` and report them, and what stood in its way.

    `contents` gives bytes for paths that are not to be read from disk (standard input). `complete` says that these are
    all files of the configured content, which some project rules need.
    """
    given = contents or {}
    results = [check_file(file, context, given.get(file.relative)) for file in discovery.files]
    results += [_unreadable(problem, project, context) for problem in discovery.problems if not problem.is_usage]
    lines = _Lines(project, results, given)
    findings = [finding for result in results for finding in result.findings]
    findings += _project_phase(results, context, complete, lines)
    kept, silenced, used = _suppress(findings, results)
    kept += _suppression_phase(results, context, complete, used, lines)
    return Report(
        tuple(sorted(kept, key=lambda finding: finding.sort_key)),
        tuple(sorted(silenced, key=lambda finding: finding.sort_key)),
        len(results),
        discovery.skipped,
    )


def check_file(file: ProjectFile, context: Context, data: bytes | None = None) -> FileResult:
    """The page phase of one file; `data` is read from disk when it is not given."""
    try:
        return _check_file(file, context, data)
    except Exception as error:
        error.add_note(f"(while checking `{file.relative}`)")
        raise


def _check_file(file: ProjectFile, context: Context, data: bytes | None) -> FileResult:
    settings = context.config.rule_settings(file.relative)
    try:
        subject = subject_for(file, context, data)
    except (PageReadError, SourceDecodeError) as error:
        return FileResult(file, tuple(_file_findings(file, settings, _file_subject(error))))
    lines = subject.page.source.lines
    placer = _Placer(file, lines)
    findings = tuple(
        placer.finding(diagnostic, module, setting)
        for module, setting in _active(settings, Scope.PAGE)
        for diagnostic in module.check(subject, setting.options)
    )
    comments = tuple((found, lines.place(found.span)) for found in suppressions(subject.page.comments))
    return FileResult(file, findings, _facts(subject, file), comments)


def subject_for(file: ProjectFile, context: Context, data: bytes | None = None) -> PageSubject:
    """The page that `file` is, ready for rules; raises `PageReadError` and `SourceDecodeError`."""
    if data is None:
        data = read_page(file, context.config.max_file_size)
    elif len(data) > context.config.max_file_size:
        raise PageReadError.too_large(context.config.max_file_size)
    return PageSubject(
        page=Page.parse(SourceText.from_bytes(data)),
        path=file.relative,
        page_id=file.page_id,
        locale=file.locale,
        source_locale=context.config.source.locale,
        role=file.role,
        schemas=context.schemas,
        terms=context.terms(file.locale),
        today=context.today,
    )


def _active(settings: Mapping[str, RuleSetting], scope: Scope) -> Iterator[tuple[RuleModule, RuleSetting]]:
    for name, setting in settings.items():
        if setting.severity is not None:
            module = registry.get(name)
            if module.RULE.scope is scope:
                yield module, setting


def _unreadable(problem: Problem, project: Project, context: Context) -> FileResult:
    file = project.file_at(context.config.root / problem.path)
    settings = context.config.rule_settings(file.relative)
    subject = FileSubject("file-unreadable", {"reason": problem.message})
    return FileResult(file, tuple(_file_findings(file, settings, subject)))


def _file_subject(error: PageReadError | SourceDecodeError) -> FileSubject:
    if isinstance(error, SourceDecodeError):
        return FileSubject("encoding-invalid", {"line": error.line, "byte": error.byte})
    kind = "file-too-large" if error.kind == "too large" else "file-unreadable"
    return FileSubject(kind, {"reason": str(error)})


def _file_findings(file: ProjectFile, settings: Mapping[str, RuleSetting], subject: FileSubject) -> Iterator[Finding]:
    line = subject.arguments.get("line", 1)
    where = Position(line if isinstance(line, int) else 1, 1, 0)
    placed = _Placer(file, LineIndex(""))
    for module, setting in _active(settings, Scope.FILE):
        for diagnostic in module.check(subject, setting.options):
            yield placed.finding(replace(diagnostic, where=Place(where, where)), module, setting)


class _Placer:
    """Turns the diagnostics of one file into findings."""

    def __init__(self, file: ProjectFile, lines: LineIndex) -> None:
        self._file = file
        self._lines = lines
        self._texts: dict[int, str] = {}  # shared by the findings of a line, which may be as long as a page

    def finding(self, diagnostic: Diagnostic, module: RuleModule, setting: RuleSetting) -> Finding:
        assert setting.severity is not None
        place = self._place(diagnostic.where)
        return Finding(
            rule=module.RULE.name,
            category=module.RULE.category.value,
            severity=setting.severity,
            arguments=diagnostic.arguments,
            path=self._file.relative,
            locale=self._file.locale,
            place=place,
            line_text=self._line_text(place.start.line),
            related=tuple(
                RelatedPlace(related.path or self._file.relative, self._place(related.where), related.note)
                for related in diagnostic.related
            ),
            fix=diagnostic.fix,
        )

    def _line_text(self, line: int) -> str:
        if line not in self._texts:
            self._texts[line] = self._lines.line_text(line)
        return self._texts[line]

    def _place(self, where: Span | Place) -> Place:
        return where if isinstance(where, Place) else self._lines.place(where)


class _Lines:
    """The lines of files whose text the page phase has let go of; read again for the few findings that need them."""

    def __init__(self, project: Project, results: Iterable[FileResult], given: Mapping[str, bytes]) -> None:
        self._project = project
        self._files = {result.file.relative: result.file for result in results}
        self._given = given
        self._placers: dict[str, _Placer] = {}

    def placer(self, path: str) -> _Placer:
        """The placer of a checked file, or of a file without a text of interest (a schema's)."""
        if path not in self._placers:
            file = self._files.get(path)
            index = self._index(path) if file else LineIndex("")
            self._placers[path] = _Placer(file or self._project.file_at(self._project.config.root / path), index)
        return self._placers[path]

    def _index(self, path: str) -> LineIndex:
        try:
            data = self._given.get(path)
            data = read_page(self._files[path], self._project.config.max_file_size) if data is None else data
            return SourceText.from_bytes(data).lines
        except (PageReadError, SourceDecodeError):  # it was there a moment ago; its findings do without the line
            return LineIndex("")


def _facts(subject: PageSubject, file: ProjectFile) -> PageFacts:
    metadata = subject.page.metadata
    place = subject.page.source.lines.place
    title = metadata.get("title")
    unique = {key: value for key in subject.schemas.metadata.unique_keys if (value := metadata.get(key))}
    return PageFacts(
        path=file.relative,
        locale=file.locale,
        page_id=file.page_id,
        role=file.role,
        is_foreign=subject.is_foreign,
        page_type=subject.page_type.name if subject.page_type else None,
        title=Fact(str(title.value), place(title.span)) if title and title.value else None,
        unique={key: Fact(str(value.value), place(value.span)) for key, value in unique.items() if value.value},
        tasks=tuple(
            TaskFact(Fact(id_cell.text, place(id_cell.span)), Fact(name_cell.text, place(name_cell.span)))
            for id_cell, name_cell in subject.task_cells()
        ),
    )


def _project_phase(results: Iterable[FileResult], context: Context, complete: bool, lines: _Lines) -> list[Finding]:
    pages = tuple(result.facts for result in results if result.facts is not None)
    subject = ProjectSubject(pages, context.schemas, context.terms, complete, _own_page_types(context))
    found = []
    for name in registry.names():
        module = registry.get(name)
        if module.RULE.scope is Scope.PROJECT:
            options = context.config.rule_settings("")[name].options
            for diagnostic in module.check(subject, options):
                setting = context.config.rule_settings(diagnostic.path)[name]
                if setting.severity is not None:
                    found.append(lines.placer(diagnostic.path).finding(diagnostic, module, setting))
    return found


def _own_page_types(context: Context) -> dict[str, str]:
    """The files of the project's own page types, by name; schemas from outside of the project are not its own."""
    folder, root = context.schemas.folder, context.config.root
    if context.config.schemas is None or not folder.is_relative_to(root):
        return {}
    base = folder.relative_to(root).as_posix()
    page_types = (context.schemas.page_types[name] for name in sorted(context.schemas.own))
    return {page_type.name: f"{base}/page-types/{PurePosixPath(page_type.path).name}" for page_type in page_types}


def _suppress(
    findings: Iterable[Finding], results: Iterable[FileResult]
) -> tuple[list[Finding], list[Finding], dict[str, set[tuple[Suppression, str]]]]:
    """Part findings into reported and suppressed ones; the last value says, by path, which suppressions did it."""
    silencers = {
        result.file.relative: Silencer(suppression for suppression, _ in result.suppressions)
        for result in results
        if result.suppressions
    }
    kept: list[Finding] = []
    silenced: list[Finding] = []
    used: dict[str, set[tuple[Suppression, str]]] = {}
    for finding in findings:
        silencer = silencers.get(finding.path)
        match = silencer.find(finding.place.start.line, finding.rule, finding.category) if silencer else None
        if match:
            silenced.append(replace(finding, suppressed=True))
            used.setdefault(finding.path, set()).add(match)
        else:
            kept.append(finding)
    return kept, silenced, used


def _suppression_phase(
    results: Iterable[FileResult],
    context: Context,
    complete: bool,
    used: Mapping[str, set[tuple[Suppression, str]]],
    lines: _Lines,
) -> list[Finding]:
    found = []
    names = frozenset(registry.names()) | {category.value for category in Category}
    for result in results:
        if not result.suppressions:
            continue
        path = result.file.relative
        settings = context.config.rule_settings(path)
        active = _active_names(settings, complete)
        subject = SuppressionSubject(result.suppressions, names, active, frozenset(used.get(path, ())))
        for module, setting in _active(settings, Scope.SUPPRESSIONS):
            placer = lines.placer(path)
            found += [
                placer.finding(diagnostic, module, setting) for diagnostic in module.check(subject, setting.options)
            ]
    return found


def _active_names(settings: Mapping[str, RuleSetting], complete: bool) -> frozenset[str]:
    """The rules that could find all there is to find in a page, and the categories all of whose rules could."""
    rules = [registry.get(name).RULE for name in settings]
    idle = [
        rule for rule in rules if settings[rule.name].severity is None or (rule.scope is Scope.PROJECT and not complete)
    ]
    names = {rule.name for rule in rules} | {rule.category.value for rule in rules}
    return frozenset(names - {rule.name for rule in idle} - {rule.category.value for rule in idle})
