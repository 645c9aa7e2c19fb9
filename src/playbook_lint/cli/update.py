"""`playbook-lint update`."""

from __future__ import annotations

from pathlib import Path

import click

from playbook_lint.cli import translating


@click.command(
    "update",
    short_help="Bring the catalogs of every locale up to date.",
    epilog="""\b
Examples:
  playbook-lint update                      all catalogs
  playbook-lint update --locale pt-BR content/en-US/index.md
""",
)
@translating.paths_argument
@translating.locale_option
@translating.config_option
@translating.quiet_option
def command(paths: tuple[Path, ...], locales: tuple[str, ...], config_path: Path | None, quiet: bool) -> int:
    """Bring catalogs up to date with the source pages, for PATHS or the configured content.

    What is translated stays; what changed becomes fuzzy with its previous text; what is gone becomes obsolete.
    """
    work = translating.work_for(paths, locales, config_path, compiles=False)
    work.update()
    return translating.finish(work, quiet=quiet)
