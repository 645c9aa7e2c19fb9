"""What is not judged when a run covers only some of the pages, or schemas that are not the project's own."""

from __future__ import annotations

from pathlib import Path

from playbook_lint.config import load_config
from playbook_lint.diagnostics import Finding
from playbook_lint.engine import check
from playbook_lint.project import Project
from playbook_lint.run import context_for

PAGE_TYPE = "name: recipe\ndescription: How to cook one dish.\nmatch: {paths: [recipe-*]}\n"


def write(folder: Path, **files: str) -> None:
    """Write files; `__` in a name stands for `/`, `_` before the suffix for `.`."""
    for name, text in files.items():
        path = folder / ".".join(name.replace("__", "/").rsplit("_", 1))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def findings(folder: Path, rule: str, *, complete: bool) -> list[Finding]:
    config = load_config(folder)
    project = Project(config)
    report = check(project, context_for(config), project.discover(), complete=complete)
    return [finding for finding in report.findings if finding.rule == rule]


def test_a_page_type_without_pages_is_told_at_its_file(tmp_path: Path) -> None:
    types = {"config__own__page-types__recipe_yaml": PAGE_TYPE}
    write(tmp_path, **{"playbook-lint_toml": 'schemas = "config/own"', "soup_md": "# Soup", **types})
    (finding,) = findings(tmp_path, "page-type-unused", complete=True)
    assert (finding.path, finding.arguments) == ("config/own/page-types/recipe.yaml", {"page_type": "recipe"})
    assert findings(tmp_path, "page-type-unused", complete=False) == []


def test_page_types_that_several_projects_share_need_no_page_in_each(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{"schemas__page-types__recipe_yaml": PAGE_TYPE, "base_toml": 'schemas = "schemas"'},
        **{"project__playbook-lint_toml": 'extends = "../base.toml"', "project__soup_md": "# Soup"},
    )
    assert load_config(tmp_path / "project").schemas == tmp_path / "schemas"
    assert findings(tmp_path / "project", "page-type-unused", complete=True) == []


def test_a_suppressed_rule_that_needs_all_pages(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{"playbook-lint_toml": 'content = ["."]'},
        a_md="---\ntitle: Call # playbook-lint-disable-line duplicate-titles\n---\n",
        b_md="---\ntitle: Visit # playbook-lint-disable-line yaml-duplicate-key\n---\n",
    )
    complete = findings(tmp_path, "suppression-unused", complete=True)
    assert [finding.arguments["name"] for finding in complete] == ["duplicate-titles", "yaml-duplicate-key"]
    partial = findings(tmp_path, "suppression-unused", complete=False)
    assert [finding.arguments["name"] for finding in partial] == ["yaml-duplicate-key"]
