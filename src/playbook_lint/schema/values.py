"""Texts that ought to be terms: the cells and label values that a schema gives a kind of terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from playbook_lint.schema.terms import TermMatch, Terms
from playbook_lint.source import SourceText, Span


class Value(NamedTuple):
    """One value; `term` is None when it is none. The text is empty where a separator has no neighbour."""

    text: str
    span: Span
    term: TermMatch | None


class TermText(NamedTuple):
    """A text that holds a value of `kind`, or several.

    `exact`: every span covers its value and nothing else. Otherwise the text has markup, and all spans are the whole
    text's. `single`: one value is expected, yet there are several.
    """

    kind: str
    values: tuple[Value, ...]
    exact: bool
    single: bool = False

    def separators(self) -> Iterator[tuple[Value, Span, Value]]:
        """What stands between each two values, when it is known where."""
        if self.exact:
            for left, right in zip(self.values, self.values[1:], strict=False):
                yield left, Span(left.span.end, right.span.start), right


def read_terms(terms: Terms, kind: str, text: str, span: Span, source: SourceText, *, is_list: bool) -> TermText:
    """What `text`, which a reader sees at `span`, says in terms of `kind`."""
    exact = source.slice(span) == text
    whole = Value(text, span, terms.find(kind, text))
    if whole.term or not text:
        return TermText(kind, (whole,) if text else (), exact)
    values = tuple(
        Value(
            part.text,
            Span(span.start + part.offset, span.start + part.offset + len(part.text)) if exact else span,
            terms.find(kind, part.text),
        )
        for part in terms.split(kind, text)
    )
    if is_list:
        return TermText(kind, values, exact)
    several = len(values) > 1 and all(value.term for value in values)
    return TermText(kind, (whole,), exact, single=several)
