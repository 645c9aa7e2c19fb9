"""`playbook-lint links`."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook_lint.cli.main import CLEAN, FINDINGS, STOPPED, USAGE
from playbook_lint.cli.output import complain
from playbook_lint.cli.reporting import (
    FAIL_ON,
    PATH,
    colored,
    default_format,
    fails,
    keep_pages,
    names,
    put,
    rendered,
    start,
)
from playbook_lint.records import replace
from playbook_lint.reporters import FORMATS, LIST_FORMATS

if TYPE_CHECKING:
    from playbook_lint.config import Config
    from playbook_lint.link_check import LinkRun

_ALL_FORMATS = tuple(dict.fromkeys((*FORMATS, *LIST_FORMATS)))


@click.command(
    "links",
    short_help="Ask the web for every address that pages link to.",
    epilog="""\b
Examples:
  playbook-lint links                                  all addresses of the configured content
  playbook-lint links --offline                        what is known from earlier runs
  playbook-lint links --recheck content/en-US/index.md
  playbook-lint links --exclude 'https://example.com/private/*'
  playbook-lint links --list --format html --output links.html
""",
)
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--offline", is_flag=True, help="Do not use the network; report what is known from earlier runs.")
@click.option("--recheck", is_flag=True, help="Ask for all addresses, also for those that are known.")
@click.option("--list", "lists", is_flag=True, help="List the addresses by host, status and page in place of findings.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(_ALL_FORMATS),
    help="How to report (text; github under GITHUB_ACTIONS); csv and html with --list.",
)
@click.option("--output", type=PATH, help="Write the report to this file.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out addresses; * stands for any characters.")
@click.option("--allow-private", is_flag=True, help="Ask private addresses too, of any host.")
@click.option("--allow-host", multiple=True, metavar="HOST", help="Ask this host, whatever its address.")
@click.option("--fix", is_flag=True, help="Write the new address of links that have moved for good.")
@click.option("--store", type=PATH, help="Keep what is known of addresses in this file.")
@click.option("--no-store", is_flag=True, help="Neither use nor keep what is known of addresses.")
@click.option("--timeout", type=click.FloatRange(0.1, 600), metavar="SECONDS", help="The time limit of a request.")
@click.option("--concurrency", type=click.IntRange(1, 256), metavar="NUMBER", help="How many requests run at once.")
@click.option("--select", multiple=True, callback=names, metavar="RULES", help="Run only these rules or categories.")
@click.option("--ignore", multiple=True, callback=names, metavar="RULES", help="Leave out these rules or categories.")
@click.option("--fail-on", type=FAIL_ON, help="The least severity that makes the exit status 1 (error).")
@click.option("--config", "config_path", type=PATH, help="Use this configuration file.")
@click.option("-q", "--quiet", is_flag=True, help="Leave out the summary and the progress bar.")
@click.option("--no-color", is_flag=True, help="Do not colour, as with the environment variable NO_COLOR.")
def command(
    paths: tuple[Path, ...],
    offline: bool,
    recheck: bool,
    lists: bool,
    format_name: str | None,
    output: Path | None,
    exclude: tuple[str, ...],
    allow_private: bool,
    allow_host: tuple[str, ...],
    fix: bool,
    store: Path | None,
    no_store: bool,
    timeout: float | None,
    concurrency: int | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    config_path: Path | None,
    quiet: bool,
    no_color: bool,
) -> int:
    """Ask the web for the addresses that pages link to: files, folders, or without PATHS the configured content.

    Each address is asked once, and what it turns out to be is kept for a while. Ctrl-C ends a run early, with a report
    of what is known by then.
    """
    chosen = format_name or ("text" if lists else default_format(output))
    if chosen not in (LIST_FORMATS if lists else FORMATS):
        raise click.UsageError(f"--format {chosen} goes {'without' if lists else 'with'} --list only.")
    if offline and recheck:
        raise click.UsageError("--offline and --recheck exclude each other.")
    if store and no_store:
        raise click.UsageError("--store and --no-store exclude each other.")
    from playbook_lint.cli import progress
    from playbook_lint.config import load_config
    from playbook_lint.link_check import LinkOptions, run_links
    from playbook_lint.project import Project

    config = load_config(start(paths), config_path).with_selection(select, ignore)
    config = _with_options(config, exclude, allow_private, allow_host, timeout, concurrency)
    keep_pages(output, Project(config))
    options = LinkOptions(offline, recheck, store, not no_store, fix)
    color = colored(output, no_color)
    bar = partial(progress.shown, color=not (no_color or os.environ.get("NO_COLOR")))
    run = run_links(config, paths, options, complain, bar if progress.is_wanted() and not quiet else progress.unseen)
    for complaint in run.complaints:
        complain(complaint)
    put(_listed(run, chosen) if lists else rendered(run.report, chosen, color=color, quiet=quiet), output)
    if run.stopped:
        complain("stopped")
        return STOPPED
    if run.complaints:
        return USAGE
    return FINDINGS if fails(run.report, config, fail_on) else CLEAN


def _with_options(
    config: Config,
    exclude: tuple[str, ...],
    allow_private: bool,
    allow_host: tuple[str, ...],
    timeout: float | None,
    concurrency: int | None,
) -> Config:
    """The configuration with what the command line adds to its table of links, or puts in the place of it."""
    links = config.links
    settings = links._replace(
        exclude=(*links.exclude, *exclude),
        allow_private=allow_private,
        allow_hosts=(*links.allow_hosts, *allow_host),
        timeout=links.timeout if timeout is None else timeout,
        concurrency=links.concurrency if concurrency is None else concurrency,
    )
    return replace(config, links=settings)


def _listed(run: LinkRun, format_name: str) -> str:
    from playbook_lint.diagnostics import LinkCounts
    from playbook_lint.reporters.link_list import render

    return render(format_name, run.links, run.report.links or LinkCounts(0, 0, 0))
