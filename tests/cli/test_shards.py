"""`check --shard` and `merge-reports`: parts say what one run says, and nothing in a shard is trusted."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import chdir
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from command import BAD, CONFIG, Project, Run
from corpus import CORPUS
from playbook_lint.cli import main
from playbook_lint.config import Config
from playbook_lint.file_state import digest
from playbook_lint.project import Project as Files
from playbook_lint.shard_file import Part
from playbook_lint.shards import shard_of

REVISION = CORPUS / "2020-05"
FORMATS = ("text", "json", "sarif")
MAGIC = b"playbook-lint shard 1\n"
DAY = {"SOURCE_DATE_EPOCH": "1795000000"}
CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: pt_BR\\n"

#: en-US/a.md:3
msgid "See [the routes](a.md)."
msgstr "Veja [as rotas](b.md)"

#, fuzzy
msgid "Drivers  and fleet"
msgstr "Motoristas"
"""
WHOLE = CONFIG.replace('select = ["heading-skipped"]', "max-file-size = 400").replace('heading-skipped = "error"', "")

LINES = st.sampled_from(
    (
        "# Fleet handover", "# Fleet handover", "## Vehicles", "### Routes", "#### Depots", "See [a](a.md#vehicles).",
        "See [b](b.md#gone).", "See [c](../pt-BR/c.md).", "![map](map.png)", "Phase: **Plan**", "Role: Nobody",
        "<!-- playbook-lint-disable links -->", "<!-- playbook-lint-disable -->", "<!-- playbook-lint-disable x -->",
        "| ID | Task |\n| --- | --- |\n| 1.1 | Plan | More |", "---\ntitle: Fleet\n---", "1,200 vehicles",
        "<<<<<<< ours\n=======\n>>>>>>> theirs",
    )
)  # fmt: skip
PAGES = st.lists(LINES, max_size=7).map(lambda lines: "\n\n".join(lines).encode())
ODD = st.sampled_from((b"", b"\xff\xfe# A\n", b"# A\n\n" + b"x" * 500, b"\0\x1b[31m\n"))
PATHS = st.sampled_from([f"{locale}/{name}.md" for locale in ("en-US", "pt-BR") for name in "abcdef"])
TOCS = st.sampled_from((b"- name: A\n  href: a.md\n- name: B\n  href: gone.md\n", b"- [", b"items:\n"))
PO_FILES = st.sampled_from((CATALOG.encode(), CATALOG.replace("b.md", "a.md").encode(), b'msgid "a\n', b"\xff"))
PROJECTS = st.fixed_dictionaries(
    {"playbook-lint.toml": st.just(WHOLE.encode())},
    optional={"en-US/toc.yml": TOCS, "pt-BR/toc.yml": TOCS, "locales/pt_BR/LC_MESSAGES/a.po": PO_FILES},
).flatmap(lambda rest: st.dictionaries(PATHS, PAGES | ODD, max_size=9).map(lambda pages: pages | rest))


def write(root: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    for folder in ("en-US", "pt-BR"):
        (root / folder).mkdir(exist_ok=True)
    (root / "en-US/broken.md").symlink_to("nowhere.md")


def shards(count: int, folder: Path, *args: str) -> list[str]:
    """Make the shards of the project in the current folder, in this process."""
    paths = [os.fspath(folder / f"{number}-of-{count}.results") for number in range(1, count + 1)]
    for number, path in enumerate(paths, start=1):
        status = main.run(["check", "--quiet", "--shard", f"{number}/{count}", "--output", path, *args])
        assert status == 0
    return paths


def reports(count: int, formats: tuple[str, ...] = FORMATS, *args: str) -> tuple[list[object], list[object]]:
    """Status and report in each format of one run in the current folder, and of shards that are joined."""
    with TemporaryDirectory() as folder:
        made = shards(count, Path(folder), *args)
        report = Path(folder, "report")

        def reported(*command: str) -> list[object]:
            found: list[object] = []
            for name in formats:
                found.append(main.run([*command, *args, "--format", name, "--output", os.fspath(report)]))
                found.append(report.read_bytes())
            return found

        return reported("check", "--no-cache"), reported("merge-reports", *reversed(made))


@settings(max_examples=12, deadline=None)
@given(files=PROJECTS, count=st.integers(1, 5))
def test_joined_shards_say_what_a_single_run_says(files: dict[str, bytes], count: int) -> None:
    with TemporaryDirectory() as folder, chdir(folder):
        write(Path(folder), files)
        one, joined = reports(count)
    assert joined == one
    assert one[0] in (0, 1)


@pytest.mark.heavy
@pytest.mark.skipif(not REVISION.is_dir(), reason="the real corpus is not beside this checkout")
@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_so_it_is_with_real_pages(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REVISION)
    config = Path(__file__).parents[1] / "data" / "corpus.toml"
    one, joined = reports(count, ("json",), "--no-cache", "--config", os.fspath(config))
    assert joined == one


class TestParting:
    @pytest.fixture
    def files(self, tmp_path: Path) -> Files:
        for number, size in enumerate((900, 500, 400, 300, 200, 100, 100, 0)):
            (tmp_path / f"{number}.md").write_bytes(b"x" * size)
        return Files(Config(tmp_path))

    def paths(self, files: Files, number: int, count: int) -> list[str]:
        return [file.relative for file in shard_of(files.discover().files, Part(number, count))]

    def test_is_by_size(self, files: Files) -> None:
        assert self.paths(files, 1, 2) == ["0.md", "3.md", "6.md"]
        assert self.paths(files, 2, 2) == ["1.md", "2.md", "4.md", "5.md", "7.md"]

    @pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 9, 1_000_000_000])
    def test_gives_each_file_to_one_shard(self, files: Files, count: int) -> None:
        parts = [self.paths(files, number, count) for number in range(1, min(count, 12) + 1)]
        assert sorted(chain.from_iterable(parts)) == [file.relative for file in files.discover().files]
        assert all(parts[:8])

    def test_does_not_follow_from_the_order_of_files(self, files: Files) -> None:
        found = files.discover().files
        for number in (1, 2, 3):
            assert shard_of(found, Part(number, 3)) == shard_of(found[::-1], Part(number, 3))


