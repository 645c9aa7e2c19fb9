"""GitLab's Code Quality report."""

from __future__ import annotations

from playbook_lint.diagnostics import Finding, Report, Severity
from playbook_lint.reporters.context import ReportContext
from playbook_lint.reporters.fingerprint import fingerprinted
from playbook_lint.reporters.serialize import to_json
from playbook_lint.reporters.visible import safe_path

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, context: ReportContext) -> str:
    """A list with one entry per finding; an empty list for a clean report, as GitLab wants it."""
    entries = [
        _entry(finding, fingerprint, context)
        for finding, fingerprint in fingerprinted(report)
        if not (finding.suppressed or finding.known)
    ]
    return to_json(entries)


def _entry(finding: Finding, fingerprint: str, context: ReportContext) -> dict[str, object]:
    return {
        "description": context.sentence(finding),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": safe_path(finding.path), "lines": {"begin": finding.place.start.line}},
    }
