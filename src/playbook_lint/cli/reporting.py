"""What the commands that report findings have in common: the report, the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from playbook_lint.cli.output import complain, write

if TYPE_CHECKING:
    from playbook_lint.config import Config
    from playbook_lint.diagnostics import Report
    from playbook_lint.project import Project

NEVER = "never"
# Columns of a report where no terminal has any.
_WIDTH = 100


def start(paths: Sequence[Path]) -> Path:
    """Where the search for the configuration begins: at what all paths have in common."""
    if not paths:
        return Path.cwd()
    return Path(os.path.commonpath([os.path.normpath(path.absolute()) for path in paths]))


def default_format(output: Path | None) -> str:
    """The format for findings when none is asked for: that of GitHub in its log, or else text."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" and output is None else "text"


def colored(output: Path | None, no_color: bool) -> bool:
    """Colour for people: on a terminal, unless NO_COLOR says otherwise (https://no-color.org)."""
    if output or no_color or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout is not None and sys.stdout.isatty())


def keep_pages(output: Path | None, project: Project, what: str = "the report") -> None:
    """Raise `UsageError` where `what` would be written over a file of the project, or would be taken for a page."""
    from playbook_lint.config import UsageError

    config = project.config
    own = [folder for folder in (config.file, config.catalogs, config.schemas) if folder]
    if output is not None and any(output.resolve().is_relative_to(one.resolve()) for one in own):
        raise UsageError(f"{what} cannot be written to `{output}`, which belongs to the project")
    if output is not None and project.holds(output):
        raise UsageError(
            f"{what} cannot be written to `{output}`, which is the name of a page or catalog in the content roots"
        )


def warn_of_nothing(report: Report) -> None:
    """Say on standard error that none of the files that were named is checked, unless they are excluded on purpose."""
    from playbook_lint.ignores import EXCLUDED, IGNORED

    if not any(count and reason.endswith((EXCLUDED, IGNORED)) for reason, count in report.skipped.items()):
        complain("nothing is checked: no path is a catalog, a page in the content roots, or a folder with one")


def rendered(report: Report, format_name: str, *, color: bool, quiet: bool, statistics: bool = False) -> str:
    """The report in a format of `reporters.FORMATS`."""
    from playbook_lint import __version__
    from playbook_lint.explanations import INFORMATION_URI, explanation, help_uri
    from playbook_lint.reporters import render
    from playbook_lint.reporters.context import ReportContext
    from playbook_lint.rules import registry

    context = ReportContext(
        rule=lambda name: registry.get(name).RULE,
        explanations=explanation,
        help_uri=help_uri,
        information_uri=INFORMATION_URI,
        version=__version__,
        color=color,
        statistics=statistics,
        quiet=quiet,
        width=_width(),
    )
    return render(format_name, report, context)


def _width() -> int:
    """The columns of the terminal as `shutil` tells them, which takes longer to import than most reports to make."""
    with suppress(KeyError, ValueError):
        if (columns := int(os.environ["COLUMNS"])) > 0:
            return columns
    with suppress(AttributeError, ValueError, OSError):  # there is no terminal, or not even a standard output
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _WIDTH  # type: ignore[union-attr]
    return _WIDTH


def put(text: str, output: Path | None) -> None:
    """Write what was rendered to a file, or to standard output; raises `UsageError`, `OSError`."""
    if output is None:
        write(text)
        return
    from playbook_lint.config import UsageError
    from playbook_lint.files import write_atomically

    try:
        write_atomically(output, text.encode())
    except OSError as error:
        raise UsageError(f"the report cannot be written to `{output}`: {error.strerror}") from None


def fails(report: Report, config: Config, fail_on: str | None) -> bool:
    """Whether a finding is as severe as `--fail-on`, or else the configuration, says."""
    from playbook_lint.diagnostics import Severity

    threshold = config.fail_on if fail_on is None else None if fail_on == NEVER else Severity(fail_on)
    return threshold is not None and any(found.severity.rank >= threshold.rank for found in report.findings)
