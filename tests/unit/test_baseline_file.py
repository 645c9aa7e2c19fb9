"""The file of a baseline comes back as it was written, whatever findings are about."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import paths

from playbook_lint.baseline_file import read_baseline, write_baseline
from playbook_lint.diagnostics import Identity

identities = st.builds(Identity, paths, st.text(max_size=20), st.text(max_size=40))


@settings(deadline=None)  # the file is waited for
@given(st.dictionaries(identities, st.integers(1, 99), max_size=4))
def test_what_is_written_is_read(tmp_path_factory, known) -> None:
    path = tmp_path_factory.mktemp("baseline") / "baseline.json"
    write_baseline(path, known)
    assert read_baseline(path) == known
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) == len(known) + 5
    assert all(character == "\n" or character.isprintable() for character in text)


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    known = {Identity(os.fsdecode(b"caf\xe9.md"), "heading-skipped", "### A"): 1}
    write_baseline(tmp_path / "baseline.json", known)
    assert read_baseline(tmp_path / "baseline.json") == known
