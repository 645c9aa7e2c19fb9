"""`playbook-lint status`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook_lint.cli import translating
from playbook_lint.cli.main import CLEAN, FINDINGS, USAGE
from playbook_lint.cli.output import complain
from playbook_lint.cli.reporting import colored, keep_pages, put, start
from playbook_lint.cli.shared_options import PATH
from playbook_lint.reporters import STATUS_FORMATS, render_status

if TYPE_CHECKING:
    from playbook_lint.cli.remembering import Remembering
    from playbook_lint.config import Config
    from playbook_lint.l10n.status import ProjectStatus

_NOTHING = "nothing is translated: there is no locale with a source page among the paths"


@click.command(
    "status",
    short_help="Tell how far translations are.",
    epilog="""\b
Examples:
  playbook-lint status                                a table of locales and pages
  playbook-lint status --fail-under 90                exit 1 if a locale has less than 90 percent
  playbook-lint status --format markdown              for a comment on a pull request
  playbook-lint status --format html --output status.html
  playbook-lint status --format badge --locale pt-BR --output pt-BR.svg
  playbook-lint status locales/pt_BR                  what is in these catalogs

Exit status: 0 told, 1 below --fail-under, 2 a file cannot be read or nothing was found.
""",
)
@translating.paths_argument
@translating.locale_option
@click.option(
    "--format", "format_name", type=click.Choice(STATUS_FORMATS), default="text", help="How to report (text)."
)
@click.option("--output", type=PATH, help="Write the report to this file.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 1 if less of the messages of a locale is translated.",
)
@click.option("--no-cache", is_flag=True, help="Read everything anew, and remember nothing.")
@translating.config_option
@translating.quiet_option
@click.option("--no-color", is_flag=True, help="Do not colour, as with the environment variable NO_COLOR.")
def command(
    paths: tuple[Path, ...],
    locales: tuple[str, ...],
    format_name: str,
    output: Path | None,
    fail_under: float | None,
    no_cache: bool,
    config_path: Path | None,
    quiet: bool,
    no_color: bool,
) -> int:
    """Tell how far the translations of PATHS or the configured content are, by locale and page.

    Counted are the messages that source pages have today. Nothing is changed.
    """
    from playbook_lint.config import load_config
    from playbook_lint.project import Project
    from playbook_lint.run import context_for
    from playbook_lint.translation.status import gather

    configured = partial(load_config, start(paths), config_path)
    config = configured()
    project = Project(config)
    keep_pages(output, project)
    remembering = None if paths or output or no_cache else _remembering(config, configured)
    found = gather(project, context_for(config), paths, locales)
    is_empty = not any(locale.pages for locale in found.status.locales)
    complaints = [*found.problems, *([_NOTHING] if is_empty and not found.problems else [])]
    for complaint in complaints:
        complain(complaint)
    is_told = output or format_name != "text" or not quiet
    text = _rendered(format_name, found.status, color=colored(output, no_color)) if is_told else ""
    put(text, output)
    is_enough = _is_enough(found.status, fail_under)
    if found.problems or (is_empty and (paths or fail_under is not None)):
        return USAGE
    # What is said on standard error has to be said again.
    if remembering and is_enough and not complaints:
        remembering.keep({}, CLEAN, text)
    return CLEAN if is_enough else FINDINGS


def _remembering(config: Config, configured: Callable[[], Config]) -> Remembering:
    """The run as one that may be remembered, which looks at the history in git too."""
    from playbook_lint.cli.remembering import Remembering
    from playbook_lint.history import deciding_files

    return Remembering(click.get_current_context().obj, Path.cwd(), config, configured, deciding_files(config.root))


def _rendered(format_name: str, status: ProjectStatus, *, color: bool) -> str:
    if format_name == "text":
        from playbook_lint.reporters.status_text import render

        return render(status, color=color)
    return render_status(format_name, status)


def _is_enough(status: ProjectStatus, least: float | None) -> bool:
    """Whether every locale has at least that share of its messages translated; says which have not."""
    if least is None:
        return True
    from playbook_lint.reporters.status_words import percent

    low = [f"{one.locale} ({percent(one.tally)})" for one in status.locales if one.tally.percent < least]
    if low:
        complain(f"less than {least:g} percent of the messages are translated in {', '.join(low)}")
    return not low
