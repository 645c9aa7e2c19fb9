"""Fixtures: the installed command, and a small project to run it on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from command import BAD, COMMAND, CONFIG, GOOD, Project, Result, Run, environment


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one good source page and one bad target page."""
    project = Project(tmp_path / "project")
    project.write("playbook-lint.toml", CONFIG)
    project.write("en-US/good.md", GOOD)
    project.write("pt-BR/bad.md", BAD)
    return project


@pytest.fixture
def run(project: Project) -> Run:
    """Runs the installed command, by default in the project's folder; it may never show a traceback."""

    def run_command(
        *args: str | os.PathLike[str],
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        stdin: bytes | str = b"",
        command: Iterable[str | os.PathLike[str]] = (COMMAND,),
    ) -> Result:
        done = subprocess.run(
            [*command, *args],
            cwd=cwd or project.root,
            env=environment(env),
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return Result(done.returncode, done.stdout, done.stderr)

    return run_command
