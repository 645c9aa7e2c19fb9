"""`playbook-lint rules`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from playbook_lint.cli.output import write

if TYPE_CHECKING:
    from playbook_lint.rules.rule import Rule


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
    from playbook_lint.rules import registry

    rules = [registry.get(name).RULE for name in registry.names()]
    write(_json(rules) if format_name == "json" else "\n".join(_lines(rules)) + "\n")


def _json(rules: Sequence[Rule]) -> str:
    from playbook_lint.explanations import help_uri
    from playbook_lint.reporters.serialize import to_json

    return to_json(
        [
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
    )


def _lines(rules: Sequence[Rule]) -> Iterator[str]:
    width = max(len(rule.name) for rule in rules)
    category = None
    for rule in rules:
        if rule.category is not category:
            yield from [] if category is None else [""]
            category = rule.category
            yield category.value
        yield f"  {rule.name:{width}}  {rule.severity.value:7}  {rule.summary}"
