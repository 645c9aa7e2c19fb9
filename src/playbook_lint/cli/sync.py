"""`playbook-lint sync`."""

from __future__ import annotations

from pathlib import Path

import click

from playbook_lint.cli import translating


@click.command(
    "sync",
    short_help="Bring templates, catalogs and target pages up to date.",
    epilog="""\b
Examples:
  playbook-lint sync                        everything
  playbook-lint sync content/en-US/index.md --locale pt-BR
  playbook-lint sync --check                write nothing; exit 1 if something is out of date
""",
)
@translating.paths_argument
@translating.locale_option
@click.option("--check", is_flag=True, help="Write nothing; say what would be written, and exit with 1 if anything.")
@translating.config_option
@translating.quiet_option
def command(
    paths: tuple[Path, ...], locales: tuple[str, ...], check: bool, config_path: Path | None, quiet: bool
) -> int:
    """Extract messages, update catalogs and compile target pages, for PATHS or the configured content."""
    work = translating.work_for(paths, locales, config_path, compiles=True)
    work.extract()
    work.update()
    work.compile()
    translating.tell_hand_edits(work, check=check)
    return translating.finish(work, quiet=quiet, check=check)
