"""Segments are a partition of their page, and a message's own text makes what stands there, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import corpus_pages, spec_examples
from playbook_lint.l10n.compile import draft
from playbook_lint.l10n.documents import page_document
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.rendering import rendered
from playbook_lint.l10n.segmenting import Reading, page_segments
from playbook_lint.l10n.segments import MessageSegment, Segments
from playbook_lint.page import Page
from playbook_lint.schema.terms import Terms, Vocabulary
from playbook_lint.source import SourceText

KEYS = ("title", "description")
TERMS = Terms(Vocabulary())
WRAPPERS = {
    "as it is": lambda text: text,
    "in a list": lambda text: "- " + text.replace("\n", "\n  "),
    "in a quote": lambda text: "> " + text.replace("\n", "\n> "),
    "in a quote in a list": lambda text: "1. > " + text.replace("\n", "\n   > "),
    "with CRLF": lambda text: text.replace("\n", "\r\n"),
    "with CR": lambda text: text.replace("\n", "\r"),
    "after metadata": lambda text: f"---\ntitle: It's a \"plan\"  \ndescription: 'that''s'\n---  \n{text}",
}
MARKUP = st.text(alphabet=st.sampled_from("ab é漢\u00a0*_`~[](){}<>!&;#|\\-+1.:\"'/\t\r\n \n \u200b"), max_size=60)


def segmented(text: str) -> tuple[Page, Segments]:
    page = Page.parse(SourceText(text))
    return page, page_segments(page, Reading((), (), (), KEYS))


def messages(text: str) -> list[str]:
    return [segment.text for segment in segmented(text)[1].messages]


def check(text: str) -> None:
    """Assert that the segments of `text` are all of it, and that messages translated by themselves change nothing."""
    page, segments = segmented(text)
    source = page.source
    assert "".join(source.slice(segment.span) for segment in segments.all) == text
    written = (
        rendered(segment, segment.text, source) if isinstance(segment, MessageSegment) else source.slice(segment.span)
        for segment in segments.all
    )
    assert "".join(written) == text
    made = draft(page_document(page, segments), lambda segment: Entry(segment.text, segment.text), TERMS)
    assert (made.text, made.refused) == (text, ())


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_identity_over_every_example_of_the_specification(wrapper: str) -> None:
    for example in spec_examples():
        check(WRAPPERS[wrapper](example))


@given(MARKUP)
def test_identity_over_generated_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_identity_over_real_pages(ending: str) -> None:
    for path in corpus_pages():
        text = SourceText.from_bytes(path.read_bytes()).text
        check(text.replace("\r\n", "\n").replace("\n", ending))


class TestMessages:
    """What is a message, and how it reads."""

    def test_soft_break_is_a_space_and_hard_break_a_line_feed(self) -> None:
        assert messages("one\n  two  \nthree\\\nfour<br>\nfive\n") == ["one two\nthree\nfour<br> five"]

    def test_prefixes_of_containers_are_left_out(self) -> None:
        assert messages("> - [ ] one\n>   two\n>\n> 3) three\n") == ["one two", "three"]

    def test_heading(self) -> None:
        assert messages("## A *b* ##\n\nC\nd\n===\n") == ["A *b*", "C d"]

    def test_table(self) -> None:
        assert messages("| A | |\n| - | - |\n| `x` \\| y | 12 |\n") == ["A", "`x` | y"]

    def test_metadata(self) -> None:
        text = "---\ntitle: 'It''s'  # comment\nms.topic: article\ndescription: >\n  A plan\n  for all\n---\n"
        assert messages(text) == ["It's", "A plan for all\n"]

    def test_alert(self) -> None:
        assert messages("> [!NOTE]\n> Text\n\n> [!TIP] Same line\n") == ["Text", "Same line"]

    def test_html(self) -> None:
        assert messages('<div class="x">\n  <p>One <b>two</b></p>\n  <img alt="Three" src="a.png">\n</div>\n') == [
            "One <b>two</b>",
            '<img alt="Three" src="a.png">',
        ]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("!!! note\n    Take\n    care.", ["Take care."]),
            ('??? tip "Keys"\n    Keep them.', ['??? tip "Keys"', "Keep them."]),
            ('=== "Linux"\n    Run it.', ['=== "Linux"', "Run it."]),
            ("{{< note >}}\nTake care of {{ name }}.\n{{< /note >}}", ["Take care of {{ name }}."]),
            (
                '{{< figure src="a.png" caption="A van" >}}\nA van.',
                ['{{< figure src="a.png" caption="A van" >}}', "A van."],
            ),
            ("{% raw %}{% endraw %}\nA van.\n{: .wide #van }", ["A van."]),
            ("Van\n: A car\n  for loads\n: A wagon", ["Van", "A car for loads", "A wagon"]),
            ("The speed\n$$\nv = s / t\n$$\nof a van", ["The speed", "of a van"]),
            ("import Tabs from '@theme/Tabs';\nexport const size = 3", []),
            ("[TOC]\n{/* a comment */}\n[!VIDEO https://example.com]", []),
            ('See the\n{{< term id="van" >}}\nof a fleet.', ['See the {{< term id="van" >}} of a fleet.']),
            (
                "When all is ready, use the\nexport function {of it}.",
                ["When all is ready, use the export function {of it}."],
            ),
            ("!!! Important notice for everybody", ["!!! Important notice for everybody"]),
            ("[^1]: A van.\n[^2]: A car\n  for loads.", ["A van.", "A car for loads."]),
            ("*[PO]: Portable Object\n*[MO]: Machine Object", ["Portable Object", "Machine Object"]),
            ("They import vans from\nother countries: all.", ["They import vans from other countries: all."]),
        ],
    )
    def test_lines_of_the_site(self, text: str, expected: list[str]) -> None:
        assert messages(text) == expected
        check(text)

    def test_definition_with_a_title(self) -> None:
        assert messages('[a]: <b.md> "The plan"\n[c]: d.md\n') == ["The plan"]

    def test_indented_prose(self) -> None:
        assert messages("    This is prose that somebody indented by mistake.\n\ntext\n\n    x = 1;\n") == [
            "This is prose that somebody indented by mistake.",
            "text",
        ]

    @pytest.mark.parametrize(
        "text",
        ["https://example.com/plan", "<https://example.com>", "12.5 %", "10/22/2019", "`code`", "![](a.png)", "---"],
    )
    def test_nothing_to_translate(self, text: str) -> None:
        assert messages(f"{text}\n") == []

    def test_authors_keep_a_range_from_translation(self) -> None:
        text = "One\n\n<!-- playbook-lint: no-translate -->\n\nTwo\n\n<!-- playbook-lint: translate -->\n\nThree\n"
        assert messages(text) == ["One", "Three"]

    def test_so_is_code_of_liquid(self) -> None:
        text = "One\n\n{% highlight ruby %}\n# Two words\nputs 3\n\nputs 4 * 5\n{%- endhighlight -%}\n\nThree\n"
        assert messages(text) == ["One", "Three"]

    def test_what_is_kept_may_stand_in_what_is_kept(self) -> None:
        code = "{% highlight ruby %}\n\nputs 4 * 5\n\n{% endhighlight %}"
        text = f"<!-- playbook-lint: no-translate -->\n\n{code}\n\nOne\n\n<!-- playbook-lint: translate -->\n\nTwo\n"
        assert messages(text) == ["Two"]

    def test_authors_tell_translators(self) -> None:
        _, segments = segmented("One\n\n<!-- translators: A call. -->\n\nCall\n\nTwo\n")
        assert [(segment.text, segment.note) for segment in segments.messages] == [
            ("One", ""),
            ("Call", "A call."),
            ("Two", ""),
        ]

    def test_headings_above(self) -> None:
        _, segments = segmented("# A\n\n## B\n\n### C\n\ntext\n\n## D\n\nmore\n")
        assert [segment.path for segment in segments.messages] == [
            (),
            ("A",),
            ("A", "B"),
            ("A", "B", "C"),
            ("A",),
            ("A", "D"),
        ]


class TestRendering:
    """How a translation is written."""

    @pytest.mark.parametrize(
        ("text", "translation", "expected"),
        [
            ("> ab\n> b\n", "x\ny", "> x  \n> y\n"),
            ("> one two\n> three\n", "eins zwei drei - vier", "> eins\n> zwei\n> drei -\n> vier\n"),
            ("- a  \n  b\n", "x\ny\nz", "- x  \n  y  \n  z\n"),
            ("a\\\nb\r\n", "x\ny", "x\\\ny\r\n"),
            ("a b\n", "1. x", "1\\. x\n"),
            ("a b\n", "# x\n- y\n> z\n===", "\\# x  \n\\- y  \n\\> z  \n\\===\n"),
            ("a b\n", "[x]: y", "\\[x]: y\n"),
            ("aa\nbb\n", "x {{< y z >}} w", "x\n{{< y z >}}\nw\n"),
            ("# a\n", "x\ny", "# x y\n"),
            ("| a |\n|---|\n", "x | y\nz", "| x \\| y<br>z |\n|---|\n"),
            ("---\ntitle: a\n---\n", "x: y # z", '---\ntitle: "x: y # z"\n---\n'),
            ("---\ntitle: 'a'\n---\n", "it's", "---\ntitle: 'it''s'\n---\n"),
            ("---\ntitle: a\n---\n", "No", '---\ntitle: "No"\n---\n'),
            ("---\ntitle: a\n---\n", "Olá, mundo", "---\ntitle: Olá, mundo\n---\n"),
            ('[a]: b "c"\n', 'x "y"', '[a]: b "x \\"y\\""\n'),
        ],
    )
    def test_in_the_style_of_the_page(self, text: str, translation: str, expected: str) -> None:
        page, segments = segmented(text)
        made = draft(page_document(page, segments), lambda segment: Entry(segment.text, translation), TERMS)
        assert (made.text, made.refused) == (expected, ())

    def test_what_would_change_the_structure_is_left_out(self) -> None:
        page, segments = segmented("one\n\ntwo\n\nthree\n")
        targets = {"one": "eins", "two": "<div>\n\n- zwei", "three": "drei"}
        made = draft(page_document(page, segments), lambda segment: Entry(segment.text, targets[segment.text]), TERMS)
        assert made.text == "eins\n\ntwo\n\ndrei\n"
        assert [entry.source for entry in made.refused] == ["two"]

    @pytest.mark.parametrize(
        "target",
        ["A\x1b]0;x\x07", "Hallo <!-- playbook-lint-disable-file labels -->", "<!--playbook-lint: no-translate-->x"],
    )
    def test_what_no_text_needs_is_left_out(self, target: str) -> None:
        page, segments = segmented("---\ntitle: a\n---\n\none\n")
        made = draft(page_document(page, segments), lambda segment: Entry(segment.text, target), TERMS)
        assert made.text == "---\ntitle: a\n---\n\none\n"
        assert [entry.source for entry in made.refused] == ["a", "one"]

    def test_no_line_ends_in_a_backslash(self) -> None:
        page, segments = segmented("one two\nthree\n")
        made = draft(page_document(page, segments), lambda segment: Entry(segment.text, "C:\\ D:\\ E:   F"), TERMS)
        assert made.text == "C:\\ D:\\ E:\nF\n"


def test_a_short_first_line_does_not_make_all_lines_short() -> None:
    page, segments = segmented("Note:\nThe customer has not been asked for the date of the move by anybody yet.\n")
    (message,) = segments.messages
    said = rendered(message, "Nota: Todavía nadie ha preguntado al cliente por la fecha de la mudanza.", page.source)
    assert said == "Nota: Todavía nadie ha preguntado al cliente por la fecha de la mudanza."
