"""Applies the fixes that diagnostics offer."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from playbook_lint.diagnostics import Edit, Report
from playbook_lint.files import write_atomically
from playbook_lint.project import PageReadError, Project, read_page
from playbook_lint.source import SourceDecodeError, SourceText


def apply_fixes(report: Report, project: Project) -> int:
    """Mend the files of `report` in place and return how many of them changed.

    Of fixes that overlap, the one that begins first is applied; a file that has changed since it was checked, or cannot
    be read any more, is left alone.
    """
    changed = 0
    for path, findings in groupby(report.findings, key=lambda finding: finding.path):
        fixes = [(finding.fix, finding.line_text, finding.place.start.line) for finding in findings if finding.fix]
        if not fixes:
            continue
        file = project.file_at(project.config.root / path)
        try:
            source = SourceText.from_bytes(read_page(file, project.config.max_file_size))
        except (PageReadError, SourceDecodeError):
            continue
        if all(source.lines.line_text(line) == text for _, text, line in fixes):
            fixed = SourceText(fixed_text(source.text, [fix for fix, _, _ in fixes]), source.bom)
            write_atomically(file.path, fixed.encode())
            changed += 1
    return changed


def fixed_text(text: str, fixes: Iterable[tuple[Edit, ...]]) -> str:
    """`text` with all of `fixes` that do not overlap an earlier one; a fix's edits are applied together or not at all."""
    taken: list[Edit] = []
    for fix in sorted(fixes, key=lambda fix: min(edit.span for edit in fix)):
        if not any(_overlap(edit, other) for edit in fix for other in taken):
            taken += fix
    parts, at = [], 0
    for edit in sorted(taken, key=lambda edit: edit.span):
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch a common character, or insert at the same place."""
    if one.span == other.span:
        return True
    return one.span.start < other.span.end and other.span.start < one.span.end
