"""Text for people: diagnostics by file, each with its source line, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from playbook_lint.diagnostics import Comparison, Finding, Report, Severity
from playbook_lint.reporters.context import ReportContext, fixed_note
from playbook_lint.reporters.excerpt import excerpt
from playbook_lint.reporters.visible import visible

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "path": "1;4",
    "gutter": "34",
    "rule": "2",
    "clean": "1;32",
}
_SEVERITY_WIDTH = max(len(severity.value) for severity in Severity)
_MINIMUM_ROOM = 20
_MOST_PATHS = 5


def render(report: Report, context: ReportContext) -> str:
    """Diagnostics by file (or counts by rule, with `context.statistics`), then the summary unless `context.quiet`."""
    if context.statistics:
        blocks = ["\n".join(_statistics(report.findings, context))] if report.findings else []
    else:
        groups = groupby(report.findings, key=lambda finding: finding.path)
        blocks = [_file(path, list(findings), context) for path, findings in groups]
    if not context.quiet:
        blocks.append("\n".join(_summary(report, context)))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _file(path: str, findings: Sequence[Finding], context: ReportContext) -> str:
    """The path, and under it the findings of that file, their columns aligned."""
    width = max(len(_position(finding)) for finding in findings)
    blocks = ("\n".join(_finding(finding, width, context)) for finding in findings)
    # GitHub Actions obeys a line that begins with two colons.
    shown = visible(f"./{path}" if path.lstrip().startswith("::") else path)
    return _paint(context, "path", shown) + "\n" + "\n\n".join(blocks)


def _finding(finding: Finding, width: int, context: ReportContext) -> Iterator[str]:
    """A finding's lines; `width` is that of the widest position of its file."""
    severity = finding.severity.value
    painted = _paint(context, severity, severity) + " " * (_SEVERITY_WIDTH - len(severity))
    rule = _paint(context, "rule", f"[{finding.rule}]")
    yield f"  {_position(finding):<{width}}  {painted}  {context.sentence(finding)}  {rule}"
    indent = " " * (2 + width)
    if finding.line_text:
        yield from _excerpt(finding, len(indent), context)
    for related in finding.related:
        start = related.place.start
        where = f"{visible(related.path)}:{start.line}:{start.column}"
        yield f"{indent} {_paint(context, 'gutter', '=')} note: {where} {visible(related.note)}"
    if finding.fix:
        yield f"{indent} {_paint(context, 'gutter', '=')} fix available"


def _excerpt(finding: Finding, indent: int, context: ReportContext) -> Iterator[str]:
    """The source line behind its number, and the carets; a span of several lines is underlined to its line's end."""
    start, end = finding.place
    last = end.column - 1 if end.line == start.line else len(finding.line_text)
    room = max(_MINIMUM_ROOM, context.width - indent - len(" │ "))
    source, carets = excerpt(finding.line_text, start.column - 1, last, room)
    yield f"{_paint(context, 'gutter', f'{start.line:>{indent}} │')} {source}"
    yield f"{_paint(context, 'gutter', ' ' * indent + ' │')} {_paint(context, finding.severity.value, carets)}"


def _position(finding: Finding) -> str:
    return f"{finding.place.start.line}:{finding.place.start.column}"


def _statistics(findings: Sequence[Finding], context: ReportContext) -> Iterator[str]:
    """One line per rule and severity, the most frequent first."""
    counts = Counter((finding.rule, finding.severity) for finding in findings)
    width = len(str(max(counts.values())))
    name_width = max(len(rule) for rule, _ in counts)
    for (rule, severity), count in sorted(counts.items(), key=lambda item: (-item[1], item[0][0], -item[0][1].rank)):
        painted = _paint(context, severity.value, f"{severity.value:<{_SEVERITY_WIDTH}}")
        summary = _paint(context, "rule", context.rule(rule).summary)
        yield f"{count:>{width}}  {painted}  {rule:<{name_width}}  {summary}"


def _summary(report: Report, context: ReportContext) -> Iterator[str]:
    counts = [(severity.value, report.count(severity)) for severity in Severity]
    parts = [_paint(context, name, _counted(count, name)) for name, count in counts if count]
    clean = "no findings" if report.unchecked else _paint(context, "clean", "nothing to report")
    found = ", ".join(parts) or clean
    comparison = report.comparison or Comparison()
    silent = ((len(report.suppressed), "suppressed"), (len(comparison.known), "known"))
    left_out = ", ".join(f"{count} {reason}" for count, reason in silent if count)
    links = report.links
    subject = _counted(report.files, "file")
    if links:
        subject = f"{_counted(links.addresses, 'address')} in {subject}"
    if report.mended:
        yield f"Mended {_counted(report.mended, 'file')}."
    yield f"Checked {subject}: {found}{f' ({left_out})' if left_out else ''}."
    yield from _of_baseline(comparison)
    if links:
        reasons = ", ".join(f"{count} {reason}" for reason, count in links.unasked.items())
        missing = f", left out {sum(links.unasked.values())}: {reasons}" if reasons else ""
        yield f"Asked for {links.asked} of them, knew {links.known} from earlier runs{missing}."
    if report.unchecked:
        yield f"{_paint(context, 'error', 'Could not be checked')}: {_listed(report.unchecked)}."
    if skipped := {reason: count for reason, count in report.skipped.items() if count}:
        yield _skipped(skipped)


def _of_baseline(comparison: Comparison) -> Iterator[str]:
    if comparison.written:
        yield f"Wrote `{visible(comparison.written)}`."
    if note := fixed_note(comparison):
        yield note


def _listed(paths: Sequence[str]) -> str:
    shown = ", ".join(f"`{visible(path)}`" for path in paths[:_MOST_PATHS])
    return shown if len(paths) <= _MOST_PATHS else f"{shown} and {len(paths) - _MOST_PATHS} more"


def _skipped(skipped: Mapping[str, int]) -> str:
    """What was left out; the reasons of folders begin with that word."""
    folders = {reason: count for reason, count in skipped.items() if reason.startswith("folder ")}
    in_folders = sum(folders.values())
    counts = ((sum(skipped.values()) - in_folders, "file"), (in_folders, "folder"))
    total = " and ".join(_counted(count, noun) for count, noun in counts if count)
    reasons = (
        f"{_counted(count, 'folder')} {reason.removeprefix('folder ')}" if reason in folders else f"{count} {reason}"
        for reason, count in skipped.items()
    )
    return f"Skipped {total}: {', '.join(reasons)}."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}{'es' if noun.endswith('s') else 's'}"


def _paint(context: ReportContext, style: str, text: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if context.color else text
