"""What `check` and `merge-reports` do with a run: compare it with what was known before, and report it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook_lint.cli.check_options import CheckOptions
from playbook_lint.cli.main import CLEAN, FINDINGS
from playbook_lint.cli.reporting import colored, fails, keep_pages, put, rendered

if TYPE_CHECKING:
    from playbook_lint.known_findings import KnownBefore, Run
    from playbook_lint.project import Project


def known_before(options: CheckOptions, project: Project) -> KnownBefore | None:
    """What the findings of the run are compared with, if there is anything; raises `UsageError`."""
    file = options.baseline_file(project.config)
    if file is None and options.changed_since is None:
        return None
    from playbook_lint.known_findings import Looking, known_before

    if options.write_baseline:
        keep_pages(file, project, "the baseline")
    looking = Looking(options.jobs, caches=not options.no_cache)
    return known_before(project, file, options.changed_since, looking, is_new=options.write_baseline)


def reported(options: CheckOptions, run: Run, known: KnownBefore | None, *, writes: bool = True) -> tuple[int, str]:
    """Report what of a run was not `known`; the exit status for that, and what was reported.

    A baseline is written only where the run `writes`. Raises `UsageError` and `OSError`.
    """
    report = known.compared(run, writes=options.write_baseline and writes) if known else run.report
    color = colored(options.output, options.no_color)
    text = rendered(report, options.format, color=color, quiet=options.quiet, statistics=options.statistics)
    put(text, options.output)
    return FINDINGS if fails(report, run.project.config, options.fail_on) else CLEAN, text
