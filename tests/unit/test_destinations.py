"""What a destination says by itself, and how a path is written as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasty import TEXT, page
from playbook_lint.links.destination import Kind, read, written, written_address

NAMES = st.text(min_size=1, max_size=12).filter(lambda name: "/" not in name and name not in (".", ".."))
PATHS = st.lists(NAMES | st.sampled_from([".", ".."]), min_size=1, max_size=4).map("/".join)


class TestKind:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("", Kind.EMPTY),
            (" \u200b\n", Kind.EMPTY),
            ("#", Kind.FRAGMENT),
            ("?a#b", Kind.FRAGMENT),
            ("plan.md", Kind.RELATIVE),
            (".", Kind.RELATIVE),
            ("a:b.md", Kind.RELATIVE),
            ("docs.example.com:8080/plan", Kind.RELATIVE),
            ("guides/a:b.md", Kind.RELATIVE),
            ("/plan.md", Kind.ROOTED),
            ("%2Fplan.md", Kind.ROOTED),
            ("https://example.com", Kind.WEB),
            ("HTTP://example.com", Kind.WEB),
            ("http:\u200b//example.com", Kind.WEB),
            ("mailto:a@example.com", Kind.MAIL),
            ("C:\\plan.md", Kind.LOCAL),
            ("file:///plan.md", Kind.LOCAL),
            ("\\\\server\\plan.md", Kind.LOCAL),
            ("tel:112", Kind.OTHER),
            ("data:text/plain,a", Kind.OTHER),
            ("javascript:void(0)", Kind.OTHER),
            ("//example.com/plan.md", Kind.OTHER),
            ("{{ site }}/plan.md", Kind.OTHER),
            ("<%= site %>/plan.md", Kind.OTHER),
        ],
    )
    def test_by_form(self, text: str, kind: Kind) -> None:
        assert read(text).kind is kind


class TestParts:
    @pytest.mark.parametrize(
        ("text", "path", "fragment", "suffix"),
        [
            ("plan.md", "plan.md", "", ""),
            ("plan.md#one", "plan.md", "one", "#one"),
            ("plan.md?a=1&b=#one", "plan.md", "one", "?a=1&b=#one"),
            ("plan.md#one?two#three", "plan.md", "one?two#three", "#one?two#three"),
            ("a%20b%23c%3Fd.md#%C3%BC%20", "a b#c?d.md", "ü ", "#%C3%BC%20"),
            ("100%.md", "100%.md", "", ""),
            ("%FF.md", "\udcff.md", "", ""),
            (" pl\u00adan.md ", "plan.md", "", ""),
            ("../a/./b/", "../a/./b/", "", ""),
            ("?a#b", "", "b", "?a#b"),
            ("#%FF", "", "\ufffd", "#%FF"),
            ("https://example.com/a%20b#c%20d", "", "c d", ""),
        ],
    )
    def test_path_fragment_and_suffix(self, text: str, path: str, fragment: str, suffix: str) -> None:
        found = read(text)
        assert (found.path, found.fragment, found.suffix) == (path, fragment, suffix)


@given(st.text() | TEXT | st.text(alphabet="%2fF0:/\\.#?@{}<>()htps maiol\u200b\0", max_size=20))
def test_no_text_makes_reading_fail(text: str) -> None:
    found = read(text)
    assert found.address == read(found.address).address
    if found.path:
        assert found.kind in (Kind.RELATIVE, Kind.ROOTED)


class TestWriting:
    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("guides/plan--partner_1.md", "guides/plan--partner_1.md"),
            ("計画/Größe.md", "計画/Größe.md"),
            ("a b.md", "a%20b.md"),
            ("a(b).md", "a%28b%29.md"),
            ("<a>|\\`b`.md", "%3Ca%3E%7C%5C%60b%60.md"),
            ("a#b?c%20.md", "a%23b%3Fc%2520.md"),
            ("a:b.md", "a%3Ab.md"),
            ("q&a.md", "q&a.md"),
            ("a&copy;.md", "a&amp;copy;.md"),
            ("e\u0301.md", "e%CC%81.md"),
            ("a\u200bb.md", "a%E2%80%8Bb.md"),
        ],
    )
    def test_a_path_in_markdown(self, path: str, text: str) -> None:
        assert written(path, "inline") == text

    def test_a_path_in_html(self) -> None:
        assert written("a&b'c\"d<e.md", "html") == "a&amp;b&#x27;c%22d%3Ce.md"

    @pytest.mark.parametrize(
        ("address", "text"),
        [
            ("https://example.com/a%20b?c=[d]&e#f", "https://example.com/a%20b?c=[d]&e#f"),
            ("#a b)", "#a%20b%29"),
            ("?a&copy;", "?a&amp;copy;"),
        ],
    )
    def test_an_address_keeps_its_percent_encoding(self, address: str, text: str) -> None:
        assert written_address(address, "inline") == text

    def test_a_byte_that_is_no_utf_8(self) -> None:
        assert written("a\udcff.md", "inline") == "a%FF.md"

    @given(PATHS)
    def test_what_is_written_is_read_again(self, path: str) -> None:
        found = read(written(path, "inline").replace("&amp;", "&"))
        assert (found.kind, found.path) == (Kind.RELATIVE, path)

    @given(PATHS, st.text(max_size=12))
    def test_in_a_page_too(self, path: str, query: str) -> None:
        suffix = read(f"?{query}").suffix
        markdown = page(f"[a]({written(path, 'inline')}{written_address(suffix, 'inline')})")
        html = page(f"<a href='{written(path, 'html')}{written_address(suffix, 'html')}'>")
        for link in (*markdown.links, *html.links):
            assert read(link.destination).path == path
            assert read(link.destination).fragment == read(suffix).fragment
        assert len(markdown.links) == len(html.links) == 1
