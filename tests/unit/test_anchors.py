"""The anchors of HTML pages, well made and otherwise."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.links.anchors import is_html, page_anchors

HTML = "text/html; charset=utf-8"


def anchors(page: str) -> set[str]:
    found = page_anchors(page.encode(), HTML)
    assert found is not None
    return set(found)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<h1 id="a">', {"a"}),
        ("<h1 id='a'>", {"a"}),
        ("<h1 id=a>", {"a"}),
        ("<H1 ID = a CLASS=x>", {"a"}),
        ("<br id=a/>", {"a/"}),
        ("<br id='a'/>", {"a"}),
        ("<h1\nclass=x\n\tid\n=\n'a'>", {"a"}),
        ("<svg:rect id=a>", {"a"}),
        ('<a name="a">', {"a"}),
        ('<p name="a"><input name="b">', set()),
        ("<p data-id=a xid=b id-x=c>", set()),
        ("<p id><p id=><p id=''>", set()),
        ("<h1 title='id=a' id=b>", {"b"}),
        ("<h1 title=it's id=a>", {"a"}),
        ("<h1 it's id=a>", {"a"}),
        ("<h1 title='a>b' id=a>", {"a"}),
        ("<h1 class=x>id=a</h1>", set()),
        ("<p id='a&amp;b'><p id=&#233;>", {"a&b", "é"}),
        ("<h1 id=a", {"a"}),
        ("<h1 <h2 id=a>", {"a"}),
        ("</h1 id=a>", set()),
        ("< h1 id=a>", set()),
        ("<!-- <p id=a> --><p id=b>", {"b"}),
        ("<!--><p id=a><!---><p id=b>", {"a", "b"}),
        ("<!-- <p id=a> --!><p id=b>", {"b"}),
        ("<!-- <p id=a>", set()),
        ("<script>'<p id=a>'</script><p id=b>", {"b"}),
        ("<SCRIPT>'<p id=a></scripts>'</Script ><p id=b>", {"b"}),
        ("<style><p id=a></style><title><p id=b></title><textarea id=c><p id=d></textarea>", {"c"}),
        ("<script><p id=a>", set()),
        ("<!doctype html><p id=a>&lt;p id=b&gt;", {"a"}),
        ("<p id=a><p id=a>", {"a"}),
    ],
)
def test_markup(page: str, expected: set[str]) -> None:
    assert anchors(page) == expected


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        ("<p id=é>".encode(), "text/html", {"é"}),
        ("<p id=é>".encode("latin-1"), 'text/html; charset="ISO-8859-1"', {"é"}),
        ("<meta charset=windows-1251><p id=ж>".encode("cp1251"), "text/html", {"ж"}),
        (
            '<meta http-equiv=x content="text/html; charset=shift_jis"><p id=あ>'.encode("shift_jis"),
            "text/html",
            {"あ"},
        ),
        ("<meta charset=utf-16><p id=é>".encode(), "text/html", {"é"}),
        ("<p id=é>".encode("utf-16"), "text/html; charset=utf-8", {"é"}),
        ("<p id=é>".encode("utf-8-sig"), "text/html; charset=latin1", {"é"}),
        (b"<p id=a\xff>", "text/html", {"a\ufffd"}),
        (b"<p id=a>", "text/html; charset=punycode", None),
        (b"<p id=a>", "text/html; charset=utf-7", None),
        (b"<p id=a>", "text/html; charset=zlib", None),
        (b"<p id=a>", "text/html; charset=iso-8859-99", None),
        (b"<p id=a>", "text/html; charset=", {"a"}),
    ],
)
def test_encodings(body: bytes, content_type: str, expected: set[str] | None) -> None:
    assert page_anchors(body, content_type) == expected


def test_content_types() -> None:
    assert is_html("Text/HTML;charset=x")
    assert is_html(" application/xhtml+xml ")
    assert not any(map(is_html, ("", "text/plain", "text/html5", "application/pdf; x=text/html")))


@pytest.mark.parametrize(
    "unit",
    [
        "<a ", '<a b="', "<a b='", "<a b=", "<a id", "<a\t", "<!--", "<!-", "<!a", "<?", "</a ", "<script>", "</script",
        "<script></script ", "<textarea id=a>", "<", "&", "&a", "<p id=&", "<p =", "<p / ", "=", "<meta charset", " ",
    ],
)  # fmt: skip
def test_hostile_pages_take_time_in_proportion(unit: str) -> None:
    """In quadratic time a megabyte of this would take hours."""
    for start in ("", "<a ", '<a id="', "<script>"):
        page_anchors((start + unit * (1_000_000 // len(unit))).encode(), HTML)


class _Reference(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if value and (name == "id" or (name, tag) == ("name", "a"))}


_VALUES = st.text(st.sampled_from("ab-_.é\"'<>=/& \n"), max_size=6)
_NAMES = st.sampled_from(["id", "ID", "name", "class", "data-id", "title"])
_ATTRIBUTES = st.tuples(_NAMES, _VALUES, st.sampled_from(['="{}"', " = '{}'"]))
_TAGS = st.tuples(
    st.sampled_from(["p", "a", "A", "h1", "br"]), st.lists(_ATTRIBUTES, max_size=3), st.sampled_from([">", "/>", " >"])
)
_PIECES = st.one_of(
    _TAGS.map(lambda tag: f"<{tag[0]}{''.join(f' {n}{q.format(escape(v))}' for n, v, q in tag[1])}{tag[2]}"),
    st.sampled_from(["text", "</p>", "<!-- <p id=no> -->", "<script>'<p id=no>'</script>", "&lt;p id=no&gt;", "\n"]),
)


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_pages_that_are_well_made_are_read_as_the_standard_library_reads_them(page: str) -> None:
    assert anchors(page) == _Reference(page).found


@given(st.text(st.sampled_from("<>!-/=\"' \naidscript&;"), max_size=60))
def test_no_page_is_too_broken(page: str) -> None:
    anchors(page)
