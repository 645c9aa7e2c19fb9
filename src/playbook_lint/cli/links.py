"""`playbook-lint links`."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from playbook_lint.cli.main import CLEAN, FINDINGS, STOPPED, USAGE
from playbook_lint.cli.output import complain
from playbook_lint.cli.reporting import colored, default_format, fails, keep_pages, put, rendered, start
from playbook_lint.cli.shared_options import FAIL_ON, PATH, names
from playbook_lint.reporters import FORMATS, LIST_FORMATS

if TYPE_CHECKING:
    from playbook_lint.config import Config
    from playbook_lint.link_check import LinkRun

_ALL_FORMATS = tuple(dict.fromkeys((*FORMATS, *LIST_FORMATS)))


class _Options(NamedTuple):
    """What the command line says."""

    paths: tuple[Path, ...]
    offline: bool
    recheck: bool
    lists: bool
    format_name: str | None
    output: Path | None
    exclude: tuple[str, ...]
    allow_private: bool
    allow_host: tuple[str, ...]
    fix: bool
    store: Path | None
    no_store: bool
    timeout: float | None
    concurrency: int | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str | None
    config_path: Path | None
    quiet: bool
    no_color: bool

    @property
    def format(self) -> str:
        """The format of the report or list."""
        return self.format_name or ("text" if self.lists else default_format(self.output))

    def check(self) -> None:
        """Raise `click.UsageError` for options that do not go together."""
        if self.format not in (LIST_FORMATS if self.lists else FORMATS):
            raise click.UsageError(f"--format {self.format} goes {'without' if self.lists else 'with'} --list only.")
        if self.offline and self.recheck:
            raise click.UsageError("--offline and --recheck exclude each other.")
        if self.store and self.no_store:
            raise click.UsageError("--store and --no-store exclude each other.")

    def added_to(self, config: Config) -> Config:
        """The configuration with what is selected, and with what is to be otherwise in its table of links."""
        from playbook_lint.records import replace

        links = config.links
        settings = replace(
            links,
            exclude=(*links.exclude, *self.exclude),
            allow_private=self.allow_private,
            allow_hosts=(*links.allow_hosts, *self.allow_host),
            timeout=links.timeout if self.timeout is None else self.timeout,
            concurrency=links.concurrency if self.concurrency is None else self.concurrency,
        )
        return replace(config.with_selection(self.select, self.ignore), links=settings)


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
def command(**values: Any) -> int:
    """Ask the web for the addresses that pages link to: files, folders, or without PATHS the configured content.

    Each address is asked once, and what it turns out to be is kept for a while. Ctrl-C ends a run early, with a report
    of what is known by then.
    """
    options = _Options(**values)
    options.check()
    from playbook_lint.config import load_config

    config = options.added_to(load_config(start(options.paths), options.config_path))
    run = _run(options, config)
    for complaint in run.complaints:
        complain(complaint)
    put(_report(run, options), options.output)
    if run.stopped:
        complain("stopped")
        return STOPPED
    if run.complaints:
        return USAGE
    return FINDINGS if fails(run.report, config, options.fail_on) else CLEAN


def _run(options: _Options, config: Config) -> LinkRun:
    from playbook_lint.cli import progress
    from playbook_lint.link_check import LinkOptions, run_links
    from playbook_lint.project import Project

    keep_pages(options.output, Project(config))
    asking = LinkOptions(options.offline, options.recheck, options.store, not options.no_store, options.fix)
    bar = partial(progress.shown, color=not (options.no_color or os.environ.get("NO_COLOR")))
    shown = bar if progress.is_wanted() and not options.quiet else progress.unseen
    return run_links(config, options.paths, asking, complain, shown)


def _report(run: LinkRun, options: _Options) -> str:
    """The report, or the list of links in place of it."""
    if not options.lists:
        color = colored(options.output, options.no_color)
        return rendered(run.report, options.format, color=color, quiet=options.quiet)
    from playbook_lint.diagnostics import LinkCounts
    from playbook_lint.reporters.link_list import render

    return render(options.format, run.links, run.report.links or LinkCounts(0, 0, 0))
