"""Front matter: values where they stand, what is wrong with it, and no text that makes it fail."""

from __future__ import annotations

import textwrap

import frontmatter
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.facts import Metadata, Value, YamlError
from playbook_lint.frontmatter import LIMITS, SpanHandler, read
from playbook_lint.source import SourceText, Span
from playbook_lint.yaml_values import MAX_DEPTH

YAML = st.text(
    alphabet=st.sampled_from("ab:?-#&*!|>%@`'\"{}[],<~=\\.0123_eé😀\ufeff\u2028\x85\x01\t \n \n\r"), max_size=50
)
_PIECES = [
    "a: b", "\n", "key:", " ", "- x", "&a ", "*a", "<<: *a", "{", "}", "[", "]", "!!int ''", "!!bool x", "!!float ''",
    "? ",
    "!!python/object:os.system ", "!!binary x", ": ", "'", '"', "|\n  x\n", ">\n  y\n", "# c", ".inf", ".nan",
    "1:2:3", "0x_",
    "2020-01-01", "---\n", "...\n", "%YAML 1.1\n", "1_0", "1e5", "null", "~", "é😀", "\ufeff", "\t",
]  # fmt: skip
SNIPPETS = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)
WORDS = st.text(alphabet="abcé漢😀-_.", min_size=1, max_size=8).filter(lambda word: word.strip(".-") != "")


def page(yaml_text: str) -> tuple[SourceText, Metadata]:
    source = SourceText(f"---\n{textwrap.dedent(yaml_text)}\n---\n# Title\n")
    return source, read(source)


def values_of(values: tuple[Value, ...]) -> list[Value]:
    return [found for value in values for found in (value, *values_of(value.items), *values_of(value.fields))]


class TestFences:
    @pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("fence", ["---", "---  ", "---\t"])
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_fences_of_real_pages(self, bom: bytes, fence: str, newline: str) -> None:
        text = newline.join([fence, "title: A", fence, "# A", ""])
        source = SourceText.from_bytes(bom + text.encode())
        metadata = read(source)
        assert metadata.data() == {"title": "A"}
        assert source.text[metadata.body :] == f"# A{newline}"
        assert source.slice(metadata.span) == newline.join([fence, "title: A", "---"])

    @pytest.mark.parametrize(
        "text", ["", "# A\n", "\n---\na: b\n---\n", "----\na: b\n----\n", "--- a\n", "---", "---\n\nx"]
    )
    def test_pages_without(self, text: str) -> None:
        metadata = read(SourceText(text))
        assert not metadata.present
        assert (metadata.span, metadata.body, metadata.errors) == (Span(0, 0), 0, ())

    def test_nothing_between_the_fences(self) -> None:
        metadata = read(SourceText("---\n---\n# A"))
        assert metadata.present
        assert metadata.data() == {}
        assert metadata.body == 8

    def test_only_comments_between_the_fences(self) -> None:
        assert page("# required metadata")[1].data() == {}

    def test_a_thematic_break_is_no_front_matter(self) -> None:
        assert not read(SourceText("---\nJust a paragraph.\n")).present

    def test_a_key_after_the_opening_fence_shows_that_the_other_is_missing(self) -> None:
        metadata = read(SourceText("---\ntitle: A\n\n# A\n"))
        assert metadata.errors == (YamlError("unclosed", Span(0, 3), "the closing `---` is missing"),)
        assert metadata.body == 0

    def test_dashes_inside_a_line_do_not_close(self) -> None:
        assert page("a: b --- c\nd: e\n ---x")[1].data()["a"] == "b --- c"