@pytest.fixture
def made(run: Run, project: Project, tmp_path: Path) -> Callable[..., list[Path]]:
    """Makes the shards of the project; a keyword of their number gives the environment of one."""

    def make(count: int = 2, *args: str, env: Mapping[int, Mapping[str, str]] | None = None) -> list[Path]:
        paths = [tmp_path / f"shard-{number}.results" for number in range(1, count + 1)]
        for number, path in enumerate(paths, start=1):
            command = ("check", "--shard", f"{number}/{count}", "--output", path, *args)
            assert run(*command, env=(env or {}).get(number)).status == 0
        return paths

    return make


Make = Callable[..., list[Path]]


class TestShard:
    def test_says_in_a_line_what_it_did(self, run: Run, tmp_path: Path) -> None:
        done = run("check", "--shard", "1/2", "--output", tmp_path / "one")
        assert (done.status, done.stderr) == (0, "")
        assert done.stdout == "Shard 1 of 2: 1 of 2 files, 1 finding so far.\n"

    def test_may_have_no_files(self, run: Run, made: Make) -> None:
        assert run("merge-reports", *made(5)).stdout == run("check").stdout

    def test_leaves_what_cannot_be_kept_to_who_joins(self, run: Run, project: Project, made: Make) -> None:
        (project.root / os.fsdecode(b"pt-BR/\xff.md")).write_text(BAD, encoding="utf-8")
        project.write("pt-BR/long.md", "# A\n\n" + "###### B\n" + "x" * 3000)
        single = run("check", "--no-cache")
        assert b"3 files" in single.out or b"4 files" in single.out
        assert run("merge-reports", *made()) == single

    def test_uses_what_earlier_runs_found(self, run: Run, made: Make) -> None:
        report = run("check", "--no-cache").out
        for args in (["--no-cache"], [], []):
            assert run("merge-reports", *made(2, *args)).out == report

    @pytest.mark.parametrize("value", ["0/2", "3/2", "1", "1/0", "-1/2", "1/2/3", "a/b", "١/٢", "1/99999999999"])
    def test_must_be_one(self, run: Run, tmp_path: Path, value: str) -> None:
        done = run("check", "--output", tmp_path / "one", f"--shard={value}")
        assert done.status == 2
        assert f"`{value}` is no shard: write 1/4, 2/4, 3/4 or 4/4 for the shards of four" in done.sentence

    def test_needs_a_file(self, run: Run) -> None:
        assert "--shard needs --output" in run("check", "--shard", "1/2").sentence

    @pytest.mark.parametrize("args", [["en-US"], ["--fix"], ["--stdin", "--stdin-filename", "en-US/good.md"]])
    def test_is_of_the_whole_project_as_it_is(self, run: Run, tmp_path: Path, args: list[str]) -> None:
        done = run("check", "--shard", "1/2", "--output", tmp_path / "one", *args)
        assert done.status == 2
        assert "exclude each other" in done.sentence

    @pytest.mark.parametrize(
        "args",
        [
            ["--format", "json"], ["--fail-on", "never"], ["--statistics"], ["--baseline", "b"], ["--no-baseline"],
            ["--write-baseline"], ["--changed-since", "main"],
        ],
    )  # fmt: skip
    def test_leaves_the_report_to_who_joins(self, run: Run, tmp_path: Path, args: list[str]) -> None:
        done = run("check", "--shard", "1/2", "--output", tmp_path / "one", *args)
        assert done.status == 2
        assert f"{args[0]} is for `playbook-lint merge-reports`" in done.sentence

    def test_is_not_written_over_a_page(self, run: Run, project: Project) -> None:
        done = run("check", "--shard", "1/2", "--output", "pt-BR/bad.md")
        assert (done.status, (project.root / "pt-BR/bad.md").read_text()) == (2, BAD)

    def test_tells_where_it_cannot_be_written(self, run: Run, tmp_path: Path) -> None:
        done = run("check", "--shard", "1/2", "--output", tmp_path / "no" / "one")
        assert done.status == 2
        assert "the shard cannot be written to" in done.sentence


