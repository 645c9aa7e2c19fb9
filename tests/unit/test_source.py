"""A text keeps its bytes, and every line and column of it can be found again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.source import LineIndex, Place, Position, SourceDecodeError, SourceText, Span, holds

TEXT = st.text(alphabet=st.sampled_from("ab é漢😀\ufeff\u2028\x0b\x85\0 \t\r\n\r\n"), max_size=40)


@given(st.binary(max_size=40) | TEXT.map(str.encode))
def test_bytes_come_back_as_they_were(data: bytes) -> None:
    try:
        source = SourceText.from_bytes(data)
    except SourceDecodeError:
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")
    else:
        assert source.encode() == data


def test_one_byte_order_mark_is_taken_off() -> None:
    source = SourceText.from_bytes(b"\xef\xbb\xbf\xef\xbb\xbf---")
    assert source == SourceText("\ufeff---", bom=True)
    assert SourceText.from_bytes(b"---") == SourceText("---", bom=False)


@pytest.mark.parametrize(
    ("data", "byte", "line"),
    [
        (b"\xff", 0, 1),
        (b"ab\r\ncd\re\n\xe9t\xe9", 9, 4),
        (b"\xef\xbb\xbfa\n\xc3", 5, 2),
        (b"\xed\xa0\x80", 0, 1),
    ],
)
def test_bytes_that_are_not_utf8(data: bytes, byte: int, line: int) -> None:
    with pytest.raises(SourceDecodeError, match=rf"byte {byte} \(line {line}\) is not UTF-8") as caught:
        SourceText.from_bytes(data)
    assert (caught.value.byte, caught.value.line) == (byte, line)


@given(TEXT)
def test_lines_are_those_of_commonmark(text: str) -> None:
    lines = LineIndex(text)
    expected = re.split(r"\r\n|\n|\r", text)
    assert len(lines.starts) == len(expected)
    for number, line in enumerate(expected, start=1):
        assert lines.line_text(number) == line
        span = lines.line_span(number)
        assert text[span.start : span.end] == line


@given(TEXT)
def test_positions_lead_back_to_their_offset(text: str) -> None:
    lines = LineIndex(text)
    before = Position(1, 1, 0)
    for offset in range(len(text) + 1):
        position = lines.position(offset)
        assert position.offset == offset
        assert position.line == lines.line(offset)
        assert position.column >= 1
        assert lines.starts[position.line - 1] + position.column - 1 == offset
        assert before <= position
        before = position


def test_columns_count_code_points() -> None:
    lines = SourceText("a\r\n😀é\u0301x\rz").lines
    assert lines.position(6) == Position(2, 4, 6)
    assert lines.place(Span(3, 8)) == Place(Position(2, 1, 3), Position(3, 1, 8))


def test_the_line_feed_belongs_to_the_line_it_ends() -> None:
    lines = LineIndex("a\r\nb")
    assert [lines.line(offset) for offset in range(5)] == [1, 1, 1, 2, 2]
    assert lines.line_span(1) == Span(0, 1)


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_lines_that_do_not_exist_are_empty(number: int) -> None:
    assert LineIndex("a\nb").line_text(number) == ""


def test_slices() -> None:
    assert SourceText("Phase: **Assess**").slice(Span(9, 15)) == "Assess"


def test_which_spans_hold_an_offset() -> None:
    spans = [Span(2, 4), Span(4, 5), Span(8, 8)]
    assert [offset for offset in range(10) if holds(spans, offset)] == [2, 3, 4]
    assert not holds([], 0)
