"""What the configuration says of rules: reading, checking and resolving `[rules]` and `[[overrides]]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, get_type_hints

from playbook_lint.config_schema import Fault, did_you_mean, dotted
from playbook_lint.diagnostics import Severity
from playbook_lint.globs import Globs
from playbook_lint.records import Record
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Category, Scope
from playbook_lint.toml_lines import Key

OFF = "off"


class RuleEntry(Record, frozen=True):
    """What a `[rules]` table says of one rule or category: None and no options where it is silent."""

    severity: str | None = None
    options: Mapping[str, object] = {}


RuleEntries = Mapping[str, RuleEntry]


class Override(Record, frozen=True):
    """Rules for the pages that `paths` (in the syntax of .gitignore) match."""

    paths: tuple[str, ...]
    rules: RuleEntries


class RuleSetting(Record, frozen=True):
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


class RuleSettings:
    """How each rule runs on some pages; the module of a rule is imported only when its setting is asked for.

    `layers` are the tables that count for these pages, each before those that override it.
    """

    def __init__(self, layers: Sequence[RuleEntries], select: Sequence[str], ignore: Sequence[str]) -> None:
        self._layers = layers
        self._select = select
        self._ignore = ignore
        self._settings: dict[str, RuleSetting] = {}
        self._running: dict[Scope, tuple[str, ...]] = {}

    def __getitem__(self, name: str) -> RuleSetting:
        """The setting of the rule of that name."""
        if name not in self._settings:
            self._settings[name] = self._setting(name)
        return self._settings[name]

    def runs(self, name: str) -> bool:
        """Whether the rule of that name runs."""
        return self._severity(name) != OFF and self._is_selected(name)

    def running(self, scope: Scope) -> tuple[str, ...]:
        """The names of the rules of that scope that run."""
        if scope not in self._running:
            self._running[scope] = tuple(name for name in registry.of_scope(scope) if self.runs(name))
        return self._running[scope]

    def _setting(self, name: str) -> RuleSetting:
        rule = registry.get(name).RULE
        options: dict[str, object] = {}
        for layer in self._layers:
            options.update(layer.get(name, RuleEntry()).options)
        severity = Severity(self._severity(name) or rule.severity) if self.runs(name) else None
        return RuleSetting(severity, rule.options(**{key.replace("-", "_"): options[key] for key in options}))

    def _severity(self, name: str) -> str | None:
        """The severity that the last of the tables that has one gives the rule; None where none has."""
        category = registry.category_of(name).value
        given = (layer[key].severity for layer in reversed(self._layers) for key in (name, category) if key in layer)
        return next(filter(None, given), None)

    def _is_selected(self, name: str) -> bool:
        """Whether `select` and `ignore` let the rule run; a file that cannot be read is told unless that is ignored."""
        names = {name, registry.category_of(name).value}
        is_always = not self._select or registry.scope_of(name) is Scope.FILE
        return (is_always or not names.isdisjoint(self._select)) and names.isdisjoint(self._ignore)


class RuleResolver:
    """The settings for a page; worked out once for every combination of overrides that pages meet."""

    def __init__(
        self, rules: RuleEntries, overrides: Sequence[Override], select: Sequence[str], ignore: Sequence[str]
    ) -> None:
        self._rules = rules
        self._overrides = [(Globs(override.paths), override.rules) for override in overrides]
        self._select = select
        self._ignore = ignore
        self._settings: dict[tuple[bool, ...], RuleSettings] = {}
        self._texts: dict[tuple[bool, ...], str] = {}

    def settings(self, path: str) -> RuleSettings:
        """The settings for the page at `path`, relative to the project root."""
        matches = self._matches(path)
        if matches not in self._settings:
            self._settings[matches] = RuleSettings(self._layers(matches), self._select, self._ignore)
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


def rules_fault(table: Mapping[str, Any]) -> Fault | None:
    """The first rule name or rule option in a configuration table, valid against its schema, that does not exist."""
    return next(_rules_faults(table), None)


def unknown_name(name: str) -> str | None:
    """What is wrong with `name` as the name of a rule or category, or None."""
    known = [*registry.names(), *(category.value for category in Category)]
    return None if name in known else f"unknown rule or category `{name}`{did_you_mean(name, known)}"


def option_type(annotation: object) -> str:
    """The type of a rule's option, in words."""
    return _OPTION_TYPES[annotation][0]


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
    rule = registry.get(name).RULE if name in registry.names() else None
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