class TestReport:
    def test_has_the_options_of_a_check(self, run: Run, made: Make) -> None:
        paths = made()
        for args in (["--statistics"], ["--fail-on", "never"], ["--quiet"], ["--format", "github"], ["--no-baseline"]):
            assert run("merge-reports", *paths, *args) == run("check", "--no-cache", *args)

    def test_knows_a_baseline(self, run: Run, project: Project, made: Make) -> None:
        paths = made()
        assert run("merge-reports", *paths, "--write-baseline").status == 0
        written = (project.root / ".playbook-lint-baseline.json").read_bytes()
        assert run("merge-reports", *paths).stdout == "Checked 2 files: nothing to report (1 known).\n"
        run("check", "--write-baseline")
        assert (project.root / ".playbook-lint-baseline.json").read_bytes() == written

    def test_is_of_the_day_of_its_shards(self, run: Run, project: Project, made: Make) -> None:
        project.write("playbook-lint.toml", CONFIG.replace('"heading-skipped"', '"date-from-future"'))
        project.write("en-US/good.md", "---\nms.date: 11/20/2026\n---\n# A\n")
        early = {"SOURCE_DATE_EPOCH": "1700000000"}
        paths = made(env={1: early, 2: early})
        assert run("merge-reports", *paths).out == run("check", "--no-cache", env=early).out

    def test_may_be_of_shards_that_lie_among_the_pages(self, run: Run, project: Project) -> None:
        project.write("locales/pt_BR/LC_MESSAGES/a.po", CATALOG)
        project.write("playbook-lint.toml", WHOLE)
        for number in (1, 2):
            assert run("check", "--shard", f"{number}/2", "--output", f"shard-{number}").status == 0
        assert run("merge-reports", "shard-1", "shard-2").out == run("check").out


