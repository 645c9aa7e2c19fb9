"""`playbook-lint check`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook_lint.cli.main import CLEAN, FINDINGS, USAGE
from playbook_lint.cli.output import complain
from playbook_lint.cli.reporting import (
    FAIL_ON,
    PATH,
    colored,
    default_format,
    fails,
    keep_pages,
    names,
    put,
    rendered,
    start,
    warn_of_nothing,
)
from playbook_lint.reporters import FORMATS

if TYPE_CHECKING:
    from playbook_lint.diagnostics import Report
    from playbook_lint.project import Project
    from playbook_lint.result_cache import Known


@click.command(
    "check",
    short_help="Check pages and catalogs, and say what is wrong where.",
    epilog="""\b
Examples:
  playbook-lint check                                  the configured content, and all catalogs
  playbook-lint check --fail-on warning content/pt-BR
  playbook-lint check locales/pt_BR                    the catalogs of a locale
  playbook-lint check --fix content/pt-BR/index.md
  playbook-lint check --select tables,h1-missing
  playbook-lint check --format sarif --output playbook.sarif
  playbook-lint check --stdin --stdin-filename content/en-US/page.md < page.md
""",
)
@click.argument("paths", nargs=-1, type=PATH)
@click.option(
    "--format", "format_name", type=click.Choice(FORMATS), help="How to report (text; github under GITHUB_ACTIONS)."
)
@click.option("--output", type=PATH, help="Write the report to this file.")
@click.option("--select", multiple=True, callback=names, metavar="RULES", help="Run only these rules or categories.")
@click.option("--ignore", multiple=True, callback=names, metavar="RULES", help="Leave out these rules or categories.")
@click.option("--fail-on", type=FAIL_ON, help="The least severity that makes the exit status 1 (error).")
@click.option("--statistics", is_flag=True, help="Show how many findings each rule has in place of the findings.")
@click.option("--fix", is_flag=True, help="Mend in place what can be mended safely, and report the rest.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Check the page or catalog on standard input.")
@click.option("--stdin-filename", type=PATH, help="The path that --stdin stands for.")
@click.option("--config", "config_path", type=PATH, help="Use this configuration file.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Use so many processes (one for each processor).")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs found.")
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
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
    no_color: bool,
) -> int:
    """Check pages and catalogs: files, folders, or without PATHS the configured content and all catalogs."""
    if from_stdin != (stdin_filename is not None):
        raise click.UsageError("--stdin and --stdin-filename go together.")
    if from_stdin and (paths or fix):
        raise click.UsageError("--stdin takes neither PATHS nor --fix.")
    chosen = format_name or ("text" if statistics else default_format(output))
    if statistics and chosen != "text":
        raise click.UsageError("--statistics goes with --format text only.")
    from playbook_lint.cli.remembering import Remembering
    from playbook_lint.config import load_config
    from playbook_lint.project import Project

    config = load_config(stdin_filename or start(paths), config_path).with_selection(select, ignore)
    project = Project(config)
    keep_pages(output, project)
    remembering = None
    if not (paths or fix or from_stdin or output or no_cache):
        remembering = Remembering(click.get_current_context().obj, config)
    complaints: list[str] = []
    seen: Mapping[str, Known | None] = {}
    if stdin_filename:
        report = _check_stdin(project, stdin_filename)
    else:
        report, complaints, seen = _check_paths(project, paths, fix=fix, jobs=jobs, caches=not no_cache)
    for complaint in complaints:
        complain(complaint)
    if paths and not complaints and not report.files:
        warn_of_nothing(report)
    color = colored(output, no_color)
    text = rendered(report, chosen, color=color, quiet=quiet, statistics=statistics)
    put(text, output)
    if complaints:
        return USAGE
    status = FINDINGS if fails(report, config, fail_on) else CLEAN
    if remembering:
        remembering.keep(seen, status, text)
    return status


def _check_paths(
    project: Project, paths: Sequence[Path], *, fix: bool, jobs: int | None, caches: bool
) -> tuple[Report, list[str], Mapping[str, Known | None]]:
    """The report on the files at `paths`, a sentence for each path given in error, and what was seen of each file."""
    from playbook_lint.engine import check
    from playbook_lint.gathering import Gatherer
    from playbook_lint.result_cache import kept_results
    from playbook_lint.run import context_for

    discovery = project.discover(paths, catalogs=True)
    context = context_for(project.config)
    complaints = [problem.message for problem in discovery.problems if problem.is_usage]
    mended = 0
    if fix:
        from playbook_lint.fixes import mend

        mended, failures = mend(project, context, discovery, complete=not paths)
        complaints += failures
    with kept_results(project.config.root) if caches else nullcontext() as cache:
        gatherer = Gatherer(project, context, cache, jobs=jobs)
        report = check(project, context, discovery, complete=not paths, gatherer=gatherer)
    return replace(report, mended=mended), complaints, gatherer.seen


def _check_stdin(project: Project, filename: Path) -> Report:
    """The report on standard input as the text of `filename`, which the project may leave out as it does a path."""
    from playbook_lint.config import UsageError
    from playbook_lint.engine import check
    from playbook_lint.project import size_limit
    from playbook_lint.run import context_for

    discovery = project.discover_text(filename)
    for problem in discovery.problems:
        raise UsageError(problem.message)
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    limit = max((size_limit(file, project.config) for file in discovery.files), default=0)
    data = sys.stdin.buffer.read(limit + 1)
    contents = {file.relative: data for file in discovery.files}
    return check(project, context_for(project.config), discovery, contents=contents)
