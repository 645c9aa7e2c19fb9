"""Options that several commands have, as click declares them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from playbook_lint.cli.reporting import NEVER
from playbook_lint.reporters import FORMATS

if TYPE_CHECKING:
    from playbook_lint.cli.check_options import CheckOptions

Command = TypeVar("Command", bound=Callable[..., object])

FAIL_ON = click.Choice(["error", "warning", "info", NEVER])
# What is wrong with a path is for the project to say, which goes on with the others.
PATH = click.Path(path_type=Path, readable=False)


def names(_context: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """`--select a,b --select c` as one tuple."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


REPORT = (
    click.option(
        "--format", "format_name", type=click.Choice(FORMATS), help="How to report (text; github under GITHUB_ACTIONS)."
    ),
    click.option("--output", type=PATH, help="Write the report to this file."),
    click.option(
        "--select", multiple=True, callback=names, metavar="RULES", help="Run only these rules or categories."
    ),
    click.option(
        "--ignore", multiple=True, callback=names, metavar="RULES", help="Leave out these rules or categories."
    ),
    click.option("--fail-on", type=FAIL_ON, help="The least severity that makes the exit status 1 (error)."),
    click.option("--statistics", is_flag=True, help="Show how many findings each rule has in place of the findings."),
)
KNOWN = (
    click.option("--baseline", type=PATH, metavar="FILE", help="Leave out the findings that this file knows."),
    click.option("--no-baseline", is_flag=True, help="Report known findings too."),
    click.option("--write-baseline", is_flag=True, help="Make all findings known: write the file of the baseline."),
    click.option("--changed-since", metavar="REV", help="Report only what is new since the branch left REV of git."),
)
RUN = (
    click.option("--config", "config_path", type=PATH, help="Use this configuration file."),
    click.option(
        "--jobs", type=click.IntRange(min=1), metavar="N", help="Use so many processes (one for each processor)."
    ),
    click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs found."),
    click.option("-q", "--quiet", is_flag=True, help="Leave out the summary."),
    click.option("--no-color", is_flag=True, help="Do not colour, as with the environment variable NO_COLOR."),
)


def with_options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Give a command these options, in this order."""
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


def check_options(values: Mapping[str, Any]) -> CheckOptions:
    """The options of `check` or `merge-reports`, as click has read them.

    Raises `click.UsageError` for options that do not go together.
    """
    from playbook_lint.cli.check_options import CheckOptions

    options = CheckOptions(**values)
    for fault in options.faults():
        raise click.UsageError(fault)
    return options
