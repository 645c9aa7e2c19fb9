"""Tables by their header: the kind, and what the columns are."""

from __future__ import annotations

from playbook_lint.facts import Block, Cell, Row, Table
from playbook_lint.records import replace
from playbook_lint.schema.page_types import ColumnSpec, TableKind
from playbook_lint.schema.tables import TableMatch, TableMatcher
from playbook_lint.schema.terms import Term, TermMatch, Terms, Translation, Vocabulary
from playbook_lint.source import Span

ID, NAME, ROLE, NOTES = (
    ColumnSpec(("Id",), "task-id"),
    ColumnSpec(("Name", "Description"), "text"),
    ColumnSpec(("Role",), "role"),
    ColumnSpec(("Notes",), "text", optional=True),
)
TASKS = TableKind("tasks", (ID, NAME, ROLE, NOTES))
SHORT = TableKind("short-tasks", (ID, NAME))
UPDATES = TableKind("updates", (ColumnSpec(("Date",), "date"), ColumnSpec(("Name",), "person")))
MATCHER = TableMatcher((TASKS, SHORT, UPDATES))
VOCABULARY = Vocabulary({"column": tuple(map(Term, ("Id", "Name", "Description", "Role", "Notes", "Date")))})
GERMAN = Terms(VOCABULARY, {("column", "Role"): Translation("Rolle"), ("column", "Name"): Translation("Bezeichnung")})


def table(*header: str) -> Table:
    cells = tuple(Cell(text, Span(0, 0)) for text in header)
    row = Row(cells, Span(0, 0), 1)
    return Table(row, (), Span(0, 0), Span(0, 0), None, Block("table", Span(0, 0), (1, 2)))


def match(*header: str, declared: str | None = None) -> TableMatch | None:
    """What is found, but for its terms."""
    found = MATCHER.match(table(*header), Terms(VOCABULARY), declared)
    return found and replace(found, terms=())


def test_the_kind_with_most_columns_is_the_tables() -> None:
    assert match("Id", "Name", "Role") == TableMatch(TASKS, (ID, NAME, ROLE))
    assert match("Id", "Description") == TableMatch(SHORT, (ID, NAME))


def test_a_declared_kind_comes_first_and_needs_only_one_column() -> None:
    assert match("Id", "Name", declared="tasks") == TableMatch(TASKS, (ID, NAME), missing=(ROLE,))
    assert match("Id", "Other", "Third", declared="tasks") == TableMatch(TASKS, (ID, NAME, ROLE), renamed=(1, 2))


def test_a_header_of_other_columns_is_no_kind() -> None:
    assert match("Workload", "Region") is None
    assert match("Id", "Region") is None
    assert match("Workload", declared="tasks") is None


def test_an_optional_column_may_stand_and_be_missing() -> None:
    found = match("Id", "Name", "Role", "Notes")
    assert found == TableMatch(TASKS, (ID, NAME, ROLE, NOTES))


def test_a_cell_in_the_place_of_a_missing_column_is_that_column_renamed() -> None:
    assert match("Id", "Name", "Rolle") == TableMatch(TASKS, (ID, NAME, ROLE), renamed=(2,))


def test_columns_beyond_those_declared_are_unexpected() -> None:
    assert match("Id", "Name", "Role", "Notes", "Extra") == TableMatch(
        TASKS, (ID, NAME, ROLE, NOTES, None), unexpected=(4,)
    )
    assert match("Id", "Name", "Role", "Role", declared="tasks") == TableMatch(
        TASKS, (ID, NAME, ROLE, NOTES), renamed=(3,)
    )


def test_columns_out_of_order() -> None:
    assert match("Name", "Id", "Role") == TableMatch(TASKS, (NAME, ID, ROLE), out_of_order=(1,))


def test_headings_in_the_words_of_a_locale_and_of_the_source() -> None:
    found = MATCHER.match(table("Id", "Name", "Rolle", "Other"), GERMAN)
    assert found
    assert found.columns == (ID, NAME, ROLE, NOTES)
    assert found.terms == (TermMatch("Id", "locale"), TermMatch("Name", "source"), TermMatch("Role", "locale"), None)
