"""A command imports what it needs and no more, so that it starts at once."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from command import Project, environment
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Scope
from translation_samples import sample

ROOT = Path(__file__).parents[2]
HEAVY = {
    "babel", "frontmatter", "jinja2", "jsonschema_rs", "markdown_it", "pathspec", "rapidfuzz", "requests",
    "rich", "sqlite3", "yaml",
}  # fmt: skip

_RUN = "from playbook_lint.cli.main import run; status = run(sys.argv[1:])"
# Where the command begins.
_BEGIN = "from playbook_lint.start import run; status = run()"
_TWO_LOCALES = """
schemas = "schemas"
[source]
locale = "en-US"
pages = ["content/en-US/{page}.md"]
[locales.pt-BR]
pages = ["content/pt-BR/{page}.md"]
"""
# What looks at files of which all facts are known.
_PHASES = """
from playbook_lint import engine
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Scope
for scope in (Scope.PROJECT, Scope.LINKS, Scope.PAIR, Scope.CATALOGS, Scope.SUPPRESSIONS, Scope.WEB):
    for name in registry.of_scope(scope):
        registry.get(name)
status = 0
"""


def imported(*args: str, status: int = 0, program: str = _RUN, cwd: Path = ROOT) -> set[str]:
    """The modules that a command line imports, in a process of its own that is in the folder `cwd`."""
    told = ("modules = [*set(sys.modules) - before]", "import json", "print(json.dumps([status, modules]))")
    lines = ("import sys", "before = set(sys.modules)", program, *told)
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines), *args],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    ended, modules = json.loads(done.stdout.splitlines()[-1])
    assert ended == status
    return set(modules)


def libraries(modules: set[str]) -> set[str]:
    """The installed packages of others that `modules` are of."""
    return {name.partition(".")[0] for name in modules} & packages_distributions().keys() - {"playbook_lint"}


def scopes(modules: set[str]) -> set[Scope]:
    """The scopes of the rules that are among `modules`."""
    return {
        registry.scope_of(name)
        for name in registry.names()
        if f"playbook_lint.rules.{name.replace('-', '_')}" in modules
    }


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    """A copy of the sample playbook, in step with its catalogs."""
    return sample(Project(tmp_path)).root


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The path of a page with a date, for which nothing need be suggested, in a project without a configuration."""
    page = tmp_path / "guidance-handover.md"
    page.write_text(
        "---\ntitle: Fleet handover\n---\n\n# Fleet handover\n\n"
        "| Date | Change |\n| --- | --- |\n| 5/14/2024 | [New](https://example.com/new) |\n"
    )
    return str(page)


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
    """The help shows every command; the version needs none. Neither needs records."""
    modules = imported(*args)
    assert ("playbook_lint.cli.check" in modules) == (args == ["--help"])
    assert "msgspec" not in modules


def test_a_slip_imports_what_suggestions_need() -> None:
    assert "rapidfuzz" in imported("explain", "h1-mising", status=2)


def test_a_check_of_a_page_imports_what_its_rules_need(page: str) -> None:
    modules = imported("check", "--no-cache", page, status=1)
    needed = {"click", "frontmatter", "jsonschema_rs", "markdown_it", "mdurl", "msgspec", "yaml"}
    assert libraries(modules) - {"typing_extensions"} == needed  # which msgspec takes where it is there
    assert modules.isdisjoint({"hashlib", "sqlite3"})
    assert scopes(modules) == {Scope.TEXT, Scope.PAGE, Scope.PROJECT, Scope.LINKS}
    unused = {"pair_phase", "web_phase", "catalog_phase", "toc", "l10n.po_read", "links.exchange", "link_settings"}
    assert modules.isdisjoint({f"playbook_lint.{name}" for name in unused})


def test_rules_that_do_not_run_are_not_imported(page: str) -> None:
    modules = imported("check", "--select", "h1-missing,tables", page)
    ours = {name for name in modules if name.startswith("playbook_lint.rules.")}
    assert {"playbook_lint.rules.h1_missing", "playbook_lint.rules.cell_empty"} <= ours
    assert not ours & {"playbook_lint.rules.multiple_h1s", "playbook_lint.rules.nul_character"}


