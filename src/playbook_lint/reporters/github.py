"""GitHub workflow commands: one annotation per diagnostic, shown on the lines of a pull request.

GitHub shows at most 10 errors, 10 warnings and 10 notices of each step. All are written: the log keeps them, and which
ones to show is not ours to choose.
"""

from __future__ import annotations

from playbook_lint.diagnostics import Finding, Report, Severity
from playbook_lint.reporters.context import ReportContext, fixed_note
from playbook_lint.reporters.visible import safe_path

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, context: ReportContext) -> str:
    """One line per finding, and one when known ones are fixed; nothing for a clean report."""
    lines = [_command(finding, context) for finding in report.findings]
    if report.comparison and (note := fixed_note(report.comparison)):
        lines.append(f"::notice title=baseline::{_escape_data(note)}")
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, context: ReportContext) -> str:
    start, end = finding.place
    properties = {"file": safe_path(finding.path), "line": str(start.line)}
    # GitHub takes columns only for an annotation of a single line.
    if end.line == start.line:
        properties |= {"col": str(start.column), "endLine": str(end.line), "endColumn": str(end.column)}
    else:
        properties["endLine"] = str(end.line)
    properties["title"] = finding.rule
    listed = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_escape_data(context.sentence(finding))}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
