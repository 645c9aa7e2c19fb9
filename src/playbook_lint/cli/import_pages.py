"""`playbook-lint import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook_lint.cli import translating
from playbook_lint.cli.main import CLEAN, USAGE
from playbook_lint.cli.output import complain, write
from playbook_lint.cli.reporting import keep_pages, put, start
from playbook_lint.cli.shared_options import PATH
from playbook_lint.reporters import IMPORT_FORMATS

if TYPE_CHECKING:
    from playbook_lint.translation.plan import Change


@click.command(
    "import",
    short_help="Take translations of pages into catalogs.",
    epilog="""\b
Examples:
  playbook-lint import --dry-run                      what would be taken, and what is in doubt
  playbook-lint import --locale pt-BR
  playbook-lint import --format html --output import.html
  playbook-lint import --source-revision ../old       the source that was translated is an older one
  playbook-lint import content/pt-BR/index.md         after this page was edited by hand
""",
)
@translating.paths_argument
@translating.locale_option
@click.option(
    "--source-revision",
    "revision",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder with the older source pages that the target pages were translated from.",
)
@click.option("--dry-run", is_flag=True, help="Write no catalog; report what would be taken.")
@click.option(
    "--format", "format_name", type=click.Choice(IMPORT_FORMATS), default="text", help="How to report (text)."
)
@click.option("--output", type=PATH, help="Write the report to this file.")
@translating.config_option
@translating.quiet_option
def command(
    paths: tuple[Path, ...],
    locales: tuple[str, ...],
    revision: Path | None,
    dry_run: bool,
    format_name: str,
    output: Path | None,
    config_path: Path | None,
    quiet: bool,
) -> int:
    """Fill catalogs from target pages that people translated, for PATHS or the configured content.

    Each source page is paired with its target page, text by text. What is certain is taken, what is likely is marked
    fuzzy, and the report tells what is left. Pages are never changed.
    """
    from playbook_lint.cli import progress
    from playbook_lint.config import load_config
    from playbook_lint.project import Project
    from playbook_lint.reporters.import_list import render
    from playbook_lint.run import context_for
    from playbook_lint.translation.importing import Importer, unwatched

    config = load_config(start(paths), config_path)
    project = Project(config)
    keep_pages(output, project)
    watch = progress.counted if progress.is_wanted() and not quiet else unwatched
    work = Importer(project, context_for(config), paths, locales, revision, watch)
    reports = list(work.run())
    changes = list(work.plan.changes()) if dry_run else work.plan.carry_out()
    problems = work.problems
    for problem in problems:
        complain(problem)
    is_empty = not any(report.pages for report in reports)
    if is_empty and not problems:
        complain("nothing is imported: no source page among the paths has a target page")
    if output or format_name != "text" or not quiet:
        put(render(format_name, reports), output)
    if format_name == "text" and not quiet and (changes or not (problems or is_empty)):
        write(_said(changes, dry_run=dry_run))
    return USAGE if problems else CLEAN


def _said(changes: list[Change], *, dry_run: bool) -> str:
    if not changes:
        return "Nothing to write: the catalogs say what the pages say.\n"
    catalogs = "1 catalog" if len(changes) == 1 else f"{len(changes)} catalogs"
    return f"{catalogs} {'would be ' if dry_run else ''}written.\n"
