"""The page phase of catalogs: one PO file by itself, with what its path and the configuration say of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from playbook_lint.conflicts import conflicts
from playbook_lint.diagnostics import Finding, Severity
from playbook_lint.file_result import FileResult
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.glossary import Wording, wording
from playbook_lint.l10n.locale import locale_of
from playbook_lint.l10n.po_read import header_fields, header_of, read_entries
from playbook_lint.l10n.po_text import CatalogError, decoded
from playbook_lint.l10n.renames import strays
from playbook_lint.link_places import LinkPlaces
from playbook_lint.page_phase import file_subject, findings_in, speak_of_day, unread
from playbook_lint.project import PageReadError, Project, ProjectFile, read_page, size_limit
from playbook_lint.records import replace
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.catalogs_subject import CatalogFact, CatalogFacts, StrayFact
from playbook_lint.rules.file_subject import TextSubject
from playbook_lint.rules.rule import Category, Scope
from playbook_lint.schema.terms import Terms
from playbook_lint.source import Place, SourceText
from playbook_lint.subjects import Context
from playbook_lint.suppressions import PREFIX, Suppression, entry_suppressions


class CatalogPhase:
    """Checks the catalogs of one run, which share what is known of the pages that links lead to."""

    def __init__(self, project: Project, context: Context) -> None:
        self._project = project
        self._context = context
        self._places = LinkPlaces(project)
        self._terms = cache(self._terms_of)
        self._wording = cache(self._wording_of)

    def check(self, file: ProjectFile, data: bytes | None = None) -> FileResult:
        """What rules find in one catalog, its suppressions, and its facts; `data` is read when it is not given."""
        try:
            return self._check(file, data)
        except Exception as error:
            error.add_note(f"(while checking `{file.relative}`)")
            raise

    def _check(self, file: ProjectFile, data: bytes | None) -> FileResult:
        limit = size_limit(file, self._context.config)
        try:
            data = read_page(file, limit) if data is None else data
            if len(data) > limit:
                raise PageReadError.too_large(limit, file.kind)
        except PageReadError as error:
            return unread(file, file_subject(error), self._context)
        subject = self._subject(file, data)
        subjects = {Scope.TEXT: TextSubject(subject.source, subject.conflicts), Scope.CATALOG: subject}
        found = findings_in(file, self._context, subject.source, subjects)
        return FileResult(
            tuple(_weighed(found, subject)),
            catalog=_facts(subject),
            suppressions=tuple(_suppressions(subject)),
            is_of_day=speak_of_day(found),
        )

    def _subject(self, file: ProjectFile, data: bytes) -> CatalogSubject:
        entries: tuple[Entry, ...] = ()
        fault = None
        text, charset = "", "UTF-8"
        try:
            text, charset = decoded(file.path, data)
            entries = read_entries(file.path, text, charset)
        except CatalogError as error:
            fault = error
        config = self._context.config
        locale = file.locale or locale_of(header_fields(header_of(entries).target).get("Language", "").strip()) or ""
        source = SourceText(text or data.decode(errors="replace").removeprefix("\ufeff"))
        return CatalogSubject(
            source=source,
            path=file.relative,
            locale=locale,
            path_locale=file.locale,
            source_locale=config.source.locale,
            charset=charset,
            entries=entries,
            fault=fault,
            conflicts=tuple(conflicts(source, ())),
            wording=self._wording(locale),
            keep=config.catalog.keep,
            id_headings=self._context.schemas.id_headings,
            today=self._context.today,
            leads_to=self._leading(locale),
        )

    def _terms_of(self, locale: str) -> Terms:
        """The terms of a locale; the bare vocabulary where its catalog of terms is broken, which is told there."""
        try:
            return self._context.terms(locale)
        except CatalogError:
            return Terms(self._context.schemas.vocabulary)

    def _wording_of(self, locale: str) -> Wording:
        """The words that a locale must and must not use."""
        terms = self._terms(locale)
        words = {
            canonical: tuple(form for kind in kinds for form in terms.own_words(kind, canonical))
            for canonical, kinds in terms.vocabulary.kinds_of.items()
            if " " in canonical
        }
        source = self._context.config.source.locale
        return wording(self._context.glossary(), locale, source, words, dict(terms.renamed()))

    def _leading(self, locale: str) -> Callable[[Entry, str], frozenset[str]]:
        """What a destination in a message leads to from the pages that the message stands on, source and target."""
        project, root = self._project, self._context.config.root
        is_target = locale in {target.locale for target in self._context.config.locales}

        @cache
        def pages(path: str) -> tuple[str, ...]:
            page_id = project.translated_id(project.file_at(root / path)) if is_target else None
            return (path, project.target_path(page_id, locale)) if page_id else (path,)

        @cache
        def place(destination: str, page: str) -> str:
            return self._places.place(self._places.target(destination, page), page)

        def leads_to(entry: Entry, destination: str) -> frozenset[str]:
            path = next((one.path for one in entry.references if _is_inside(one.path)), "")
            return frozenset(place(destination, page) for page in pages(path))

        return leads_to


def _is_inside(path: str) -> bool:
    """Whether a path in a comment of a catalog is one of the project: what it says is not trusted."""
    return not Path(path).is_absolute() and ".." not in path.split("/") and "\0" not in path


def _weighed(findings: tuple[Finding, ...], subject: CatalogSubject) -> Iterator[Finding]:
    """The findings; those in a fuzzy message, which is a guess and on no page, weigh little but in a broken file."""
    fuzzy = [_extent(subject, entry) for entry in subject.messages if entry.fuzzy] if findings else []
    for finding in findings:
        line = finding.place.start.line
        at = bisect_right(fuzzy, line, key=lambda extent: extent[0]) - 1
        is_fuzzy = at >= 0 and line <= fuzzy[at][1]
        if is_fuzzy and finding.category != Category.CATALOGS.value:
            yield replace(finding, severity=Severity.INFO)
        else:
            yield finding


def _extent(subject: CatalogSubject, entry: Entry) -> tuple[int, int]:
    """The 1-based first and last line of an entry as findings count them, for whom CR ends a line too."""
    first, last = subject.places.lines_of(entry)
    line = subject.source.lines.line
    return line(subject.places.line(first).start), line(subject.places.line(last).end)


def _suppressions(subject: CatalogSubject) -> Iterator[tuple[Suppression, Place]]:
    for entry in subject.entries:
        if PREFIX in entry.comment.casefold() and not entry.obsolete:
            lines = subject.places.comment_lines(entry)
            is_header = entry is subject.header
            idle = not is_header and (entry.is_outdated or not (entry.target or any(entry.plurals)))
            for found in entry_suppressions(lines, _extent(subject, entry), is_header=is_header, idle=idle):
                yield found, subject.source.lines.place(found.span)


def _facts(subject: CatalogSubject) -> CatalogFacts:
    # A message that is there again has its own rule.
    first = {entry.key: entry for entry in reversed(subject.messages)}
    found = (
        CatalogFact(
            entry.context,
            entry.source,
            entry.target,
            subject.places.line(entry.line),
            subject.places.keyword_line(entry, "msgstr"),
        )
        for entry in subject.messages
        if entry.translated and entry.plural is None and not subject.is_template and entry is first[entry.key]
    )
    return CatalogFacts("", subject.locale, tuple(found), tuple(_strays(subject)))


def _strays(subject: CatalogSubject) -> Iterator[StrayFact]:
    known = {word for name in subject.wording.forbidden for word in name.split()}
    for one in subject.translations:
        for stray in strays(one.source.text, one.target.text, known):
            yield StrayFact(stray, one.source.text, one.span(stray.start, stray.end))
