"""`playbook-lint check`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from playbook_lint.cli.check_options import CheckOptions
from playbook_lint.cli.main import CLEAN, FINDINGS, USAGE
from playbook_lint.cli.output import complain
from playbook_lint.cli.reporting import (
    FAIL_ON,
    PATH,
    colored,
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
    from playbook_lint.known_findings import KnownBefore, Run
    from playbook_lint.project import Project


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
  playbook-lint check --changed-since main             what this branch broke
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
@click.option("--baseline", type=PATH, metavar="FILE", help="Leave out the findings that this file knows.")
@click.option("--no-baseline", is_flag=True, help="Report known findings too.")
@click.option("--write-baseline", is_flag=True, help="Make all findings known: write the file of the baseline.")
@click.option("--changed-since", metavar="REV", help="Report only what is new since the branch left REV of git.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Check the page or catalog on standard input.")
@click.option("--stdin-filename", type=PATH, help="The path that --stdin stands for.")
@click.option("--config", "config_path", type=PATH, help="Use this configuration file.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Use so many processes (one for each processor).")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs found.")
@click.option("-q", "--quiet", is_flag=True, help="Leave out the summary.")
@click.option("--no-color", is_flag=True, help="Do not colour, as with the environment variable NO_COLOR.")
def command(**values: Any) -> int:
    """Check pages and catalogs: files, folders, or without PATHS the configured content and all catalogs."""
    options = CheckOptions(**values)
    options.check()
    from playbook_lint.cli.remembering import Remembering
    from playbook_lint.config import load_config
    from playbook_lint.project import Project

    config = load_config(options.stdin_filename or start(options.paths), options.config_path)
    project = Project(config.with_selection(options.select, options.ignore))
    keep_pages(options.output, project)
    remembering = Remembering(click.get_current_context().obj, config) if options.is_repeatable else None
    known = _known_before(options, project)
    run, complaints = _run(options, project)
    for complaint in complaints:
        complain(complaint)
    if options.paths and not complaints and not run.report.files:
        warn_of_nothing(run.report)
    report = known.compared(run, writes=options.write_baseline and not complaints) if known else run.report
    color = colored(options.output, options.no_color)
    text = rendered(report, options.format, color=color, quiet=options.quiet, statistics=options.statistics)
    put(text, options.output)
    if complaints:
        return USAGE
    status = FINDINGS if fails(report, config, options.fail_on) else CLEAN
    if remembering:
        remembering.keep(run.seen, status, text)
    return status


def _known_before(options: CheckOptions, project: Project) -> KnownBefore | None:
    """What the findings of the run are compared with, if there is anything; raises `UsageError`."""
    file = options.baseline_file(project.config)
    if file is None and options.changed_since is None:
        return None
    from playbook_lint.known_findings import Looking, known_before

    if options.write_baseline:
        keep_pages(file, project, "the baseline")
    looking = Looking(options.jobs, caches=not options.no_cache)
    return known_before(project, file, options.changed_since, looking, is_new=options.write_baseline)


def _run(options: CheckOptions, project: Project) -> tuple[Run, list[str]]:
    """What was checked, and a sentence for each path that was given in error."""
    if options.stdin_filename:
        return _check_stdin(project, options.stdin_filename), []
    from playbook_lint.engine import check
    from playbook_lint.gathering import gathering
    from playbook_lint.known_findings import Run
    from playbook_lint.run import context_for

    complete = not options.paths
    discovery = project.discover(options.paths, catalogs=True)
    context = context_for(project.config)
    complaints = [problem.message for problem in discovery.problems if problem.is_usage]
    mended = 0
    if options.fix:
        from playbook_lint.fixes import mend

        mended, failures = mend(project, context, discovery, complete=complete)
        complaints += failures
    with gathering(project, context, jobs=options.jobs, caches=not options.no_cache) as gatherer:
        report = check(project, context, discovery, complete=complete, gatherer=gatherer)
    return Run(project, discovery, complete, replace(report, mended=mended), gatherer.seen), complaints


def _check_stdin(project: Project, filename: Path) -> Run:
    """What standard input is as the text of `filename`, which the project may leave out as it does a path."""
    from playbook_lint.config import UsageError
    from playbook_lint.engine import check
    from playbook_lint.known_findings import Run
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
    report = check(project, context_for(project.config), discovery, contents=contents)
    return Run(project, discovery, False, report)