class TestRefusal:
    """Shards that are not those of a run here are refused in a sentence."""

    @pytest.fixture
    def refused(self, run: Run) -> Callable[..., str]:
        def refuse(*args: str | Path) -> str:
            done = run("merge-reports", *args)
            assert (done.status, done.out) == (2, b"")
            return done.sentence

        return refuse

    def test_of_a_missing_shard(self, refused: Callable[..., str], made: Make) -> None:
        first, second, third = made(3)
        assert refused(first, third) == "shard 2 is missing, of 3"
        assert refused(second) == "shards 1 and 3 are missing, of 3"

    def test_of_one_that_is_there_twice(self, refused: Callable[..., str], made: Make, tmp_path: Path) -> None:
        first, _ = made()
        copy = tmp_path / "copy"
        copy.write_bytes(first.read_bytes())
        assert refused(first, copy) == f"shard 1 of 2 is there twice: as `{first}` and as `{copy}`"

    def test_of_shards_of_another_parting(self, refused: Callable[..., str], made: Make, tmp_path: Path) -> None:
        other = tmp_path / "other"
        made(3)[0].rename(other)
        assert refused(*made(), other) == f"`{other}` is a shard of 3, and `{tmp_path}/shard-1.results` one of 2"

    def test_of_a_page_that_changed(self, refused: Callable[..., str], made: Make, project: Project) -> None:
        paths = made()
        project.write("pt-BR/bad.md", BAD + "\n")
        assert refused(*paths) == f"the file `pt-BR/bad.md` is another one here than when `{paths[0]}` was made"

    def test_of_a_page_that_was_added(self, refused: Callable[..., str], made: Make, project: Project) -> None:
        paths = made()
        project.write("pt-BR/new.md")
        assert refused(*paths) == "file `pt-BR/new.md` is in no shard: make the shards of these files"

    def test_of_a_page_that_was_removed(self, refused: Callable[..., str], made: Make, project: Project) -> None:
        paths = made()
        (project.root / "pt-BR/bad.md").unlink()
        assert refused(*paths) == f"the file `pt-BR/bad.md` of `{paths[0]}` is not among the files here"

    def test_of_another_configuration(self, refused: Callable[..., str], made: Make) -> None:
        paths = made(2, "--select", "links")
        assert refused(*paths).startswith(f"`{paths[0]}` was made with another state of configuration")

    def test_of_other_terms(self, refused: Callable[..., str], made: Make, project: Project) -> None:
        paths = made()
        project.write("locales/pt_BR/LC_MESSAGES/terms.po", CATALOG)
        assert "terms" in refused(*paths)

    def test_of_two_days(self, refused: Callable[..., str], made: Make) -> None:
        paths = made(env={1: {"SOURCE_DATE_EPOCH": "1700000000"}, 2: DAY})
        assert refused(*paths) == (
            f"`{paths[0]}` was made on 2023-11-14, and `{paths[1]}` on 2026-11-18: "
            "set SOURCE_DATE_EPOCH, which is the day for all shards"
        )

    def test_of_another_version(self, refused: Callable[..., str], made: Make) -> None:
        paths = made()
        head, *rest = records(paths[0])
        head[3]["click"] = "7.0"
        write_records(paths[0], [head, *rest])
        assert refused(*paths).startswith(f"`{paths[0]}` was made by another program: it has click 7.0; here it is ")

    def test_of_nothing(self, run: Run, project: Project) -> None:
        assert run("merge-reports").status == 2
        assert run("merge-reports", "gone").sentence == "`gone` is not there"
        assert run("merge-reports", "pt-BR").sentence == "`pt-BR` is not a file"
        assert "was not made by" in run("merge-reports", "pt-BR/bad.md").sentence

    def test_of_a_damaged_file(self, refused: Callable[..., str], made: Make) -> None:
        paths = made()
        data = paths[0].read_bytes()
        other = data[:-40] + bytes([data[-40] ^ 1]) + data[-39:]
        for damaged in (data[:-1], data[:60], other, data + b"\0", data[: len(MAGIC)]):
            paths[0].write_bytes(damaged)
            assert refused(*paths) == f"`{paths[0]}` is damaged: make it anew"


def records(path: Path) -> list[list[object]]:
    """What is written in the file of a shard, whatever that is."""
    data = path.read_bytes().removeprefix(MAGIC)
    found = []
    while data:
        end = 24 + int.from_bytes(data[:8], "big")
        found.append(msgspec.msgpack.decode(data[24:end]))
        data = data[end:]
    return found


def write_records(path: Path, values: list[object]) -> None:
    encoded = map(msgspec.msgpack.encode, values)
    path.write_bytes(MAGIC + b"".join(len(data).to_bytes(8, "big") + digest(data) + data for data in encoded))


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats()
    | st.text(max_size=5)
    | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
# What the type of a value allows in its place.
LIKELY = {
    int: st.sampled_from((0, -1, 1, 3, 2**40)),
    str: st.sampled_from(("", "../../x", "\x1b[31m\n", "links", "h1-missing", "pt-BR/a.md", "error", "x" * 300)),
}


def spoiled(value: object, data: st.DataObject) -> object:
    """The value with a part of it replaced by another value; bytes are a part that holds parts of its own."""
    if isinstance(value, bytes):
        try:
            inner = msgspec.msgpack.decode(value)
        except msgspec.MsgspecError:
            return data.draw(ANYTHING)
        return msgspec.msgpack.encode(spoiled(inner, data))
    if not value or not isinstance(value, list | dict) or data.draw(st.integers(0, 9)) == 0:
        return data.draw(LIKELY.get(type(value), ANYTHING) if data.draw(st.integers(0, 9)) else ANYTHING)
    key = data.draw(st.sampled_from(list(value) if isinstance(value, dict) else range(len(value))))
    value[key] = spoiled(value[key], data)
    return value


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_a_hostile_shard_never_makes_it_fail(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, chdir(folder):
        files = {f"{locale}/a.md": BAD.encode() + b"\n[a](b.md#c)\n\n1,200\n" for locale in ("en-US", "pt-BR")}
        more = {"locales/pt_BR/LC_MESSAGES/a.po": CATALOG.encode(), "en-US/toc.yml": b"- name: A\n  href: a.md\n"}
        write(Path(folder), files | more | {"playbook-lint.toml": WHOLE.encode()})
        (path,) = map(Path, shards(1, Path(folder)))
        values = records(path)
        at = data.draw(st.integers(0, len(values) - 1))
        values[at] = spoiled(values[at], data)
        write_records(path, values)
        for name in FORMATS:
            assert main.run(["merge-reports", os.fspath(path), "--format", name, "--output", "report"]) in (0, 1, 2)
