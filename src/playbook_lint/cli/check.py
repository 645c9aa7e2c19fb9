"""`playbook-lint check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook_lint.cli.main import CLEAN, FINDINGS
from playbook_lint.reporters import FORMATS

if TYPE_CHECKING:
    from playbook_lint.config import Config
    from playbook_lint.diagnostics import Report, Severity

_NEVER = "never"


def _names(_context: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """`--select a,b --select c` as one tuple."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command(
    "check",
    epilog="""\b
Examples:
  playbook-lint check                                  the configured content
  playbook-lint check --fail-on warning content/pt-BR
  playbook-lint check --select tables,h1-missing
  playbook-lint check --format sarif --output playbook.sarif
  cat page.md | playbook-lint check --stdin --stdin-filename content/en-US/page.md
""",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "format_name", type=click.Choice(FORMATS), help="How to report (text; github in GitHub Actions).")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--select", multiple=True, callback=_names, metavar="RULES", help="Run only these rules or categories.")
@click.option("--ignore", multiple=True, callback=_names, metavar="RULES", help="Do not run these rules or categories.")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "info", _NEVER]), help="Least severity that makes the exit status 1."
)
@click.option("--statistics", is_flag=True, help="Show how many findings each rule has, not the findings.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Check the page on standard input.")
@click.option("--stdin-filename", type=click.Path(path_type=Path), help="The path that --stdin stands for.")
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="Use this configuration file.")
@click.option("-q", "--quiet", is_flag=True, help="Leave out the summary.")
@click.option("--no-color", is_flag=True, help="No colour, as with the environment variable NO_COLOR.")
def command(
    paths: tuple[Path, ...],
    format_name: str | None,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    statistics: bool,
    from_stdin: bool,
    stdin_filename: Path | None,
    config_path: Path | None,
    quiet: bool,
    no_color: bool,
) -> int:
    """Check pages: files, folders, or without PATHS the configured content."""
    if from_stdin != (stdin_filename is not None):
        raise click.UsageError("--stdin and --stdin-filename go together.")
    if from_stdin and paths:
        raise click.UsageError("--stdin takes no PATHS.")
    from playbook_lint.config import UsageError, load_config

    try:
        config = load_config(_start(paths, stdin_filename), config_path).with_selection(select, ignore)
        report = _check_stdin(config, stdin_filename) if stdin_filename else _check_paths(config, paths)
    except UsageError as error:
        raise click.UsageError(str(error)) from None
    text = _rendered(report, format_name or _default_format(output), output, statistics, quiet, no_color)
    if output:
        _write(output, text)
    else:
        sys.stdout.buffer.write(text.encode())
    return FINDINGS if _fails(report, _threshold(config, fail_on)) else CLEAN
