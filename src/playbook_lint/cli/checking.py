"""What `playbook-lint check` does, whoever has read its command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from playbook_lint.cli import progress
from playbook_lint.cli.check_options import CheckOptions
from playbook_lint.cli.check_report import known_before, reported
from playbook_lint.cli.main import CLEAN, USAGE
from playbook_lint.cli.output import complain, write
from playbook_lint.cli.reporting import keep_pages, start, warn_of_nothing
from playbook_lint.config import Config, load_config
from playbook_lint.project import Project

if TYPE_CHECKING:
    from playbook_lint.cli.remembering import Remembering
    from playbook_lint.cluster import Cluster
    from playbook_lint.known_findings import Run
    from playbook_lint.shard_file import Part
    from playbook_lint.subjects import Context


def check(options: CheckOptions, arguments: Sequence[str]) -> int:
    """Check what the command line `arguments` says, which is read already; the exit status.

    Raises `UsageError`, `SchemaError`, `CatalogError` and `OSError`.
    """
    start_at = options.stdin_filename or start(options.paths)
    configured = partial(load_config, start_at, options.config_path, caches=not options.no_cache)
    config = configured()
    project = Project(config.with_selection(options.select, options.ignore))
    keep_pages(options.output, project)
    if options.shard:
        return _check_shard(options, options.shard, project)
    with _looking(options):
        remembering = _remembering(arguments, start_at, config, configured) if options.is_repeatable else None
    known = known_before(options, project)
    run, complaints = _run(options, project)
    for complaint in complaints:
        complain(complaint)
    is_about_nothing = bool(options.paths) and not complaints and not run.report.files
    if is_about_nothing:
        warn_of_nothing(run.report)
    status, text = reported(options, run, known, writes=not complaints)
    if complaints:
        return USAGE
    if remembering and not is_about_nothing:  # which would have to be said again
        remembering.keep(run.seen, status, text)
    return status


def _remembering(
    arguments: Sequence[str], begins: Path, config: Config, configured: Callable[[], Config]
) -> Remembering:
    """What remembers the run, unless the project changes from now on."""
    from playbook_lint.cli.remembering import Remembering

    return Remembering(arguments, begins, config, configured)


def _run(options: CheckOptions, project: Project) -> tuple[Run, list[str]]:
    """What was checked, and a sentence for each path that was given in error."""
    if options.stdin_filename:
        return _check_stdin(project, options.stdin_filename, caches=not options.no_cache), []
    from playbook_lint.engine import check
    from playbook_lint.gathering import gathering
    from playbook_lint.known_findings import Run
    from playbook_lint.records import replace
    from playbook_lint.run import context_for

    complete = not options.paths
    with _looking(options):
        discovery = project.discover(options.paths, catalogs=True)
    context = context_for(project.config, caches=not options.no_cache)
    complaints = [problem.message for problem in discovery.problems if problem.is_usage]
    mended = 0
    if options.fix:
        from playbook_lint.fixes import mend

        mended, failures = mend(project, context, discovery, complete=complete)
        complaints += failures
    with (
        _cluster(options, context) as cluster,
        gathering(project, context, jobs=options.jobs, caches=not options.no_cache, elsewhere=cluster) as gatherer,
    ):
        if _shows_progress(options):
            gatherer.watch = partial(progress.counted_when_slow, "Checking files", len(discovery.files))
        report = check(project, context, discovery, complete=complete, gatherer=gatherer)
    return Run(project, discovery, complete, replace(report, mended=mended), gatherer.seen), complaints


def _shows_progress(options: CheckOptions) -> bool:
    return progress.is_wanted() and not options.quiet


def _looking(options: CheckOptions) -> AbstractContextManager[None]:
    """Tells that folders are looked through, which in a large tree takes long."""
    return progress.told_when_slow("Looking for files") if _shows_progress(options) else nullcontext()


def _cluster(options: CheckOptions, context: Context) -> AbstractContextManager[Cluster | None]:
    """The cluster that pages are checked on, if there is one."""
    if options.scheduler is None:
        return nullcontext()
    from playbook_lint.cluster import joined

    return joined(options.scheduler, context)


def _check_stdin(project: Project, filename: Path, *, caches: bool) -> Run:
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
    report = check(project, context_for(project.config, caches=caches), discovery, contents=contents)
    return Run(project, discovery, False, report)


def _check_shard(options: CheckOptions, part: Part, project: Project) -> int:
    """Check one shard of the files, for `merge-reports` to go on from."""
    from playbook_lint.config import UsageError
    from playbook_lint.gathering import gathering
    from playbook_lint.run import context_for
    from playbook_lint.shards import shard_of, write_shard

    assert options.output
    with _looking(options):
        discovery = project.discover(catalogs=True)
    complaints = [problem.message for problem in discovery.problems if problem.is_usage]
    for complaint in complaints:
        complain(complaint)
    files = shard_of(discovery.files, part)
    context = context_for(project.config, caches=not options.no_cache)
    try:
        with gathering(project, context, jobs=options.jobs, caches=not options.no_cache, sees=True) as gatherer:
            findings = write_shard(options.output, part, files, context, gatherer)
    except OSError as error:
        raise UsageError(f"the shard cannot be written to `{options.output}`: {error.strerror}") from None
    if not options.quiet:
        found = f"{findings:,} finding{'' if findings == 1 else 's'} so far"
        write(f"Shard {part.number} of {part.of}: {len(files):,} of {len(discovery.files):,} files, {found}.\n")
    return USAGE if complaints else CLEAN
