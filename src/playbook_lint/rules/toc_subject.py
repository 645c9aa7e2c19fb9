"""What rules of tables of contents look at: one file, and what its schema says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from playbook_lint.facts import Conflict, Value
from playbook_lint.records import Record
from playbook_lint.schema.violations import ValueSchema, Violation
from playbook_lint.source import Span

if TYPE_CHECKING:
    from playbook_lint.toc import Toc


class Key(NamedTuple):
    """A key, and all keys of its mapping."""

    name: str
    siblings: frozenset[str]


class TocSubject(Record, frozen=True, dict=True):
    """One table of contents, its schema, and the merge conflicts that were committed with it."""

    toc: Toc
    schema: ValueSchema
    conflicts: tuple[Conflict, ...]
    today: date

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """What the schema does not allow, in the order of the text; nothing where the file is not valid YAML.

        A key without a value counts as missing.
        """
        root = self.toc.root
        if root is None or any(error.kind == "syntax" for error in self.toc.errors):
            return ()
        return self.schema.violations(root, _data(root), self.today)

    def head(self, span: Span) -> Span:
        """The first line of `span`, which may be that of an entry with all that is below it."""
        lines = self.toc.source.lines
        return Span(span.start, min(span.end, lines.line_span(lines.line(span.start)).end))

    @cached_property
    def keys(self) -> Mapping[Span, Key]:
        """The keys of all mappings, by where they stand."""
        found = {}
        pending = [self.toc.root] if self.toc.root else []
        while pending:
            value = pending.pop()
            names = frozenset(field.key for field in value.fields)
            found.update({field.key_span: Key(field.key, names) for field in value.fields})
            pending += (*value.fields, *value.items)
        return found


def _data(value: Value) -> object:
    """The value as JSON data, without the keys that have no value."""
    if isinstance(value.value, dict):
        return {field.key: _data(field) for field in value.fields if field.value is not None}
    return [_data(item) for item in value.items] if isinstance(value.value, list) else value.value
