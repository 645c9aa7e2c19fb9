"""Catalogs that nobody would write are checked in time that grows with their length."""

from __future__ import annotations

import time

import pytest

from playbook_lint.l10n.bare import blanked

_SECONDS = 5


@pytest.mark.parametrize(
    "text",
    [" ".join("`" * length for length in range(1, 1200)), "`a ``b ```c " * 50_000],
    ids=["runs of backticks, each of another length", "three lengths"],
)
def test_code_is_found_in_linear_time(text: str) -> None:
    start = time.process_time()
    blanked(text)
    assert time.process_time() - start < _SECONDS
