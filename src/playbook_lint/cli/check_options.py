"""The options of `playbook-lint check` and `merge-reports`, as one value."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from playbook_lint.cli.reporting import FAIL_ON, PATH, default_format, names
from playbook_lint.patterns import lazy_pattern
from playbook_lint.reporters import FORMATS

if TYPE_CHECKING:
    from playbook_lint.config import Config
    from playbook_lint.shard_file import Part

Command = TypeVar("Command", bound=Callable[..., object])

REPORT = (
    click.option(
        "--format", "format_name", type=click.Choice(FORMATS), help="How to report (text; github under GITHUB_ACTIONS)."
    ),
    click.option("--output", type=PATH, help="Write the report to this file."),
    click.option(
        "--select", multiple=True, callback=names, metavar="RULES", help="Run only these rules or categories."
    ),
    click.option(
        "--ignore", multiple=True, callback=names, metavar="RULES", help="Leave out these rules or categories."
    ),
    click.option("--fail-on", type=FAIL_ON, help="The least severity that makes the exit status 1 (error)."),
    click.option("--statistics", is_flag=True, help="Show how many findings each rule has in place of the findings."),
)
KNOWN = (
    click.option("--baseline", type=PATH, metavar="FILE", help="Leave out the findings that this file knows."),
    click.option("--no-baseline", is_flag=True, help="Report known findings too."),
    click.option("--write-baseline", is_flag=True, help="Make all findings known: write the file of the baseline."),
    click.option("--changed-since", metavar="REV", help="Report only what is new since the branch left REV of git."),
)
RUN = (
    click.option("--config", "config_path", type=PATH, help="Use this configuration file."),
    click.option(
        "--jobs", type=click.IntRange(min=1), metavar="N", help="Use so many processes (one for each processor)."
    ),
    click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs found."),
    click.option("-q", "--quiet", is_flag=True, help="Leave out the summary."),
    click.option("--no-color", is_flag=True, help="Do not colour, as with the environment variable NO_COLOR."),
)
_PART = lazy_pattern(r"([0-9]{1,9})/([0-9]{1,9})", re.ASCII)
_SCHEDULER = lazy_pattern(r"(?:tcp|tls)://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}", re.ASCII)


def with_options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Give a command these options, in this order."""
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


def part(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Part | None:
    """`--shard 2/4` as a value."""
    if value is None:
        return None
    from playbook_lint.shard_file import Part

    match = _PART.fullmatch(value)
    found = Part(int(match[1]), int(match[2])) if match else Part(0, 0)
    if not 1 <= found.number <= found.of:
        raise click.BadParameter(f"`{value}` is no shard: write 1/4, 2/4, 3/4 or 4/4 for the shards of four")
    return found


def scheduler(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """The address of a Dask scheduler."""
    if value is not None and not _SCHEDULER.fullmatch(value):
        raise click.BadParameter(f"`{value}` is no address such as tcp://HOST:PORT or tls://HOST:PORT")
    return value


class CheckOptions(NamedTuple):
    """What the command line says, as `check` and `merge-reports` declare it."""

    format_name: str | None
    output: Path | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str | None
    statistics: bool
    baseline: Path | None
    no_baseline: bool
    write_baseline: bool
    changed_since: str | None
    config_path: Path | None
    jobs: int | None
    no_cache: bool
    quiet: bool
    no_color: bool
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

    def check(self) -> None:
        """Raise `click.UsageError` for options that do not go together."""
        if self.from_stdin != (self.stdin_filename is not None):
            raise click.UsageError("--stdin and --stdin-filename go together.")
        if self.from_stdin and (self.paths or self.fix):
            raise click.UsageError("--stdin takes neither PATHS nor --fix.")
        if self.shard:
            self._check_shard()
        if self.statistics and self.format != "text":
            raise click.UsageError("--statistics goes with --format text only.")
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
                raise click.UsageError(f"{one} and {other} exclude each other.")

    def _check_shard(self) -> None:
        """Raise `click.UsageError` for what does not go with --shard."""
        if self.output is None:
            raise click.UsageError("--shard needs --output: a file for what is found.")
        excluded = {"PATHS": self.paths, "--fix": self.fix, "--stdin": self.from_stdin}
        for option in (name for name, given in excluded.items() if given):
            raise click.UsageError(f"--shard and {option} exclude each other.")
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
            raise click.UsageError(f"{option} is for `playbook-lint merge-reports`, which joins the shards.")

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
