"""The long help of a rule, in Markdown: what the docs, `explain` and SARIF viewers show."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from playbook_lint.records import fields
from playbook_lint.rule_settings import option_type
from playbook_lint.rules import registry
from playbook_lint.rules.rule import NoOptions

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
INFORMATION_URI = "https://github.com/playbook-lint/playbook-lint"


def help_uri(name: str) -> str:
    """The address of a rule's documentation."""
    return f"{INFORMATION_URI}/blob/main/docs/rules/{name}.md"


def explanation(name: str) -> str:
    """What the rule `name` does, why, and its limits, with its defaults and options."""
    from inspect import cleandoc

    module = registry.get(name)
    rule = module.RULE
    text = f"{cleandoc(module.__doc__ or '')}\n\nCategory: {rule.category.value}. "
    text += f"Default severity: {rule.severity.value}. Since {rule.since}.\n"
    return text + _options(name)


def _options(name: str) -> str:
    """The options of a rule as Markdown; empty for a rule without any."""
    options = registry.get(name).RULE.options
    if options is NoOptions:
        return ""
    from inspect import cleandoc
    from typing import get_type_hints

    types = get_type_hints(options)
    lines = [
        f"- `{option.name.replace('_', '-')}`: {option_type(types[option.name])}; `{toml(option.default)}`"
        for option in fields(options)
    ]
    return f"\nOptions and their defaults:\n\n{chr(10).join(lines)}\n\n{cleandoc(options.__doc__ or '')}\n"


def _key(key: str) -> str:
    """A key as TOML has it: bare where it may be (https://toml.io/en/v1.0.0#keys)."""
    return key if _BARE_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def toml(value: object) -> str:
    """`value` as it would be written in the configuration."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {toml(item)}' for key, item in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml(item) for item in value)}]"
    return json.dumps(value, ensure_ascii=False)  # texts, numbers and truth values are the same in TOML and JSON
