"""Reporters: a `Report` as text for people or as data for other tools; pure functions, one module per format."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from playbook_lint.diagnostics import Report
    from playbook_lint.l10n.status import ProjectStatus
    from playbook_lint.reporters.context import ReportContext

_MODULES = {
    "text": "text",
    "json": "json_report",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
}

FORMATS: tuple[str, ...] = tuple(_MODULES)
# The formats of `link_list`.
LIST_FORMATS = ("text", "json", "csv", "html")
# The formats of `import_list`.
IMPORT_FORMATS = ("text", "json", "html")
# The formats of a `ProjectStatus`, each of the module `status_…`.
STATUS_FORMATS = ("text", "json", "csv", "markdown", "html", "badge")


class Reporter(Protocol):
    """The shape of a format's module."""

    def render(self, report: Report, context: ReportContext) -> str:
        """The report in this format: empty, or ending with a newline, and always encodable as UTF-8."""


def render(format_name: str, report: Report, context: ReportContext) -> str:
    """`report` in the format `format_name`, one of `FORMATS`; imports no other format's module."""
    reporter = cast(Reporter, import_module(f"{__name__}.{_MODULES[format_name]}"))
    return reporter.render(report, context)


class StatusReporter(Protocol):
    """The shape of the module of a format of a status."""

    def render(self, status: ProjectStatus) -> str:
        """The status in this format: it ends with a newline, and can always be encoded as UTF-8."""


def render_status(format_name: str, status: ProjectStatus) -> str:
    """`status` in the format `format_name`, one of `STATUS_FORMATS`; imports no other format's module."""
    reporter = cast(StatusReporter, import_module(f"{__name__}.status_{format_name}"))
    return reporter.render(status)
