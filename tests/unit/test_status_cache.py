"""What is remembered of `status` is never other than what it would find.

Commands run in this process, from their first line on. The clock of the file system is taken for one that ticks more
often than it might, so that looks at files count within a run of the test; see `file_state`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from command import Project
from playbook_lint import file_state, start
from playbook_lint import remembered as remembering
from playbook_lint.cli import main
from playbook_lint.remembered import FOLDER
from playbook_lint.translation import status as gathering
from translation_samples import CONFIG, small

OWN_TERMS = 'schemas = "schemas"\n'
MORE = '[locales.ja]\npages = ["ja/{page}.md"]\n'
CACHE = file_state.CACHE_FOLDER
TICK = 20_000_000  # nanoseconds: twice that of the slowest kernel
Say = Callable[..., tuple[object, bytes, bytes]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Two pages in two locales, some of it translated; the current folder."""
    project = Project(tmp_path / "project")
    pages = {"a.md": "# A page\n\nCall them.\n", "more/b.md": "# B page\n\nSend it.\n", "toc.yml": "- name: A page\n"}
    small(project, pages, config=OWN_TERMS + CONFIG + MORE)
    project.write("schemas/terms.yaml", "phase:\n  - Assess\n")
    monkeypatch.chdir(project.root)
    assert main.run(["update", "-q"]) == 0
    catalog = project.root / "locales/de/LC_MESSAGES/content/a.po"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text.replace('them."\nmsgstr ""', 'them."\nmsgstr "Ruf an."'), encoding="utf-8")
    return project


