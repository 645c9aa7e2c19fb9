"""Loads a schema folder: schemas of metadata and tables of contents, page types, table kinds and terms, all checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from playbook_lint.config_schema import dotted
from playbook_lint.files import leads_outside
from playbook_lint.resources import data_dir
from playbook_lint.schema import build, check
from playbook_lint.schema.document import Document, SchemaError, read_json, read_yaml
from playbook_lint.schema.keywords import Rule
from playbook_lint.schema.labels import label_lines
from playbook_lint.schema.metadata import MetadataSchema
from playbook_lint.schema.page_types import LabelLineSpec, PageType, TableKind
from playbook_lint.schema.tables import TableMatcher
from playbook_lint.schema.terms import Vocabulary
from playbook_lint.schema.validator import UnusableSchemaError
from playbook_lint.schema.violations import ValueSchema

T = TypeVar("T")
# The keyword of values that grow too old.
_AGES = "relativeMinDate"


@dataclass(frozen=True)
class Schemas:
    """What a valid page is. `page_types` and `tables` are keyed by name; `folder` is where they were read.

    `own` are the names of the page types that the folder declares itself, rather than the set it extends.
    """

    metadata: MetadataSchema
    toc: ValueSchema
    page_types: Mapping[str, PageType]
    tables: Mapping[str, TableKind]
    vocabulary: Vocabulary
    folder: Path
    own: frozenset[str] = frozenset()

    @cached_property
    def label_lines(self) -> Mapping[str, LabelLineSpec]:
        """What is declared for each label at any place, by its canonical name."""
        return label_lines(self.page_types.values())

    @cached_property
    def table_matcher(self) -> TableMatcher:
        """Tells of which kind a table is."""
        return TableMatcher(self.tables.values())

    @cached_property
    def id_headings(self) -> tuple[str, ...]:
        """The headings, in the source's language, of columns that hold ids of tasks."""
        columns = (column for kind in self.tables.values() for column in kind.columns if column.type == "task-id")
        return tuple(dict.fromkeys(heading for column in columns for heading in column.headings))

    @cached_property
    def is_of_day(self) -> bool:
        """Whether a value that is allowed today may not be so on a later day."""
        return any(_AGES in repr(schema.schema) for schema in (self.metadata, self.toc))

    def candidates(self, page_id: str, metadata: Mapping[str, object]) -> tuple[PageType, ...]:
        """The page types that match a page, the one that counts first (highest priority, then by name)."""
        matching = (page_type for page_type in self.page_types.values() if page_type.matches(page_id, metadata))
        return tuple(sorted(matching, key=lambda page_type: (-page_type.priority, page_type.name)))

    def page_type_for(self, page_id: str, metadata: Mapping[str, object]) -> PageType | None:
        """The type of a page, by its id (path without locale folder, locale suffix and `.md`) and metadata."""
        return next(iter(self.candidates(page_id, metadata)), None)


def load_schemas(folder: Path | None = None) -> Schemas:
    """Load a schema folder, the shipped one by default; raises `SchemaError` for the first thing that is wrong.

    Every file may be missing. A folder whose schemas.yaml says `extends: playbook` starts from the shipped set: its
    page types, table kinds and terms are added or replace those of the same name, and so do its schemas of metadata and
    of tables of contents. A folder that stands alone has the shipped schema of tables of contents where it has none.
    """
    shipped = data_dir("schemas")
    nothing = Schemas(MetadataSchema({}), ValueSchema({}), {}, {}, Vocabulary(), shipped)
    if folder is None:
        return _load(shipped, nothing)
    if not folder.is_dir():
        raise SchemaError(str(folder), 1, "", "no such folder of schemas")
    settings = _read(folder, "schemas")
    extends = settings and _mapping(settings).get("extends")
    return _load(folder, load_schemas() if extends else replace(nothing, toc=_toc(shipped) or nothing.toc))


def _load(folder: Path, base: Schemas) -> Schemas:
    vocabulary = _vocabulary(folder, base.vocabulary)
    tables = {**base.tables, **_tables(folder, vocabulary)}
    own = _page_types(folder, vocabulary, tables)
    metadata = _metadata(folder) or base.metadata
    toc = _toc(folder) or base.toc
    return Schemas(metadata, toc, {**base.page_types, **own}, tables, vocabulary, folder, frozenset(own))


def _vocabulary(folder: Path, base: Vocabulary) -> Vocabulary:
    document = _read(folder, "terms")
    if document is None:
        return base
    check.check_terms(document)
    kinds = {kind: {term.canonical: term for term in terms} for kind, terms in base.kinds.items()}
    for kind, terms in build.vocabulary(_mapping(document)).kinds.items():
        kinds.setdefault(kind, {}).update({term.canonical: term for term in terms})
    return Vocabulary({kind: tuple(terms.values()) for kind, terms in kinds.items()})


def _tables(folder: Path, vocabulary: Vocabulary) -> dict[str, TableKind]:
    document = _read(folder, "tables")
    if document is None:
        return {}
    check.check_tables(document, vocabulary)
    return {name: build.table_kind(name, kind) for name, kind in _mapping(document).items()}


def _page_types(folder: Path, vocabulary: Vocabulary, tables: Mapping[str, TableKind]) -> dict[str, PageType]:
    page_types: dict[str, PageType] = {}
    for file in sorted((folder / "page-types").glob("*.yaml")):
        name = f"{folder.name}/page-types/{file.name}"
        document = read_yaml(_own_file(file, folder, name), name)
        check.check_form(document, "page-type")
        check.check_page_type(document, vocabulary, tables)
        page_type = build.page_type(_mapping(document), document.path)
        if other := page_types.get(page_type.name):
            raise document.error(("name",), f"the page type `{page_type.name}` is already declared in {other.path}")
        page_types[page_type.name] = page_type
    return page_types


def _metadata(folder: Path) -> MetadataSchema | None:
    return _json_schema(folder, "metadata", MetadataSchema)


def _toc(folder: Path) -> ValueSchema | None:
    return _json_schema(folder, "toc", ValueSchema)


def _json_schema(folder: Path, what: str, make: Callable[[Rule], T]) -> T | None:
    """What `make` makes of the file <what>.schema.json of the folder, which has the keywords of the metadata schema."""
    file = folder / f"{what}.schema.json"
    if not file.is_file():
        return None
    name = f"{folder.name}/{file.name}"
    document = read_json(_own_file(file, folder, name), name)
    check.check_form(document, "metadata")
    try:
        return make(_mapping(document))
    except UnusableSchemaError as error:
        name = f"`{dotted(error.path)}`" if error.path else "the schema"
        raise document.error(error.path, f"{name} cannot be used: {error}") from None


def _read(folder: Path, name: str) -> Document | None:
    """The file <name>.yaml of the folder, checked against its meta-schema."""
    file = folder / f"{name}.yaml"
    if not file.is_file():
        return None
    title = f"{folder.name}/{file.name}"
    document = read_yaml(_own_file(file, folder, title), title)
    check.check_form(document, name)
    return document


def _own_file(file: Path, folder: Path, name: str) -> Path:
    """`file`, if it really lies in `folder` and is a regular file; `name` is what errors call it."""
    if leads_outside(file, folder):
        raise SchemaError(name, 1, "", "a symbolic link that leads out of the folder of schemas")
    if not file.is_file():
        raise SchemaError(name, 1, "", "not a regular file")
    return file


def _mapping(document: Document) -> dict[str, Any]:
    """The data of a document whose keys are asked for; a JSON Schema, which may be `true`, must be a mapping here."""
    if not isinstance(document.data, dict):
        raise document.error((), "the file must be a table")
    return document.data
