"""The page phase: a pure function of one file's bytes and the settings for its path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from playbook_lint.conflicts import conflicts
from playbook_lint.diagnostics import Finding
from playbook_lint.facts import Comment, Value
from playbook_lint.file_result import FileResult, Suppressions
from playbook_lint.known_metadata import KnownMetadata, known_metadata
from playbook_lint.page import Page
from playbook_lint.page_facts import Fact, LinkFact, PageFacts, TaskFact, TocEntry, TocFacts
from playbook_lint.placing import Placer, active
from playbook_lint.project import PageReadError, ProjectFile
from playbook_lint.records import replace
from playbook_lint.rule_settings import RuleSettings
from playbook_lint.rules import registry
from playbook_lint.rules.file_subject import FileSubject, TextSubject
from playbook_lint.rules.rule import Scope
from playbook_lint.rules.subject import PageSubject
from playbook_lint.section_facts import section_facts, updated
from playbook_lint.source import LineIndex, Place, Position, SourceDecodeError, SourceText
from playbook_lint.subjects import Context, subject_for, toc_for
from playbook_lint.suppressions import suppressions

if TYPE_CHECKING:
    from playbook_lint.toc import Toc

_TOC_DESTINATIONS = ("href", "topicHref", "tocHref", "homepage")
_TOC_UIDS = {"uid", "topicUid", "homepageUid", "children"}


def check_file(
    file: ProjectFile,
    context: Context,
    data: bytes | None = None,
    *,
    known: KnownMetadata | None = None,
    runs_rules: bool = True,
) -> FileResult:
    """The page phase of one file; `data` is read from disk when it is not given.

    What is `known` of the metadata of a page as it was only saves time. Without `runs_rules` there is only what every
    run tells: that a file cannot be read.
    """
    try:
        return _check_file(file, context, data, known, runs_rules)
    except Exception as error:
        error.add_note(f"(while checking `{file.relative}`)")
        raise


def _check_file(
    file: ProjectFile, context: Context, data: bytes | None, known: KnownMetadata | None, runs_rules: bool
) -> FileResult:
    try:
        if file.kind == "toc":
            return _check_toc(file, context, toc_for(file, context, data), runs_rules)
        subject = subject_for(file, context, data, known)
    except (PageReadError, SourceDecodeError) as error:
        return unread(file, file_subject(error), context)
    page = subject.page
    subjects = {Scope.TEXT: TextSubject(page.source, page.conflicts), Scope.PAGE: subject}
    findings = findings_in(file, context, page.source, subjects) if runs_rules else ()
    return FileResult(
        findings,
        facts_of(subject, file),
        suppressions=_suppressions(page.source, page.comments),
        metadata=known_metadata(subject) if runs_rules else None,
        is_of_day=context.schemas.is_of_day or subject.has_days_to_come() or speak_of_day(findings),
    )


def _check_toc(file: ProjectFile, context: Context, toc: Toc, runs_rules: bool) -> FileResult:
    from playbook_lint.rules.toc_subject import TocSubject

    source = toc.source
    committed = tuple(conflicts(source, ()))
    subjects = {
        Scope.TEXT: TextSubject(source, committed),
        Scope.TOC: TocSubject(toc, context.schemas.toc, committed, context.today),
    }
    findings = findings_in(file, context, source, subjects) if runs_rules else ()
    return FileResult(
        findings,
        toc=toc_facts(toc, file),
        suppressions=_suppressions(source, toc.comments),
        is_of_day=context.schemas.is_of_day or speak_of_day(findings),
    )


def findings_in(
    file: ProjectFile, context: Context, source: SourceText, subjects: Mapping[Scope, object]
) -> tuple[Finding, ...]:
    """What the rules of each scope say of their subject."""
    placer = Placer("", file.locale, source.lines)
    settings = context.config.rule_settings(file.relative)
    return tuple(
        placer.finding(diagnostic, module, setting)
        for scope, subject in subjects.items()
        for module, setting in active(settings, scope)
        for diagnostic in module.check(subject, setting.options)
    )


def speak_of_day(findings: Iterable[Finding]) -> bool:
    """Whether there is a finding that may be none on another day."""
    return any(registry.get(finding.rule).RULE.of_day for finding in findings)


def _suppressions(source: SourceText, comments: Iterable[Comment]) -> Suppressions:
    return tuple((found, source.lines.place(found.span)) for found in suppressions(comments))


def unreadable_file(file: ProjectFile, reason: str, context: Context) -> FileResult:
    """What the page phase says of a file that cannot be read, for the `reason` given as a sentence."""
    return unread(file, FileSubject("file-unreadable", {"reason": reason}), context)


def unread(file: ProjectFile, subject: FileSubject, context: Context) -> FileResult:
    """What the page phase says of a file that cannot be read, as `subject` has it."""
    settings = context.config.rule_settings(file.relative)
    toc = TocFacts("", file.locale, (), complete=False) if file.kind == "toc" else None
    return FileResult(tuple(_file_findings(file, settings, subject)), toc=toc)


def file_subject(error: PageReadError | SourceDecodeError) -> FileSubject:
    """The error of a file that cannot be read, for rules."""
    if isinstance(error, SourceDecodeError):
        return FileSubject("encoding-invalid", {"line": error.line, "byte": error.byte})
    kind = "file-too-large" if error.kind == "too large" else "file-unreadable"
    return FileSubject(kind, {"reason": str(error)})


def _file_findings(file: ProjectFile, settings: RuleSettings, subject: FileSubject) -> Iterator[Finding]:
    line = subject.arguments.get("line", 1)
    where = Position(line if isinstance(line, int) else 1, 1, 0)
    placed = Placer("", file.locale, LineIndex(""))
    for module, setting in active(settings, Scope.FILE):
        for diagnostic in module.check(subject, setting.options):
            yield placed.finding(replace(diagnostic, where=Place(where, where)), module, setting)


def facts_of(subject: PageSubject, file: ProjectFile) -> PageFacts:
    """What the project phase needs to know of a page."""
    metadata = subject.page.metadata
    place = subject.page.source.lines.place
    title = metadata.get("title")
    unique = {key: value for key in subject.schemas.metadata.unique_keys if (value := metadata.get(key))}
    return PageFacts(
        path="",
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
        links=tuple(_links(subject.page)),
        start=place(subject.page.first_line),
        anchors=None if subject.page.includes_by_template else subject.page.anchors,
        sections=section_facts(subject) if file.role != "other" else (),
        updated=updated(subject),
        is_untranslated=subject.is_untranslated,
    )


def _links(page: Page) -> Iterator[LinkFact]:
    place = page.source.lines.place
    for link in page.links:
        kind = link.kind if link.destination_span else "reference"
        yield LinkFact(kind, link.text, link.destination, place(link.destination_span or link.span))
    for definition in page.definitions:
        if definition.leads_somewhere:
            where = place(definition.destination_span)
            yield LinkFact("definition", definition.label, definition.destination, where)


def toc_facts(toc: Toc, file: ProjectFile) -> TocFacts:
    """What the project phase needs to know of a table of contents."""
    entries = [{field.key: field for field in entry.fields if field.value} for entry in toc.entries]
    is_complete = not toc.errors and all(_TOC_UIDS.isdisjoint(fields) for fields in entries)
    found = (TocEntry(dict(_toc_links(toc, fields))) for fields in entries)
    return TocFacts("", file.locale, tuple(entry for entry in found if entry.links), is_complete)


def _toc_links(toc: Toc, fields: Mapping[str, Value]) -> Iterator[tuple[str, LinkFact]]:
    name = str(fields["name"].value) if "name" in fields else ""
    for key in _TOC_DESTINATIONS:
        if key in fields and isinstance(destination := fields[key].value, str):
            inner = toc.inner(fields[key])
            place = toc.source.lines.place(inner or fields[key].span)
            yield key, LinkFact("toc", name, destination, place, is_exact=inner is not None)