@pytest.fixture
def say(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Runs `status` as JSON here when the clock has ticked, and gives its exit status and what it prints."""
    monkeypatch.setattr(file_state, "TICK", TICK)

    def run(*arguments: str) -> tuple[object, bytes, bytes]:
        time.sleep(2 * TICK / 1e9)
        capfdbinary.readouterr()
        monkeypatch.setattr(sys, "argv", ["playbook-lint", "status", "--format", "json", *arguments])
        return start.run(), *capfdbinary.readouterr()

    return run


def remembered(project: Project) -> list[Path]:
    """The files of the runs that are remembered."""
    return list((project.root / CACHE / FOLDER).glob("*"))


def git(*arguments: str) -> None:
    """Run git here, as somebody."""
    who = ("-c", "user.name=Robin Sample", "-c", "user.email=robin@example.com")
    subprocess.run(["git", *who, *arguments], check=False, capture_output=True)


def test_the_second_run_reads_no_catalog(project: Project, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    first = say()
    monkeypatch.setattr(gathering, "gather", lambda *_: pytest.fail("everything is read again"))
    assert say() == first


def test_nothing_is_remembered_where_that_is_not_wanted(project: Project, say: Say) -> None:
    assert say("--no-cache") == say("--no-cache")
    say("en/a.md")
    say("--output", "status.json")
    assert not (project.root / CACHE).exists()


def test_what_is_said_on_standard_error_is_said_again(project: Project, say: Say) -> None:
    low = say("--fail-under", "100")
    assert b"less than 100 percent" in low[2]
    assert say("--fail-under", "100") == low
    project.write("locales/de/LC_MESSAGES/content/a.po", "<<<<<<< HEAD\n")
    broken = say()
    assert b"an unresolved merge conflict" in broken[2]
    assert say() == broken


def test_each_choice_of_locales_is_remembered_for_itself(project: Project, say: Say) -> None:
    both, one = say(), say("--locale", "ja")
    assert both != one
    assert (say(), say("--locale", "ja")) == (both, one)
    assert len(remembered(project)) == 2


@pytest.mark.parametrize("path", ["en/a.md", "en/c.md", "locales/de/LC_MESSAGES/content/more/b.po"])
@pytest.mark.parametrize("is_undone", [False, True], ids=["stays", "undone"])
def test_a_change_while_a_run_looks_is_not_remembered(
    project: Project, say: Say, monkeypatch: pytest.MonkeyPatch, path: str, is_undone: bool
) -> None:
    file = project.root / path
    before = file.read_bytes() if file.exists() else None
    found = say("--no-cache")
    gather = gathering.gather

    def edit_and_gather(*arguments: Any) -> Any:
        project.write(path, "# Another page\n" if path.endswith(".md") else 'msgid "Send it."\nmsgstr "Schick es."\n')
        return gather(*arguments)

    monkeypatch.setattr(gathering, "gather", edit_and_gather)
    assert say() != found
    monkeypatch.setattr(gathering, "gather", gather)
    if is_undone:
        file.unlink() if before is None else file.write_bytes(before)
        assert say() == found
    else:
        assert say() == say("--no-cache") != found


def test_a_commit_is_seen_that_tells_since_when_a_translation_is_stale(project: Project, say: Say) -> None:
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "a")
    project.write("en/a.md", "# A page\n\nCall them all.\n")
    assert main.run(["update", "-q"]) == 0
    first = say()
    assert b'"before": "Call them."' in first[1]
    assert b'"stale_since": null' in first[1]
    assert remembered(project)
    git("commit", "-aqm", "b")
    later = say()
    assert later != first
    assert later == say("--no-cache")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be written")
def test_a_folder_that_may_not_be_written(project: Project, say: Say) -> None:
    project.root.chmod(0o500)
    try:
        assert say() == say("--no-cache")
    finally:
        project.root.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege")
def test_a_folder_that_leads_elsewhere_is_not_written_to(project: Project, say: Say, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project.root / CACHE).symlink_to(tmp_path / "elsewhere")
    assert say() == say("--no-cache")
    assert list((tmp_path / "elsewhere").iterdir()) == []


class Edits:
    """Random changes of a project."""

    def __init__(self, project: Project, random: Random) -> None:
        self._root = project.root
        self._random = random

    def one(self) -> str:
        """Make a change, and say which."""
        names = [name for name in dir(self) if name.startswith("edit_")]
        name = self._random.choice(names)
        getattr(self, name)()
        return name

    def _some(self, pattern: str) -> Path | None:
        files = [path for path in sorted(self._root.glob(pattern)) if CACHE not in path.parts]
        return self._random.choice(files) if files else None

    def _letter(self, path: Path | None) -> None:
        """Change a letter, and nothing else: neither the size nor the time of the file."""
        if path:
            times = path.stat()
            data = bytearray(path.read_bytes())
            letters = [at for at, byte in enumerate(data) if chr(byte).isalpha() and byte < 128]
            if letters:
                data[self._random.choice(letters)] = self._random.choice(b"abcdefgh")
            path.write_bytes(data)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    def edit_catalog(self) -> None:
        self._letter(self._some("locales/**/*.po"))

    def edit_source(self) -> None:
        self._letter(self._some("en/**/*.*"))

    def edit_terms(self) -> None:
        self._letter(self._some("schemas/*.yaml"))

    def edit_configuration(self) -> None:
        path = self._root / "playbook-lint.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(MORE, "") if MORE in text else text + MORE, encoding="utf-8")

    def edit_add_page(self) -> None:
        name = f"en/{self._random.choice(['c', 'more/d', 'e/f'])}.md"
        (self._root / name).parent.mkdir(exist_ok=True)
        (self._root / name).write_text(f"# New {self._random.random()}\n", encoding="utf-8")

    def edit_remove(self) -> None:
        if path := self._some(self._random.choice(["en/**/*.md", "locales/**/*.po"])):
            path.unlink()

    def edit_rename(self) -> None:
        if path := self._some(self._random.choice(["en/**/*.md", "locales/**/*.po"])):
            path.rename(path.with_stem(f"{path.stem}x"))

    def edit_touch(self) -> None:
        if path := self._some("**/*.*"):
            path.touch()

    def edit_ignore(self) -> None:
        path = self._root / self._random.choice(["", "en", "en/more"]) / ".gitignore"
        path.parent.mkdir(exist_ok=True)
        if path.exists():
            path.unlink()
        else:
            path.write_text(self._random.choice(["a.md\n", "more/\n", "*.yml\n"]), encoding="utf-8")

    def edit_target(self) -> None:
        path = self._root / self._random.choice(["de/a.md", "ja/a.md", "ja/more/b.md", "de/toc.yml"])
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.unlink()
        else:
            path.write_text("- name: A\n", encoding="utf-8")

    def edit_symbolic_link(self) -> None:
        if path := self._some("en/**/*.md"):
            path.unlink()
            path.symlink_to(self._random.choice([self._root / "schemas/terms.yaml", Path("nowhere.md")]))

    def edit_update(self) -> None:
        main.run(["update", "-q"])

    def edit_commit(self) -> None:
        for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "a")):
            git(*arguments)

    def edit_history(self) -> None:
        if (self._root / ".git").exists():
            git("checkout", "-q", "-f", "HEAD~1")

    def edit_cache(self) -> None:
        shutil.rmtree(self._root / CACHE, ignore_errors=True)


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege")
@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_would_be_found(project: Project, say: Say, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    random = Random(seed)
    edits = Edits(project, random)
    recalled, used = remembering.recalled, []

    def counted(arguments: list[str]) -> Any:
        used.append(recalled(arguments))
        return used[-1]

    monkeypatch.setattr(remembering, "recalled", counted)
    done = []
    for _ in range(20):
        done += [edits.one() for _ in range(random.choice([0, 1, 1, 1, 3]))]
        assert say() == say() == say("--no-cache"), done
    assert len(list(filter(None, used))) >= 5
