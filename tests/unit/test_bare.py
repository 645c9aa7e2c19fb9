"""A text without what is not for people to read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.l10n.bare import ADDRESS, may_have_address

PIECES = [*"aZ9ü./:@- <", "http", "https://", "WWW.", "mailto:", "example.com"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_is_quickly_seen_to_have_no_address_has_none(text: str) -> None:
    assert may_have_address(text) or ADDRESS.search(text) is None
