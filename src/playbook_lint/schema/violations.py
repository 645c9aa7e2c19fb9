"""What a JSON Schema says of values read from YAML: violations, each at the key or the value it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache, reduce
from operator import getitem
from typing import TYPE_CHECKING, Any

from playbook_lint.config_schema import dotted
from playbook_lint.diagnostics import Argument, Arguments
from playbook_lint.facts import Value
from playbook_lint.records import Record
from playbook_lint.schema.dates import format_date, shifted
from playbook_lint.schema.keywords import CHECKS, Rule, crowded_groups, lacking_groups, wrong_pairs
from playbook_lint.schema.validator import compiled
from playbook_lint.source import Span
from playbook_lint.suggest import nearest

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

_TYPE_NAMES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}
# Keys share prefixes and endings: `section` is not `ms.collection`.
_KEY_CUTOFF = 80.0
_PYTHON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


class Violation(Record, frozen=True):
    """What is wrong with a value: a rule's name, where, and the arguments of its message."""

    rule: str
    span: Span
    arguments: Arguments


class ValueSchema:
    """A JSON Schema with the keywords of meta/metadata.schema.json, against which `schema` must be valid."""

    def __init__(self, schema: Rule) -> None:
        self.schema = schema
        self._validator = lru_cache(maxsize=1)(self._compile)

    def check(self) -> None:
        """Raise `UnusableSchemaError` for what the meta-schema cannot see."""
        self._validator(date.today())

    def violations(self, root: Value, data: object, today: date) -> tuple[Violation, ...]:
        """What the schema does not allow in `root`, in the order of the text.

        `data` is the value of `root`, perhaps without keys that count as missing. What is missing in a mapping is told
        at the mapping's own key; a root has that too.
        """
        errors = self._validator(today).iter_errors(data)
        found = [violation for error in errors for violation in _Problem.of(error, self.schema, root, today).read()]
        return tuple(sorted(found, key=lambda violation: violation.span))

    def _compile(self, today: date) -> Draft202012Validator:
        return compiled(self.schema, {keyword: _keyword(keyword, today) for keyword in CHECKS})


def _keyword(keyword: str, today: date) -> type[Any]:
    """The class with which the validator checks an extension keyword."""

    class Keyword:
        def __init__(self, parent_schema: dict[str, Any], value: object, schema_path: list[str | int]) -> None:
            self._rule = parent_schema

        def validate(self, instance: object) -> None:
            if not CHECKS[keyword](self._rule, instance, today):
                raise ValueError(keyword)

    return Keyword


class _Problem(Record, frozen=True):
    """An error that the validator found in a value, and the part of the schema that it is about."""

    keyword: str
    rule: Rule
    path: tuple[str | int, ...]
    instance: Any
    details: Mapping[str, Any]
    message: str
    root: Value
    today: date

    @classmethod
    def of(cls, error: ValidationError, schema: Rule, root: Value, today: date) -> _Problem:
        *parents, keyword = error.schema_path
        rule: Rule = reduce(getitem, parents, schema)  # type: ignore[arg-type]
        # The kind is the keyword, but for a mapping that allows no keys at all.
        name = "additionalProperties" if keyword == "additionalProperties" else error.kind.name
        path = tuple(error.instance_path)
        return cls(name, rule, path, error.instance, error.kind.as_dict(), error.message, root, today)

    def read(self) -> Iterator[Violation]:
        """The violations that this error stands for."""
        return _READERS.get(self.keyword, _invalid)(self)

    @property
    def attribute(self) -> str:
        """The name of the key, with those that hold it: `a.b[0]`."""
        return dotted(self.path)

    @property
    def text(self) -> str:
        """The value as text."""
        return str(self.instance).lower() if isinstance(self.instance, bool) else str(self.instance)

    def inner(self, key: str) -> str:
        """The name of a key of this mapping."""
        return dotted((*self.path, key))

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return self._value().span

    @property
    def members(self) -> tuple[Value, ...]:
        """The keys of the mapping that the value is."""
        return self._value().fields

    def key_span(self, key: str | None = None) -> Span:
        """Where the key of the value stands, or, inside it, that of `key`."""
        value = self._value()
        spans = [member.key_span for member in value.fields if member.key == key]
        return spans[-1] if spans else value.key_span

    def _value(self) -> Value:
        """The value, or the nearest above it that there is."""
        value = self.root
        for part in self.path:
            by_key = (member for member in reversed(value.fields) if member.key == part)
            by_index = iter(value.items[part : part + 1] if isinstance(part, int) else ())
            value = next(by_key, None) or next(by_index, None) or value
        return value

    def violation(self, rule: str, span: Span, **arguments: Argument) -> Violation:
        return Violation(rule, span, {"attribute": self.attribute, **arguments})


def _missing(problem: _Problem) -> Iterator[Violation]:
    key = problem.details["property"]
    yield problem.violation("missing-attribute", problem.key_span(key), attribute=problem.inner(key))


