"""Pages that someone made to stop the tool: each is read, and in a time that grows with its length alone.

Each shape is long enough that going over it again and again would take far more than `SECONDS`.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from nasty import page
from playbook_lint import invisible
from playbook_lint.page import Page
from playbook_lint.suppressions import Silencer, suppressions

SECONDS = 3.0  # of the processor; what stands below takes about a tenth of one
SIZE = 30_000
FACTS = [name for name, value in vars(Page).items() if hasattr(value, "attrname")]


def nested_items(size: int) -> str:
    return "".join(f"{'  ' * depth}- a\n" for depth in range(int(size**0.5)))


def runs_of_backticks(size: int) -> str:
    return "".join("`" * length + "a" for length in range(1, int((2 * size) ** 0.5)))


def narrow_rows(size: int) -> str:
    header = "|a" * 250 + "|\n" + "|-" * 250 + "|\n"
    return (header + "|\n" * 250 + "\n") * (size // 1_500)


def many_keys(size: int) -> str:
    return "---\n" + "".join(f"k{number}: v\n" for number in range(size // 10)) + "---\n"


# What a shape repeats, by what it would exhaust.
REPEATED = {
    "blocks": [
        "- ", "* ", "1. ", ">", "> ", "> - ", "- a\n", "> a\n", "> a\n\n", "# a\n", "a\n=\n", "a\n", "\n", "\r",
        "a  \n", "    a\n",
        "```\n", "---\n", "<div>\n", "<!--\n", "[a]: b\n", "[a\n", "[a]: b '\n", "<<<<<<<\n", ">>>>>>>\n",
        "```\n<<<<<<<\n```\n",
        "<<<<<<<\n=======\n>>>>>>>\n\n", "> [!NOTE]\n",
    ],
    "brackets": [
        "[", "![", "]", "[]", "[a]", "[a](", "[a](<", '[a](b "', "[a](b)", "[![a](b)](c)", "[\\]", "[`", "[<a ",
        "[!INCLUDE ",
    ],
    "marks": [
        "*", "**a", "*a ", "a** ", "*_", "*a_ ", "***a", "~", "~~a", "~~a~~~ ", "`", "`a``", "\\", "&#", "&amp;", "!",
    ],
    "html": [
        "<", "<a ", "<a b='", "<!--", "<!-- - ", "<!---", "<?", "<!A", "<![CDATA[", "<br>", "<!--a--><b>", "<http:",
        "<a@b",
    ],
    "tables": ["|", "|a", "|-|\n", "a|b\n-|-|-\n", "|a|\n|-|\n", "\\|"],
    "labels": ["A:", "A:\n", "A: **b**\n", "A: **b**  \n", "：", "A: **b\n"],
    "spaces": [" ", "\t", "\u00a0", "\u3000", "\u200b", "\x0c", "\0"],
}  # fmt: skip
SHAPES: dict[str, Callable[[int], str]] = {
    **{repr(unit): lambda size, unit=unit: unit * (size // len(unit)) for units in REPEATED.values() for unit in units},
    "items in each other": nested_items,
    "lazy lines of nested quotes": lambda size: ">" * 59 + "a\n" + "a\n" * (size // 2),
    "lines of nested quotes": lambda size: (">" * 59 + "a\n") * (size // 61),
    "lines of nested items": lambda size: ("- " * 1_000 + "a\n") * (size // 2_002),
    "images in images": lambda size: ("![" * 55 + "a" + "](b)" * 55) * (size // 331),
    "links in links": lambda size: "[" * (size // 5) + "](b)" * (size // 5),
    "brackets that close late": lambda size: "![" * (size // 2) + "]",
    "references in references": lambda size: "[a]: b\n\n" + "[a][" * (size // 4),
    "references": lambda size: "[a]: b\n\n" + "[a]" * (size // 3),
    "emphasis in emphasis": lambda size: "*a " * size + " b*" * size,
    "runs of backticks": runs_of_backticks,
    "comments that do not close": lambda size: "a " + "<!--" * size + "->",
    "comments that nearly close": lambda size: "a " + "<!--" * size + "--->",
    "an attribute of spaces": lambda size: "<div>\n<a b" + " " * size + ">",
    "tags of spaces": lambda size: "a " + ("<a b" + " " * 1_000) * (size // 1_004),
    "a title of lines": lambda size: "[a]: b '" + "a\n" * (size // 2),
    "a label of lines": lambda size: "[" + "a\n" * (size // 2),
    "narrow rows of a wide table": narrow_rows,
    "a wide table": lambda size: "|a" * (size // 2) + "\n" + "|-" * (size // 2) + "\n|b",
    "a cell of marks": lambda size: "|a|\n|-|\n|" + "*a" * (size // 2),
    "a delimiter row of spaces": lambda size: "a|b\n|-" + " " * 10 * size + "x",
    "delimiter rows of spaces": lambda size: "a|b\n" + "-   |" * size + "x",
    "a label of spaces": lambda size: "Phase" + " " * 10 * size + "x",
    "labels of spaces": lambda size: ("P" + " " * 300 + "\n") * (size // 300),
    "a value of spaces": lambda size: "Phase: **a**" + " " * 10 * size + "x",
    "a value of values": lambda size: "Phase: " + "**a** " * (size // 2),
    "an include of spaces": lambda size: ("[!include" + " " * 1_000 + "[a](b)") * (size // 1_015),
    "headings that look numbered": lambda size: "".join(f"# a\n# a-{number}\n" for number in range(size // 12)),
    "suppressions": lambda size: "<!-- playbook-lint-disable a -->\n\n" * (size // 34),
    "a spaced line in the metadata": lambda size: "---\na: b" + " " * size + "# c\n---\n",
    "comments in the metadata": lambda size: "---\n" + "# playbook-lint-x\n" * (size // 18) + "---\n",
    "texts in the metadata": lambda size: "---\na: [" + "'# playbook-lint-x'," * (size // 20) + "]\n---\n",
    "a comment and flow sequences": lambda size: "---\n# playbook-lint-x\na: " + "[" * size + "\n---\n",
    "a comment and sequences": lambda size: "---\n# playbook-lint-x\n" + "- " * (size // 2) + "\n---\n",
    "keys": many_keys,
    "keys again": lambda size: "---\n" + "a: b\n" * (size // 5) + "---\n",
    "metadata that does not end": lambda size: "---\n" + "a: b\n" * (size // 5),
    "fences that are none": lambda size: "---\n" + ("---" + " " * 1_000 + "x\n") * (size // 1_005),
    "flow sequences": lambda size: "---\na: " + "[" * size + "\n---\n",
    "sequences": lambda size: "---\n" + "- " * (size // 2) + "\n---\n",
    "mappings": lambda size: "---\n" + "? " * (size // 2) + "\n---\n",
    "a number": lambda size: "---\na: 1" + ":1" * (size // 2) + "\n---\n",
    "a value of which there are many": lambda size: f"---\na: &a '{'x' * size}'\nb: [{'*a,' * 4_900}]\n---\n",
}


def read_all(text: str) -> Page:
    """Read a page and all its facts."""
    found = page(text)
    for name in FACTS:
        getattr(found, name)
    Silencer(suppressions(found.comments))
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_of_nothing_but(shape: str) -> None:
    text = SHAPES[shape](SIZE)
    begun = time.process_time()
    found = read_all(text)
    assert time.process_time() - begun < SECONDS
    assert found.source.text == text


@pytest.mark.parametrize("unit", ["a\u200e", "\u05d0\u200f", "\u200d", "\u200f\n", "\u202e\u200b"])
def test_characters_that_nobody_sees(unit: str) -> None:
    text = unit * SIZE
    begun = time.process_time()
    assert all(start < end for start, end in invisible.find(text))
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "- " * 10_000,
        "1. " * 10_000,
        ">" * 10_000,
        "> - " * 5_000,
        nested_items(1_000_000),
        "> " * 10_000 + "[" * 10_000,
        "![" * 61 + "a" + "](b)" * 61,
        "[a " * 61,
        "[" * 10_000,
    ],
)
def test_nesting_is_told(text: str) -> None:
    found = read_all(text + "a\n")
    assert found.too_deep is not None
    assert found.source.lines.line(found.too_deep.start) < 60


def test_nesting_up_to_the_limit() -> None:
    text = "> " * 59 + "a\n\n" + "- " * 29 + "a\n\n" + "![" * 60 + "a" + "](b)" * 60 + "\n"
    found = read_all(text)
    assert found.too_deep is None
    assert len(found.links) == 60


@pytest.mark.parametrize("paragraph", [">" * 50 + " a\n\n", "[" * 50 + "]" * 50 + "\n\n"])
def test_a_little_nesting_is_too_deep_where_there_is_much_of_it(paragraph: str) -> None:
    assert read_all(paragraph * 20).too_deep is None
    assert read_all(paragraph * 500).too_deep is not None


def test_a_page_goes_on_after_what_is_nested_too_deep() -> None:
    found = read_all(f"{'> ' * 200}a\n\n# Title\n\n[a](b)\n")
    assert found.too_deep
    assert [heading.text for heading in found.headings] == ["Title"]
    assert [link.destination for link in found.links] == ["b"]


def test_a_row_costs_no_more_than_the_cells_it_has() -> None:
    found = read_all(narrow_rows(SIZE))
    assert sum(block.kind == "cell" for block in found.blocks) == 250 * len(found.tables)
