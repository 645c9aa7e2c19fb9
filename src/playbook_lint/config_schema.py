"""Checks a configuration table against `schemas/config/config.schema.json` and says what is wrong in one sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import getitem
from typing import TYPE_CHECKING, Any, NamedTuple

from playbook_lint.resources import data_dir
from playbook_lint.suggest import nearest
from playbook_lint.toml_lines import Key

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

TYPES = {
    "array": "a list",
    "boolean": "`true` or `false`",
    "integer": "a whole number",
    "null": "nothing",
    "number": "a number",
    "object": "a table",
    "string": "a string",
}


class Fault(NamedTuple):
    """One thing wrong in a configuration table: the keys that lead to it, and a sentence about it."""

    keys: tuple[Key, ...]
    message: str


def schema_fault(table: Mapping[str, object]) -> Fault | None:
    """The first thing in `table` that the schema does not allow."""
    import jsonschema_rs

    schema = json.loads((data_dir("schemas") / "config" / "config.schema.json").read_text(encoding="utf-8"))
    error = next(jsonschema_rs.Draft202012Validator(schema, offline=True).iter_errors(table), None)
    return fault(error, schema) if error else None


def dotted(keys: Sequence[Key]) -> str:
    """The keys as a person writes them: `overrides[0].rules`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).lstrip(".")


def did_you_mean(word: str, candidates: Sequence[str]) -> str:
    """The end of a sentence that suggests the candidate nearest to `word`; empty when none is near."""
    suggestion = nearest(word, candidates)
    return f"; did you mean `{suggestion}`?" if suggestion else ""


def one_of(words: Sequence[str]) -> str:
    """The words in backticks, as alternatives."""
    quoted = [f"`{word}`" for word in words]
    return " or ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def _at(schema: Mapping[str, Any], path: Sequence[Key]) -> dict[str, Any]:
    """The part of the schema at `path`; references are already resolved in the paths that the validator gives."""
    return reduce(getitem, path, schema)  # type: ignore[arg-type]


def fault(error: ValidationError, schema: Mapping[str, object]) -> Fault:
    """What `error`, which the validator of `schema` found, means to a person."""
    keys = tuple(error.instance_path)
    *parents, keyword = error.schema_path
    rule = _at(schema, parents)
    name = f"`{dotted(keys)}`" if keys else "the file"
    value: Any = error.instance
    match keyword:
        case "additionalProperties":
            known = list(rule["properties"])
            unknown = next(key for key in value if key not in known)
            keys = (*keys, unknown)
            return Fault(keys, f"unknown key `{dotted(keys)}`{did_you_mean(unknown, known)}")
        case "required":
            lacking = next(key for key in rule["required"] if key not in value)
            return Fault(keys, f"{name} lacks the key `{lacking}`")
        case "type":
            wanted = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
            return Fault(keys, f"{name} must be {' or '.join(TYPES[kind] for kind in wanted)}")
        case "enum":
            hint = did_you_mean(str(value), rule["enum"])
            return Fault(keys, f"{name} must be {one_of(rule['enum'])}, not `{value}`{hint}")
        case "pattern" if error.kind.name == "propertyNames":
            wrong = next(key for key in value if not re.search(rule["pattern"], key))
            return Fault((*keys, wrong), f"the name `{wrong}` in {name} {rule['patternErrorMessage']}")
        case "pattern":
            return Fault(keys, f"{name} {rule['patternErrorMessage']}, not `{value}`")
        case "minItems":
            return Fault(keys, f"{name} must not be empty")
        case "minimum" | "maximum":
            return Fault(keys, f"{name} must be {'at least' if keyword == 'minimum' else 'at most'} {rule[keyword]}")
        case _:
            return Fault(keys, f"{name} is not valid: {error.message}")
