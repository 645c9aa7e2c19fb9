"""`playbook-lint explain`."""

from __future__ import annotations

import click

from playbook_lint.cli.output import write


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in _names() if name.startswith(incomplete)]


def _names() -> list[str]:
    """What can be explained: rules, then categories."""
    from playbook_lint.rules import registry
    from playbook_lint.rules.rule import Category

    return [*registry.names(), *(category.value for category in Category)]


@click.command(
    "explain",
    short_help="Explain a rule or a category.",
    epilog="""\b
Examples:
  playbook-lint explain heading-skipped
  playbook-lint explain tables
""",
)
@click.argument("rule", shell_complete=_complete)
def command(rule: str) -> None:
    """Say what RULE reports, why it matters, its limits and its options; of a category, which rules are in it."""
    from playbook_lint.explanations import explanation, help_uri
    from playbook_lint.rules import registry
    from playbook_lint.suggest import nearest

    if rule not in _names():
        near = nearest(rule, _names())
        raise click.UsageError(f"There is no rule `{rule}`.{f' Did you mean `{near}`?' if near else ''}")
    title = f"{rule}\n{'=' * len(rule)}\n\n"
    if rule in registry.names():
        write(f"{title}{explanation(rule)}\nDocumentation: {help_uri(rule)}\n")
    else:
        write(title + _category(rule))


def _category(name: str) -> str:
    from playbook_lint.rules import registry

    rules = [rule for rule in (registry.get(each).RULE for each in registry.names()) if rule.category.value == name]
    width = max((len(rule.name) for rule in rules), default=0)
    listed = "\n".join(f"  {rule.name:{width}}  {rule.severity.value:7}  {rule.summary}" for rule in rules)
    return f"A category: where a rule can be named, it stands for these rules.\n\n{listed}\n"
