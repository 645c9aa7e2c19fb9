"""The project's own JSON, as `schemas/report/report.schema.json` describes it."""

from __future__ import annotations

from playbook_lint.diagnostics import Comparison, Edit, Finding, Report, Severity
from playbook_lint.reporters.context import ReportContext
from playbook_lint.reporters.serialize import link_counts, to_json
from playbook_lint.reporters.visible import visible
from playbook_lint.source import Place, Position

_SCHEMA = 1


def render(report: Report, context: ReportContext) -> str:
    """One object: the diagnostics in order, and the counts."""
    document = {
        "schema": _SCHEMA,
        "diagnostics": [_diagnostic(finding, context) for finding in report.findings],
        "summary": {
            "files": report.files,
            **{f"{severity.value}s": report.count(severity) for severity in Severity},
            "suppressed": len(report.suppressed),
            "skipped": dict(report.skipped),
            "links": link_counts(report.links) if report.links else None,
            **({"baseline": _comparison(report.comparison)} if report.comparison else {}),
        },
    }
    return to_json(document)


def _comparison(comparison: Comparison) -> dict[str, object]:
    return {
        "known": len(comparison.known),
        "fixed": [{**one._asdict(), "count": count} for one, count in sorted(comparison.fixed.items())],
    }


def _diagnostic(finding: Finding, context: ReportContext) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "message": context.sentence(finding, whole=True),
        "arguments": dict(finding.arguments),
        "path": finding.path,
        "locale": finding.locale,
        **_place(finding.place),
        "related": [
            {"path": related.path, **_place(related.place), "message": visible(related.note)}
            for related in finding.related
        ],
        "fix": {"edits": [_edit(edit) for edit in finding.fix]} if finding.fix else None,
    }


def _place(place: Place) -> dict[str, object]:
    return {"start": _position(place.start), "end": _position(place.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "offset": position.offset}


def _edit(edit: Edit) -> dict[str, object]:
    return {"start": {"offset": edit.span.start}, "end": {"offset": edit.span.end}, "text": edit.text}
