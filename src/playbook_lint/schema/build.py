"""Turns the data of checked schema files into page types, table kinds and terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from playbook_lint.schema.page_types import (
    ColumnSpec,
    FileName,
    LabelLineSpec,
    LabelSpec,
    PageType,
    SectionSpec,
    TableKind,
)
from playbook_lint.schema.terms import Term, Vocabulary

Data = Mapping[str, Any]
T = TypeVar("T")


def page_type(data: Data, path: str) -> PageType:
    """The page type that the file at `path` declares."""
    match, file_name = data["match"], data.get("file-name")
    forbids_others = data.get("other-sections") == "forbid"
    return PageType(
        data["name"],
        data["description"],
        path,
        data.get("priority", 0),
        tuple(match.get("paths", ())),
        tuple((key, tuple(values)) for key, values in match.get("metadata", {}).items()),
        FileName(re.compile(file_name["pattern"]), file_name["form"]) if file_name else None,
        tuple((prefix, as_tuple(phases)) for prefix, phases in data.get("phase-prefixes", {}).items()),
        _labels(data.get("labels")),
        tuple(_section(section, forbids_others) for section in data.get("sections", ())),
        forbids_others,
        data.get("update-table"),
        data.get("part", False),
    )


def table_kind(name: str, data: Data) -> TableKind:
    """The table kind `name`."""
    columns = tuple(_column(column) for column in data["columns"])
    return TableKind(name, columns, data.get("owner", "source"), data.get("id-column"), data.get("name-column"))


def vocabulary(data: Data) -> Vocabulary:
    """The terms of a file terms.yaml."""
    return Vocabulary({kind: tuple(_term(term) for term in terms) for kind, terms in data.items()})


def as_tuple(value: T | list[T]) -> tuple[T, ...]:
    """A value that a schema file gives alone or in a list."""
    return tuple(value) if isinstance(value, list) else (value,)


def _section(data: Data, forbids_others: bool) -> SectionSpec:
    if "other-sections" in data:
        forbids_others = data["other-sections"] == "forbid"
    return SectionSpec(
        data["heading"],
        as_tuple(data["level"]),
        data.get("required", True),
        _labels(data.get("labels")),
        data.get("table"),
        tuple(_section(section, forbids_others) for section in data.get("sections", ())),
        forbids_others,
    )


def _labels(data: Data | None) -> LabelSpec | None:
    if data is None:
        return None
    lines = tuple(
        LabelLineSpec(as_tuple(line["label"]), line.get("values"), line.get("list", False), line.get("required", True))
        for line in data["lines"]
    )
    return LabelSpec(lines, data.get("required", True), data.get("stacked", False))


def _column(data: Data) -> ColumnSpec:
    return ColumnSpec(
        as_tuple(data["heading"]),
        data["type"],
        data.get("list", False),
        data.get("legend", False),
        data.get("optional", False),
        data.get("empty-allowed", False),
        data.get("order"),
    )


def _term(data: str | Data) -> Term:
    if isinstance(data, str):
        return Term(data)
    return Term(data["term"], tuple(data.get("also", ())), tuple(data.get("formerly", ())), data.get("meaning", ""))
