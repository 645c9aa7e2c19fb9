"""Texts that ought to be terms: the cells and label values that a schema gives a kind of terms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from playbook_lint.records import Record
from playbook_lint.schema.terms import Part, TermMatch, Terms
from playbook_lint.source import SourceText, Span


class Value(Record, frozen=True, gc=False):
    """One value; `term` is None when it is none. The text is empty where a separator has no neighbour."""

    text: str
    span: Span
    term: TermMatch | None


class Reading(Record, frozen=True, gc=False):
    """What a text says, wherever it stands: its parts, the term that each is, and what stands between them.

    `single`: one value is expected, yet there are several. `is_known`: every part with a text is a term.
    """

    parts: tuple[tuple[Part, TermMatch | None], ...]
    separators: tuple[str, ...] = ()
    single: bool = False
    is_known: bool = False


class TermText(Record, frozen=True, gc=False):
    """A text that holds a value of `kind`, or several.

    `exact`: every value stands where its text does. Otherwise the text has markup, and all spans are the whole text's.
    """

    kind: str
    span: Span
    exact: bool
    reading: Reading

    @property
    def values(self) -> tuple[Value, ...]:
        """The values with their places."""
        return tuple([Value(part.text, self.place(part), term) for part, term in self.reading.parts])

    def separators(self) -> Iterator[tuple[Value, Span, Value]]:
        """What stands between each two values, when it is known where."""
        if self.exact:
            for left, right in pairwise(self.values):
                yield left, Span(left.span.end, right.span.start), right

    def place(self, part: Part) -> Span:
        """Where one of the parts stands."""
        if not self.exact:
            return self.span
        return Span(self.span.start + part.offset, self.span.start + part.end)


def read_terms(terms: Terms, kind: str, text: str, span: Span, source: SourceText, *, is_list: bool) -> TermText:
    """What `text`, which a reader sees at `span`, says in terms of `kind`."""
    return TermText(kind, span, source.slice(span) == text, _reading(terms, kind, text, is_list))


# The tables of a project say the same in most of their cells.
@lru_cache(maxsize=4096)
def _reading(terms: Terms, kind: str, text: str, is_list: bool) -> Reading:
    term = terms.find(kind, text)
    whole = ((Part(text, 0), term),)
    if term or not text:
        return Reading(whole if text else (), is_known=True)
    parts = tuple((part, terms.find(kind, part.text)) for part in terms.split(kind, text))
    if is_list:
        separators = tuple(text[left.end : right.offset] for (left, _), (right, _) in pairwise(parts))
        return Reading(parts, separators, is_known=all(term or not part.text for part, term in parts))
    return Reading(whole, single=len(parts) > 1 and all(term for _, term in parts))
