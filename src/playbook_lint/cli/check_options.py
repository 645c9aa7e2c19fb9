"""What the command line of `playbook-lint check` and `merge-reports` says, as one value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from playbook_lint.cli.reporting import default_format
from playbook_lint.records import Record

if TYPE_CHECKING:
    from playbook_lint.config import Config
    from playbook_lint.shard_file import Part


class CheckOptions(Record, frozen=True):
    """What the command line says. An option that is not there is None, empty or False, as click has it too."""

    format_name: str | None = None
    output: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    statistics: bool = False
    baseline: Path | None = None
    no_baseline: bool = False
    write_baseline: bool = False
    changed_since: str | None = None
    config_path: Path | None = None
    jobs: int | None = None
    no_cache: bool = False
    quiet: bool = False
    no_color: bool = False
    # What follows is for `check` alone.
    paths: tuple[Path, ...] = ()
    fix: bool = False
    from_stdin: bool = False
    stdin_filename: Path | None = None
    shard: Part | None = None
    scheduler: str | None = None

    @property
    def format(self) -> str:
        """The format of the report."""
        return self.format_name or ("text" if self.statistics else default_format(self.output))

    @property
    def is_repeatable(self) -> bool:
        """Whether the run looks at the project as it is, and does nothing but report it on standard output."""
        does_more = self.fix or self.from_stdin or self.write_baseline or self.output or self.changed_since is not None
        # One file is looked at in less time than it takes to remember all others.
        return not (does_more or self.baseline or self.no_cache) and all(path.is_dir() for path in self.paths)

    def faults(self) -> Iterator[str]:
        """A sentence for each of the options that do not go together."""
        if self.from_stdin != (self.stdin_filename is not None):
            yield "--stdin and --stdin-filename go together."
        if self.from_stdin and (self.paths or self.fix):
            yield "--stdin takes neither PATHS nor --fix."
        if self.shard:
            yield from self._shard_faults()
        if self.statistics and self.format != "text":
            yield "--statistics goes with --format text only."
        excluding = (
            ("--no-baseline", self.no_baseline, "--baseline", self.baseline is not None),
            ("--no-baseline", self.no_baseline, "--write-baseline", self.write_baseline),
            ("--stdin", self.from_stdin, "--write-baseline", self.write_baseline),
            ("--stdin", self.from_stdin, "--scheduler", self.scheduler is not None),
            ("--shard", self.shard is not None, "--scheduler", self.scheduler is not None),
            ("--changed-since", self.changed_since is not None, "--write-baseline", self.write_baseline),
            # It would mend what the branch has not broken.
            ("--changed-since", self.changed_since is not None, "--fix", self.fix),
        )
        for one, has_one, other, has_other in excluding:
            if has_one and has_other:
                yield f"{one} and {other} exclude each other."

    def _shard_faults(self) -> Iterator[str]:
        """A sentence for each of the options that do not go with --shard."""
        if self.output is None:
            yield "--shard needs --output: a file for what is found."
        excluded = {"PATHS": self.paths, "--fix": self.fix, "--stdin": self.from_stdin}
        for option in (name for name, given in excluded.items() if given):
            yield f"--shard and {option} exclude each other."
        later = {
            "--format": self.format_name,
            "--fail-on": self.fail_on,
            "--statistics": self.statistics,
            "--baseline": self.baseline,
            "--no-baseline": self.no_baseline,
            "--write-baseline": self.write_baseline,
            "--changed-since": self.changed_since is not None,
        }
        for option in (name for name, given in later.items() if given):
            yield f"{option} is for `playbook-lint merge-reports`, which joins the shards."

    def baseline_file(self, config: Config) -> Path | None:
        """The file of the baseline, which need not be there when it is to be written; raises `UsageError`."""
        from playbook_lint.config import UsageError
        from playbook_lint.files import leads_outside

        if self.no_baseline:
            return None
        path = self.baseline or config.root / config.baseline
        if self.baseline is None and leads_outside(path, config.root):
            raise UsageError(f"the baseline `{config.baseline}` leads outside the project")
        return path if self.baseline or self.write_baseline or path.exists() else None
