"""`playbook-lint explain`."""

from __future__ import annotations

import click

from playbook_lint.cli.output import write


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from playbook_lint.rules import registry

    return [name for name in registry.names() if name.startswith(incomplete)]


@click.command(
    "explain",
    short_help="Explain a rule.",
    epilog="""\b
Examples:
  playbook-lint explain heading-skipped
""",
)
@click.argument("rule", shell_complete=_complete)
def command(rule: str) -> None:
    """Say what RULE reports, why it matters, its limits and its options."""
    from playbook_lint.explanations import explanation, help_uri
    from playbook_lint.rules import registry
    from playbook_lint.suggest import nearest

    if rule not in registry.names():
        near = nearest(rule, registry.names())
        raise click.UsageError(f"There is no rule `{rule}`.{f' Did you mean `{near}`?' if near else ''}")
    write(f"{rule}\n{'=' * len(rule)}\n\n{explanation(rule)}\nDocumentation: {help_uri(rule)}\n")
