"""`update` and `compile`, killed at any moment: every file is whole, the old one or the new one."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from command import COMMAND, Project, environment
from translation_samples import small

TIMES = 50
WRITES = {"update": "locales/de", "compile": "de"}
PAGES = {f"page-{number}.md": f"# Page {number}\n\n" + f"Text {number}.\n\n" * 40 for number in range(30)}


def start(root: Path, command: str) -> subprocess.Popen[bytes]:
    env = environment({"SOURCE_DATE_EPOCH": "1"})
    return subprocess.Popen([COMMAND, command], cwd=root, env=env, stdout=subprocess.DEVNULL)


def held(root: Path) -> dict[str, bytes]:
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {path: data for path, data in files.items() if ".playbook-lint-" not in path}


def litter(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if ".playbook-lint-" in path.name]


@pytest.mark.heavy
@pytest.mark.parametrize("command", ["update", "compile"])
def test_every_file_is_whole(tmp_path: Path, command: str) -> None:
    before = small(Project(tmp_path / "before"), PAGES, "project = 'Playbook 1'\nmin-translated = 0").root
    if command == "compile":
        subprocess.run([COMMAND, "update"], cwd=before, check=True, capture_output=True)
    after = shutil.copytree(before, tmp_path / "after")
    started = time.monotonic()
    assert start(after, command).wait() == 0
    duration = time.monotonic() - started
    (before / WRITES[command]).mkdir(parents=True, exist_ok=True)
    olds, news = held(before), held(after)

    random_moments = random.Random(1)
    partly = 0
    for number in range(TIMES):
        root = shutil.copytree(before, tmp_path / "killed")
        run = start(root, command)
        if number % 2:
            time.sleep(duration * random_moments.random())
        else:
            # Most of the time goes by before the first file is written.
            while run.poll() is None and not any((root / WRITES[command]).iterdir()):
                time.sleep(0.0005)
            time.sleep(random_moments.uniform(0, 0.01))
        run.kill()
        run.wait()
        files = held(root)
        for path, data in files.items():
            assert data in (olds.get(path), news.get(path)), path
        assert olds.keys() <= files.keys()
        partly += olds.keys() < files.keys() < news.keys()
        # What a killed run leaves is taken for nothing, and the next run makes up for it.
        if number % 10 == 0:
            assert start(root, command).wait() == 0
            assert held(root) == news
        shutil.rmtree(root)
    assert partly, "no run was killed while it wrote"


@pytest.mark.parametrize("place", ["en", "de", "locales/de/LC_MESSAGES/content", "locales/pot/content"])
def test_what_a_killed_run_leaves_is_taken_for_nothing(tmp_path: Path, place: str) -> None:
    project = small(Project(tmp_path), PAGES, "min-translated = 0")
    subprocess.run([COMMAND, "sync"], cwd=tmp_path, check=True, capture_output=True)
    files = held(tmp_path)
    left = project.write(f"{place}/.playbook-lint-abc123", '# Page\n\nmsgid "half')
    done = subprocess.run([COMMAND, "sync"], cwd=tmp_path, check=True, capture_output=True)
    assert done.stdout.endswith(b"Nothing to write: all is up to date.\n")
    assert held(tmp_path) == files
    assert litter(tmp_path) == [left]
