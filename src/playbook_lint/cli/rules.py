"""`playbook-lint rules`."""

from __future__ import annotations

import json

import click


@click.command(
    "rules",
    short_help="List the rules.",
    epilog="""\b
Examples:
  playbook-lint rules
  playbook-lint rules --format json
""",
)
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", help="How to list them.")
def command(format_name: str) -> None:
    """List every rule: its name, default severity and what it reports, by category."""
    from playbook_lint.explanations import help_uri
    from playbook_lint.rules import registry

    rules = [registry.get(name).RULE for name in registry.names()]
    if format_name == "json":
        listed = [
            {
                "name": rule.name,
                "category": rule.category.value,
                "severity": rule.severity.value,
                "summary": rule.summary,
                "since": rule.since,
                "url": help_uri(rule.name),
            }
            for rule in rules
        ]
        click.echo(json.dumps(listed, indent=2))
        return
    width = max(len(rule.name) for rule in rules)
    category = None
    for rule in rules:
        if rule.category is not category:
            click.echo(f"{'' if category is None else chr(10)}{rule.category.value}")
            category = rule.category
        click.echo(f"  {rule.name:{width}}  {rule.severity.value:7}  {rule.summary}")
