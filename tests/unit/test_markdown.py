"""Blocks and inlines stand where their spans say: over the CommonMark specification, the corpus and generated text."""

from __future__ import annotations

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.token import Token

from corpus import corpus_pages, spec_examples
from playbook_lint import markdown
from playbook_lint.facts import Block, Inline
from playbook_lint.markdown.inline_parser import html_inline
from playbook_lint.source import SourceText, Span

WRAPPERS = {
    "as it is": lambda text: text,
    "in a list": lambda text: "- " + text.replace("\n", "\n  "),
    "in a quote": lambda text: "> " + text.replace("\n", "\n> "),
    "in a quote in a list": lambda text: "1. > " + text.replace("\n", "\n   > "),
    "with CRLF": lambda text: text.replace("\n", "\r\n"),
    "with CR": lambda text: text.replace("\n", "\r"),
}
BLOCK_KINDS = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
    "code_block": "code",
    "fence": "fence",
    "html_block": "html",
    "hr": "rule",
}
MARKUP = st.text(alphabet=st.sampled_from("ab é漢\u00a0*_`~[](){}<>!&;#|\\-+1.:\"'/\t\r\n \n \x00\u200b"), max_size=60)
MARKS = [
    "**", "**", "*", "_", "~~", "`", "[", "]", "(", ")", "![", "](b)", "[a](b)", '[a](b "c")', "**a**", "**a:**", "_a_",
    "**a**.", "**a.**,", "a", ".", ":", ")", "é", "漢", " ", " ", "  \n", "\u00a0", "\x1c", "\n", "\\", "|", "<", "&",
    "& ", "!", "[^1]", "*a*", "`a`", "`a *b`", "![a](b)", '![a](b "c")', "[a](b?c=d&e)", "[!NOTE]", "[a]", "\\*",
    "\\\n", "<https://a.b>", "<br>", "</a>", "<a b>", "a_b", "~", "&amp;", "a",
]  # fmt: skip
BEGINNINGS = [
    "- ", "* ", "1. ", "10. ", "> ", "# ", "    ", " ", "\t", "\u00a0", "a", "a ##", "#", "---", "===", "=", "-",
    "* * *", "| a |", "|---|", "a|b", "-|-", "```", "~~~", "<div>", "<!-- a", "-->", "[a]: b", "[a", "[a](b)", "**a**",
]  # fmt: skip
# What looks like plain links and strong texts, and lines that begin, go on or end blocks, one in the other.
LINE = st.lists(st.sampled_from(MARKS), max_size=12).map("".join)
LINES = st.lists(st.lists(st.sampled_from(BEGINNINGS), max_size=4).map("".join), max_size=8).map("\n".join)


def stock() -> MarkdownIt:
    """markdown-it-py as it comes, in our dialect."""
    md = MarkdownIt("commonmark", {"maxNesting": markdown.MAX_NESTING}).enable(["table", "strikethrough"])
    md.normalizeLink = md.normalizeLinkText = str
    md.validateLink = lambda url: True
    # CommonMark 0.31 ends a comment at the first `-->`, and markdown-it does not yet.
    md.inline.ruler.at("html_inline", html_inline)
    return md


def check(text: str) -> None:
    """Assert every property of the spans of `text`."""
    source = SourceText(text)
    parsed = markdown.parse(source)
    for block in parsed.blocks:
        check_block(source, block)
        position = block.span.start
        for inline in block.inlines:
            assert position <= inline.span.start <= inline.span.end <= block.span.end
            assert inline.span.start <= inline.inner.start <= inline.inner.end <= inline.span.end
            check_inline(source, inline)
            position = inline.span.start
    assert seen_by_us(parsed.blocks) == seen_by_stock(stock().parse(text))


def check_block(source: SourceText, block: Block) -> None:
    raw = source.slice(block.span)
    lines = source.lines
    assert lines.line(block.span.start) == block.lines[0]
    assert lines.line(block.span.end) == block.lines[1]
    assert not raw or raw == raw.rstrip(" \t\r\n")
    if block.parent:
        assert block.parent.span.start <= block.span.start
        assert block.span.end <= block.parent.span.end
    if block.kind == "paragraph":
        assert_lines(raw, block.content)
    elif block.kind == "heading":
        if first := re.match(r"#{1,6}(?=[ \t\r\n]|\Z)", raw):
            raw = source.text[block.span.start + first.end() : lines.line_span(block.lines[0]).end]
            raw = re.sub(r"[ \t]+#+[ \t]*$", "", raw)
        assert_lines(raw, block.content)
    elif block.kind == "cell":
        assert raw.replace("\\|", "|").replace("\x00", "\ufffd") == block.content
    elif block.kind == "quote":
        assert raw.startswith(">")
    elif block.kind == "item":
        assert re.match(r"[-+*]|\d+[.)]", raw)
    elif block.kind == "fence":
        assert raw.startswith(("```", "~~~"))
    elif block.kind == "html":
        assert raw.startswith("<")
    elif block.kind == "definition":
        assert raw.startswith("[")


