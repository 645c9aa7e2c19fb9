"""`playbook-lint check`: its command line; what it does stands in `checking`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from playbook_lint.cli.shared_options import KNOWN, PATH, REPORT, RUN, check_options, with_options
from playbook_lint.patterns import lazy_pattern

if TYPE_CHECKING:
    from playbook_lint.shard_file import Part

_PART = lazy_pattern(r"([0-9]{1,9})/([0-9]{1,9})", re.ASCII)
_SCHEDULER = lazy_pattern(r"(?:tcp|tls)://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}", re.ASCII)


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


@click.command(
    "check",
    short_help="Check pages and catalogs, and say what is wrong where.",
    epilog="""\b
Examples:
  playbook-lint check                                  the configured content, and all catalogs
  playbook-lint check --fail-on warning content/pt-BR
  playbook-lint check locales/pt_BR                    the catalogs of a locale
  playbook-lint check --fix content/pt-BR/index.md
  playbook-lint check --select tables,h1-missing
  playbook-lint check --changed-since main             what this branch broke
  playbook-lint check --format sarif --output playbook.sarif
  playbook-lint check --stdin --stdin-filename content/en-US/page.md < page.md
""",
)
@click.argument("paths", nargs=-1, type=PATH)
@with_options(*REPORT)
@click.option("--fix", is_flag=True, help="Mend in place what can be mended safely, and report the rest.")
@with_options(*KNOWN)
@click.option("--stdin", "from_stdin", is_flag=True, help="Check the page or catalog on standard input.")
@click.option("--stdin-filename", type=PATH, help="The path that --stdin stands for.")
@click.option("--shard", callback=part, metavar="I/N", help="Check shard I of N, for `merge-reports` to join.")
@click.option("--scheduler", callback=scheduler, metavar="ADDRESS", help="Check pages on this Dask cluster.")
@with_options(*RUN)
def command(**values: Any) -> int:
    """Check pages and catalogs: files, folders, or without PATHS the configured content and all catalogs."""
    options = check_options(values)
    from playbook_lint.cli.checking import check

    return check(options, click.get_current_context().obj)
