"""The generated documentation is what the code, the cases and the schema say now."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from playbook_lint.config import load_config
from playbook_lint.rules import registry
from rule_cases import FENCE, RULES, cases_of

ROOT = Path(__file__).parents[2]


def test_generated_files_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "tools/generate_docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert pages == {*registry.names(), "README"}


def test_the_index_lists_every_rule() -> None:
    index = (ROOT / "docs" / "rules" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[([a-z0-9_-]+)\]\(\1\.md\)", index, re.MULTILINE) == list(registry.names())


def test_every_key_of_the_configuration_is_described() -> None:
    schema = json.loads((ROOT / "schemas" / "config" / "config.schema.json").read_text(encoding="utf-8"))
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert "### `links.hosts.<name>.headers`\n" in text
    assert "### `links.tolerance.days`\n" in text
    assert re.findall(r"^## `(.+)`$", text, re.MULTILINE) == list(schema["properties"])
    for key in ("catalogs.path", "source.pages", "locales.<name>.pages", "rules.<name>.severity", "overrides[].paths"):
        assert f"### `{key}`\n" in text


@pytest.mark.parametrize("name", ["configuration", "links", "sites"])
def test_examples_of_the_configuration_are_valid(name: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert examples
    project = tmp_path / "project"
    for folder in ("schemas", "locales"):
        (project / folder).mkdir(parents=True)
    (tmp_path / "base.toml").write_text("", encoding="utf-8")
    for glossary in ("glossary.csv", "terms.tbx"):
        (project / glossary).touch()
    for example in examples:
        (project / "playbook-lint.toml").write_text(example, encoding="utf-8")
        assert load_config(project).file


def test_rule_pages_show_all_cases() -> None:
    for name in registry.names():
        page = (ROOT / "docs" / "rules" / f"{name}.md").read_text(encoding="utf-8")
        shown = re.findall(r"^#### (.+)$", FENCE.sub("", page), re.MULTILINE)
        assert shown == [case.title for case in cases_of(RULES / f"{name}.md")]