def test_what_needs_no_text_of_a_page_needs_no_library_but_that_of_records() -> None:
    modules = imported(program=_PHASES)
    assert {"playbook_lint.project_phase", "playbook_lint.page_facts", "playbook_lint.file_result"} <= modules
    assert libraries(modules) - {"typing_extensions"} == {"msgspec"}
    assert modules.isdisjoint({"playbook_lint.page_phase", "playbook_lint.page", "playbook_lint.rules.subject"})


@pytest.mark.parametrize(
    "args", [["--quiet"], ["--format", "json", "content"], ["content/pt-BR/index.md"]], ids=" ".join
)
def test_known_results_need_nothing_of_what_found_them(args: list[str], tmp_path: Path) -> None:
    """The second run is not that which is remembered, but all results are known."""
    project = Project(tmp_path)
    project.write("playbook-lint.toml", _TWO_LOCALES)
    project.write("content/en-US/index.md", "---\ntitle: Fleet\n---\n\n# Fleet\n\nSee [more](index.md).\n")
    project.write("content/pt-BR/index.md", "---\ntitle: Frota\n---\n\n# Frota\n\nVeja [mais](index.md).\n")
    project.write("schemas/schemas.yaml", "extends: playbook\n")
    first = imported("check", cwd=tmp_path, status=1)
    assert {"markdown_it", "jsonschema_rs", "yaml"} <= libraries(first)
    again = imported("check", *args, cwd=tmp_path, status=1)
    assert libraries(again) - {"click", "typing_extensions"} == {"msgspec"}
    assert ("click" in libraries(again)) == args[0].startswith("-")
    assert again.isdisjoint({"playbook_lint.page_phase", "playbook_lint.l10n.po_read", "playbook_lint.l10n.traits"})
    assert again.isdisjoint({"difflib", "shutil", "email", "hashlib", "tomllib"})
    assert scopes(again).isdisjoint({Scope.TEXT, Scope.PAIR})


def test_a_page_whose_metadata_are_as_they_were_needs_nothing_to_read_them(page: str) -> None:
    """The case of a hook: one page was changed, and seldom in its metadata."""
    folder = Path(page).parent
    imported("check", page, status=1, cwd=folder)
    with Path(page).open("a") as text:
        text.write("\nOne more line.\n")
    modules = imported("check", page, status=1, cwd=folder)
    assert "playbook_lint.page_phase" in modules
    assert libraries(modules) - {"typing_extensions"} == {"markdown_it", "mdurl", "msgspec"}
    assert modules.isdisjoint({"playbook_lint.frontmatter", "calendar", "email", "hashlib", "signal", "tomllib"})


def test_what_was_asked_about_a_locale_is_not_asked_again(page: str) -> None:
    """To load its data takes longer than to check the page."""
    folder = Path(page).parent
    with Path(page).open("a") as text:
        text.write("\n| Date | Who Changed | What Changed |\n| --- | --- | --- |\n| 5/4/2024 | Kim Park | All |\n")
    assert "babel" in imported("check", page, status=1, cwd=folder)
    with Path(page).open("a") as text:
        text.write("\nOne more line.\n")
    modules = imported("check", page, status=1, cwd=folder)
    assert "playbook_lint.page_phase" in modules
    assert "babel" not in modules


def test_a_run_that_is_remembered_needs_next_to_nothing(tmp_path: Path) -> None:
    """Not even the parts of Python that take longer to import than all that the run does."""
    project = Project(tmp_path)
    project.write("content/index.md", "---\ntitle: Fleet\n---\n\n# Fleet\n")
    imported("check", cwd=tmp_path, status=1)
    again = imported("check", cwd=tmp_path, status=1, program=_BEGIN)
    assert libraries(again) == set()
    assert again.isdisjoint({"hashlib", "pathlib", "re", "enum", "typing", "playbook_lint.cli.main"})


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
