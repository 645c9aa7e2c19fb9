"""Page types and table kinds as values: what the YAML files of a schema folder say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from playbook_lint.records import Record

# In place of a section term: any heading.
ANY_HEADING = "*"


class LabelLineSpec(Record, frozen=True):
    """A label line: `labels` are the terms that may name it; `values` is the kind of its value, None for any text."""

    labels: tuple[str, ...]
    values: str | None = None
    list: bool = False
    required: bool = True


class LabelSpec(Record, frozen=True):
    """The label block under a heading; `stacked` allows several of them one after the other."""

    lines: tuple[LabelLineSpec, ...]
    required: bool = True
    stacked: bool = False


class SectionSpec(Record, frozen=True):
    """A section: `heading` is a `section` term or `*`, `table` the kind of table that it holds."""

    heading: str
    levels: tuple[int, ...]
    required: bool = True
    labels: LabelSpec | None = None
    table: str | None = None
    sections: tuple[SectionSpec, ...] = ()
    forbids_others: bool = False

    @property
    def any_heading(self) -> bool:
        """Whether the section may have any heading, and stand more than once."""
        return self.heading == ANY_HEADING


class FileName(Record, frozen=True):
    """What the last part of a page's id must be: a regular expression over all of it, and the same in words."""

    pattern: re.Pattern[str]
    form: str


class PageType(Record, frozen=True):
    """The shape that a family of pages must have; `path` is the file that declares it.

    Those of a type that `is_part` are no pages by themselves, but parts that pages include.
    """

    name: str
    description: str
    path: str
    priority: int = 0
    paths: tuple[str, ...] = ()
    metadata: tuple[tuple[str, tuple[str, ...]], ...] = ()
    file_name: FileName | None = None
    phase_prefixes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    labels: LabelSpec | None = None
    sections: tuple[SectionSpec, ...] = ()
    forbids_others: bool = False
    update_table: str | None = None
    is_part: bool = False

    def matches(self, page_id: str, metadata: Mapping[str, object]) -> bool:
        """Whether a page is of this type; its id is its path without locale folder, locale suffix and `.md`."""
        if self.paths and not any(_is_match(glob, page_id) for glob in self.paths):
            return False
        return all(metadata.get(key) in values for key, values in self.metadata)

    def phases_of(self, page_id: str) -> tuple[str, ...]:
        """The phases that the page's file name allows; none when no prefix fits."""
        name = page_id.rpartition("/")[2]
        fitting = [(len(prefix), phases) for prefix, phases in self.phase_prefixes if name.startswith(f"{prefix}-")]
        return max(fitting)[1] if fitting else ()


class ColumnSpec(Record, frozen=True):
    """A column: `headings` are the terms that may head it, `type` says what its cells hold."""

    headings: tuple[str, ...]
    type: str
    list: bool = False
    legend: bool = False
    optional: bool = False
    empty_allowed: bool = False
    order: str | None = None


class TableKind(Record, frozen=True):
    """A kind of table. `id_column` and `name_column` are headings of its columns; `owner` is `source` or `target`."""

    name: str
    columns: tuple[ColumnSpec, ...]
    owner: str = "source"
    id_column: str | None = None
    name_column: str | None = None


def _is_match(glob: str, page_id: str) -> bool:
    """Whether a glob matches a page id; without a `/` it speaks of the last part only."""
    # A part that begins as the glob does is quickly looked for, and most pages have none.
    return f"/{_beginning(glob)}" in f"/{page_id}" and _pattern(glob).fullmatch(page_id) is not None


@cache
def _beginning(glob: str) -> str:
    """What a glob begins with, up to its first wildcard."""
    return re.split(r"[*?]", glob, maxsplit=1)[0]


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    anywhere = "" if "/" in glob else "(?:.*/)?"
    marks = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    return re.compile(anywhere + "".join(marks.get(part) or re.escape(part) for part in parts))
