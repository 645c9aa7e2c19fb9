"""What `status` remembers is never other than what it would find."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from command import Project
from playbook_lint.cli import main
from playbook_lint.reporters import render_status
from playbook_lint.translation import status as gathering
from playbook_lint.translation.status_cache import StatusCache
from translation_samples import CONFIG, small

OWN_TERMS = 'schemas = "schemas"\n'
MORE = '[locales.ja]\npages = ["ja/{page}.md"]\n'
CACHE = ".playbook-lint-cache"
Say = Callable[..., tuple[int, bytes]]


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
def say(capfdbinary: pytest.CaptureFixture[bytes]) -> Say:
    """Runs `status` as JSON here, and gives its exit status and what it prints."""

    def run(*arguments: str) -> tuple[int, bytes]:
        capfdbinary.readouterr()
        code = main.run(["status", "--format", "json", *arguments])
        captured = capfdbinary.readouterr()
        return code, captured.out + captured.err

    return run


def remembered(project: Project) -> Path:
    """The file where the last run is remembered."""
    (found,) = (project.root / CACHE).glob("status-*.json")
    return found


def test_the_second_run_reads_no_catalog(project: Project, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    first = say()
    monkeypatch.setattr(gathering, "gather", lambda *_: pytest.fail("everything is read again"))
    assert say() == first


def test_nothing_is_remembered_where_that_is_not_wanted(project: Project, say: Say) -> None:
    assert say("--no-cache") == say("--no-cache")
    say("en/a.md")
    assert not (project.root / CACHE).exists()


def test_each_choice_of_locales_is_remembered_for_itself(project: Project, say: Say) -> None:
    both, one = say(), say("--locale", "ja")
    assert both != one
    assert (say(), say("--locale", "ja")) == (both, one)
    assert len(list((project.root / CACHE).glob("status-*.json"))) == 2


def test_a_change_while_a_run_looks_is_not_remembered(
    project: Project, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather = gathering.gather

    def gather_and_edit(*arguments: Any) -> Any:
        found = gather(*arguments)
        project.write("en/a.md", "# Another page\n")
        return found

    monkeypatch.setattr(gathering, "gather", gather_and_edit)
    say()
    monkeypatch.setattr(gathering, "gather", gather)
    assert say() == say("--no-cache")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be written")
def test_a_folder_that_may_not_be_written(project: Project, say: Say) -> None:
    project.root.chmod(0o500)
    try:
        assert say() == say("--no-cache")
    finally:
        project.root.chmod(0o700)


def test_a_folder_that_leads_elsewhere_is_not_written_to(project: Project, say: Say, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project.root / CACHE).symlink_to(tmp_path / "elsewhere")
    assert say() == say("--no-cache")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"made by": []}', b"null"])
def test_something_else_in_its_place(project: Project, say: Say, data: bytes) -> None:
    first = say()
    remembered(project).write_bytes(data)
    assert say() == first
    assert say() == first


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values in `value`."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def test_values_of_another_type_break_nothing(project: Project, say: Say) -> None:
    say()
    file = remembered(project)
    good = json.loads(file.read_bytes())
    cache = StatusCache(Path.cwd(), None, ())
    passed_over = 0
    for place in places(good):
        if place[:1] == ("snapshot",) and len(place) > 1:
            continue
        for strange in (None, -1, 1.5, True, "", [], {}, [[]]):
            holder = whole = [json.loads(json.dumps(good))]
            for key in (0, *place)[:-1]:
                holder = holder[key]
            holder[(0, *place)[-1]] = strange
            file.write_text(json.dumps(whole[0]), encoding="utf-8")
            found = cache.recall()
            passed_over += found is None
            for name in ("text", "json", "csv", "markdown", "badge"):
                assert found is None or render_status(name, found.status)
    assert passed_over > 100


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
        who = ("-c", "user.name=Robin Sample", "-c", "user.email=robin@example.com")
        for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "a")):
            subprocess.run(["git", *arguments], check=False, capture_output=True)

    def edit_history(self) -> None:
        if (self._root / ".git").exists():
            subprocess.run(["git", "checkout", "-q", "-f", "HEAD~1"], check=False, capture_output=True)

    def edit_cache(self) -> None:
        shutil.rmtree(self._root / CACHE, ignore_errors=True)


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege")
@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_would_be_found(project: Project, say: Say, seed: int) -> None:
    random = Random(seed)
    edits = Edits(project, random)
    done = []
    for _ in range(20):
        done += [edits.one() for _ in range(random.choice([0, 1, 1, 1, 3]))]
        assert say() == say() == say("--no-cache"), done