def assert_lines(raw: str, content: str) -> None:
    """Each line of what the parser saw is a line of the raw text without its container's prefix."""
    raw_lines = re.split(r"\r\n|\n|\r", raw.replace("\x00", "\ufffd"))
    seen = content.split("\n")
    if content:
        while len(raw_lines) > 1 and not raw_lines[0].rstrip(MD_TRIM_CHARS).endswith(seen[0].strip(MD_TRIM_CHARS)):
            raw_lines.pop(0)  # trimmed away, as by the parser
        assert len(raw_lines) >= len(seen)
        for raw_line, line in zip(raw_lines, seen, strict=False):
            assert raw_line.rstrip(MD_TRIM_CHARS).endswith(line.strip(MD_TRIM_CHARS))


def check_inline(source: SourceText, inline: Inline) -> None:
    raw = source.slice(inline.span).replace("\x00", "\ufffd")
    inner = source.slice(inline.inner)
    if inline.kind == "text":
        assert raw.replace("\\|", "|") == inline.content
    elif inline.kind == "escape":
        assert inline.content in (raw[-1:], raw, html.unescape(raw)) or raw.startswith("&#")
    elif inline.kind in ("softbreak", "hardbreak"):
        assert re.search(r"[\r\n]", raw)
    elif inline.kind == "code":
        ticks = re.match("`+", raw)[0]
        assert raw.endswith(ticks)
    elif inline.kind == "html":
        assert_lines(raw, inline.content)
    elif inline.kind in ("strong", "strikethrough"):
        marks = ("**", "__") if inline.kind == "strong" else ("~~",)
        assert raw in {f"{mark}{inner}{mark}".replace("\x00", "\ufffd") for mark in marks}
    elif inline.kind == "emphasis":
        assert raw[0] == raw[-1]
        assert raw[0] in "*_"
        assert raw[1:-1] == inner.replace("\x00", "\ufffd")
    elif inline.kind == "autolink":
        assert raw == f"<{inner}>".replace("\x00", "\ufffd")
    elif inline.kind in ("link", "image"):
        check_link(source, inline)


def check_link(source: SourceText, inline: Inline) -> None:
    raw, label = (source.slice(span).replace("\x00", "\ufffd") for span in (inline.span, inline.inner))
    assert raw.startswith(f"{'[' if inline.kind == 'link' else '!['}{label}]")
    if inline.destination_span:
        check_destination(source, inline.destination_span, inline.destination)
    if inline.title_span:
        check_destination(source, inline.title_span, inline.title)


def check_destination(source: SourceText, span: Span, value: str) -> None:
    raw = source.slice(span).replace("\x00", "\ufffd")
    if not re.search(r"[\\&\r\n]", raw):
        assert raw == value


