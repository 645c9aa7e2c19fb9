"""A command imports what it needs and no more, so that it starts at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command import Project, environment
from translation_samples import sample

ROOT = Path(__file__).parents[2]
HEAVY = {
    "babel", "frontmatter", "jinja2", "jsonschema_rs", "markdown_it", "pathspec", "rapidfuzz", "requests",
    "rich", "sqlite3", "yaml",
}  # fmt: skip

_PROGRAM = """
import json, sys
from playbook_lint.cli.main import run
status = run(sys.argv[1:])
print(json.dumps([status, sorted(sys.modules)]))
"""


def imported(*args: str, status: int = 0) -> set[str]:
    """The modules that a command line imports."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *args],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    ended, modules = json.loads(done.stdout.splitlines()[-1])
    assert ended == status
    return set(modules)


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    """A copy of the sample playbook, in step with its catalogs."""
    return sample(Project(tmp_path)).root


@pytest.mark.parametrize(
    "args",
    [
        ["--version"],
        ["--help"],
        ["check", "--help"],
        ["links", "--help"],
        ["sync", "--help"],
        ["compile", "--help"],
        ["rules"],
        ["rules", "--format", "json"],
        ["explain", "h1-missing"],
    ],
    ids=" ".join,
)
def test_commands_about_the_tool_itself_import_no_heavy_library(args: list[str]) -> None:
    assert not imported(*args) & HEAVY


@pytest.mark.parametrize("args", [["--version"], ["--help"]], ids=" ".join)
def test_the_group_imports_no_command(args: list[str]) -> None:
    """The help shows every command; the version needs none."""
    commands = {name for name in imported(*args) if name.startswith("playbook_lint.cli.")}
    assert ("playbook_lint.cli.check" in commands) == (args == ["--help"])


def test_a_slip_imports_what_suggestions_need() -> None:
    assert "rapidfuzz" in imported("explain", "h1-mising", status=2)


def test_a_check_needs_neither_the_network_nor_locale_data(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("---\ntitle: Fleet handover\n---\n\n# Fleet handover\n")
    modules = imported("check", "--select", "structure", str(page))
    assert {"markdown_it", "yaml"} <= modules
    assert not modules & {"requests", "urllib3", "sqlite3", "rich", "jinja2", "babel", "rapidfuzz"}


@pytest.mark.parametrize("args", [["extract"], ["update"], ["compile"], ["sync", "--check"]], ids=" ".join)
def test_translating_needs_no_locale_data_where_nothing_changes(args: list[str], playbook: Path) -> None:
    modules = imported(*args, "--config", str(playbook / "playbook-lint.toml"), str(playbook / "content"))
    assert {"markdown_it", "playbook_lint.translation.work"} <= modules
    assert not modules & {"requests", "urllib3", "sqlite3", "rich", "jinja2", "babel"}


def test_links_offline_need_nothing_of_the_network() -> None:
    modules = imported("links", "--offline", "content")
    assert not modules & {"requests", "urllib3", "rich", "jinja2"}


def test_a_report_imports_one_format() -> None:
    modules = imported("check", "--format", "json", "content/en-US/index.md")
    reporters = {name for name in modules if name.startswith("playbook_lint.reporters.")}
    assert "playbook_lint.reporters.json_report" in reporters
    assert not reporters & {
        f"playbook_lint.reporters.{name}" for name in ("text", "sarif", "junit", "gitlab", "github")
    }
    assert "xml.etree.ElementTree" not in modules
