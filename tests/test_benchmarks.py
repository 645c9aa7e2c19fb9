"""The benchmarks: generated pages are always the same and sound but for their defects, and `run.py` measures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command import COMMAND

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def generated(folder: Path, pages: int, seed: int = 1) -> str:
    """Make pages in `folder`; gives what is told of them."""
    command = [sys.executable, BENCHMARKS / "generate.py", folder, "--pages", str(pages), "--seed", str(seed)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def contents(folder: Path) -> dict[str, bytes]:
    """All files by their paths."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_seed_always_gives_the_same_pages(tmp_path: Path) -> None:
    generated(tmp_path / "a", 60)
    generated(tmp_path / "b", 60)
    generated(tmp_path / "c", 60, seed=2)
    first, again, other = (contents(tmp_path / name) for name in "abc")
    assert sum(path.endswith(".md") for path in first) == 60
    assert first == again
    assert first.keys() == other.keys()
    assert first != other


def test_generated_pages_have_the_planted_defects_and_no_others(tmp_path: Path) -> None:
    told = generated(tmp_path / "playbook", 306).splitlines()
    planted = {rule: int(count) for rule, count in (line.split(": ") for line in told[1:])}
    assert len(planted) == 5
    check = [COMMAND, "check", "--format", "json", "--fail-on", "never"]
    done = subprocess.run(check, cwd=tmp_path / "playbook", capture_output=True, text=True, check=True)
    found = [finding["rule"] for finding in json.loads(done.stdout)["diagnostics"]]
    assert {rule: found.count(rule) for rule in found} == planted


@pytest.mark.heavy
def test_each_case_of_check_is_measured(tmp_path: Path) -> None:
    command = [sys.executable, BENCHMARKS / "run.py", "check", "--pages", "40", "--runs", "1", "--without-peers"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    names = [line.split("|")[1].strip() for line in done.stdout.splitlines() if line.startswith("| ")]
    assert done.stdout.startswith("39 pages, ")
    assert "playbook-lint check, nothing changed" in names
    assert "playbook-lint check PAGE, which changed" in names
    assert "read and hash" in names
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_does_not_end_well_is_not_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    from timing import Command, run

    with pytest.raises(SystemExit, match=r"ended with exit status 3\n.*out of paper"):
        run(
            Command([sys.executable, "-c", "import sys; print('out of paper', file=sys.stderr); sys.exit(3)"], tmp_path)
        )
    with pytest.raises(SystemExit, match="did not write"):
        run(Command([sys.executable, "-c", ""], tmp_path, writes=tmp_path / "nothing"))


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_memory_is_that_of_all_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    from timing import Command, run

    child = "import sys, time; held = bytearray(50_000_000); time.sleep(0.5)"
    parent = f"import subprocess, sys; held = [subprocess.Popen([sys.executable, '-c', {child!r}]) for _ in range(2)]\n"
    parent += "[process.wait() for process in held]"
    sample = run(Command([sys.executable, "-c", parent], tmp_path), with_memory=True)
    assert 100_000_000 < sample.memory < 300_000_000
