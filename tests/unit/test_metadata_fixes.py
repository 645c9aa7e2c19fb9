"""What the rules for metadata correct by themselves, and what they leave to a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook_lint.config import load_config
from playbook_lint.engine import check
from playbook_lint.fixes import fixed_text
from playbook_lint.project import Project
from playbook_lint.run import context_for

SCHEMA = """{
  "properties": {
    "title": {"type": "string"},
    "level": {"enum": ["basic", "advanced", "yes: really"]},
    "reviewed": {"type": "string", "dateFormat": "M/d/yyyy"},
    "lead": {"replacedBy": "owner"},
    "boss": {"replacedBy": "owner"},
    "owner": {}
  },
  "additionalProperties": false
}"""


def fixed(folder: Path, metadata: str) -> str:
    """The metadata after one round of fixes."""
    (folder / "schemas").mkdir()
    (folder / "schemas" / "metadata.schema.json").write_text(SCHEMA, encoding="utf-8")
    (folder / "playbook-lint.toml").write_text('schemas = "schemas"\nselect = ["metadata"]\n', encoding="utf-8")
    text = f"---\n{metadata}\n---\n"
    (folder / "page.md").write_text(text, encoding="utf-8")
    config = load_config(folder)
    project = Project(config)
    found = check(project, context_for(config), project.discover()).findings
    return fixed_text(text, [finding.fix for finding in found if finding.fix])[len("---\n") : -len("\n---\n")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("reveiwed: 5/2/2026", "reviewed: 5/2/2026"),
        ("Title: First steps", "title: First steps"),
        ("title: 2026", 'title: "2026"'),
        ("title: yes", 'title: "yes"'),
        ("level: advancd", "level: advanced"),
        ("level: Basic", "level: basic"),
        ("reviewed: 2026-5-2", "reviewed: 5/2/2026"),
        ("lead: saexam", "owner: saexam"),
    ],
)
def test_what_is_corrected(before: str, after: str, tmp_path: Path) -> None:
    assert fixed(tmp_path, before) == after


@pytest.mark.parametrize(
    "metadata",
    [
        "Title: First steps\ntitle: Next steps",
        "Title: First steps\ntitle:",
        "titel: First steps",
        "reviewer: 5/2/2026",
        "level: advised",
        "level: 'advancd'",
        "level: yes really",
        "reviewed: 02/13/26",
        "reviewed: '2026-02-13'",
        "lead: saexam\nowner: robex",
    ],
)
def test_what_is_left_alone(metadata: str, tmp_path: Path) -> None:
    assert fixed(tmp_path, metadata) == metadata


def test_two_keys_never_get_the_same_name(tmp_path: Path) -> None:
    assert fixed(tmp_path, "lead: saexam\nboss: robex\nTitle: One\nTITLE: Two") == (
        "owner: saexam\nboss: robex\ntitle: One\nTITLE: Two"
    )
