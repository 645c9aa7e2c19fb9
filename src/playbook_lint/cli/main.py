"""The `playbook-lint` command: finds the subcommand, imports it alone, and turns every failure into one sentence."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import cast

import click

from playbook_lint import __version__
from playbook_lint.cli.output import complain

CLEAN, FINDINGS, USAGE, INTERNAL = 0, 1, 2, 3
STOPPED = 130  # what a shell reports of a command that Ctrl-C ended

# Subcommand -> module of this package; the module has a click command named `command`.
_COMMANDS = {
    "check": "check",
    "merge-reports": "merge_reports",
    "cache": "cache",
    "rules": "rules",
    "links": "links",
    "extract": "extract",
    "update": "update",
    "compile": "compile",
    "sync": "sync",
    "import": "import_pages",
    "status": "status",
    "merge-driver": "merge_driver",
    "explain": "explain",
    "explain-page": "explain_page",
}


class _LazyGroup(click.Group):
    """A group that imports a subcommand's module only when that subcommand is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        return cast(click.Command, import_module(f"playbook_lint.cli.{module}").command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            from playbook_lint.suggest import nearest

            near = nearest(name, _COMMANDS)
            hint = f" Did you mean `{near}`?" if near else ""
            raise click.UsageError(f"There is no command `{name}`.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 clean, 1 findings at or above --fail-on, 2 usage or configuration error, 3 internal error.",
)
@click.version_option(__version__, prog_name="playbook-lint", message="%(prog)s %(version)s")
def _group() -> None:
    """Check partner playbooks: metadata, structure, labels, tables and terms, in every language they live in.

    \b
    Examples:
      playbook-lint check                        the configured content
      playbook-lint check content/en-US          one folder
      playbook-lint links                        ask the web for every address that pages link to
      playbook-lint sync                         templates, catalogs and target pages up to date
      playbook-lint status                       how far translations are
      playbook-lint import                       catalogs from pages that were translated by hand
      playbook-lint merge-driver --install       let git merge catalogs message by message
      playbook-lint explain heading-skipped      what a rule wants, and why
      playbook-lint explain-page content/a.md    how a page is seen
    """


def run(args: list[str] | None = None) -> int:
    """Run the command line `args` and return the exit status."""
    args = sys.argv[1:] if args is None else args
    try:
        status = _group.main(args, prog_name="playbook-lint", standalone_mode=False, obj=args)
    except SystemExit as ended:  # so click ends shell completion, and help whose reader has left
        status = ended.code
    except click.exceptions.Abort:
        return _fail("stopped", STOPPED)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        return _fail(_usage_sentence(error), USAGE)
    except Exception as error:
        return _failure(error)
    return status if isinstance(status, int) else CLEAN


def _usage_sentence(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return error.format_message() + (f" (see `{context.command_path} --help`)" if context else "")


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
