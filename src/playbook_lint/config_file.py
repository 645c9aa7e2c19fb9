"""Finds, reads, checks and merges configuration files; what their keys mean stands in `config.py`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from playbook_lint.config_schema import Fault, dotted, schema_fault
from playbook_lint.globs import has_wildcard, is_valid
from playbook_lint.l10n.settings import ImportSettings
from playbook_lint.notes import NO_NOTES, Note, Notes
from playbook_lint.records import Record
from playbook_lint.rule_settings import rules_fault
from playbook_lint.toml_lines import Key, line_of

FILE_NAME = "playbook-lint.toml"
PYPROJECT = "pyproject.toml"
_PYPROJECT_TABLE = ("tool", "playbook-lint")

Table = dict[str, object]


class UsageError(Exception):
    """What was asked for cannot be done; the message is one sentence that says why."""


class ConfigError(UsageError):
    """A configuration file is wrong; `line` is 1-based, or None where no line can be told."""

    def __init__(self, path: Path, message: str, line: int | None = None) -> None:
        super().__init__(f"{shown(path)}{f':{line}' if line else ''}: {message}")
        self.path = path
        self.message = message
        self.line = line


class ConfigFile(Record, frozen=True):
    """A configuration file: its text, and the table in it that is ours; `prefix` is the keys that lead there.

    The `note` says what the table is, where an earlier run has found it right.
    """

    path: Path
    text: str
    table: Table
    prefix: tuple[str, ...]
    note: Note

    def error(self, keys: tuple[Key, ...], message: str) -> ConfigError:
        """What is wrong at `keys` of the table, as an error that names the line."""
        return ConfigError(self.path, message, line_of(self.text, (*self.prefix, *keys)))


def find(folder: Path, *, caches: bool) -> ConfigFile | None:
    """The configuration nearest to the absolute `folder`: in it, or in a folder above.

    Where the run `caches`, there are notes in the folder of the file.
    """
    for parent in (folder, *folder.parents):
        for name in (FILE_NAME, PYPROJECT):
            path = parent / name
            if path.is_file() and (file := read(path, Notes(parent if caches else None))):
                return file
    return None


def read(path: Path, notes: Notes = NO_NOTES) -> ConfigFile | None:
    """The configuration in the file at `path`; None for a pyproject.toml without our table.

    One that was right before, of which there are `notes`, is not parsed again.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(path, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(path, f"is not UTF-8 (at byte {error.start})") from None
    prefix = _PYPROJECT_TABLE if path.name == PYPROJECT else ()
    if prefix and prefix[-1] not in text:
        return None
    note = notes.note("configuration", (repr(prefix).encode(), text.encode()))
    table = _table(path, text, prefix) if note.value is None else note.value
    return None if table is None else ConfigFile(path, text, table, prefix, note)


def _table(path: Path, text: str, prefix: tuple[str, ...]) -> Table | None:
    """The table that `prefix` leads to in the TOML of a configuration file, if there is one; raises `ConfigError`."""
    import tomllib

    try:
        table = _plain(tomllib.loads(text))
    except RecursionError:
        raise ConfigError(path, "is nested too deeply") from None
    except ValueError as error:  # beside TOMLDecodeError: a number with too many digits
        raise ConfigError(path, f"is not valid TOML: {error}") from None
    for key in prefix:
        table = table.get(key) if isinstance(table, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(path, f"`{'.'.join(prefix)}` must be a table", line_of(text, prefix))
    return table


def chain(path: Path, notes: Notes) -> list[Path]:
    """The files that the configuration at `path` is made of: it, and those that it extends; raises `ConfigError`."""
    found: list[Path] = []
    while path not in found and (file := read(path, notes)):
        found.append(path)
        path = Path(os.path.normpath(path.parent / str(file.table.get("extends", path.name))))
    return found


def resolve(file: ConfigFile, notes: Notes, chain: tuple[Path, ...] = ()) -> Table:
    """The checked table of `file`, merged into that of the file it extends; its own folders and files made absolute.

    Of tables that were right before there are `notes`.
    """
    chain = (*chain, file.path.resolve())
    _check(file)
    table = _with_absolute_paths(file)
    base = table.pop("extends", None)
    if base is None:
        return table
    path = Path(os.path.normpath(file.path.parent / str(base)))
    if path.resolve() in chain:
        cycle = " extends ".join(f"`{link.name}`" for link in (*chain, path))
        raise file.error(("extends",), f"the configuration extends itself: {cycle}")
    if not path.is_file():
        raise file.error(("extends",), f"the file `{base}` that it extends does not exist")
    base_file = read(path, notes)
    if base_file is None:
        raise file.error(("extends",), f"the file `{base}` that it extends has no table `[tool.playbook-lint]`")
    return _merged(resolve(base_file, notes, chain), table)


def _check(file: ConfigFile) -> None:
    """Raise `ConfigError` for the first thing that is wrong in the table of `file` by itself."""
    if file.note.value is not None:
        return
    for fault in (schema_fault, _glob_fault, _import_fault, rules_fault, _links_fault):
        if found := fault(file.table):
            raise file.error(*found)
    file.note.keep(file.table)


def _with_absolute_paths(file: ConfigFile) -> Table:
    """The table of `file` with the folders and files that are relative to that very file as absolute paths."""
    table = dict(file.table)
    if "schemas" in table:
        table["schemas"] = _own(file, ("schemas",), str(table["schemas"]))
    catalogs = table.get("catalogs")
    if isinstance(catalogs, dict) and "path" in catalogs:
        table["catalogs"] = {**catalogs, "path": _own(file, ("catalogs", "path"), str(catalogs["path"]))}
    glossary = table.get("glossary")
    if isinstance(glossary, dict) and "files" in glossary:
        files = [_own(file, ("glossary", "files", at), path, "file") for at, path in enumerate(glossary["files"])]
        table["glossary"] = {**glossary, "files": files}
    return table


def _own(file: ConfigFile, keys: tuple[Key, ...], relative: str, what: Literal["folder", "file"] = "folder") -> Path:
    """The absolute path of a folder or file that `keys` name and that must be there, beside or below `file`."""
    path = Path(os.path.normpath(file.path.parent / relative))
    if not (path.is_dir() if what == "folder" else path.is_file()):
        raise file.error(keys, f"the {what} `{relative}` of `{dotted(keys)}` does not exist")
    if not path.resolve().is_relative_to(file.path.parent.resolve()):
        raise file.error(keys, f"the {what} `{relative}` of `{dotted(keys)}` leads outside the project")
    return path


def _import_fault(table: Mapping[str, Any]) -> Fault | None:
    """The threshold of `[import]` that is on the wrong side of the other one."""
    settings = ImportSettings(**table.get("import", {}))
    if settings.doubt <= settings.accept:
        return None
    key = "doubt" if "doubt" in table["import"] else "accept"
    return Fault(("import", key), f"`import.doubt` ({settings.doubt}) is more than `import.accept` ({settings.accept})")


def _links_fault(table: Mapping[str, Any]) -> Fault | None:
    """What is wrong with `[links]`, where there is such a table."""
    if "links" not in table:
        return None
    from playbook_lint.link_settings import links_fault

    return links_fault(table)


def _glob_fault(table: Mapping[str, object]) -> Fault | None:
    """The first pattern in `table` that .gitignore syntax does not know."""
    content = table.get("content", [])
    assert isinstance(content, list)
    lists: list[tuple[tuple[Key, ...], object]] = [
        (("content",), [entry for entry in content if has_wildcard(entry)]),
        (("exclude",), table.get("exclude", [])),
    ]
    overrides = table.get("overrides", [])
    assert isinstance(overrides, list)
    lists += [(("overrides", index, "paths"), override["paths"]) for index, override in enumerate(overrides)]
    for keys, patterns in lists:
        assert isinstance(patterns, list)
        for pattern in patterns:
            if not is_valid(pattern):
                return Fault(keys, f"`{pattern}` is not a valid pattern in the syntax of .gitignore")
    return None


def _merged(base: Table, table: Table) -> Table:
    """`base` with the values of `table`: tables are merged key by key, everything else is replaced."""
    merged = dict(base)
    for key, value in table.items():
        below = merged.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _plain(value: object) -> object:
    """`value` as JSON data: dates and times, which no key takes, become strings."""
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case bool() | int() | float() | str():
            return value
        case _:
            return str(value)


def shown(path: Path) -> str:
    """The path as a person in the current folder writes it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
