"""Reads YAML and JSON files of a schema folder as plain data that knows on which line each key stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from playbook_lint.config_schema import dotted
from playbook_lint.records import Record

if TYPE_CHECKING:
    from yaml.events import Event, ScalarEvent

KeyPath = tuple[str | int, ...]

_MAX_BYTES = 1_000_000
_MAX_DEPTH = 50
# The scalars of YAML's core schema; unlike YAML 1.1, `no`, `on` and `12:30` are text.
_CONSTANTS: Mapping[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"[-+]?[0-9]+")


class SchemaError(Exception):
    """A schema file that cannot be used: its `path`, 1-based `line`, `key` (`sections[1].level`) and what is wrong.

    `message` names the key wherever there is one.
    """

    def __init__(self, path: str, line: int, key: str, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.key = key
        self.message = message


class Document(Record, frozen=True, dict=True):
    """The data of one file. `lines` holds the 1-based line of every key and list item, by its path.

    They are found only when something is wrong: of JSON that takes longer than to read the data.
    """

    path: str
    data: object
    find_lines: Callable[[], Mapping[KeyPath, int]]

    @cached_property
    def lines(self) -> Mapping[KeyPath, int]:
        return self.find_lines()

    def error(self, path: KeyPath, message: str) -> SchemaError:
        """A `SchemaError` at the key or item at `path`, or at the nearest one above it that the file has."""
        known = next((path[:size] for size in range(len(path), 0, -1) if path[:size] in self.lines), ())
        return SchemaError(self.path, self.lines.get(known, 1), dotted(path), message)


def read_yaml(file: Path, name: str) -> Document:
    """Read the YAML file; `name` is what errors call it. Raises `SchemaError`; aliases and tags are refused."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(name)
    text = _read(file, name)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.add(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = _existing(mark.line + 1 if mark else 1, text)
        raise SchemaError(name, line, "", f"not YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise SchemaError(name, 1, "", f"not YAML: {' '.join(str(error).split())}") from None
    return Document(name, builder.root, lambda: builder.lines)


def read_json(file: Path, name: str) -> Document:
    """Read the JSON file; `name` is what errors call it. Raises `SchemaError`."""
    text = _read(file, name)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise SchemaError(name, _existing(error.lineno, text), "", f"not JSON: {error.msg}") from None
    except RecursionError:
        raise SchemaError(name, 1, "", f"nested more than {_MAX_DEPTH} levels deep") from None
    return Document(name, data, partial(_json_lines, file, name))


def _existing(line: int, text: str) -> int:
    """`line`, or the last line of `text`: parsers that still expect something at its end name the line after that."""
    return max(min(line, len(text.splitlines())), 1)


def _json_lines(file: Path, name: str) -> Mapping[KeyPath, int]:
    """JSON as a rule is YAML too; where it is not (tabs), errors name the first line."""
    try:
        return read_yaml(file, name).lines
    except SchemaError:
        return {}


def _read(file: Path, name: str) -> str:
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise SchemaError(name, 1, "", f"larger than {_MAX_BYTES:,} bytes")
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise SchemaError(name, 1, "", "not UTF-8") from None
    except OSError as error:
        raise SchemaError(name, 1, "", f"cannot be read: {error.strerror}") from None


class _Builder:
    """Builds data from parser events, one at a time: depth is bounded, and no alias can multiply."""

    def __init__(self, name: str) -> None:
        self.root: object = None
        self.lines: dict[KeyPath, int] = {}
        self._name = name
        self._documents = 0
        self._open: list[dict[str, object] | list[object]] = []
        self._path: list[str | int] = []
        self._key: str | None = None

    def add(self, event: Event) -> None:
        """Take the parser's next event."""
        import yaml

        if isinstance(event, yaml.DocumentStartEvent) and self._documents:
            raise self._error(event, "a second document (`---`) is not supported")
        self._documents += isinstance(event, yaml.DocumentStartEvent)
        if isinstance(event, yaml.AliasEvent):
            raise self._error(event, "aliases are not supported")
        if tag := getattr(event, "tag", None):
            raise self._error(event, f"the tag `{tag}` is not supported")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._start(event, {})
        elif isinstance(event, yaml.SequenceStartEvent):
            self._start(event, [])
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._open.pop()
            if self._path:
                self._path.pop()

    def _scalar(self, event: ScalarEvent) -> None:
        container = self._open[-1] if self._open else None
        if isinstance(container, dict) and self._key is None:
            if event.value in container:
                raise self._error(event, f"the key `{event.value}` is given twice")
            self._key = event.value
            self.lines[*self._path, self._key] = _line(event)
        else:
            self._put(event, _value(event))
            if self._path:
                self._path.pop()

    def _start(self, event: Event, container: dict[str, object] | list[object]) -> None:
        if len(self._open) == _MAX_DEPTH:
            raise self._error(event, f"nested more than {_MAX_DEPTH} levels deep")
        if self._open and isinstance(self._open[-1], dict) and self._key is None:
            raise self._error(event, "a key must be plain text")
        self._put(event, container)
        self._open.append(container)

    def _put(self, event: Event, value: object) -> None:
        """Place `value` in the open container and step into its path."""
        container = self._open[-1] if self._open else None
        if container is None:
            self.root = value
        elif isinstance(container, list):
            self._path.append(len(container))
            self.lines[tuple(self._path)] = _line(event)
            container.append(value)
        elif self._key is not None:
            self._path.append(self._key)
            container[self._key] = value
            self._key = None

    def _error(self, event: Event, message: str) -> SchemaError:
        return SchemaError(self._name, _line(event), "", message)


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _value(event: ScalarEvent) -> object:
    plain = event.implicit[0]
    if plain and event.value in _CONSTANTS:
        return _CONSTANTS[event.value]
    return int(event.value) if plain and _INTEGER.fullmatch(event.value) else event.value
