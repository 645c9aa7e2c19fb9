"""Fields of an answer's header."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from playbook_lint.links.fields import location, retry_after


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("/x", "https://a.example/x"),
        ("x?y", "https://a.example/dir/x?y"),
        ("../x", "https://a.example/x"),
        ("?q", "https://a.example/dir/page?q"),
        ("//b.example/x", "https://b.example/x"),
        (" http://b.example/x ", "http://b.example/x"),
        ("HTTP://B.example/#top", "http://B.example/#top"),
        ("/a b", "https://a.example/a%20b"),
        ("/a%20b%2Fc", "https://a.example/a%20b%2Fc"),
        ("/é".encode().decode("latin-1"), "https://a.example/%C3%A9"),
        ("/\xe9", "https://a.example/%E9"),
        ("//bücher.example/".encode().decode("latin-1"), "https://bücher.example/"),
        ("/\x1b[31m\x07\u202e".encode().decode("latin-1"), "https://a.example/%1B[31m%07%E2%80%AE"),
        ("https://user:pass@b.example/", "https://b.example/"),
        ("https://good.example@b.example/", "https://b.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://b.exa\\mple/", ""),
        ("//b.exa\xc2\x85mple/", ""),
        ("//[::1/", ""),
        ("", ""),
        ("  ", ""),
    ],
)
def test_where_a_redirect_leads(value: str, expected: str) -> None:
    assert location("https://a.example/dir/page", value) == expected


NOW = datetime(1994, 11, 6, 8, 49, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 30.0),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 30.0),
        ("Sun Nov  6 08:49:37 1994", 30.0),
        ("Sun, 06 Nov 1994 08:49:00 GMT", 0.0),
        ("Sun, 06 Nov 1994 08:49:37 -0000", 30.0),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
        ("9" * 400, None),
        ("Sun, 99 Nov 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 99999 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49:37 +9999999999", None),
    ],
)
def test_how_long_a_host_asks_to_wait(value: str, expected: float | None) -> None:
    assert retry_after(value, NOW) == expected
