"""What is kept between runs: it never changes what a run says, and never stops one."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from command import BAD, COMMAND, GOOD, Project, Run, environment
from playbook_lint.file_state import CACHE_FOLDER
from playbook_lint.remembered import FOLDER
from playbook_lint.result_cache import FILE_NAME

JSON = ("check", "--format", "json")


@pytest.fixture
def cache(project: Project) -> Path:
    return project.root / CACHE_FOLDER


def test_a_second_run_says_the_same(project: Project, run: Run, cache: Path) -> None:
    first = run(*JSON)
    assert (cache / FILE_NAME).is_file()
    assert len(list((cache / FOLDER).iterdir())) == 1
    assert run(*JSON) == first == run(*JSON, "--no-cache")


def test_without_a_cache_nothing_is_kept(run: Run, cache: Path) -> None:
    run("check", "--no-cache")
    assert not cache.exists()


def test_an_edit_that_leaves_size_and_time_as_they_were_is_seen(project: Project, run: Run) -> None:
    page = project.write("en-US/good.md", GOOD)
    old = time.time() - 1_000
    os.utime(page, (old, old))
    assert run("check", "en-US").status == 0
    page.write_text(BAD.replace("### ", "### ")[: len(GOOD)].ljust(len(GOOD)), encoding="utf-8")
    os.utime(page, (old, old))
    assert page.stat().st_size == len(GOOD)
    assert run("check", "en-US").status == 1
    assert run("check").stdout == run("check", "--no-cache").stdout


def damaged(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(40):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("seed", range(8))
def test_damaged_files_change_nothing(project: Project, run: Run, cache: Path, seed: int) -> None:
    for number in range(30):
        project.write(f"en-US/page-{number}.md", BAD if number % 3 else GOOD)
    first = run(*JSON)
    for path in (path for path in cache.rglob("*") if path.is_file()):
        path.write_bytes(damaged(path.read_bytes(), seed))
    assert run(*JSON) == first
    assert run(*JSON, "en-US").out == run(*JSON, "en-US", "--no-cache").out
    assert run(*JSON) == first


def test_damage_that_is_no_text(run: Run, cache: Path) -> None:
    """SQLite quotes it, and Python cannot decode that."""
    first = run(*JSON)
    file = cache / "results-3.sqlite"
    file.write_bytes(file.read_bytes().replace(b"CREATE TABLE files", b"CREAT\xdf TABLE files"))
    assert run(*JSON, "en-US").out == run(*JSON, "en-US", "--no-cache").out
    assert run(*JSON) == first


@pytest.mark.parametrize("data", [b"", b"\0" * 5_000, b"SQLite format 3\0", b"playbook-lint run 1\n\n\n"], ids=repr)
def test_something_else_in_place_of_a_cache(run: Run, cache: Path, data: bytes) -> None:
    first = run(*JSON)
    for path in (path for path in cache.rglob("*") if path.is_file()):
        path.write_bytes(data)
    assert run(*JSON) == first
    assert run(*JSON) == first


def test_another_database_in_its_place(run: Run, cache: Path) -> None:
    first = run("check", "en-US", "--format", "json")
    (cache / FILE_NAME).unlink()
    with sqlite3.connect(cache / FILE_NAME) as connection:
        connection.execute("CREATE TABLE results (key, proof)")
    connection.close()
    assert run("check", "en-US", "--format", "json") == first


def test_a_folder_in_place_of_the_file(run: Run, cache: Path) -> None:
    (cache / FILE_NAME).mkdir(parents=True)
    (cache / FOLDER).write_bytes(b"")
    assert run(*JSON) == run(*JSON) == run(*JSON, "--no-cache")


def test_a_file_in_place_of_the_folder(run: Run, cache: Path) -> None:
    cache.write_bytes(b"")
    assert run(*JSON) == run(*JSON) == run(*JSON, "--no-cache")


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege")
def test_a_cache_that_leads_out_of_the_project_is_not_written_to(run: Run, cache: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    cache.symlink_to(elsewhere)
    assert run(*JSON) == run(*JSON, "--no-cache")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_cache_that_may_not_be_written(run: Run, cache: Path) -> None:
    first = run(*JSON)
    cache.chmod(0o500)
    assert run(*JSON) == first
    cache.chmod(0o700)


def test_a_cache_that_another_run_writes_is_left_alone(run: Run, cache: Path) -> None:
    first = run("check", "en-US")
    connection = sqlite3.connect(cache / FILE_NAME, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    assert run("check", "en-US") == first
    connection.close()


def test_runs_at_the_same_time(project: Project, run: Run) -> None:
    for number in range(40):
        project.write(f"en-US/page-{number}.md", BAD)
    start = [COMMAND, "check", "--format", "json", "--jobs", "1"]
    runs = [
        subprocess.Popen(start, cwd=project.root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(5)
    ]
    said = [process.communicate() for process in runs]
    assert set(said) == {(run(*JSON, "--no-cache").out, b"")}


@pytest.mark.parametrize("jobs", ["1", "2", "5"])
def test_any_number_of_jobs_says_the_same(project: Project, run: Run, jobs: str) -> None:
    for number in range(100):
        project.write(f"en-US/page-{number}.md", (BAD, GOOD, "# A\n\n[b](c.md)\n")[number % 3])
    assert run(*JSON, "--no-cache", "--jobs", jobs) == run(*JSON, "--no-cache", "--jobs", "1")


def test_a_day_later_dates_are_read_anew(project: Project, run: Run) -> None:
    project.write("playbook-lint.toml", 'content = ["en-US"]\nselect = ["date-out-of-range"]\n')
    project.write("en-US/good.md", "---\ntitle: A\nms.date: 06/15/2020\n---\n\n# A\n")

    def on(day: str) -> str:
        seconds = int(time.mktime(time.strptime(f"{day} 12:00", "%Y-%m-%d %H:%M")))
        return run("check", env={"SOURCE_DATE_EPOCH": str(seconds)}).stdout

    before, day, later = on("2020-06-14"), on("2020-06-15"), on("2020-06-20")
    assert "date-out-of-range" in before
    assert "date-out-of-range" not in day + later
    assert on("2020-06-14") == before


def test_a_cache_elsewhere(project: Project, run: Run, cache: Path, tmp_path: Path) -> None:
    where = {"PLAYBOOK_LINT_CACHE_DIR": str(tmp_path / "caches")}
    first = run(*JSON, env=where)
    assert not cache.exists()
    assert (tmp_path / "caches" / FILE_NAME).is_file()
    assert run(*JSON, env=where) == first
    assert run("cache", "where", env=where).stdout == f"{tmp_path / 'caches'}\n"


class TestCommand:
    def test_where(self, run: Run, cache: Path) -> None:
        assert run("cache", "where").stdout == f"{cache}\n"

    def test_nothing_is_kept(self, run: Run, cache: Path) -> None:
        assert run("cache").stdout == f"{cache}\nNothing is kept.\n"
        assert run("cache", "size").stdout == "0\n"
        assert run("cache", "clean").stdout == f"Nothing is kept in {cache}.\n"

    def test_sizes(self, run: Run, cache: Path) -> None:
        run("check")
        said = run("cache").stdout
        assert said.startswith(f"{cache}\n")
        for what in ("results of files", "remembered runs", "in all"):
            assert what in said
        own = [path for path in cache.rglob("*") if path.is_file() and path.name not in (".gitignore", "CACHEDIR.TAG")]
        assert run("cache", "size").stdout == f"{sum(path.stat().st_size for path in own)}\n"

    def test_clean(self, run: Run, cache: Path) -> None:
        run("check")
        (cache / "links.sqlite").write_bytes(b"known")
        (cache / "mine.txt").write_bytes(b"")
        assert run("cache", "clean").stdout.startswith("Deleted ")
        assert sorted(path.name for path in cache.rglob("*") if path.is_file()) == [
            ".gitignore", "CACHEDIR.TAG", "links.sqlite", "mine.txt",
        ]  # fmt: skip
        run("cache", "clean", "--links")
        assert not (cache / "links.sqlite").exists()

    def test_links_goes_with_clean(self, run: Run) -> None:
        assert run("cache", "--links").status == 2


def test_a_file_that_is_too_large_by_now_is_told(project: Project, run: Run) -> None:
    page = project.root / "en-US" / "good.md"
    old = time.time() - 1_000
    os.utime(page, (old, old))
    time.sleep(2.1)  # so that the look at the page is enough
    assert run("check", "en-US").status == 0
    config = project.root / "playbook-lint.toml"
    config.write_text(f"max-file-size = 10\n{config.read_text(encoding='utf-8')}", encoding="utf-8")
    assert "file-too-large" in run("check", "en-US").stdout


def test_a_run_about_nothing_is_told_each_time(project: Project, run: Run) -> None:
    """What is kept of a run is what it printed, and the warning is not among that."""
    for page in project.root.rglob("*.md"):  # a new file that a run does not read is not trusted to be the same
        page.unlink()
    (project.root / "empty").mkdir()
    for _ in range(3):
        assert run("check", "empty", "--quiet").sentence.startswith("nothing is checked: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_a_remembered_run_that_cannot_be_written(project: Project, run: Run) -> None:
    run("check")
    with Path("/dev/full").open("wb") as full:
        command = [COMMAND, "check"]
        done = subprocess.run(
            command, cwd=project.root, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"playbook-lint: `standard output`: No space left on device\n"


def test_links_into_folders_that_are_no_part_of_the_project(project: Project, run: Run) -> None:
    (project.root / ".git").mkdir()
    project.write("playbook-lint.toml", 'content = ["en-US"]\nselect = ["file-not-found"]\n')
    project.write("en-US/good.md", "# A\n\n[b](../.git/new)\n\n[c](../.playbook-lint-cache/CACHEDIR.TAG)\n")
    first = run("check", "--no-cache")
    assert run("check") == run("check") == first
    (project.root / ".git" / "new").write_bytes(b"")
    assert run("check") == run("check", "--no-cache") == first


def test_a_folder_of_caches_that_is_there_already_is_marked(run: Run, cache: Path) -> None:
    cache.mkdir()
    run("check")
    assert (cache / ".gitignore").read_bytes() == b"*\n"


def test_a_gitignore_above_the_project_that_becomes_a_link(project: Project, run: Run) -> None:
    above = project.root.parent
    (above / ".git").mkdir()
    (above / ".gitignore").write_text("en-US/\n", encoding="utf-8")
    before = run("check")
    (above / ".gitignore").rename(above / "rules")
    (above / ".gitignore").symlink_to(above / "rules")
    assert run("check") == run("check", "--no-cache") != before


def test_a_link_to_the_root_of_all_files(project: Project, run: Run) -> None:
    (project.root / "everything").symlink_to("/")
    assert run("check") == run("check") == run("check", "--no-cache")