class TestSpans:
    def test_of_keys_and_values(self) -> None:
        source, metadata = page("""\
            # required metadata
            title: Conduct a review   
            ms.date:   10/22/2019  # when
            quoted: "a b"
            empty:
            list: [x, "y z"]
            block:
              - one
              - two
            nested:
              inner: v
            folded: >
              some
              text

            last: end""")  # noqa: W291 - the values of real pages carry trailing spaces
        assert not metadata.errors
        found = {value.key: source.slice(value.span) for value in metadata.values}
        assert found == {
            "title": "Conduct a review",
            "ms.date": "10/22/2019",
            "quoted": '"a b"',
            "empty": "",
            "list": '[x, "y z"]',
            "block": "- one\n  - two",
            "nested": "inner: v",
            "folded": ">\n  some\n  text",
            "last": "end",
        }
        by_key = {value.key: value for value in metadata.values}
        assert [source.slice(item.span) for item in by_key["list"].items] == ["x", '"y z"']
        assert [item.value for item in by_key["block"].items] == ["one", "two"]
        assert by_key["nested"].fields[0].value == "v"
        assert source.slice(by_key["nested"].fields[0].key_span) == "inner"
        assert by_key["folded"].value == "some text\n"

    def test_a_missing_value_stands_after_the_colon(self) -> None:
        source, metadata = page("title:\nother: x")
        assert metadata.values[0].value is None
        assert metadata.values[0].span == Span(10, 10)
        assert source.text[: metadata.values[0].span.start].endswith("title:")

    @given(st.dictionaries(WORDS, WORDS, min_size=1, max_size=5), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
    def test_hold_what_they_say(self, fields: dict[str, str], newline: str, marked: bool) -> None:
        lines = [f"x{key}:  v{value}  # c" for key, value in fields.items()]
        source = SourceText(newline.join(["---", "\ufeff" * marked + lines[0], *lines[1:], "---", "body"]))
        metadata = read(source)
        assert not metadata.errors
        assert [value.key for value in metadata.values] == [f"x{key}" for key in fields]
        assert [source.slice(value.key_span) for value in metadata.values] == [f"x{key}" for key in fields]
        assert [source.slice(value.span) for value in metadata.values] == [f"v{value}" for value in fields.values()]
        assert source.text[metadata.body :] == "body"

    @given(YAML | SNIPPETS)
    def test_no_text_makes_it_fail(self, text: str) -> None:
        source = SourceText(f"---\n{text}\n---\n# A")
        metadata = read(source)
        assert metadata.data().keys() == {value.key for value in metadata.values}
        places = [
            metadata.span,
            *(error.span for error in metadata.errors),
            *(found.span for found in metadata.comments),
        ]
        for value in values_of(metadata.values):
            places += [value.span, value.key_span]
        for place in places:
            assert 0 <= place.start <= place.end <= len(source.text)

    @given(YAML)
    def test_no_beginning_of_a_page_makes_it_fail(self, text: str) -> None:
        for start in ("", "-", "---", "---\n"):
            metadata = read(SourceText(start + text))
            assert 0 <= metadata.body <= len(start + text)


class TestData:
    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("10/22/2019", "10/22/2019"),
            ("2019-10-22", "2019-10-22"),
            ("2019-10-22 10:00:00", "2019-10-22 10:00:00"),
            ("3", 3),
            ("-1.5", -1.5),
            ("true", True),
            ("null", None),
            ("=", "="),
            ("'3'", "3"),
            (".inf", ".inf"),
            (".nan", ".nan"),
            ("!!int ''", ""),
            ("!!bool maybe", "maybe"),
            ("!!binary eA==", "eA=="),
            ("9" * 5_000, "9" * 5_000),
            ("0x" + "f" * 5_000, "0x" + "f" * 5_000),
            ("1" + ":1" * 5_000 + ".5", "1" + ":1" * 5_000 + ".5"),
        ],
    )
    def test_scalars(self, written: str, value: object) -> None:
        metadata = page(f"a: {written}")[1]
        assert metadata.data() == {"a": value}
        assert not metadata.errors

    def test_the_last_of_a_repeated_key_counts_and_each_is_there(self) -> None:
        source, metadata = page("a: 1\nb: 2\na: 3")
        assert metadata.data() == {"a": 3, "b": 2}
        assert [value.key for value in metadata.values] == ["a", "b", "a"]
        (error,) = metadata.errors
        assert (error.kind, error.detail, error.first) == ("duplicate-key", "a", Span(4, 5))
        assert source.lines.line(error.span.start) == 4

    def test_aliases_are_followed(self) -> None:
        assert page("a: &x [1, 2]\nb: *x")[1].data() == {"a": [1, 2], "b": [1, 2]}

    def test_merge_keys_are_plain_keys(self) -> None:
        assert page("a: &x {b: 1}\nc:\n  <<: *x")[1].data()["c"] == {"<<": {"b": 1}}

    @pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!set", "!mine", "!<tag:example.com,2020:x>"])
    def test_tags_construct_nothing(self, tag: str) -> None:
        source, metadata = page(f"a: {tag} 'echo'")
        assert metadata.data() == {"a": "echo"}
        (error,) = metadata.errors
        assert (error.kind, source.lines.line(error.span.start)) == ("syntax", 2)
        assert "is not allowed" in error.detail


