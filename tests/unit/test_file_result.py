"""Results as bytes: what is stored comes back, and nothing else is ever taken for a result."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.config import load_config
from playbook_lint.file_result import (
    FileResult,
    StoredResult,
    StoredResultError,
    loaded,
    sections_in,
    stored,
    whole_page,
)
from playbook_lint.page_phase import check_file
from playbook_lint.project import Project
from playbook_lint.records import replace
from playbook_lint.run import context_for

ROOT = Path(__file__).parents[2]


def results() -> list[tuple[str, FileResult]]:
    project = Project(load_config(ROOT))
    context = context_for(project.config)
    files = project.discover().files
    assert {file.kind for file in files} >= {"page"}
    return [(file.kind, check_file(file, context)) for file in files]


def test_what_is_stored_comes_back() -> None:
    for kind, result in results():
        kept = stored(result)
        assert isinstance(kept, StoredResult)
        found = loaded(kept, kind)
        if result.facts:
            found = found._replace(facts=replace(found.facts, sections=sections_in(kept.sections)))
            assert whole_page(kept) == result.facts
        assert [repr(one) for one in found.suppressions] == [repr(one) for one in result.suppressions]
        assert found._replace(suppressions=(), is_of_day=False) == result._replace(suppressions=(), is_of_day=False)


@given(st.binary(), st.sampled_from(["page", "toc", "catalog"]))
def test_other_bytes_are_an_error(data: bytes, kind: str) -> None:
    try:
        loaded(StoredResult(data, data, data, data), kind)
    except StoredResultError:
        return
    assert data in (b"\x90", b"\xc0") or data[:1] in (b"\x90", b"\x80")


def test_a_line_with_many_findings_is_not_written_out(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# A\n\n[aa]: " + "b" * 30_000 + "\n\n" + "- [Aa]\n" * 4_000, encoding="utf-8")
    project = Project(load_config(tmp_path))
    (file,) = project.discover().files
    result = check_file(file, context_for(project.config))
    assert stored(result) is result


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_a_name_that_is_no_text_is_not_stored(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("# A\n", encoding="utf-8")
    project = Project(load_config(tmp_path))
    (file,) = project.discover().files
    result = check_file(file, context_for(project.config))
    assert stored(result) is result
