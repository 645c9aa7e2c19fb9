"""Mends pages in place with the fixes that diagnostics offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from typing import NamedTuple, TypeGuard

from playbook_lint.config import Config
from playbook_lint.diagnostics import Edit, Report
from playbook_lint.engine import check
from playbook_lint.files import write_atomically
from playbook_lint.project import Discovery, PageReadError, Project, ProjectFile, read_page, size_limit
from playbook_lint.source import SourceText, Span
from playbook_lint.subjects import Context

# One fix may make room for another; more rounds than this only fixes need that undo each other.
_MAX_ROUNDS = 10


class Mending(NamedTuple):
    """How many files were mended, and a sentence for each that could not be."""

    files: int
    failures: list[str]


def mend(project: Project, context: Context, discovery: Discovery, *, complete: bool = False) -> Mending:
    """Mend the files of `discovery` in place as far as they can be; one that changes meanwhile is left alone."""
    before = contents_of(project, discovery)
    after = dict(before)
    for _ in range(_MAX_ROUNDS):
        mended = _mended(check(project, context, discovery, contents=after, complete=complete), after)
        if not mended:
            break
        after |= mended
    return _replace_all(discovery.files, before, after)


def contents_of(project: Project, discovery: Discovery) -> dict[str, bytes]:
    """The bytes of the files of `discovery` that can be read, by path."""
    return dict(_contents(discovery.files, project.config))


def apply(report: Report, discovery: Discovery, before: Mapping[str, bytes]) -> Mending:
    """Mend in place what `report` offers to, where its files still hold `before`, and return as `mend` does."""
    return _replace_all(discovery.files, before, {**before, **_mended(report, before)})


def _replace_all(files: Iterable[ProjectFile], before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Mending:
    changed = [file for file in files if after.get(file.relative) != before.get(file.relative)]
    failures = [_replace(file, before[file.relative], after[file.relative]) for file in changed]
    told = [f"`{file.relative}` {failure}" for file, failure in zip(changed, failures, strict=True) if failure]
    return Mending(len(changed) - len(told), told)


def fixed_text(text: str, fixes: Iterable[tuple[Edit, ...]]) -> str:
    """`text` with `fixes`, each as a whole or not at all: of two that reach into each other, the first is applied."""
    parts, at = [], 0
    last = Span(-1, -1)
    for fix in sorted(fixes, key=_extent):
        edits = sorted(fix, key=lambda edit: edit.span)
        extent = _extent(fix)
        if extent.start < last.end or extent == last or any(_overlap(*pair) for pair in pairwise(edits)):
            continue
        for edit in edits:
            parts += [text[at : edit.span.start], edit.text]
            at = edit.span.end
        last = extent
    return "".join([*parts, text[at:]])


def _contents(files: Iterable[ProjectFile], config: Config) -> Iterator[tuple[str, bytes]]:
    for file in files:
        try:
            yield file.relative, read_page(file, size_limit(file, config))
        except PageReadError:  # the check reports it
            continue


def _mended(report: Report, contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The new contents of the files that the fixes of `report` change."""
    mended = {}
    for path, findings in groupby(report.findings, key=lambda finding: finding.path):
        fixes = [finding.fix for finding in findings if finding.fix]
        if fixes and _is_utf8(contents.get(path)):
            source = SourceText.from_bytes(contents[path])
            data = SourceText(fixed_text(source.text, fixes), source.bom).encode()
            if data != contents[path]:
                mended[path] = data
    return mended


def _is_utf8(data: bytes | None) -> TypeGuard[bytes]:
    """Whether there is a file, and it is no catalog in another charset."""
    try:
        return data is not None and data.decode() is not None
    except UnicodeDecodeError:
        return False


def _replace(file: ProjectFile, before: bytes, after: bytes) -> str | None:
    """Write `after` where `before` still stands; what went wrong, as the end of a sentence, or None."""
    if not _holds(file, before):
        return "is not mended: it has changed meanwhile"
    try:
        write_atomically(file.path, after)
    except OSError as error:
        return f"cannot be written: {error.strerror}"
    return None


def _holds(file: ProjectFile, data: bytes) -> bool:
    try:
        return read_page(file, len(data)) == data
    except PageReadError:
        return False


def _extent(fix: tuple[Edit, ...]) -> Span:
    """From where the first edit begins to where the last one ends."""
    return Span(min(edit.span.start for edit in fix), max(edit.span.end for edit in fix))


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits in order touch a common character, or insert at the same place."""
    return other.span.start < one.span.end or one.span == other.span
