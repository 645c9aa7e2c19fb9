"""The file that results are kept in, and who may use it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from playbook_lint.file_result import StoredResult
from playbook_lint.result_cache import ResultCache
from playbook_lint.workers import mapped

TODAY = date(2024, 5, 14)
KEY = b"0123456789abcdef"
RESULT = StoredResult(b"\x90", b"\x90", b"\xc0", b"\x90")


def kept(root: Path) -> ResultCache:
    """A cache that was closed and opened again."""
    cache = ResultCache(root, TODAY)
    cache.keep(KEY, RESULT)
    cache.close()
    return ResultCache(root, TODAY)


def test_what_was_kept_is_found_from_its_day_on(tmp_path: Path) -> None:
    cache = kept(tmp_path)
    assert cache.result(KEY) == RESULT
    assert cache.result(KEY[::-1]) is None
    assert ResultCache(tmp_path, date(2024, 5, 13)).result(KEY) is None


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_a_process_that_is_forked_does_not_use_the_connection(tmp_path: Path) -> None:
    cache = kept(tmp_path)
    here, *there = mapped(lambda _: cache.result(KEY), range(3), worthwhile=2, jobs=2)
    assert here == RESULT
    assert there == [None, None]