def _unexpected_type(problem: _Problem) -> Iterator[Violation]:
    types = problem.rule["type"]
    expected = " or ".join(_TYPE_NAMES[name] for name in (types if isinstance(types, list) else [types]))
    actual = _TYPE_NAMES[_PYTHON_TYPES.get(type(problem.instance), "null")]
    yield problem.violation("unexpected-type", problem.span, expected=expected, actual=actual)


def _unknown(problem: _Problem) -> Iterator[Violation]:
    known = [key for key, rule in problem.rule.get("properties", {}).items() if not (rule and "replacedBy" in rule)]
    spans = {member.key: member.key_span for member in problem.members}
    for key in problem.details.get("unexpected", spans):
        suggestion = nearest(key, known, cutoff=_KEY_CUTOFF)
        yield problem.violation("unknown-field", spans[key], attribute=problem.inner(key), suggestion=suggestion)


def _unknown_name(problem: _Problem) -> Iterator[Violation]:
    key = str(problem.details["error"].instance)
    yield problem.violation("unknown-field", problem.key_span(key), attribute=problem.inner(key), suggestion=None)


def _forbidden(problem: _Problem) -> Iterator[Violation]:
    """The schema of the key is `false`."""
    yield problem.violation("unknown-field", problem.key_span(), suggestion=None)


def _too_short(problem: _Problem) -> Iterator[Violation]:
    yield _length(problem, "too-short")


def _too_long(problem: _Problem) -> Iterator[Violation]:
    yield _length(problem, "too-long")


def _length(problem: _Problem, case: str) -> Violation:
    length, limit = len(problem.instance), problem.details["limit"]
    return problem.violation("string-length-invalid", problem.span, case=case, length=length, limit=limit)


def _invalid(problem: _Problem) -> Iterator[Violation]:
    form = problem.rule.get("x-form")
    arguments: Arguments = {"case": "form", "form": form} if form else {"case": "other", "reason": problem.message}
    yield problem.violation("invalid-value", problem.span, value=problem.text, **arguments)


def _not_allowed(problem: _Problem) -> Iterator[Violation]:
    allowed = [str(option) for option in problem.rule["enum"]]
    suggestion = nearest(problem.text, allowed)
    yield problem.violation(
        "invalid-value", problem.span, case="allowed", value=problem.text, allowed=allowed, suggestion=suggestion
    )


def _date_format(problem: _Problem) -> Iterator[Violation]:
    yield problem.violation("date-format-invalid", problem.span, value=problem.text, format=problem.rule["dateFormat"])


def _date_range(problem: _Problem) -> Iterator[Violation]:
    case = {"relativeMinDate": "too-early", "relativeMaxDate": "too-late"}[problem.keyword]
    limit = format_date(shifted(problem.today, problem.rule[problem.keyword]), problem.rule["dateFormat"])
    yield problem.violation("date-out-of-range", problem.span, case=case, value=problem.text, limit=limit)


def _deprecated(problem: _Problem) -> Iterator[Violation]:
    replacement = problem.rule["replacedBy"]
    case = "replaced" if replacement else "removed"
    yield problem.violation("attribute-deprecated", problem.key_span(), case=case, replacement=replacement)


def _either(problem: _Problem) -> Iterator[Violation]:
    for group in lacking_groups(problem.rule["either"], problem.instance):
        attributes = [problem.inner(key) for key in group]
        yield Violation("missing-either-attribute", problem.key_span(), {"attributes": attributes})


def _precludes(problem: _Problem) -> Iterator[Violation]:
    for group in crowded_groups(problem.rule["precludes"], problem.instance):
        keys = sorted(group, key=problem.key_span)
        attributes = [problem.inner(key) for key in keys]
        yield Violation("precluded-attributes", problem.key_span(keys[-1]), {"attributes": attributes})


def _paired(problem: _Problem) -> Iterator[Violation]:
    for pair in wrong_pairs(problem.rule["enumDependencies"], problem.instance):
        yield problem.violation(
            "invalid-paired-attribute",
            problem.key_span(pair.key),
            attribute=problem.inner(pair.key),
            value=pair.value,
            other=problem.inner(pair.other),
            other_value=pair.other_value,
            allowed=list(pair.allowed),
            suggestion=nearest(pair.value, pair.allowed),
        )


_READERS: Mapping[str, Callable[[_Problem], Iterator[Violation]]] = {
    "required": _missing,
    "type": _unexpected_type,
    "additionalProperties": _unknown,
    "unevaluatedProperties": _unknown,
    "propertyNames": _unknown_name,
    "falseSchema": _forbidden,
    "minLength": _too_short,
    "maxLength": _too_long,
    "enum": _not_allowed,
    "dateFormat": _date_format,
    "relativeMinDate": _date_range,
    "relativeMaxDate": _date_range,
    "replacedBy": _deprecated,
    "either": _either,
    "precludes": _precludes,
    "enumDependencies": _paired,
}
