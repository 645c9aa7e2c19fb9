"""The facts of a page: headings and anchors, links, alerts, HTML, comments and definitions."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given

from nasty import PAGES, page
from playbook_lint.facts import Definition
from playbook_lint.page import Page, slug
from playbook_lint.source import Span
from playbook_lint.suppressions import suppressions

FACTS = (
    "first_line", "title", "headings", "conflicts", "anchors", "label_blocks", "tables", "broken_tables", "links",
    "alerts", "html_tags", "comments",
)  # fmt: skip


def anchors_of(text: str) -> list[str]:
    return [heading.anchor for heading in page(text).headings]


def links_of(text: str) -> list[tuple[str, str, str, str]]:
    """Kind, text, destination, and what stands where the destination is said to be."""
    found = page(text)
    return [
        (link.kind, link.text, link.destination, found.source.slice(link.destination_span or Span(0, 0)))
        for link in found.links
    ]


@given(PAGES)
def test_no_text_makes_any_fact_fail(text: str) -> None:
    found = page(text)
    for name in FACTS:
        getattr(found, name)
    suppressions(found.comments)
    spans = [
        *(span for heading in found.headings for span in (heading.span, heading.text_span)),
        *(span for link in found.links for span in (link.span, link.text_span, link.destination_span or Span(0, 0))),
        *(alert.span for alert in found.alerts),
        *(tag.span for tag in found.html_tags),
        *(comment.span for comment in found.comments),
        *(definition.span for definition in found.definitions),
    ]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text)
    check(found)


def check(found: Page) -> None:
    """Assert that what stands at the span of a fact is that fact."""
    source = found.source
    for one, other in pairwise(found.headings):
        assert one.span.start < other.span.start
        assert len({heading.anchor for heading in found.headings}) == len(found.headings)
    for heading in found.headings:
        assert heading.span.start <= heading.text_span.start <= heading.text_span.end <= heading.span.end
    for alert in found.alerts:
        assert source.slice(alert.span) == f"[!{alert.name}]".replace("\ufffd", "\0") or "\0" in source.text
    for tag in found.html_tags:
        assert source.slice(tag.span).lower().startswith(f"</{tag.name}" if tag.closing else f"<{tag.name}")
        assert source.slice(tag.span).endswith(">")
    for comment in found.comments:
        raw = source.slice(comment.span)
        assert comment.text in raw
        assert raw.startswith("#") or (raw.startswith("<!--") and raw.endswith("-->"))
        assert comment.lines[0] == source.lines.line(comment.span.start)


class TestHeadings:
    def test_text_and_places(self) -> None:
        found = page("# One **two** `three` &amp; \\* ##\n\nFour\nfive\n====\n\n> - ### Six\n")
        assert [(heading.level, heading.text) for heading in found.headings] == [
            (1, "One two three & *"),
            (1, "Four five"),
            (3, "Six"),
        ]
        texts = [found.source.slice(heading.text_span) for heading in found.headings]
        assert texts == ["One **two** `three` &amp; \\*", "Four\nfive", "Six"]
        assert [heading.in_list for heading in found.headings] == [False, False, True]

    def test_an_empty_heading(self) -> None:
        (heading,) = page("##\n").headings
        assert (heading.text, heading.anchor, heading.text_span) == ("", "", Span(2, 2))

    def test_the_title_is_the_first_h1_outside_lists(self) -> None:
        found = page("## A\n\n- # B\n\n# C\n\n# D\n")
        assert found.title is found.headings[2]
        assert page("## A\n").title is None

    def test_the_lines_between_conflict_marks_make_no_heading(self) -> None:
        text = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n\nReal\n====\n"
        assert [heading.text for heading in page(text).headings] == ["Real"]
        assert [heading.text for heading in page(text * 2).headings] == ["Real", "Real"]

    def test_where_the_markdown_begins(self) -> None:
        found = page("---\ntitle: A\n---\n\n\n# A b\ntext")
        assert found.source.slice(found.first_line) == "# A b"
        assert page("---\ntitle: A\n---\n").first_line == Span(17, 17)


class TestAnchors:
    @pytest.mark.parametrize(
        ("text", "anchor"),
        [
            ("bravoCharlieDelta", "bravocharliedelta"),
            ("__proto__", "__proto__"),
            ("heading with a - dash", "heading-with-a---dash"),
            ("heading with an _ underscore", "heading-with-an-_-underscore"),
            ("heading with a period.txt", "heading-with-a-periodtxt"),
            (
                "exchange.bind_headers(exchange, routing [, bindCallback])",
                "exchangebind_headersexchange-routing--bindcallback",
            ),
            (" ", "-"),
            (" a ", "-a-"),
            ("apostrophe’s should be trimmed", "apostrophes-should-be-trimmed"),
            ("I ♥ unicode", "i--unicode"),
            ("en–dash", "endash"),
            ("😄-😄 unicode emoji", "--unicode-emoji"),
            ("😄_😄 unicode emoji", "_-unicode-emoji"),
            (":ok_hand: Single", "ok_hand-single"),
            ("Профили пользователей", "профили-пользователей"),
            ("Привет non-latin 你好", "привет-non-latin-你好"),
            ("Überprüfung: Größe & Maß", "überprüfung-größe--maß"),
            ("e\u0301te\u0301", "e\u0301te\u0301"),
            ("a‿b＿c", "a‿b＿c"),
            ("٣ Ⅳ", "٣-ⅳ"),
            ("x² ½ ③", "x--"),
            ("a\u00a0b\tc\u200bd", "abcd"),
        ],
    )
    def test_examples_of_github_slugger(self, text: str, anchor: str) -> None:
        assert slug(text) == anchor

    def test_repeated_headings_are_numbered(self) -> None:
        text = "# echo\n\n# echo\n\n# echo 1\n\n# echo-1\n\n# echo\n\n# foxtrot-1\n\n# foxtrot\n\n# foxtrot\n"
        assert anchors_of(text) == [
            "echo",
            "echo-1",
            "echo-1-1",
            "echo-1-2",
            "echo-2",
            "foxtrot-1",
            "foxtrot",
            "foxtrot-2",
        ]

    def test_markup_and_images_leave_no_trace(self) -> None:
        assert anchors_of("# **Bold** `code` [link](x) ![picture](y)<br>&amp;\n") == ["bold-code-link-"]

    def test_ids_and_names_count_too(self) -> None:
        found = page('# A\n\n<a name="b"></a> <span id=c name="d"> <!-- <a id="e"> -->\n\n<div ID=\'f\'>\n')
        assert found.anchors == {"a", "b", "c", "f"}

    @pytest.mark.parametrize(
        ("heading", "anchor", "own"),
        [
            ("# A b {#c}", "a-b-c", "c"),
            ("# A {#my_own_c}", "a-my_own_c", "my_own_c"),
            ("## A {#c} ##", "a-c", "c"),
            ("# A {: #c .wide}", "a--c-wide", "c"),
            ("# A {.wide #c data-x='y'}", "a-wide-c-data-xy", "c"),
            ("A {#計画}\n===", "a-計画", "計画"),
            ("> - # *A* {#c.d:e}", "a-cde", "c.d:e"),
        ],
    )
    def test_a_heading_may_name_another(self, heading: str, anchor: str, own: str) -> None:
        found = page(heading)
        assert [heading.anchor for heading in found.headings] == [anchor]
        assert found.anchors == {anchor, own}

    @pytest.mark.parametrize(
        "text", ["# A {b}\n", "# A {#}\n", "# A {x#b}\n", "# A {#b c\n}", "{{#b}}{##b}\n", "---\na: '{#b}'\n---\n"]
    )
    def test_what_names_none(self, text: str) -> None:
        """Sites differ in whether such braces are a part of the heading."""
        found = page(text)
        assert found.anchors <= {"a", *(heading.anchor for heading in found.headings)}

    @pytest.mark.parametrize(
        ("text", "anchors"),
        [
            ("## Plan {.wide}", {"plan-wide", "plan"}),
            ("## `Plan B` {: .wide lang=en}", {"plan-b--wide-langen", "plan-b"}),
            ('## Plan <a id="old"></a>', {"plan-", "plan", "old"}),
        ],
    )
    def test_what_some_sites_leave_out(self, text: str, anchors: set[str]) -> None:
        assert page(text).anchors == anchors

    def test_other_text_may_name_one_too(self) -> None:
        assert page("- *A*{ #b }: [c]{.d #e}\n\nText\n{: #f}\n").anchors == {"b", "e", "f"}

    def test_many_braces_take_no_time(self) -> None:
        for text in (
            "{#" * 100_000,
            "{#" + "a" * 200_000,
            "{" + " " * 200_000,
            "{ #a" * 50_000,
            " " * 200_000 + "}",
            "{a}" * 50_000,
        ):
            assert len(page(f"# {text}\n").anchors) <= 2


class TestLinks:
    def test_kinds(self) -> None:
        text = (
            "[one **two**](a.md 'T') ![alt](b.png) <https://example.com/c> [ref][r] [r] "
            "<a href='d.md'>x</a><img src=e.png>\n\n[r]: f.md\n"
        )
        assert links_of(text) == [
            ("inline", "one two", "a.md", "a.md"),
            ("image", "alt", "b.png", "b.png"),
            ("autolink", "https://example.com/c", "https://example.com/c", "https://example.com/c"),
            ("reference", "ref", "f.md", ""),
            ("reference", "r", "f.md", ""),
            ("html", "", "d.md", "d.md"),
            ("html", "", "e.png", "e.png"),
        ]

    def test_includes(self) -> None:
        assert links_of("[!INCLUDE [notice](../includes/n.md)] and [!include[x](y.md)]") == [
            ("include", "notice", "../includes/n.md", "../includes/n.md"),
            ("include", "x", "y.md", "y.md"),
        ]
        assert [kind for kind, *_ in links_of("[!INCLUDES [a](b)] [a](b)")] == ["inline", "inline"]

    def test_a_picture_in_a_link(self) -> None:
        assert links_of("[![alt *a*](b.png) text](c.md)") == [
            ("inline", "alt a text", "c.md", "c.md"),
            ("image", "alt a", "b.png", "b.png"),
        ]

    @pytest.mark.parametrize("wrap", ["{}", "- {}", "> 1. {}", "| a |\n|---|\n| {} |", "# {}", "> a\n> {}"])
    def test_places_in_every_container(self, wrap: str) -> None:
        found = page(wrap.format(r"x [a\|b](<c d>  'e') y"))
        (link,) = found.links
        assert link.destination_span
        assert found.source.slice(link.span) == r"[a\|b](<c d>  'e')"
        assert found.source.slice(link.text_span) == r"a\|b"
        assert found.source.slice(link.destination_span) == "c d"
        assert (link.text, link.destination, link.title) == ("a|b", "c d", "e")

    def test_links_in_comments_and_code_are_none(self) -> None:
        assert (
            links_of("<!-- <a href='x'> [a](b) --> `[a](b)`\n\n    [a](b)\n\n<div><!-- <img src=y> --></div>\n") == []
        )

    def test_definitions(self) -> None:
        found = page("[A b]: <c d>\n  'title'\n[a  B]: e\n\n> [Ä]: f\n")
        first, second, third = (found.source.slice(definition.span) for definition in found.definitions)
        assert (first, second, third) == ("[A b]: <c d>\n  'title'", "[a  B]: e", "[Ä]: f")
        assert found.definitions[:2] == (
            Definition("A b", "c d", "title", Span(0, 22), Span(8, 11), duplicate=False),
            Definition("a  B", "e", "", Span(23, 32), Span(31, 32), duplicate=True),
        )


class TestAlerts:
    @pytest.mark.parametrize("name", ["NOTE", "HINWEIS", "Wichtig", "重要"])
    def test_the_word_as_written(self, name: str) -> None:
        found = page(f"Text\n\n> [!{name}]\n> Text\n")
        (alert,) = found.alerts
        assert alert.name == name
        assert found.source.slice(alert.span) == f"[!{name}]"

    def test_the_marker_may_follow_blank_space(self) -> None:
        found = page("> \u00a0\n> [!NOTE]\n> Text\n")
        assert [found.source.slice(alert.span) for alert in found.alerts] == ["[!NOTE]"]

    @pytest.mark.parametrize("text", ["[!NOTE]", "> Text\n> [!NOTE]", "> [!NOTE](x)", "> [!TWO WORDS]", "> `[!NOTE]`"])
    def test_what_is_none(self, text: str) -> None:
        assert page(text).alerts == ()


class TestHtml:
    def test_tags(self) -> None:
        found = page("a <BR/> b\n\n| <br> |\n|---|\n\n<div class='x' hidden\n data-y=z>\n</div >\n<!--<b>--><i>\n")
        assert [(tag.name, tag.closing, tag.in_table) for tag in found.html_tags] == [
            ("br", False, False),
            ("br", False, True),
            ("div", False, False),
            ("div", True, False),
            ("i", False, False),
        ]
        assert found.html_tags[2].attributes == (("class", "x"), ("data-y", "z"))
        assert found.source.slice(found.html_tags[2].span) == "<div class='x' hidden\n data-y=z>"

    def test_what_an_open_comment_hides(self) -> None:
        assert [tag.name for tag in page("<div>\n<!-- <b>\n<i>\n").html_tags] == ["div"]

    def test_comments(self) -> None:
        found = page("a <!-- one --> b <!----> <!--> <!---> <!-- - -- --->\n\n<!-- two\nlines -->\n\n`<!-- code -->`\n")
        assert [comment.text for comment in found.comments] == ["one", "", "", "", "- -- -", "two\nlines"]
        assert found.comments[-1].lines == (3, 4)

    def test_an_empty_comment_in_a_block_ends_at_once(self) -> None:
        found = page("<!--> <b> <!-- one -->\n")
        assert [comment.text for comment in found.comments] == ["", "one"]
        assert [tag.name for tag in found.html_tags] == ["b"]

    def test_comments_of_the_metadata_come_first(self) -> None:
        found = page("---\n# playbook-lint-disable x\na: b\n---\n<!-- c -->\n")
        assert [comment.text for comment in found.comments] == ["playbook-lint-disable x", "c"]


def test_brackets_and_quotes_without_measure_are_told() -> None:
    assert page("> > a\n\n- - b\n\n[[[c]]]\n").too_deep is None
    for text in (">" * 100 + "a", "- " * 100 + "a", "text\n\n" + "[" * 200_000 + "]"):
        found = page(text)
        assert found.too_deep is not None
        assert re.match(r">|- |\[", found.source.slice(found.too_deep))
