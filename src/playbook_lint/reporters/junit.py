"""JUnit XML: a failed test case per diagnostic, for servers that show tests and nothing else."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from playbook_lint.diagnostics import Finding, Report
from playbook_lint.reporters.context import ReportContext
from playbook_lint.reporters.visible import safe_path, visible, without_log_commands

_NAME = "playbook-lint"


def render(report: Report, context: ReportContext) -> str:
    """One suite; a clean report is one test case that passes, since many servers take an empty suite for a failure.

    A path that could not be checked is a test case with an error.
    """
    failures, errors = len(report.findings), len(report.unchecked)
    counts = {"tests": str(failures + errors or 1), "failures": str(failures), "errors": str(errors)}
    suites = ET.Element("testsuites", {"name": _NAME, **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": _NAME, **counts, "skipped": "0"})
    for finding in report.findings:
        suite.append(_test_case(finding, context))
    for path in report.unchecked:
        case = ET.SubElement(suite, "testcase", {"classname": safe_path(path), "name": "check"})
        ET.SubElement(case, "error", {"message": "could not be checked"})
    if not failures + errors:
        ET.SubElement(suite, "testcase", {"classname": _NAME, "name": "nothing to report"})
    ET.indent(suites)
    document = without_log_commands(ET.tostring(suites, encoding="unicode"), "&#91;")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{document}\n"


def _test_case(finding: Finding, context: ReportContext) -> ET.Element:
    start = finding.place.start
    path = safe_path(finding.path)
    name = f"{finding.rule} ({start.line}:{start.column})"
    case = ET.Element("testcase", {"classname": path, "name": name, "file": path, "line": str(start.line)})
    sentence = context.sentence(finding)
    failure = ET.SubElement(case, "failure", {"type": finding.severity.value, "message": sentence})
    failure.text = f"{visible(finding.path)}:{start.line}:{start.column}: {sentence} [{finding.rule}]"
    return case
