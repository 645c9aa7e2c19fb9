"""The commands: finds the one that is named, imports it alone, and has click read its arguments."""

from __future__ import annotations

from importlib import import_module
from typing import cast

import click

from playbook_lint import __version__
from playbook_lint.cli.main import CLEAN, STOPPED, USAGE
from playbook_lint.cli.output import complain

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


def run_command(args: list[str]) -> int:
    """Read the command line `args` and run the command that it names; the exit status.

    What is wrong with the command line is told; all else that goes wrong is raised.
    """
    try:
        status = _group.main(args, prog_name="playbook-lint", standalone_mode=False, obj=args)
    except SystemExit as ended:  # so click ends shell completion, and help whose reader has left
        status = ended.code
    except click.exceptions.Abort:
        complain("stopped")
        return STOPPED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        complain(_usage_sentence(error))
        return USAGE
    return status if isinstance(status, int) else CLEAN


def _usage_sentence(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return error.format_message() + (f" (see `{context.command_path} --help`)" if context else "")
