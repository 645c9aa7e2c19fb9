"""`playbook-lint check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook_lint.cli.main import CLEAN, FINDINGS, USAGE
from playbook_lint.cli.output import complain, write
from playbook_lint.reporters import FORMATS

if TYPE_CHECKING:
    from playbook_lint.config import Config
    from playbook_lint.diagnostics import Report

_NEVER = "never"
# What is wrong with a path is for the project to say, which goes on with the others.
_PATH = click.Path(path_type=Path, readable=False)


def _names(_context: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """`--select a,b --select c` as one tuple."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command(
    "check",
    short_help="Check pages and say what is wrong where.",
    epilog="""\b
Examples:
  playbook-lint check                                  the configured content
  playbook-lint check --fail-on warning content/pt-BR
  playbook-lint check --select tables,h1-missing
  playbook-lint check --format sarif --output playbook.sarif
  playbook-lint check --stdin --stdin-filename content/en-US/page.md < page.md
""",
)
@click.argument("paths", nargs=-1, type=_PATH)
@click.option(
    "--format", "format_name", type=click.Choice(FORMATS), help="How to report (text; github under GITHUB_ACTIONS)."
)
@click.option("--output", type=_PATH, help="Write the report to this file.")
@click.option("--select", multiple=True, callback=_names, metavar="RULES", help="Run only these rules or categories.")
@click.option("--ignore", multiple=True, callback=_names, metavar="RULES", help="Leave out these rules or categories.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", _NEVER]),
    help="The least severity that makes the exit status 1 (error).",
)
@click.option("--statistics", is_flag=True, help="Show how many findings each rule has in place of the findings.")
@click.option("--fix", is_flag=True, help="Mend in place what can be mended safely, and report the rest.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Check the page on standard input.")
@click.option("--stdin-filename", type=_PATH, help="The path that --stdin stands for.")
@click.option("--config", "config_path", type=_PATH, help="Use this configuration file.")
@click.option("-q", "--quiet", is_flag=True, help="Leave out the summary.")
@click.option("--no-color", is_flag=True, help="Do not colour, as with the environment variable NO_COLOR.")
def command(
    paths: tuple[Path, ...],
    format_name: str | None,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    statistics: bool,
    fix: bool,
    from_stdin: bool,
    stdin_filename: Path | None,
    config_path: Path | None,
    quiet: bool,
    no_color: bool,
) -> int:
    """Check pages: files, folders, or without PATHS the configured content."""
    if from_stdin != (stdin_filename is not None):
        raise click.UsageError("--stdin and --stdin-filename go together.")
    if from_stdin and (paths or fix):
        raise click.UsageError("--stdin takes neither PATHS nor --fix.")
    chosen = format_name or _default_format(output, statistics)
    if statistics and chosen != "text":
        raise click.UsageError("--statistics goes with --format text only.")
    from playbook_lint.config import load_config

    config = load_config(stdin_filename or _start(paths), config_path).with_selection(select, ignore)
    complaints: list[str] = []
    if stdin_filename:
        report = _check_stdin(config, stdin_filename)
    else:
        report, complaints = _check_paths(config, paths, fix)
    for complaint in complaints:
        complain(complaint)
    _print(_rendered(report, chosen, statistics, quiet, _colored(output, no_color)), output)
    if complaints:
        return USAGE
    return FINDINGS if _fails(report, config, fail_on) else CLEAN


def _start(paths: Sequence[Path]) -> Path:
    """Where the search for the configuration begins: at what all paths have in common."""
    if not paths:
        return Path.cwd()
    return Path(os.path.commonpath([os.path.normpath(path.absolute()) for path in paths]))


def _check_paths(config: Config, paths: Sequence[Path], fix: bool) -> tuple[Report, list[str]]:
    """The report on the files at `paths`, and a sentence for each path that was given in error."""
    from playbook_lint.engine import check
    from playbook_lint.project import Project
    from playbook_lint.run import context_for

    project = Project(config)
    discovery = project.discover(paths)
    context = context_for(config)
    complaints = [problem.message for problem in discovery.problems if problem.is_usage]
    if fix:
        from playbook_lint.fixes import mend

        complaints += mend(project, context, discovery, complete=not paths)
    return check(project, context, discovery, complete=not paths), complaints


def _check_stdin(config: Config, filename: Path) -> Report:
    from playbook_lint.config import UsageError
    from playbook_lint.engine import check
    from playbook_lint.project import Discovery, Project
    from playbook_lint.run import context_for

    project = Project(config)
    file = project.file_at(filename)
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    data = sys.stdin.buffer.read(config.max_file_size + 1)
    return check(project, context_for(config), Discovery((file,), {}, ()), contents={file.relative: data})


def _default_format(output: Path | None, statistics: bool) -> str:
    in_github = os.environ.get("GITHUB_ACTIONS") == "true"
    return "github" if in_github and output is None and not statistics else "text"


def _colored(output: Path | None, no_color: bool) -> bool:
    """Colour for people: on a terminal, unless NO_COLOR says otherwise (https://no-color.org)."""
    if output or no_color or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout is not None and sys.stdout.isatty())


def _rendered(report: Report, format_name: str, statistics: bool, quiet: bool, color: bool) -> str:
    from shutil import get_terminal_size

    from playbook_lint import __version__
    from playbook_lint.explanations import INFORMATION_URI, explanation, help_uri
    from playbook_lint.reporters import render
    from playbook_lint.reporters.context import ReportContext
    from playbook_lint.rules import registry

    context = ReportContext(
        rules={name: registry.get(name).RULE for name in registry.names()},
        explanations=explanation,
        help_uri=help_uri,
        information_uri=INFORMATION_URI,
        version=__version__,
        color=color,
        statistics=statistics,
        quiet=quiet,
        width=get_terminal_size((100, 24)).columns,
    )
    return render(format_name, report, context)


def _print(text: str, output: Path | None) -> None:
    if output is None:
        write(text)
        return
    from playbook_lint.config import UsageError
    from playbook_lint.files import write_atomically

    try:
        write_atomically(output, text.encode())
    except OSError as error:
        raise UsageError(f"the report cannot be written to `{output}`: {error.strerror}") from None


def _fails(report: Report, config: Config, fail_on: str | None) -> bool:
    from playbook_lint.diagnostics import Severity

    threshold = config.fail_on if fail_on is None else None if fail_on == _NEVER else Severity(fail_on)
    return threshold is not None and any(found.severity.rank >= threshold.rank for found in report.findings)
