"""Tables: every cell a row really has, and paragraphs that were meant to be tables."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nasty import PAGES, WRAPPERS, page
from playbook_lint.facts import Row, Table
from playbook_lint.markdown import MAX_NESTING, is_delimiter_row, split_row

CELLS = st.text(alphabet="abé漢*`_&; ", max_size=8).map(str.strip)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=5), max_size=4)
TABLE_TEXT = st.text(alphabet=st.sampled_from("a|-: \t\\`>*\u00a0\n\n"), max_size=50)


def table(text: str) -> Table:
    (found,) = page(text).tables
    return found


def texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


@given(ROWS, st.sampled_from(sorted(set(WRAPPERS) - {"in a table", "as metadata"})))
def test_cells_stand_where_they_say(rows: list[list[str]], wrapper: str) -> None:
    written = [["one", "two"], *rows]
    lines = [f"|  {' | '.join(row)} |" for row in written]
    found = page(WRAPPERS[wrapper]("\n".join([lines[0], "|:--|--:|", *lines[1:]]) + "\n"))
    (only,) = found.tables
    assert [[found.source.slice(cell.span) for cell in row.cells] for row in (only.header, *only.rows)] == written
    assert found.source.slice(only.delimiter) == "|:--|--:|"
    for row in (only.header, *only.rows):
        assert row.line == found.source.lines.line(row.span.start)
        assert found.source.slice(row.span).startswith("|  ")


@given(PAGES | TABLE_TEXT.map(lambda text: f"|a|b|\n|-|-|\n{text}") | TABLE_TEXT)
def test_tables_are_those_of_markdown_it(text: str) -> None:
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    found = page(text)
    tokens = md.parse(found.source.text[found.metadata.body :])
    expected = []
    for token, inline in pairwise(tokens):
        if token.type == "tr_open":
            expected.append([])
        elif token.type in ("th_open", "td_open"):
            expected[-1].append(inline.content)
    rows = [row for only in found.tables for row in (only.header, *only.rows)]
    assert len(rows) == len(expected)
    for only in found.tables:
        width = len(only.header.cells)
        for row in (only.header, *only.rows):
            shown = [found.source.slice(cell.span).replace("\\|", "|").replace("\0", "\ufffd") for cell in row.cells]
            assert (shown + [""] * width)[:width] == expected.pop(0)


class TestCells:
    def test_text_is_what_a_reader_sees(self) -> None:
        found = table(r"| a **b** \| `c` | &amp; <br> [d](e) ![f](g) |" "\n|-|-|\n")
        assert texts(found.header) == ["a b | c", "& \n d f"]

    def test_more_and_fewer_cells_than_the_header(self) -> None:
        found = table("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 | 4 |\n1 | 2\n")
        assert [texts(row) for row in found.rows] == [["1"], ["1", "2", "3", "4"], ["1", "2"]]
        assert [row.line for row in found.rows] == [3, 4, 5]
        assert found.aligned_rows == (found.rows[2],)

    def test_an_empty_cell_stands_where_its_text_would_go(self) -> None:
        found = page("| a | b | c |\n|---|---|---|\n|   || x |\n")
        row = found.tables[0].rows[0]
        assert [tuple(cell.span) for cell in row.cells] == [(30, 30), (33, 33), (35, 36)]
        assert found.source.text[29] == " "

    def test_the_heading_it_stands_under(self) -> None:
        found = page("# One\n\n|a|\n|-|\n")
        assert found.tables[0].heading is found.headings[0]

    def test_two_tables(self) -> None:
        found = page("|a|\n|-|\n|1|\n\n|b|\n|-|\n|2|\n")
        assert [[texts(only.header), *map(texts, only.rows)] for only in found.tables] == [
            [["a"], ["1"]],
            [["b"], ["2"]],
        ]


class TestSplitting:
    @pytest.mark.parametrize(
        ("row", "cells"),
        [
            ("", []),
            ("|", []),
            ("||", [""]),
            ("a", ["a"]),
            ("|a|b|", ["a", "b"]),
            ("a|b", ["a", "b"]),
            (r"a\|b|c", [r"a\|b", "c"]),
            (r"a\\|b", [r"a\\|b"]),
            ("|  a\t|\u00a0b |", ["a", "b"]),
        ],
    )
    def test_rows(self, row: str, cells: list[str]) -> None:
        assert [row[start:end] for start, end in split_row(row)] == cells

    @pytest.mark.parametrize("row", ["-", "---", "|-|", ":-:", "| --- | :-: |", "-|-", "|-|  ", "|\t:-\t|"])
    def test_delimiter_rows(self, row: str) -> None:
        assert is_delimiter_row(row)

    @pytest.mark.parametrize(
        "row", ["", "|", "||", "|-||-|", "| - - |", ":", "|:|", "--x", "|-|-|x", "- |" * 50_000 + "x"]
    )
    def test_other_rows(self, row: str) -> None:
        assert not is_delimiter_row(row)


class TestBrokenTables:
    @pytest.mark.parametrize("wrapper", ["as it is", "in a list", "in a quote", "in a quote in a list", "with CR LF"])
    def test_a_delimiter_row_of_another_width(self, wrapper: str) -> None:
        found = page(WRAPPERS[wrapper]("Text\n| a | b | c |  \n|---|---|\n| 1 | 2 | 3 |\n"))
        assert found.tables == ()
        (broken,) = found.broken_tables
        assert found.source.slice(broken.header) == "| a | b | c |"
        assert found.source.slice(broken.delimiter) == "|---|---|"
        assert (broken.header_cells, broken.delimiter_cells) == (3, 2)

    def test_the_first_line_of_a_list_item(self) -> None:
        found = page("- a | b | c\n  -|-\n")
        assert found.source.slice(found.broken_tables[0].header) == "a | b | c"

    @pytest.mark.parametrize(
        "text",
        ["a | b\n\n--|--|--", "a | b\nc | d", "| a |\n|---|\n", "a\n|-|-|", "`a | b`\n- | x", ">||1\n-|-"],
    )
    def test_what_is_none(self, text: str) -> None:
        assert page(text).broken_tables == ()

    @given(PAGES)
    def test_any_stands_where_it_says(self, text: str) -> None:
        found = page(text)
        for broken in found.broken_tables:
            assert "|" in found.source.slice(broken.header)
            assert is_delimiter_row(found.source.slice(broken.delimiter).strip())
            assert broken.header_cells != broken.delimiter_cells
