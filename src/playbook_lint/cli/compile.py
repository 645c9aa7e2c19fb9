"""`playbook-lint compile`."""

from __future__ import annotations

from pathlib import Path

import click

from playbook_lint.cli import translating


@click.command(
    "compile",
    short_help="Write target pages from source pages and catalogs.",
    epilog="""\b
Examples:
  playbook-lint compile                     all pages, in every locale
  playbook-lint compile --locale de --min-translated 100
  playbook-lint compile --pseudo            pages in a made-up language, to see what is not translated
""",
)
@translating.paths_argument
@translating.locale_option
@click.option(
    "--min-translated",
    type=click.IntRange(0, 100),
    metavar="PERCENT",
    help="The share of its messages that a page must have in translation to be written.",
)
@click.option("--use-fuzzy", is_flag=True, help="Use translations too that a translator has yet to confirm.")
@click.option("--pseudo", is_flag=True, help="Translate with accents and fillers, for the locale `qps-ploc` or LOCALE.")
@translating.config_option
@translating.quiet_option
def command(
    paths: tuple[Path, ...],
    locales: tuple[str, ...],
    min_translated: int | None,
    use_fuzzy: bool,
    pseudo: bool,
    config_path: Path | None,
    quiet: bool,
) -> int:
    """Write target pages from source pages and catalogs, for PATHS or the configured content."""
    from playbook_lint.l10n.locale import PSEUDO

    work = translating.work_for(paths, locales or ((PSEUDO,) if pseudo else ()), config_path, compiles=True)
    work.compile(minimum=min_translated, uses_fuzzy=use_fuzzy, pseudo=pseudo)
    return translating.finish(work, quiet=quiet)
