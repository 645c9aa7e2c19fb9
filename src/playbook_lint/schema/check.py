"""Checks schema files: against their meta-schemas, and that what they refer to exists."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from playbook_lint.config_schema import did_you_mean, dotted, fault
from playbook_lint.resources import data_dir
from playbook_lint.schema.build import Data, as_tuple
from playbook_lint.schema.document import Document, KeyPath
from playbook_lint.schema.page_types import ANY_HEADING, TableKind
from playbook_lint.schema.terms import Vocabulary
from playbook_lint.schema.validator import compiled

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

_COLUMN_TYPES = ("text", "task-id", "date", "person")


def check_form(document: Document, meta: str) -> None:
    """Raise `SchemaError` where `document` is not what meta/<meta>.schema.json describes."""
    schema, validator = _meta_schema(meta)
    # A keyword that fails makes the ones around it fail too: the deepest is the cause. A misspelt key, which may be
    # missing under its right name, is told first.
    errors = sorted(
        validator.iter_errors(document.data),
        key=lambda error: (-len(error.instance_path), error.kind.name != "additionalProperties"),
    )
    if errors:
        raise document.error(*_explained(errors[0], schema))


def check_page_type(document: Document, vocabulary: Vocabulary, tables: Mapping[str, TableKind]) -> None:
    """Raise `SchemaError` where a page type names a term, a kind or a table that does not exist."""
    data: Any = document.data
    _Checker(document, vocabulary, tables).page_type(data)


def check_tables(document: Document, vocabulary: Vocabulary) -> None:
    """Raise `SchemaError` where a table kind names a term or a kind that does not exist."""
    data: Any = document.data
    checker = _Checker(document, vocabulary, {})
    for name, kind in data.items():
        checker.table_kind((name,), kind)


def check_terms(document: Document) -> None:
    """Raise `SchemaError` for a spelling that stands for two terms of a kind."""
    data: Any = document.data
    for kind, terms in data.items():
        seen: set[str] = set()
        for index, term in enumerate(terms):
            entry = {"term": term} if isinstance(term, str) else term
            for spelling in (entry["term"], *entry.get("also", ()), *entry.get("formerly", ())):
                if spelling in seen:
                    raise document.error((kind, index), f"the {kind} term `{spelling}` is given twice")
                seen.add(spelling)


@cache
def _meta_schema(name: str) -> tuple[Mapping[str, Any], Draft202012Validator]:
    schema = json.loads((data_dir("schemas") / "meta" / f"{name}.schema.json").read_text("utf-8"))
    return schema, compiled(schema)


def _explained(error: ValidationError, schema: Mapping[str, Any]) -> tuple[KeyPath, str]:
    if error.kind.name == "unevaluatedProperties":
        unknown = error.kind.as_dict()["unexpected"][0]
        path = (*error.instance_path, unknown)
        return path, f"unknown keyword `{dotted(path)}`{did_you_mean(unknown, list(schema['properties']))}"
    if not str(error.absolute_keyword_location).startswith(schema["$id"]):
        path = tuple(error.instance_path)
        name = f"`{dotted(path)}`" if path else "the file"
        return path, f"{name} is not valid JSON Schema: {error.message}"
    keys, message = fault(error, schema)
    return keys, message


class _Checker:
    """Checks the references of one document."""

    def __init__(self, document: Document, vocabulary: Vocabulary, tables: Mapping[str, TableKind]) -> None:
        self._document = document
        self._vocabulary = vocabulary
        self._tables = tables

    def page_type(self, data: Data) -> None:
        if "file-name" in data:
            self._expression(("file-name", "pattern"), data["file-name"]["pattern"])
        for prefix, phases in data.get("phase-prefixes", {}).items():
            self._terms(("phase-prefixes", prefix), "phase", as_tuple(phases))
        self._labels(("labels",), data.get("labels"))
        self._sections(("sections",), data.get("sections", ()))
        self._table(("update-table",), data.get("update-table"))

    def table_kind(self, path: KeyPath, data: Data) -> None:
        headings: list[str] = []
        for index, column in enumerate(data["columns"]):
            at = (*path, "columns", index)
            self._terms((*at, "heading"), "column", as_tuple(column["heading"]))
            self._known((*at, "type"), "column type", column["type"], [*_COLUMN_TYPES, *self._vocabulary.kinds])
            headings += as_tuple(column["heading"])
        self._unique((*path, "columns"), headings)
        for key in ("id-column", "name-column"):
            if key in data:
                self._known((*path, key), "column", data[key], headings)

    def _sections(self, path: KeyPath, sections: Iterable[Data]) -> None:
        self._unique(path, [section["heading"] for section in sections])
        for index, section in enumerate(sections):
            at = (*path, index)
            if section["heading"] != ANY_HEADING:
                self._terms((*at, "heading"), "section", (section["heading"],))
            self._table((*at, "table"), section.get("table"))
            self._labels((*at, "labels"), section.get("labels"))
            self._sections((*at, "sections"), section.get("sections", ()))

    def _labels(self, path: KeyPath, labels: Data | None) -> None:
        for index, line in enumerate(labels["lines"] if labels else ()):
            at = (*path, "lines", index)
            self._terms((*at, "label"), "label", as_tuple(line["label"]))
            if "values" in line:
                self._known((*at, "values"), "kind of terms", line["values"], self._vocabulary.kinds)

    def _table(self, path: KeyPath, kind: str | None) -> None:
        if kind is not None:
            self._known(path, "kind of table", kind, self._tables)

    def _terms(self, path: KeyPath, kind: str, words: Iterable[str]) -> None:
        for word in words:
            self._known(path, f"{kind} term", word, self._vocabulary.words(kind))

    def _known(self, path: KeyPath, what: str, word: str, known: Collection[str]) -> None:
        if word not in known:
            hint = did_you_mean(word, list(known))
            raise self._document.error(path, f"`{dotted(path)}` names the unknown {what} `{word}`{hint}")

    def _unique(self, path: KeyPath, words: Iterable[str]) -> None:
        for word in _repeated(words):
            raise self._document.error(path, f"`{dotted(path)}` has `{word}` twice")

    def _expression(self, path: KeyPath, pattern: str) -> None:
        try:
            re.compile(pattern)
        except re.error as error:
            raise self._document.error(path, f"`{dotted(path)}` is no regular expression: {error}") from None


def _repeated(words: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            yield word
        seen.add(word)
