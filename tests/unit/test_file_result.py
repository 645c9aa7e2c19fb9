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
    metadata_in,
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
            ours = result.facts
            found = replace(found, facts=replace(found.facts, sections=ours.sections, anchors=ours.anchors))
            assert whole_page(kept) == result.facts
        assert [repr(one) for one in found.suppressions] == [repr(one) for one in result.suppressions]
        assert metadata_in(kept.metadata) == result.metadata
        unlike = {"suppressions": (), "metadata": None, "is_of_day": False}
        assert replace(found, **unlike) == replace(result, **unlike)


@given(st.binary(), st.sampled_from(["page", "toc", "catalog"]))
def test_other_bytes_are_an_error(data: bytes, kind: str) -> None:
    try:
        loaded(StoredResult(data, data, data, data), kind)
    except StoredResultError:
        return
    assert data in (b"\x90", b"\xc0") or data[:1] in (b"\x90", b"\x80")


@given(st.binary(min_size=1))
def test_other_bytes_say_nothing_of_metadata(data: bytes) -> None:
    with pytest.raises(StoredResultError):
        metadata_in(data)


@pytest.mark.parametrize(
    ("metadata", "kept"),
    [
        ("title: Fleet", True),
        ("title: Fleet # of 2024\nrank: {a: [1, 2.5, true, null], b: 2024-05-14}", True),
        ("title: 1" + "0" * 30, False),  # MessagePack has no such number
        ('title: "\\ud800"', False),  # nor such a letter
        ("title: [", False),
        ("title: Fleet\ntitle: Depot", False),
    ],
)
def test_what_is_known_of_metadata(metadata: str, kept: bool, tmp_path: Path) -> None:
    """Metadata that are known change nothing, and count only where they are the same."""
    path = tmp_path / "page.md"
    path.write_text(f"---\n{metadata}\n---\n\n# A\n", encoding="utf-8")
    project = Project(load_config(tmp_path))
    (file,) = project.discover().files
    context = context_for(project.config)
    result = stored(check_file(file, context))
    assert bool(isinstance(result, StoredResult) and result.metadata) == kept
    if kept:
        known = metadata_in(result.metadata)
        assert known
        for text in (f"---\n{metadata}\n---\n# B\n", f"---\n{metadata} \n---\n# A\n", f"---\n{metadata}\n--- a\n"):
            assert check_file(file, context, text.encode(), known=known) == check_file(file, context, text.encode())
        wrong = replace(known, metadata=replace(known.metadata, values=()))
        data = path.read_bytes()
        assert check_file(file, context, data, known=wrong) != check_file(file, context, data)


def test_metadata_that_end_with_the_text_are_not_known(tmp_path: Path) -> None:
    """Another time the line of the closing fence may go on, and be none."""
    (tmp_path / "page.md").write_bytes(b"---\ntitle: Fleet\n---")
    project = Project(load_config(tmp_path))
    (file,) = project.discover().files
    assert check_file(file, context_for(project.config)).metadata is None


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
