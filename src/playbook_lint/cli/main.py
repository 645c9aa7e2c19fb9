"""The `playbook-lint` command: has the command line read, and turns every failure into one sentence."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from playbook_lint.cli.output import complain
from playbook_lint.remembered import COMPLETION

if TYPE_CHECKING:
    from pathlib import Path

CLEAN, FINDINGS, USAGE, INTERNAL = 0, 1, 2, 3
STOPPED = 130  # what a shell reports of a command that Ctrl-C ended


def run(args: list[str] | None = None) -> int:
    """Run the command line `args` and return the exit status."""
    args = sys.argv[1:] if args is None else args
    try:
        paths = only_paths(args)
        if paths is None:
            from playbook_lint.cli.commands import run_command

            return run_command(args)
        from playbook_lint.cli.check_options import CheckOptions
        from playbook_lint.cli.checking import check

        return check(CheckOptions(paths=paths), args)
    except Exception as error:
        return _failure(error)


def only_paths(args: list[str]) -> tuple[Path, ...] | None:
    """The PATHS of a `check` without options, as hooks run it; None where the command line is for click to read.

    To import click and to declare all options takes longer than to check a page.
    """
    if COMPLETION in os.environ:
        return None
    if args[:2] == ["check", "--"]:
        paths = args[2:]
    elif args[:1] == ["check"] and not any(arg.startswith("-") for arg in args):
        paths = args[1:]
    else:
        return None
    from pathlib import Path

    return tuple(map(Path, paths))


def _failure(error: Exception) -> int:
    """One sentence for a failure: of the person's making, of the files', or ours."""
    from playbook_lint.config import UsageError
    from playbook_lint.l10n.catalog import CatalogError
    from playbook_lint.schema.document import SchemaError

    if isinstance(error, UsageError | SchemaError | CatalogError):
        return _fail(str(error), USAGE)
    if isinstance(error, OSError) and error.strerror:
        return _fail(f"`{error.filename}`: {error.strerror}" if error.filename else error.strerror, USAGE)
    if os.environ.get("PLAYBOOK_LINT_DEBUG"):
        import traceback

        traceback.print_exception(error)
    detail = " ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
    return _fail(f"internal error: {detail} (set PLAYBOOK_LINT_DEBUG=1 to see where, and please report it)", INTERNAL)


def _fail(message: str, status: int) -> int:
    complain(message)
    return status
