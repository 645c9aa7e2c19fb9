"""`playbook-lint merge-reports`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from playbook_lint.cli.main import USAGE
from playbook_lint.cli.output import complain
from playbook_lint.cli.reporting import keep_pages, start
from playbook_lint.cli.shared_options import KNOWN, PATH, REPORT, RUN, check_options, with_options


@click.command(
    "merge-reports",
    short_help="Join the shards of a check into one report.",
    epilog="""\b
Examples:
  playbook-lint check --shard 1/2 --output shard-1.results     on one machine
  playbook-lint check --shard 2/2 --output shard-2.results     on another one
  playbook-lint merge-reports shard-1.results shard-2.results  where both files are
  playbook-lint merge-reports --format sarif --output playbook.sarif shards/*
""",
)
@click.argument("files", nargs=-1, required=True, type=PATH)
@with_options(*REPORT, *KNOWN, *RUN)
def command(files: tuple[Path, ...], **values: Any) -> int:
    """Join what `check --shard` wrote to FILES into the report of one check of the same pages and catalogs.

    These have to be here too, as they were for all shards: what is between files is looked for now.
    """
    options = check_options(values)
    from playbook_lint.cli.check_report import known_before, reported
    from playbook_lint.config import load_config
    from playbook_lint.engine import check
    from playbook_lint.known_findings import Run
    from playbook_lint.project import Project
    from playbook_lint.run import context_for
    from playbook_lint.shards import ShardsGatherer, shards_at

    config = load_config(start(()), options.config_path)
    project = Project(config.with_selection(options.select, options.ignore))
    keep_pages(options.output, project)
    shards = shards_at(files)
    known = known_before(options, project)
    discovery = project.discover(catalogs=True)
    complaints = [problem.message for problem in discovery.problems if problem.is_usage]
    for complaint in complaints:
        complain(complaint)
    context = context_for(project.config, shards.day)
    gatherer = ShardsGatherer(project, context, shards, jobs=options.jobs)
    report = check(project, context, discovery, complete=True, gatherer=gatherer)
    status, _ = reported(options, Run(project, discovery, True, report), known, writes=not complaints)
    return USAGE if complaints else status
