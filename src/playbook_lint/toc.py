"""A table of contents, `toc.yml`: its text, its values with their places, and its entries in order.

The format is that of docfx: https://dotnet.github.io/docfx/docs/table-of-contents.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint import yaml_values
from playbook_lint.facts import Comment, Value, YamlError
from playbook_lint.records import Record
from playbook_lint.source import SourceText, Span

# A million characters hold about 16,000 entries with 56,000 values: more than any reader wants to see.
LIMITS = yaml_values.Limits(length=2_000_000, values=100_000)


class Toc(Record, frozen=True):
    """One file: `root` is None where it is empty or cannot be read; `comments` are those that speak to this tool."""

    source: SourceText
    root: Value | None
    errors: tuple[YamlError, ...]
    comments: tuple[Comment, ...]

    @classmethod
    def parse(cls, source: SourceText) -> Toc:
        """Read a table of contents; nothing in a text makes this raise."""
        text = source.text
        root, errors = yaml_values.read(text, 0, Span(0, 0), LIMITS)
        return cls(source, root, errors, yaml_values.directives(source, text, 0, LIMITS))

    @property
    def entries(self) -> tuple[Value, ...]:
        """The mappings that are entries, each followed by those inside it; one that aliases repeat is there once."""
        return tuple(_entries(self.root, set())) if self.root else ()

    def inner(self, scalar: Value) -> Span | None:
        """Where the text of a scalar stands, without its quotes; None where it is not written as it is."""
        start, end = scalar.span
        if self.source.text[start : start + 1] in ("'", '"'):
            start, end = start + 1, end - 1
        return Span(start, end) if self.source.text[start:end] == scalar.value else None


def _entries(value: Value, seen: set[Span]) -> Iterator[Value]:
    """The entries of a list, or of a mapping: itself, and those of its `items`."""
    if value.span in seen:
        return
    seen.add(value.span)
    if value.fields:
        yield value
    inside = value.items or [member for field in value.fields if field.key == "items" for member in field.items]
    for entry in inside:
        yield from _entries(entry, seen)