def seen_by_us(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    seen: list[tuple[str, str]] = []
    for block in blocks:
        if block.kind in BLOCK_KINDS.values():
            seen.append((block.kind, block.content))
        if block.kind in ("paragraph", "heading"):
            seen.append((block.kind, block.content))
            for inline in block.inlines:
                if inline.kind in ("text", "escape"):
                    add_text(seen, inline.content)
                else:
                    seen.append((inline.kind, "" if inline.kind in ("image", "autolink", "link") else leaf(inline)))
    return seen


def leaf(inline: Inline) -> str:
    return inline.content if inline.kind in ("code", "html") else ""


def seen_by_stock(tokens: list[Token]) -> list[tuple[str, str]]:
    seen: list[tuple[str, str]] = []
    for before, token in pairwise([Token("begin", "", 0), *tokens]):
        if token.type in BLOCK_KINDS:
            seen.append((BLOCK_KINDS[token.type], token.content))
        if token.type == "inline" and before.type in ("paragraph_open", "heading_open"):
            seen.append((before.type.removesuffix("_open"), token.content))
            add_stock(seen, token.children or [])
    return seen


def add_stock(seen: list[tuple[str, str]], tokens: list[Token]) -> None:
    kinds = {"em_open": "emphasis", "strong_open": "strong", "s_open": "strikethrough", "code_inline": "code"}
    kinds |= {"html_inline": "html", "softbreak": "softbreak", "hardbreak": "hardbreak", "image": "image"}
    for token in tokens:
        if token.type in ("text", "text_special"):
            add_text(seen, token.content)
        elif token.type == "link_open":
            seen.append(("autolink" if token.info == "auto" else "link", ""))
        elif token.type in kinds:
            seen.append((kinds[token.type], token.content if token.type in ("code_inline", "html_inline") else ""))
            if token.type == "image":
                add_stock(seen, token.children or [])


def add_text(seen: list[tuple[str, str]], text: str) -> None:
    if seen and seen[-1][0] == "text":
        seen[-1] = ("text", seen[-1][1] + text)
    elif text:
        seen.append(("text", text))


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_every_example_of_the_specification(wrapper: str) -> None:
    examples = spec_examples()
    assert len(examples) > 600
    for example in examples:
        check(WRAPPERS[wrapper](example))


@pytest.mark.skipif(not corpus_pages(), reason="the real corpus is not beside this checkout")
def test_every_page_of_the_corpus() -> None:
    for path in corpus_pages():
        check(SourceText.from_bytes(path.read_bytes()).text)


@given(MARKUP)
def test_any_text(text: str) -> None:
    check(text)


@given(LINE)
def test_any_line_of_marks(text: str) -> None:
    check(text)


@given(LINE)
def test_any_line_with_brackets_that_refer(text: str) -> None:
    check(f"{text}\n\n[a]: b\n[!note]: c\n")


@given(LINES)
def test_any_lines_that_begin_blocks(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "**a** ***b** c*", "**a**b **c**", "a**b** c", "** a** b", "**a **b**", "*a **b** c*", "**a** **b**", "** **",
        "**a\u00a0** b**", "**a**\u2003b", "**a:**b **c:** d", "_**a**_", "~~**a**~~", "`**a**`", "[**a**](b)",
        "[a](b)[c](d)", "[a [b](c) d](e)", "![a [b](c)](d)", "[a](b(c)d)", "[a](b 'c')", "[a](<b>)", "[a]()", "[a] (b)",
        "[a](b", "\\[a](b)", "!\\[a](b)", "[a](b)](c)", "[[a](b)](c)", "[a](b)\n[c](d)", "**[a](b)**", "[a]\n(b)",
        "**a**, b", "**a.**, b", "**a**.b**", "(**a**)", "x**a**.", "**a**: *b **c**, d*", "**a**,**b**", "**a**;** b",
        "a & b", "a &amp; b", "a &", "& a", "a & \nb", "a &\nb", "a & & b", "a  \nb", "a \n b", "[a](b)  \nc",
        "[a ](b)\nc", "a\u00a0\nb", "a\t\nb", "a \t \nb", "**a**\n\u00a0b", "a\n\t[b](c)\nd", "*a*", "*a* *b*",
        "**a)**: b", "*a *b* c*", "**a & b**", "*a*b", "`a`", "`a``b`", "` a `", "`a `", "a `b *c` d*", "\\`a`",
        "`a\nb`", "[!NOTE]\na", "[!TIP][a](b)", "[a][b](c)", "[a]: b", "[[a]]", "![a]", "![a](b)", '![a](b "c")',
        '[a](b "c\\"d")', '[a](b "&amp;")', "[a](b&c)", "[a](b&amp;c)", "[a](b&#1;)", "<https://a.b/c>", "<a:b>",
        "<ab:>", "<ab:c d>", "<br>", "<br />", "</br>", "</br />", "a < b", "a <b", "1<2", "a~b", "~a~~b", "~~~a",
        "a_b_c", "_a_b", "a__b", "a_\u00e9", "\\*a*", "\\a", "a\\\n b", "a  \\\nb", "&#65;", "&x", "&\u017fect;",
        "a!b", "!", "a!\nb",
    ],
)  # fmt: skip
def test_what_looks_plain(text: str) -> None:
    check(text)
    check(f"| {text} |\n|---|\n")


@pytest.mark.parametrize(
    "text",
    [
        "- a | b\n--|--\n", "    a|b\n-|-\n", "a\n    -\n-\n", "> a\n-\n", "> a\n=\n", "- a\n=\n", "a\n> -\n",
        "a\n===x\n", "a\n\u00a0\n=\n", "\u00a0\na\n-\n", "# a #\u00a0\n", "# #\n", "## \t#\n", "#\ta\n", "- #\n  a\n",
        "> - a\nb\n  =\n", "-\t- a\n", " \ta\n", "a\n \t", "[a]: b\n===\n",
        "[a\n> b]: c\n", "[a\\]: b\n", "[a]: b\n  'c\n\nd'\n",
    ],
)  # fmt: skip
def test_what_begins_and_ends_blocks(text: str) -> None:
    for wrap in WRAPPERS.values():
        check(wrap(text))


def test_the_text_of_a_cell_begins_at_its_escaped_pipe() -> None:
    source = SourceText("| \\|a |\n|---|\n| b\\|c |\n")
    cells = [block for block in markdown.parse(source).blocks if block.kind == "cell"]
    assert [cell.content for cell in cells] == ["|a", "b|c"]
    assert [source.slice(cell.inlines[0].span) for cell in cells] == ["|a", "b\\|c"]


@given(st.lists(MARKUP.map(lambda text: re.sub(r"[\r\n]", " ", text)), min_size=1, max_size=4))
def test_any_table(cells: list[str]) -> None:
    check(f"| {' | '.join(cells)} |\n|{'---|' * len(cells)}\n| {' | '.join(reversed(cells))} |\n")


@pytest.mark.parametrize("text", ["~~a~~~", "x ~~~b~~~ y", "~~a ~~b~~~~~ c", "**~~a~~~**", "~~[a~~~](b)~~"])
def test_the_odd_tilde_stands_outside(text: str) -> None:
    check(text)
    source = SourceText(text)
    struck = [inline for inline in markdown.parse(source).blocks[0].inlines if inline.kind == "strikethrough"]
    assert struck
    assert all(source.slice(inline.span) == f"~~{source.slice(inline.inner)}~~" for inline in struck)
