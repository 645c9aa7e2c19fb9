"""`pybabel extract` through the extractor `playbook`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from command import Project, Run
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.po_read import read_po
from translation_samples import sample

PYBABEL = Path(sys.executable).with_name("pybabel")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return sample(Project(tmp_path))


def test_it_finds_what_extract_finds(project: Project, run: Run) -> None:
    config = project.root / "playbook-lint.toml"
    config.write_text(config.read_text() + '[catalogs]\nlayout = "single"\n')
    assert run("extract").status == 0
    ours = read_po(project.root / "locales/pot/content.pot").entries

    mapping = project.write("babel.cfg", "[playbook: content/en-US/**.md]\n[playbook: content/en-US/**.yml]\n")
    args = [PYBABEL, "-q", "extract", "--no-wrap", "--add-comments=", "-F", mapping, "-o", "babel.pot", "."]
    done = subprocess.run(args, cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    theirs = read_po(project.root / "babel.pot").entries
    assert {entry.source: places(entry) for entry in theirs} == {entry.source: places(entry) for entry in ours}
    # Babel wraps comments.
    assert {entry.source: words(entry) for entry in theirs} == {entry.source: words(entry) for entry in ours}


def words(entry: Entry) -> list[str]:
    return entry.extracted.split()


def places(entry: Entry) -> set[tuple[str, int]]:
    return {(one.path, one.line) for one in entry.references}
