"""Bytes put aside come back, from memory and from a file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.spool import Spool


@given(st.lists(st.binary(max_size=50)), st.integers(0, 300))
def test_what_is_put_aside_comes_back(parts: list[bytes], most_in_memory: int) -> None:
    spool = Spool(most_in_memory)
    refs = [spool.put(part) for part in parts]
    assert [spool.get(ref) for ref in reversed(refs)] == parts[::-1]
    spool.close()
