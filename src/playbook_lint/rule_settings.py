"""What the configuration says of rules: reading, checking and resolving `[rules]` and `[[overrides]]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

from playbook_lint.config_schema import Fault, did_you_mean, dotted
from playbook_lint.diagnostics import Severity
from playbook_lint.globs import Globs
from playbook_lint.toml_lines import Key

if TYPE_CHECKING:
    from playbook_lint.rules.rule import Rule

OFF = "off"


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """What a `[rules]` table says of one rule or category: None and no options where it is silent."""

    severity: str | None = None
    options: Mapping[str, object] = field(default_factory=dict)


RuleEntries = Mapping[str, RuleEntry]


class Override(NamedTuple):
    """Rules for the pages that `paths` (in the syntax of .gitignore) match."""

    paths: tuple[str, ...]
    rules: RuleEntries


class RuleSetting(NamedTuple):
    """How one rule runs on one page: `severity` is None when it does not; `options` is the rule's options type."""

    severity: Severity | None
    options: object


def entries(table: Mapping[str, Any]) -> dict[str, RuleEntry]:
    """The entries of a valid `[rules]` table."""
    return {name: _entry(value) for name, value in table.items()}


def _entry(value: str | Mapping[str, Any]) -> RuleEntry:
    if isinstance(value, str):
        return RuleEntry(value)
    options = {key: tuple(option) if isinstance(option, list) else option for key, option in value.items()}
    options.pop("severity", None)
    return RuleEntry(value.get("severity"), options)


class RuleResolver:
    """The setting of every rule for a page; worked out once for every combination of overrides that pages meet."""

    def __init__(
        self, rules: RuleEntries, overrides: Sequence[Override], select: Sequence[str], ignore: Sequence[str]
    ) -> None:
        self._rules = rules
        self._overrides = [(Globs(override.paths), override.rules) for override in overrides]
        self._select = select
        self._ignore = ignore
        self._settings: dict[tuple[bool, ...], dict[str, RuleSetting]] = {}
        self._texts: dict[tuple[bool, ...], str] = {}

    def settings(self, path: str) -> Mapping[str, RuleSetting]:
        """The settings for the page at `path`, relative to the project root."""
        matches = self._matches(path)
        if matches not in self._settings:
            layers = self._layers(matches)
            self._settings[matches] = {name: self._setting(_rule(name), layers) for name in _rule_names()}
        return self._settings[matches]

    def text(self, path: str) -> str:
        """All that settings for the page at `path` follow from, as a text."""
        matches = self._matches(path)
        if matches not in self._texts:
            self._texts[matches] = repr((self._layers(matches), self._select, self._ignore))
        return self._texts[matches]

    def _matches(self, path: str) -> tuple[bool, ...]:
        return tuple(globs.matches(path) for globs, _ in self._overrides)

    def _layers(self, matches: tuple[bool, ...]) -> Sequence[RuleEntries]:
        return (self._rules, *(rules for matched, (_, rules) in zip(matches, self._overrides, strict=True) if matched))

    def _setting(self, rule: Rule, layers: Sequence[RuleEntries]) -> RuleSetting:
        severity = rule.severity.value
        options: dict[str, object] = {}
        for layer in layers:
            category, own = layer.get(rule.category.value, RuleEntry()), layer.get(rule.name, RuleEntry())
            severity = own.severity or category.severity or severity
            options.update(own.options)
        runs = severity != OFF and self._is_selected(rule)
        arguments = {key.replace("-", "_"): value for key, value in options.items()}
        return RuleSetting(Severity(severity) if runs else None, rule.options(**arguments))

    def _is_selected(self, rule: Rule) -> bool:
        """Whether `select` and `ignore` let the rule run; a file that cannot be read is told unless that is ignored."""
        from playbook_lint.rules.rule import Scope

        names = {rule.name, rule.category.value}
        selected = not self._select or rule.scope is Scope.FILE or not names.isdisjoint(self._select)
        return selected and names.isdisjoint(self._ignore)


def rules_fault(table: Mapping[str, Any]) -> Fault | None:
    """The first rule name or rule option in a configuration table, valid against its schema, that does not exist."""
    return next(_rules_faults(table), None)


def unknown_name(name: str) -> str | None:
    """What is wrong with `name` as the name of a rule or category, or None."""
    from playbook_lint.rules.rule import Category

    known = [*_rule_names(), *(category.value for category in Category)]
    return None if name in known else f"unknown rule or category `{name}`{did_you_mean(name, known)}"


def option_type(annotation: object) -> str:
    """The type of a rule's option, in words."""
    return _OPTION_TYPES[annotation][0]


def _rule_names() -> Sequence[str]:
    from playbook_lint.rules import registry

    return registry.names()


def _rule(name: str) -> Rule:
    from playbook_lint.rules import registry

    return registry.get(name).RULE


def _rules_faults(table: Mapping[str, Any]) -> Iterator[Fault]:
    for key in ("select", "ignore"):
        for index, name in enumerate(table.get(key, ())):
            if message := unknown_name(name):
                yield Fault((key, index), f"`{key}` names the {message}")
    tables: list[tuple[tuple[Key, ...], Mapping[str, Any]]] = [(("rules",), table.get("rules", {}))]
    tables += [(("overrides", i, "rules"), override["rules"]) for i, override in enumerate(table.get("overrides", ()))]
    for keys, rules in tables:
        for name, value in rules.items():
            if message := unknown_name(name):
                yield Fault((*keys, name), message)
            elif isinstance(value, dict):
                yield from _option_faults((*keys, name), value)


def _option_faults(keys: tuple[Key, ...], table: Mapping[str, object]) -> Iterator[Fault]:
    """The options of the rule that `keys` end with which it does not have, or not with such a value."""
    name = str(keys[-1])
    rule = _rule(name) if name in _rule_names() else None
    types = get_type_hints(rule.options) if rule else {}
    known = {field.replace("_", "-"): types[field] for field in types}
    for key, value in table.items():
        if key == "severity":
            continue
        if key not in known:
            what = f"rule `{name}`" if rule else f"category `{name}`, of which only the severity can be set,"
            yield Fault((*keys, key), f"{what} has no option `{key}`{did_you_mean(key, list(known))}")
        elif not _OPTION_TYPES[known[key]][1](value):
            yield Fault((*keys, key), f"`{dotted((*keys, key))}` must be {_OPTION_TYPES[known[key]][0]}")


def _are_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


# The types that a rule's options may have: in words, and how to tell.
_OPTION_TYPES: Mapping[object, tuple[str, Callable[[object], bool]]] = {
    bool: ("`true` or `false`", lambda value: isinstance(value, bool)),
    int: ("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    str: ("a string", lambda value: isinstance(value, str)),
    tuple[str, ...]: ("a list of strings", _are_strings),
}
