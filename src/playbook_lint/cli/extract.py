"""`playbook-lint extract`."""

from __future__ import annotations

from pathlib import Path

import click

from playbook_lint.cli import translating


@click.command(
    "extract",
    short_help="Write what is for translators to templates (POT).",
    epilog="""\b
Examples:
  playbook-lint extract                     all source pages, and the terms
  playbook-lint extract content/en-US/index.md
""",
)
@translating.paths_argument
@translating.config_option
@translating.quiet_option
def command(paths: tuple[Path, ...], config_path: Path | None, quiet: bool) -> int:
    """Write the messages of source pages to templates, for PATHS or the configured content."""
    work = translating.work_for(paths, (), config_path, compiles=False)
    work.extract()
    return translating.finish(work, quiet=quiet)