class TestErrors:
    @pytest.mark.parametrize(
        ("text", "kind", "line", "column"),
        [
            ("a: b: c", "syntax", 2, 5),
            ("a: b\nc", "syntax", 3, 1),
            ("x: 1\na: 'b", "syntax", 3, 4),
            ("a: *b", "syntax", 2, 4),
            ("a:\n\tb: c", "syntax", 3, 1),
            ("é: é\nb: é\x01", "syntax", 3, 5),
            ("a: &x 1\nb: &x 2", "syntax", 3, 4),
            ("[a]: b", "syntax", 2, 1),
            ("- a", "not-object", 1, 1),
            ("just text", "not-object", 1, 1),
        ],
    )
    def test_where_it_is_wrong(self, text: str, kind: str, line: int, column: int) -> None:
        source, metadata = page(text)
        (error,) = metadata.errors
        assert error.kind == kind
        assert error.detail
        assert source.lines.position(error.span.start)[:2] == (line, column)


class TestLimits:
    @pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{? ", "[{a: ", "a: [", "!!seq ["])
    def test_deep_nesting(self, opening: str) -> None:
        (error,) = page(opening * (LIMITS.length // 10))[1].errors
        assert error.kind == "syntax"

    def test_nesting_up_to_the_limit(self) -> None:
        assert page("a: " + "[" * (MAX_DEPTH - 3) + "]" * (MAX_DEPTH - 3))[1].errors == ()
        (error,) = page("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)[1].errors
        assert "nested" in error.detail

    @pytest.mark.parametrize("opening", ["[", "- ", "{a: "])
    def test_two_million_openings(self, opening: str) -> None:
        source, metadata = page(opening * 2_000_000)
        assert "longer" in metadata.errors[0].detail
        assert source.text[metadata.body :] == "# Title\n"
        with pytest.raises(yaml.YAMLError, match="longer"):
            SpanHandler().load(opening * 2_000_000)

    def test_alias_bomb(self) -> None:
        bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 20))
        (error,) = page(bomb)[1].errors
        assert "expands" in error.detail

    @pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a {b: *a}", "a: &a {b: [*a, *a]}", "a: &a [x, [*a], {b: *a}]"])
    def test_an_alias_of_what_it_stands_in(self, text: str) -> None:
        source, metadata = page(f"title: A\n{text}\nb: c")
        (error,) = metadata.errors
        assert error.detail == "an alias in this value refers to the value itself"
        assert source.slice(error.span) == text.removeprefix("a: ")

    def test_aliases_of_a_value_that_is_complete_are_followed(self) -> None:
        _, metadata = page("a: &a [x]\nb: [*a, *a]\nc: {d: *a}")
        assert metadata.data() == {"a": ["x"], "b": [["x"], ["x"]], "c": {"d": ["x"]}}
        assert metadata.errors == ()

    def test_many_keys(self) -> None:
        (error,) = page("".join(f"k{n}: v\n" for n in range(LIMITS.values + 1)))[1].errors
        assert "expands" in error.detail
        (error,) = page("".join(f"k{n}: v\n" for n in range(100_000)))[1].errors
        assert "longer" in error.detail


class TestComments:
    def test_only_those_that_speak_to_the_tool(self) -> None:
        source, metadata = page(
            "# required\na: b  # playbook-lint-disable x -- why\n#playbook-lint-enable\nc: d#playbook-lint-x"
        )
        assert [comment.text for comment in metadata.comments] == [
            "playbook-lint-disable x -- why",
            "playbook-lint-enable",
        ]
        assert [comment.lines for comment in metadata.comments] == [(3, 3), (4, 4)]
        assert source.slice(metadata.comments[0].span) == "# playbook-lint-disable x -- why"

    @pytest.mark.parametrize(
        "text",
        [
            "a: 'b # playbook-lint-disable'",
            "a: 'b\n  # playbook-lint-disable'",
            'a: "b # playbook-lint-disable"',
            "a: ['b # playbook-lint-disable']",
            "a: &x !y 'b # playbook-lint-disable'",
            "'a # playbook-lint-disable': b",
            "a: |\n  b\n  # playbook-lint-disable",
            "a: |\n\n  # playbook-lint-disable\n\n  b\nc: d",
            "a: >-\n  b # playbook-lint-disable",
            "\ufeffa: 'b # playbook-lint-disable'",
            "a: 'b # playbook-lint-disable'\nc: d: e",
        ],
    )
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_none_in_a_value(self, text: str, newline: str) -> None:
        assert read(SourceText(newline.join(["---", *text.split("\n"), "---", ""]))).comments == ()

    @pytest.mark.parametrize(
        "text",
        [
            "a: b # playbook-lint-disable",
            "a: 'b' # playbook-lint-disable",
            "a: | # playbook-lint-disable\n  b",
            "a: |\n  b\n# playbook-lint-disable\nc: d",
            "a: |\n  b\n # playbook-lint-disable\nc: d",
            "a: [b, # playbook-lint-disable\n c]",
            "a: # playbook-lint-disable\n  b",
            "# playbook-lint-disable",
            "\ufeffa: b # playbook-lint-disable",
            "a: b: c # playbook-lint-disable",
            "a: b: c\nd: 'e # playbook-lint-disable'",
            f"a: {'[' * MAX_DEPTH}b # playbook-lint-disable",
        ],
    )
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_after_a_value_or_what_is_no_yaml(self, text: str, newline: str) -> None:
        (comment,) = read(SourceText(newline.join(["---", *text.split("\n"), "---", ""]))).comments
        assert comment.text.startswith("playbook-lint-disable")


class TestPythonFrontmatter:
    def test_the_handler_reads_what_its_own_cannot(self) -> None:
        post = frontmatter.loads(
            "---  \r\ntitle: A   \r\nms.date: 2020-01-02\r\n---  \r\n\r\n# A\r\n", handler=SpanHandler()
        )
        assert post.metadata == {"title": "A", "ms.date": "2020-01-02"}
        assert post.content == "# A"

    @pytest.mark.parametrize("text", ["# A", "", "---\n---\n# A", "---\njust text\n---\n# A", "---\n- a\n---\n# A"])
    def test_pages_without_metadata(self, text: str) -> None:
        assert frontmatter.loads(text, handler=SpanHandler()).metadata == {}

    @given(YAML | SNIPPETS)
    def test_it_reads_or_says_that_it_is_no_yaml(self, text: str) -> None:
        try:
            post = frontmatter.loads(f"---\n{text}\n---\n# A", handler=SpanHandler())
        except yaml.YAMLError:
            assert read(SourceText(f"---\n{text}\n---\n# A".strip())).errors
        else:
            assert isinstance(post.metadata, dict)
