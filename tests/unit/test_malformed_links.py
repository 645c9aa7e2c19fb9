"""What rules about malformed links look at: slips of schemes, destinations as written, text that is shown as it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasty import PAGES, page
from playbook_lint.l10n.locale import is_known
from playbook_lint.links.destination import Kind, read
from playbook_lint.links.plain_text import LINK, MARKUP, plain_texts
from playbook_lint.links.slips import SchemeSlip, _may_slip, _slip, scheme_slip
from playbook_lint.links.written import written_destinations

SECONDS = 3.0  # of the processor; what stands below takes about a tenth of one


class TestSchemes:
    @pytest.mark.parametrize(
        ("address", "written", "better"),
        [
            ("hhttps://a.b", "hhttps://", "https://"),
            ("htps://a.b", "htps://", "https://"),
            ("HTPP://a.b", "HTPP://", "http://"),
            ("http//a.b", "http//", "http://"),
            ("https:/a.b", "https:/", "https://"),
            ("https:a.b", "https:", "https://"),
            ("https:////a.b", "https:////", "https://"),
            ("https;//a.b", "https;//", "https://"),
            ("http:\\\\a.b", "http:\\\\", "http://"),
            ("http://https://a.b", "http://https://", "https://"),
            ("https://https//http:/a.b", "https://https//http:/", "http://"),
            ("%E2%80%8Bhttps://a.b", "%E2%80%8Bhttps://", "https://"),
            ("https: //a.b", "https: //", "https://"),
            ("maito:a@b.c", "maito:", "mailto:"),
            ("mailto: a@b.c", "mailto: ", "mailto:"),
        ],
    )
    def test_slips(self, address: str, written: str, better: str) -> None:
        assert scheme_slip(address) == SchemeSlip(len(written), better)
        assert read(address).kind is Kind.OTHER

    @pytest.mark.parametrize(
        ("address", "kind"),
        [
            ("https://a.b", Kind.WEB),
            ("HTTP://a.b", Kind.WEB),
            ("https://http.a.b/http://c", Kind.WEB),
            ("https://https:8080/", Kind.WEB),
            ("http/index.md", Kind.RELATIVE),
            ("https.md", Kind.RELATIVE),
            ("http", Kind.RELATIVE),
            ("mailto:a@b.c", Kind.MAIL),
            ("tftp://a.b", Kind.OTHER),
            ("mail:box", Kind.OTHER),
            ("html:a", Kind.OTHER),
        ],
    )
    def test_no_slips(self, address: str, kind: Kind) -> None:
        assert scheme_slip(address) is None
        assert read(address).kind is kind

    @given(
        st.lists(st.sampled_from([*"htps:/\\.;,% a", "http", "https://", "mailto", "%20", "\xa0", "//"])).map("".join)
    )
    def test_what_is_quickly_seen_to_be_none_is_none(self, address: str) -> None:
        assert _may_slip(address) or _slip(address) is None

    @pytest.mark.parametrize("unit", ["https://", "http//", "%20", "https:", "a:", " ", "/", "http\\"])
    def test_long_addresses(self, unit: str) -> None:
        begun = time.process_time()
        read("https://" + unit * 100_000)
        read(unit * 100_000)
        assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("C:\\a", Kind.LOCAL),
        ("/c:/a", Kind.LOCAL),
        ("FILE:a", Kind.LOCAL),
        ("\\\\server\\a", Kind.LOCAL),
        ("\\server\\a", Kind.LOCAL),
        ("/Users/avery/Documents/a.md", Kind.LOCAL),
        ("/mnt/c/Users/avery/a.md", Kind.LOCAL),
        ("/users/avery/documents/a.md", Kind.ROOTED),
        ("/home/avery/a.md", Kind.ROOTED),
        ("\\alpha", Kind.RELATIVE),
        ("(https://a.b)", Kind.OTHER),
        ("(a)", Kind.RELATIVE),
        ("(a)/b.md", Kind.RELATIVE),
    ],
)
def test_kinds_of_destinations_that_are_no_paths(address: str, kind: Kind) -> None:
    assert read(address).kind is kind


class TestWrittenDestinations:
    def test_every_kind_but_templates_comments_and_footnotes(self) -> None:
        found = page(
            "[a](b) ![c](<d>) <https://e.f> <a href='g&amp;h'>\n[i](j{{ k }})\n\n"
            "[l]: m\n[//]: # (n)\n[o]: <>\n[^1]: p\n[_]: q 'r'\n"
        )
        assert [(item.kind, item.raw, item.destination.address) for item in written_destinations(found)] == [
            ("inline", "b", "b"),
            ("image", "d", "d"),
            ("autolink", "https://e.f", "https://e.f"),
            ("html", "g&amp;h", "g&h"),
            ("definition", "m", "m"),
        ]

    def test_a_text_that_repeats_the_destination_is_changed_with_it(self) -> None:
        found = page("[abc](abc) and [a](abc)")
        first, second = written_destinations(found)
        assert [edit.span for edit in first.replaced(1, 2, "")] == [(2, 3), (7, 8)]
        assert [edit.span for edit in second.replaced(1, 2, "")] == [(20, 21)]

    @pytest.mark.parametrize("text", ["[a](b\\_c)", "[a](b&amp;c)", "[a](b\u200bc)", "<a href='b&#99;'>"])
    def test_what_is_not_written_as_it_is_meant_is_not_changed(self, text: str) -> None:
        (item,) = written_destinations(page(text))
        assert item.replaced(0, 1, "x") == ()
        assert item.part(0, 1) == item.span


class TestPlainText:
    def test_links_and_markup_are_left_out(self) -> None:
        (text,) = plain_texts(page("> a **b** [c](d) `e`\n> \\[f] <i>"))
        assert text.text == f"a ..b.. {LINK * 6} ...\n....f] ...".replace(".", MARKUP)

    @given(PAGES)
    def test_it_is_as_long_as_its_source_and_says_the_same(self, source: str) -> None:
        found = page(source)
        for text in plain_texts(found):
            written = found.source.slice(text.block.span)
            assert len(text.text) == len(written)
            for shown, char in zip(text.text, written, strict=True):
                assert shown in (char, LINK, MARKUP, "\n")


@pytest.mark.parametrize("tag", ["en-us", "pt-BR", "zh-cn", "zh-hans-cn", "es-419"])
def test_locales(tag: str) -> None:
    assert is_known(tag)


@pytest.mark.parametrize("tag", ["to-do", "up-to", "as-is", "en-ww", "xx-yy", "-", ""])
def test_no_locales(tag: str) -> None:
    assert not is_known(tag)
