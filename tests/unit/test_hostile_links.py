"""Pages that someone made to stop the rules about malformed links: each takes a time that its length bounds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from playbook_lint.config import load_config
from playbook_lint.engine import check
from playbook_lint.project import Project
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Category, Scope
from playbook_lint.run import context_for

SECONDS = 5.0  # of the processor; what stands below takes about a fifth of one
SIZE = 30_000
RULES = [
    name for name in registry.names()
    if (rule := registry.get(name).RULE).category is Category.LINKS and rule.scope is Scope.PAGE
]  # fmt: skip
REPEATED = [
    "[a](b c", "[a](b c.md", "[aa] (", "[aa](https://b\n", "[aa]((https://b ", "(aa)[", "［aa］（", "[aa][bb] ",
    "[aa][bb]", "![aa][]", "[aa](b.md)) ", "([aa](b.md)", "[](a) ", "<a href='a'>", "<a href='a'><b>", "[aa]()",
    "- [Aa](aa.md)\n", "[a](C:\\b)", "[a](b\\c\\)", "[a](%) ", "[a](<b c>)", "[a](http://en-us/en-us/) ", "[a](hhttp://)",
]  # fmt: skip
SHAPES = {
    **{repr(unit): unit * (SIZE // len(unit)) for unit in REPEATED},
    "spaces in a destination": "[aa](b" + " " * SIZE + "c.md)",
    "spaces before a title": "[aa](b.md" + " " * SIZE + '"c)',
    "quotes after a destination": "[aa](b.md " + '"' * SIZE + ")",
    "a fragment of spaces": "[aa](#b" + " c" * (SIZE // 2) + ")",
    "percent signs": "[a](https://b/" + "%" * SIZE + ")",
    "encoded spaces": "[a](https://b/" + "%20" * (SIZE // 3) + "c)",
    "bytes": "[a](https://b/" + "%E2%80" * (SIZE // 6) + ")",
    "backslashes": "[a](<b" + "\\" * SIZE + "c>)",
    "slashes": "[a](https://" + "/" * SIZE + ")",
    "one long destination": "[aa]: " + "b" * SIZE + "\n\n" + "- [Aa]\n" * (SIZE // 7),
    "long names": "".join(f"- [{'Aa ' * 1_000}](aa.md)\n" for _ in range(SIZE // 3_000)),
    "names": "".join(f"- [Aa{number} Bb](bb.md)\n" for number in range(SIZE // 20)),
    "references and definitions": "".join(f"[aa][b{number}c] " for number in range(SIZE // 20))
    + "\n\n"
    + "".join(f"[b{number}]: d\n" for number in range(SIZE // 12)),
    "definitions again": "[aa]: b\n" * (SIZE // 8),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_of_nothing_but(shape: str, tmp_path: Path) -> None:
    (tmp_path / "playbook-lint.toml").write_text(f"select = {RULES}\n", encoding="utf-8")
    (tmp_path / "page.md").write_text(SHAPES[shape], encoding="utf-8")
    project = Project(load_config(tmp_path))
    begun = time.process_time()
    report = check(project, context_for(project.config), project.discover())
    assert time.process_time() - begun < SECONDS
    assert report.files == 1
