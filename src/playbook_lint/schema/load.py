"""Loads a schema folder: schemas of metadata and tables of contents, page types, table kinds and terms, all checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from playbook_lint.config_schema import dotted
from playbook_lint.notes import NO_NOTES, Notes
from playbook_lint.records import Record, replace
from playbook_lint.resources import data_dir
from playbook_lint.schema import build, check
from playbook_lint.schema.document import Document, SchemaError
from playbook_lint.schema.files import SchemaFiles
from playbook_lint.schema.keywords import Rule
from playbook_lint.schema.labels import label_lines
from playbook_lint.schema.metadata import MetadataSchema
from playbook_lint.schema.page_types import LabelLineSpec, PageType, TableKind
from playbook_lint.schema.tables import TableMatcher
from playbook_lint.schema.terms import Vocabulary
from playbook_lint.schema.validator import UnusableSchemaError
from playbook_lint.schema.violations import ValueSchema

T = TypeVar("T", MetadataSchema, ValueSchema)
# The keyword of values that grow too old.
_AGES = "relativeMinDate"


class Schemas(Record, frozen=True, dict=True):
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

    @cached_property
    def _by_rank(self) -> tuple[PageType, ...]:
        return tuple(sorted(self.page_types.values(), key=lambda page_type: (-page_type.priority, page_type.name)))

    def candidates(self, page_id: str, metadata: Mapping[str, object]) -> Iterator[PageType]:
        """The page types that match a page, the one that counts first (highest priority, then by name)."""
        return (page_type for page_type in self._by_rank if page_type.matches(page_id, metadata))

    def page_type_for(self, page_id: str, metadata: Mapping[str, object]) -> PageType | None:
        """The type of a page, by its id (path without locale folder, locale suffix and `.md`) and metadata."""
        return next(self.candidates(page_id, metadata), None)


def load_schemas(folder: Path | None = None, notes: Notes = NO_NOTES) -> Schemas:
    """Load a schema folder, the shipped one by default; raises `SchemaError` for the first thing that is wrong.

    Every file may be missing. A folder whose schemas.yaml says `extends: playbook` starts from the shipped set: its
    page types, table kinds and terms are added or replace those of the same name, and so do its schemas of metadata and
    of tables of contents. A folder that stands alone has the shipped schema of tables of contents where it has none.
    Of a folder that was right before there are `notes`.
    """
    shipped = data_dir("schemas")
    nothing = Schemas(MetadataSchema({}), ValueSchema({}), {}, {}, Vocabulary(), shipped)
    if folder is None:
        return _load(SchemaFiles(shipped, notes, shipped=True), nothing)
    if not folder.is_dir():
        raise SchemaError(str(folder), 1, "", "no such folder of schemas")
    files = SchemaFiles(folder, notes)
    settings = files.yaml("schemas.yaml", "schemas")
    extends = settings and _mapping(settings).get("extends")
    toc = nothing.toc if extends else _toc(SchemaFiles(shipped, NO_NOTES, shipped=True))
    return _load(files, load_schemas(notes=notes) if extends else replace(nothing, toc=toc or nothing.toc))


def _load(files: SchemaFiles, base: Schemas) -> Schemas:
    vocabulary = _vocabulary(files, base.vocabulary)
    tables = {**base.tables, **_tables(files, vocabulary)}
    own = _page_types(files, vocabulary, tables)
    metadata = _metadata(files) or base.metadata
    toc = _toc(files) or base.toc
    files.keep()
    page_types = {**base.page_types, **own}
    return Schemas(metadata, toc, page_types, tables, vocabulary, files.folder, frozenset(own))


def _vocabulary(files: SchemaFiles, base: Vocabulary) -> Vocabulary:
    document = files.yaml("terms.yaml", "terms")
    if document is None:
        return base
    if not files.are_known:
        check.check_terms(document)
    kinds = {kind: {term.canonical: term for term in terms} for kind, terms in base.kinds.items()}
    for kind, terms in build.vocabulary(_mapping(document)).kinds.items():
        kinds.setdefault(kind, {}).update({term.canonical: term for term in terms})
    return Vocabulary({kind: tuple(terms.values()) for kind, terms in kinds.items()})


def _tables(files: SchemaFiles, vocabulary: Vocabulary) -> dict[str, TableKind]:
    document = files.yaml("tables.yaml", "tables")
    if document is None:
        return {}
    if not files.are_known:
        check.check_tables(document, vocabulary)
    return {name: build.table_kind(name, kind) for name, kind in _mapping(document).items()}


def _page_types(files: SchemaFiles, vocabulary: Vocabulary, tables: Mapping[str, TableKind]) -> dict[str, PageType]:
    page_types: dict[str, PageType] = {}
    for document in files.page_types():
        if not files.are_known:
            check.check_page_type(document, vocabulary, tables)
        page_type = build.page_type(_mapping(document), document.path)
        if other := page_types.get(page_type.name):
            raise document.error(("name",), f"the page type `{page_type.name}` is already declared in {other.path}")
        page_types[page_type.name] = page_type
    return page_types


def _metadata(files: SchemaFiles) -> MetadataSchema | None:
    return _json_schema(files, "metadata.schema.json", MetadataSchema)


def _toc(files: SchemaFiles) -> ValueSchema | None:
    return _json_schema(files, "toc.schema.json", ValueSchema)


def _json_schema(files: SchemaFiles, name: str, make: Callable[[Rule], T]) -> T | None:
    """What `make` makes of a JSON Schema of the folder, which has the keywords of the metadata schema."""
    document = files.json(name, "metadata")
    if document is None:
        return None
    made = make(_mapping(document))
    if not files.are_known:
        try:
            made.check()
        except UnusableSchemaError as error:
            what = f"`{dotted(error.path)}`" if error.path else "the schema"
            raise document.error(error.path, f"{what} cannot be used: {error}") from None
    return made


def _mapping(document: Document) -> dict[str, Any]:
    """The data of a document whose keys are asked for; a JSON Schema, which may be `true`, must be a mapping here."""
    if not isinstance(document.data, dict):
        raise document.error((), "the file must be a table")
    return document.data
