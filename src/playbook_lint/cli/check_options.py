"""The options of `playbook-lint check`, as one value."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from playbook_lint.cli.reporting import default_format

if TYPE_CHECKING:
    from playbook_lint.config import Config


class CheckOptions(NamedTuple):
    """What the command line says, as the command declares it."""

    paths: tuple[Path, ...]
    format_name: str | None
    output: Path | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str | None
    statistics: bool
    fix: bool
    baseline: Path | None
    no_baseline: bool
    write_baseline: bool
    changed_since: str | None
    from_stdin: bool
    stdin_filename: Path | None
    config_path: Path | None
    jobs: int | None
    no_cache: bool
    quiet: bool
    no_color: bool

    @property
    def format(self) -> str:
        """The format of the report."""
        return self.format_name or ("text" if self.statistics else default_format(self.output))

    @property
    def is_repeatable(self) -> bool:
        """Whether the run looks at the project as it is, and does nothing but report it on standard output."""
        does_more = self.fix or self.from_stdin or self.write_baseline or self.output or self.changed_since is not None
        return not (does_more or self.paths or self.baseline or self.no_cache)

    def check(self) -> None:
        """Raise `click.UsageError` for options that do not go together."""
        if self.from_stdin != (self.stdin_filename is not None):
            raise click.UsageError("--stdin and --stdin-filename go together.")
        if self.from_stdin and (self.paths or self.fix):
            raise click.UsageError("--stdin takes neither PATHS nor --fix.")
        if self.statistics and self.format != "text":
            raise click.UsageError("--statistics goes with --format text only.")
        excluding = (
            ("--no-baseline", self.no_baseline, "--baseline", self.baseline is not None),
            ("--no-baseline", self.no_baseline, "--write-baseline", self.write_baseline),
            ("--stdin", self.from_stdin, "--write-baseline", self.write_baseline),
            ("--changed-since", self.changed_since is not None, "--write-baseline", self.write_baseline),
            # It would mend what the branch has not broken.
            ("--changed-since", self.changed_since is not None, "--fix", self.fix),
        )
        for one, has_one, other, has_other in excluding:
            if has_one and has_other:
                raise click.UsageError(f"{one} and {other} exclude each other.")

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
