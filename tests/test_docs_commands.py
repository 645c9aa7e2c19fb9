"""Every command that the docs show is run, on a copy of the sample content, and says what the docs say.

In a page of the docs, a fence with `path=` in its info is a file of the project; a fence `console` holds commands after
`$ ` and, where it has any, what they print (`…` alone on a line stands for any lines). The `run:` and `script:` entries
of YAML fences are commands too. Commands that would ask the web are run with `--offline`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
# What a shell block may hold: .ci/run runs the README's blocks as they stand, tests/packaging the pre-commit ones,
# test_benchmarks.py those of the benchmarks.
RUN_ELSEWHERE = re.compile(
    r"python3? -m (pip|venv|pytest)|python benchmarks/|playbook-lint |pre-commit (install|run|try-repo)|#|$"
)

_FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fences(page: Path) -> Iterator[tuple[str, str, str]]:
    """Language, path and content of each fence of a page."""
    for match in _FENCE.finditer(page.read_text(encoding="utf-8")):
        language, _, rest = match[1].partition(" ")
        yield language, rest.removeprefix("path="), match[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the sample playbook, in a git repository with one commit: `v1.2`, `main` and `origin/main`."""
    root = tmp_path / "playbook"
    for name in ("content", "locales", "docs/examples"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "playbook-lint.toml", root)
    who = ["-c", "user.name=Robin Sample", "-c", "user.email=robin@example.com"]
    first = (["init", "-qb", "main"], ["add", "-A"], [*who, "commit", "-qm", "The playbook"], ["tag", "v1.2"])
    for command in (*first, ["update-ref", "refs/remotes/origin/main", "main"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell command with the installed playbook-lint first on the path."""
    command = re.sub(r"playbook-lint links(?! --offline)", "playbook-lint links --offline", command)
    command = command.replace(" --recheck", "")  # asking all and asking nobody exclude each other
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
    environment |= {"PATH": path, "NO_COLOR": "1", "COLUMNS": "100", "SOURCE_DATE_EPOCH": "1795000000"}
    environment |= {"GITHUB_STEP_SUMMARY": str(folder.parent / "summary.md"), "GITHUB_BASE_REF": "main"}
    return subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def console(content: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def yaml_commands(data: object) -> Iterator[str]:
    """The commands of a CI configuration that are playbook-lint's."""
    if isinstance(data, dict):
        for key, value in data.items():
            scripts = value if isinstance(value, list) else [value]
            if key in ("run", "script"):
                yield from (script for script in scripts if str(script).startswith("playbook-lint "))
            yield from yaml_commands(value)
    elif isinstance(data, list):
        for item in data:
            yield from yaml_commands(item)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page(page: Path, project: Path) -> None:
    for language, path, content in fences(page):
        if path:
            (project / path).parent.mkdir(parents=True, exist_ok=True)
            (project / path).write_text(content, encoding="utf-8")
        elif language == "console":
            for command, output in console(content):
                check(command, output, project)
        elif language == "sh":
            strange = [line for line in content.splitlines() if not RUN_ELSEWHERE.match(line)]
            assert not strange, "nothing runs these commands"
        elif language == "yaml":
            for command in yaml_commands(yaml.safe_load(content)):
                check(command, "", project)


def check(command: str, output: str, project: Path) -> None:
    """Run a command; it must end well and, where the page shows output, print that."""
    done = run(command, project)
    assert done.returncode in (0, 1), f"$ {command}\n{done.stdout}{done.stderr}"
    if output:
        pattern = "".join(
            r"(?s:.*?)" if line == "…\n" else re.escape(line) for line in output.splitlines(keepends=True)
        )
        assert re.fullmatch(pattern, done.stdout), f"$ {command}\n{done.stdout}"
    else:
        assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"


def test_every_page_is_in_the_table_of_contents() -> None:
    listed = set(re.findall(r"\]\(([\w/.-]+\.md)\)", (ROOT / "docs" / "README.md").read_text(encoding="utf-8")))
    there = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert listed == there | {"rules/README.md"}
