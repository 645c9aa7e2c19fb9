"""Reading tables of contents: values and entries where they stand, and no text that makes it fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.facts import Value
from playbook_lint.file_kinds import kind_of
from playbook_lint.source import SourceText
from playbook_lint.toc import LIMITS, Toc
from playbook_lint.yaml_values import MAX_DEPTH

_PIECES = [
    "- name: a", "\n", "  href: b.md", "  items:", "  - name: c", " ", "- ", "&a ", "*a", "<<: *a", "{", "}", "[", "]",
    "!!int x", "!!python/object:os.system ", ": ", "'", '"', "|\n  x\n", ">-\n  y\n", "# c",
    "# playbook-lint-disable\n",
    "---\n", "...\n", "%YAML 1.1\n", "null", "é😀漢", "\ufeff", "\t", "\r", "\x00", "\x85", "\u2028",
]  # fmt: skip
SNIPPETS = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)
ENTRIES = """\
# The first level
- name: Overview
  href: index.md   # the start
- name: 'Costs: all'
  href: "costs.md"
  items:
    - {name: Prices, href: 'prices.md'}
    - name: >-
        Long
        name
      href: &page long.md
"""
BOMB = "- &a0 {name: x}\n" + "".join(f"- &a{n} {{items: [{f'*a{n - 1},' * 9}]}}\n" for n in range(1, 12))


def of(text: str) -> Toc:
    return Toc.parse(SourceText(text))


def hrefs(toc: Toc) -> list[Value]:
    return [field for entry in toc.entries for field in entry.fields if field.key == "href"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("toc.yml", "toc"),
        ("a/b/TOC.YAML", "toc"),
        ("toc--partner.yml", "toc"),
        ("toc.md", "page"),
        ("a.MD", "page"),
        ("_toc.yml", None),
        ("toc-partner.yml", None),
        ("toc.yml.bak", None),
        ("toc/landing.yml", None),
        ("toc.json", None),
        ("toc.yml\n", None),
    ],
)
def test_what_a_file_is_by_its_name(path: str, kind: str | None) -> None:
    assert kind_of(path) == kind


class TestPlaces:
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf"])
    def test_of_destinations(self, newline: str, bom: bytes) -> None:
        source = SourceText.from_bytes(bom + ENTRIES.replace("\n", newline).encode())
        toc = Toc.parse(source)
        assert toc.errors == ()
        assert [source.slice(href.span) for href in hrefs(toc)] == [
            "index.md", '"costs.md"', "'prices.md'", "&page long.md"
        ]  # fmt: skip
        inner = [toc.inner(href) for href in hrefs(toc)]
        assert [source.slice(span) if span else None for span in inner] == ["index.md", "costs.md", "prices.md", None]

    @pytest.mark.parametrize("written", ['"a\\u002Emd"', "'it''s.md'", ">-\n    a.md", "|\n    a.md", "!!str a.md"])
    def test_what_is_written_in_another_form_has_no_inner_place(self, written: str) -> None:
        toc = of(f"- name: a\n  href: {written}\n")
        assert toc.inner(hrefs(toc)[0]) is None

    def test_entries_come_in_order(self) -> None:
        names = [field.value for entry in of(ENTRIES).entries for field in entry.fields if field.key == "name"]
        assert names == ["Overview", "Costs: all", "Prices", "Long name"]

    def test_the_entries_of_a_mapping(self) -> None:
        toc = of("metadata: {a: {items: [{href: no.md}]}}\nitems:\n- href: a.md\n  items:\n  - href: b.md\n")
        assert [href.value for href in hrefs(toc)] == ["a.md", "b.md"]

    def test_comments(self) -> None:
        source = SourceText("- name: a # playbook-lint-disable-line x\n  href: 'b # playbook-lint-disable'\n")
        (comment,) = Toc.parse(source).comments
        assert (comment.text, comment.lines) == ("playbook-lint-disable-line x", (1, 1))
        assert source.slice(comment.span) == "# playbook-lint-disable-line x"

    @pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "\ufeff", "---\n"])
    def test_nothing_in_it(self, text: str) -> None:
        toc = of(text)
        assert toc.errors == ()
        assert toc.entries == ()

    @given(SNIPPETS | st.text(max_size=40))
    def test_no_text_makes_it_fail(self, text: str) -> None:
        toc = of(text)
        spans = [error.span for error in toc.errors] + [entry.span for entry in toc.entries]
        for href in hrefs(toc):
            inner = toc.inner(href)
            spans += [href.span, href.key_span, *([inner] if inner else [])]
            assert inner is None or toc.source.slice(inner) == href.value
        for span in spans:
            assert 0 <= span.start <= span.end <= len(text)


class TestLimits:
    def test_an_alias_is_followed_and_its_entries_are_there_once(self) -> None:
        toc = of("- name: a\n  items: &x\n  - {name: b, href: b.md}\n- name: c\n  items: *x\n")
        assert toc.errors == ()
        assert [href.value for href in hrefs(toc)] == ["b.md"]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("[" * 100_000, "nested"),
            ("- " * 100_000, "nested"),
            ("- items:\n" + "".join(f"{'  ' * depth}- items:\n" for depth in range(1, 40)), "nested"),
            (BOMB, "expands"),
            ("- a\n" * (LIMITS.values + 1), "expands"),
            ("[" + "[]," * 600_000 + "]", "expands"),
            ("# c\n" * (LIMITS.length // 4 + 1), "longer"),
        ],
    )
    def test_what_goes_beyond_them_is_an_error(self, text: str, said: str) -> None:
        toc = of(text)
        assert toc.root is None
        (error,) = toc.errors
        assert said in error.detail

    def test_an_entry_that_holds_itself(self) -> None:
        toc = of("- &a\n  items: [*a]\n")
        assert [error.kind for error in toc.errors] == ["syntax"]
        assert len(toc.entries) == 1

    def test_nesting_up_to_the_limit(self) -> None:
        # An entry is a mapping in a list: two levels.
        deep = "".join(f"{'  ' * depth}- name: x\n{'  ' * depth}  items:\n" for depth in range(MAX_DEPTH // 2 - 1))
        assert of(deep).errors == ()
        assert len(of(deep).entries) == MAX_DEPTH // 2 - 1

    def test_a_megabyte_of_entries(self) -> None:
        entry = "- name: A name of usual length\n  href: folder/a-page-with-a-name-of-usual-length.md\n"
        count = 1_000_000 // len(entry)
        toc = of(entry * count)
        assert toc.errors == ()
        assert len(hrefs(toc)) == count
