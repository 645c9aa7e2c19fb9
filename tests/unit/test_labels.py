"""Label lines and blocks: what is one, and where its parts stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasty import PAGES, WRAPPERS, page
from playbook_lint.facts import LabelLine

NAMES = st.text(alphabet="abcé漢 /", min_size=1, max_size=12).map(lambda text: f"N{text}".strip())
VALUES = st.text(alphabet="abcé漢 /,()", min_size=1, max_size=12).map(str.strip).filter(bool)
ENDINGS = st.sampled_from(["  ", "\\", "<br>", ""])


def lines_of(text: str) -> list[LabelLine]:
    return [line for block in page(text).label_blocks for line in block.lines]


def only(text: str) -> LabelLine:
    (line,) = lines_of(text)
    return line


@given(st.lists(st.tuples(NAMES, VALUES, ENDINGS), min_size=1, max_size=5), st.sampled_from(sorted(WRAPPERS)))
def test_lines_stand_where_they_say(labels: list[tuple[str, str, str]], wrapper: str) -> None:
    if wrapper in ("in a table", "as metadata"):
        return  # no paragraph
    text = WRAPPERS[wrapper]("\n".join(f"{name}: **{value}**{ending}" for name, value, ending in labels) + "\n")
    found = page(text)
    (block,) = found.label_blocks
    assert [line.name for line in block.lines] == [name for name, _, _ in labels]
    for line, (name, value, ending) in zip(block.lines, labels, strict=True):
        assert found.source.slice(line.name_span) == name
        assert (line.value, found.source.slice(line.value_span)) == (value, value)
        assert found.source.slice(line.span) == f"{name}: **{value}**"
        assert line.line == found.source.lines.line(line.span.start)
        assert (line.bold, line.closed) == (True, True)
        assert line.breaks == (ending != "" or line is block.lines[-1])
    assert block.span == (block.lines[0].span.start, block.lines[-1].span.end)


@given(PAGES)
def test_any_line_stands_where_it_says(text: str) -> None:
    found = page(text)
    for block in found.label_blocks:
        for line in block.lines:
            assert found.source.slice(line.name_span) == line.name
            assert line.name_span.start == line.span.start
            assert line.name_span.end <= line.value_span.start <= line.value_span.end <= line.span.end
            assert line.value.replace("**", "") in found.source.slice(line.value_span).replace("**", "").replace(
                "__", ""
            )
            assert found.source.lines.line(line.span.start) == found.source.lines.line(line.span.end) == line.line


class TestWhatIsALabelLine:
    @pytest.mark.parametrize(
        ("text", "name", "value"),
        [
            ("Phase: **Assess**", "Phase", "Assess"),
            ("Phase : **Assess**", "Phase", "Assess"),
            ("Phase：**Assess**", "Phase", "Assess"),
            ("Phase:Assess", "Phase", "Assess"),
            ("Phase:", "Phase", ""),
            ("Phase: **Assess", "Phase", "Assess"),
            ("Phase: **Assess** / **Enable**", "Phase", "Assess / Enable"),
            ("Phase: __Assess__", "Phase", "Assess"),
            ("Função principal: **X**", "Função principal", "X"),
            ("Phase:\u00a0**A**", "Phase", "A"),
            ("Time: 10:30", "Time", "10:30"),
        ],
    )
    def test_it_is(self, text: str, name: str, value: str) -> None:
        line = only(text)
        assert (line.name, line.value) == (name, value)

    @pytest.mark.parametrize(
        "text",
        [
            "https://example.com",
            "**Phase**: Assess",
            "[Phase](x): Assess",
            "12: **x**",
            "# Phase: **Assess**",
            "    Phase: **Assess**",
            "| Phase: **Assess** |\n|---|",
            "`Phase`: x",
            "x" * 41 + ": **A**",
            "No colon here",
        ],
    )
    def test_it_is_not(self, text: str) -> None:
        assert lines_of(text) == []


class TestFlags:
    @pytest.mark.parametrize(
        ("value", "bold", "closed"),
        [
            ("**A**", True, True),
            ("**A** / **B**", True, True),
            ("**A** / B", False, True),
            ("A", False, True),
            ("*A*", False, True),
            ("**A", False, False),
            ("A**", False, False),
            ("**A** **B", False, False),
            ("**A **b** C**", True, True),
            ("", False, True),
        ],
    )
    def test_bold_and_closed(self, value: str, bold: bool, closed: bool) -> None:
        line = only(f"Phase: {value}")
        assert (line.bold, line.closed) == (bold, closed)

    @pytest.mark.parametrize(
        ("ending", "breaks"),
        [("  ", True), ("   ", True), ("\\", True), ("<br>", True), ("<BR />  ", True), (" ", False), ("", False)],
    )
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_what_breaks_a_line(self, ending: str, breaks: bool, newline: str) -> None:
        first, last = lines_of(f"Phase: **A**{ending}{newline}Role: **B**")
        assert first.breaks is breaks
        assert last.breaks
        assert (first.value, first.bold) == ("A", True)

    def test_a_value_may_wrap_onto_the_next_line(self) -> None:
        found = page("Phase: **A\nB**\n")
        (line,) = found.label_blocks[0].lines
        assert (line.bold, line.closed, line.value) == (False, False, "A")


class TestBlocks:
    def test_other_lines_part_blocks(self) -> None:
        found = page("Phase: **A**\nRole: **B**\nJust text\nMotions: **C**\n\nServices: **D**\n")
        assert [[line.name for line in block.lines] for block in found.label_blocks] == [
            ["Phase", "Role"],
            ["Motions"],
            ["Services"],
        ]

    def test_the_heading_it_stands_under(self) -> None:
        found = page("Before: **A**\n\n# One\n\nIn: **B**\n")
        assert [block.heading for block in found.label_blocks] == [None, found.headings[0]]

    def test_a_paragraph_that_begins_with_a_blank_looking_line(self) -> None:
        found = page("\u00a0\nPhase: **A**\n\n> \u3000\n> Role: **B**\n")
        assert [found.source.slice(line.span) for block in found.label_blocks for line in block.lines] == [
            "Phase: **A**",
            "Role: **B**",
        ]
