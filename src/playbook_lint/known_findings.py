"""Compares a run of `check` with what was known before: a baseline, and the commit where a branch began."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from playbook_lint.baseline import Counts, compared, counted, fixed, updated
from playbook_lint.baseline_file import read_baseline, write_baseline
from playbook_lint.config_file import shown
from playbook_lint.diagnostics import Comparison, Identity, Report
from playbook_lint.engine import has_run
from playbook_lint.project import Discovery, Project
from playbook_lint.records import Record, field, replace
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Scope

if TYPE_CHECKING:
    from playbook_lint.result_cache import Known


class Run(Record, frozen=True, dict=True):
    """A run of `check`: its files, whether these are all there are, what it found, and what was `seen` of each file."""

    project: Project
    discovery: Discovery
    complete: bool
    report: Report
    seen: Mapping[str, Known | None] = field(default_factory=dict)

    def can_tell(self, one: Identity) -> bool:
        """Whether the run would have found that finding if it were still there."""
        if one.rule not in registry.names():
            return self.complete
        is_sought = self.project.config.rule_settings(one.path).runs(one.rule) and has_run(one.rule, self.complete)
        return is_sought and one.path not in self._unread and (self.complete or one.path in self._paths)

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(file.relative for file in self.discovery.files)

    @cached_property
    def _unread(self) -> frozenset[str]:
        """The files that are there, but that no other rule has seen."""
        scopes = ((found.path, registry.scope_of(found.rule)) for found in self.report.findings)
        return frozenset(path for path, scope in scopes if scope is Scope.FILE)


class Looking(Record, frozen=True):
    """In how many processes files are looked at (None for one for each processor), and whether results are kept."""

    jobs: int | None
    caches: bool


class KnownBefore(Record, frozen=True):
    """What is known before a run: the `baseline`, which stands in `file`, and the commit that a branch began from.

    The files of that commit are looked at as `looking` says.
    """

    file: Path | None
    baseline: Counts
    looking: Looking
    commit: str = ""

    def compared(self, run: Run, *, writes: bool) -> Report:
        """The report of `run` with its new findings alone.

        Where it `writes`, there are none: they are written to the file of the baseline, in which what the run cannot
        tell of stays. Raises `UsageError`.
        """
        found = counted(run.report.findings)
        if writes and self.file:
            known = updated(self.baseline, found, run.can_tell)
            write_baseline(self.file, known)
            report = compared(run.report, known, {})
            return replace(report, comparison=replace(report.comparison or Comparison(), written=shown(self.file)))
        gone = fixed(self.baseline, found, run.can_tell)
        if not (self.commit and found):
            return compared(run.report, self.baseline, gone)
        from playbook_lint.changed import findings_before, touched_since

        config = run.project.config
        files, looking = run.discovery.files, self.looking
        before = findings_before(
            config, files, self.commit, complete=run.complete, jobs=looking.jobs, caches=looking.caches
        )
        known = Counter(self.baseline) | Counter(before)
        return compared(run.report, known, gone, touched_since(config.root, self.commit))


def known_before(
    project: Project, file: Path | None, revision: str | None, looking: Looking, *, is_new: bool
) -> KnownBefore:
    """What the file of a baseline says, which may be missing where it `is_new`, and where git's `revision` is left.

    Raises `UsageError`.
    """
    baseline = {} if file is None or (is_new and not file.exists()) else read_baseline(file)
    if revision is None:
        return KnownBefore(file, baseline, looking)
    from playbook_lint.changed import beginning

    return KnownBefore(file, baseline, looking, beginning(project.config.root, revision))
