"""`merge-driver` in real repositories: merges, rebases and cherry-picks by git, and setting it up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from command import Project, Result, Run, environment
from playbook_lint.l10n.entries import Entry, PoFile
from playbook_lint.l10n.po_read import read_po
from playbook_lint.l10n.po_write import po_bytes
from playbook_lint.records import replace
from po_samples import HEADER, gettext, needs_gettext

CATALOG = "locales/de/LC_MESSAGES/the plan.po"
DRIVER = (
    "if command -v playbook-lint >/dev/null; then playbook-lint merge-driver -- %O %A %B %P; "
    "else git merge-file %A %O %B; fi"
)
TEXTS = ("Plan", "Call", "Agree on a date", "Close")
NOTE = 'Merge conflict, choose one: the other translation is "{}"'


class Repository(Project):
    """A git repository whose catalogs the installed command merges."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        root.mkdir()
        home = root.parent / "home"
        home.mkdir()
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self._environment = environment({"PATH": path, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"})
        self.git("init", "-q", "-b", "main")
        for name, value in {"user.name": "Robin Sample", "user.email": "robin@example.com"}.items():
            self.git("config", name, value)

    def git(self, *arguments: str, status: int = 0, cwd: Path | None = None) -> Result:
        """Run git, which must end with `status`."""
        done = subprocess.run(
            ["git", *arguments], cwd=cwd or self.root, env=self._environment, capture_output=True, check=False
        )
        assert done.returncode == status, (arguments, done.stdout, done.stderr)
        assert b"Traceback" not in done.stderr
        return Result(done.returncode, done.stdout, done.stderr)

    def commit(self, content: str | bytes | PoFile | None, path: str = CATALOG) -> None:
        """Commit the file with that content, or without it for None."""
        if content is None:
            (self.root / path).unlink()
        else:
            self.write(path, po_bytes(content) if isinstance(content, PoFile) else content)
        self.git("add", "-A")
        self.git("commit", "-qm", "Change")

    def branches(self, base: PoFile | None, ours: bytes | PoFile, theirs: bytes | PoFile, path: str = CATALOG) -> None:
        """Make what two branches made of a file: `main`, which is checked out, and `other`."""
        if base is not None:
            self.commit(base, path)
        self.git("checkout", "-qb", "other")
        self.commit(theirs, path)
        self.git("checkout", "-q", "main")
        self.commit(ours, path)

    def unmerged(self) -> list[str]:
        return self.git("diff", "--name-only", "--diff-filter=U", "-z").stdout.split("\0")[:-1]

    def catalog(self, path: str = CATALOG) -> PoFile:
        """The catalog in the folder, which is one that gettext accepts."""
        data = (self.root / path).read_bytes()
        assert b"<<<<<<<" not in data
        if path.endswith(".po"):
            gettext("msgfmt", "--check", "--output-file=/dev/null", data=data)
        return read_po(self.root / path)

    def targets(self, path: str = CATALOG) -> dict[str, str]:
        return {entry.source: entry.target for entry in self.catalog(path).entries if not entry.obsolete}


pytestmark = needs_gettext


def catalog(*targets: str, date: str = "2026-01-01 10:00+0000", **changes: Entry | None) -> PoFile:
    """A catalog with a translation for each of the first texts; `changes` are by source text."""
    header = {**HEADER, "PO-Revision-Date": date, "Last-Translator": "Kim <kim@example.com>", "Language-Team": "German"}
    entries = {text: Entry(text, target) for text, target in zip(TEXTS, targets, strict=False)}
    entries |= changes  # type: ignore[arg-type]
    return PoFile(header, tuple(entry for entry in entries.values() if entry))


BASE = catalog("Planung", "", "Termin", "")


@pytest.fixture
def empty(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "a repository")


@pytest.fixture
def repository(empty: Repository, run: Run) -> Repository:
    """A repository that is set up, with one commit."""
    assert run("merge-driver", "--install", cwd=empty.root).status == 0
    empty.commit("# Read me\n", "README.md")
    return empty


class TestMerges:
    NEIGHBOURS = (
        (("Plan", "", "Termin", "Ende"), "2026-01-02 10:00+0000"),
        (("Planung", "Anruf", "Datum", ""), "2026-01-03 10:00+0000"),
    )

    def test_edits_of_neighbours_and_dates(self, repository: Repository) -> None:
        ours, theirs = (catalog(*targets, date=date) for targets, date in self.NEIGHBOURS)
        new = Entry("New", "Neu")
        repository.branches(BASE, ours, replace(theirs, entries=(*theirs.entries, new)))
        repository.git("merge", "-q", "other", "-m", "Merge")
        expected = catalog("Plan", "Anruf", "Datum", "Ende", date="2026-01-03 10:00+0000", New=new)
        assert (repository.root / CATALOG).read_bytes() == po_bytes(expected)

    def test_without_the_driver_git_leaves_markers_there(self, empty: Repository) -> None:
        """The counterpart: what the driver is for."""
        ours, theirs = (catalog(*targets, date=date) for targets, date in self.NEIGHBOURS)
        empty.branches(BASE, ours, theirs)
        empty.git("merge", "other", status=1)
        assert "<<<<<<<" in (empty.root / CATALOG).read_text()

    def test_a_conflict_is_one_message_and_told_with_its_place(self, repository: Repository) -> None:
        repository.branches(BASE, catalog("A", "C", "Termin", ""), catalog("B", "", "Termin", "D"))
        done = repository.git("merge", "other", status=1)
        assert repository.unmerged() == [CATALOG]
        lines = (repository.root / CATALOG).read_text().split("\n")
        place = lines.index('msgid "Plan"') + 1
        told = [line for line in done.stderr.splitlines() if line.startswith("playbook-lint: ")]
        sentence = (
            f"{CATALOG}:{place}: both sides translated `Plan`, and differently; "
            "one translation is kept, fuzzy, and the other stands in the comment"
        )
        assert told == [f"playbook-lint: {sentence}"]
        plan, *others = repository.catalog().entries
        assert plan == Entry("Plan", "A", flags=("fuzzy",), comment=NOTE.format("B"))
        assert [entry.target for entry in others] == ["C", "Termin", "D"]

    def test_a_conflict_that_is_resolved_stays_so_in_later_merges(self, repository: Repository) -> None:
        repository.branches(BASE, catalog("A", "", "Termin", ""), catalog("B", "", "Termin", ""))
        repository.git("merge", "other", status=1)
        repository.commit(catalog("B", "", "Termin", ""))
        repository.git("checkout", "-q", "other")
        repository.commit(catalog("B", "", "Termin", "Ende"))
        repository.git("checkout", "-q", "main")
        repository.commit(catalog("C", "", "Termin", ""))
        repository.git("merge", "-q", "other", "-m", "Merge")
        assert list(repository.targets().values()) == ["C", "", "Termin", "Ende"]

    def test_branches_that_merged_each_other(self, repository: Repository) -> None:
        """Then git merges their common ancestors first, with the driver."""
        repository.branches(BASE, catalog("A", "", "Termin", ""), catalog("B", "", "Termin", ""))
        repository.git("branch", "main-before")
        repository.git("merge", "other", status=1)
        repository.commit(catalog("A", "", "Termin", ""))
        repository.git("checkout", "-q", "other")
        repository.git("merge", "main-before", status=1)
        repository.commit(catalog("B", "", "Termin", ""))
        repository.git("checkout", "-q", "main")
        repository.git("merge", "other", status=1)
        assert repository.catalog().entries[0] == Entry("Plan", "A", flags=("fuzzy",), comment=NOTE.format("B"))

    def test_a_file_that_both_added(self, repository: Repository) -> None:
        repository.branches(None, catalog("A", "B"), catalog("A", "", "C"))
        repository.git("merge", "-q", "other", "-m", "Merge")
        assert list(repository.targets().values()) == ["A", "B", "C"]

    def test_a_file_that_both_added_with_other_translations(self, repository: Repository) -> None:
        repository.branches(None, catalog("A"), catalog("B"))
        repository.git("merge", "other", status=1)
        assert repository.catalog().entries == (Entry("Plan", "A", flags=("fuzzy",), comment=NOTE.format("B")),)

    def test_messages_that_one_side_deleted(self, repository: Repository) -> None:
        ours = catalog("Planung", "", "Termin", "", Plan=None, **{"Agree on a date": None})
        repository.branches(BASE, ours, catalog("Planung", "Anruf", "Datum", ""))
        repository.git("merge", "-q", "other", "-m", "Merge")
        assert repository.targets() == {"Call": "Anruf", "Agree on a date": "Datum", "Close": ""}

    def test_a_message_that_one_side_set_aside(self, repository: Repository) -> None:
        gone = Entry("Plan", "Planung", obsolete=True)
        repository.branches(BASE, catalog("", "", "Termin", "", Plan=gone), catalog("Entwurf", "", "Termin", ""))
        repository.git("merge", "-q", "other", "-m", "Merge")
        assert repository.catalog().entries[-1] == replace(gone, target="Entwurf")

    def test_comments_of_both_sides(self, repository: Repository) -> None:
        ours, theirs = (Entry("Plan", "Planung", comment=text) for text in ("playbook-lint-disable md-link", "Formal."))
        repository.branches(BASE, catalog("", "", "Termin", "", Plan=ours), catalog("", "", "Termin", "", Plan=theirs))
        repository.git("merge", "-q", "other", "-m", "Merge")
        comment = repository.catalog().entries[0].comment
        assert sorted(comment.split("\n")) == ["Formal.", "playbook-lint-disable md-link"]

    def test_rebase(self, repository: Repository) -> None:
        repository.branches(BASE, catalog("A", "", "Termin", ""), catalog("Planung", "B", "Termin", ""))
        repository.commit(catalog("A", "", "Datum", ""))
        repository.git("rebase", "-q", "other")
        assert list(repository.targets().values()) == ["A", "B", "Datum", ""]
        assert repository.git("rev-list", "--count", "--merges", "HEAD").stdout == "0\n"

    def test_a_rebase_of_several_edits_of_one_message(self, repository: Repository) -> None:
        """Each is a conflict, and what was noted for one does not pile up in the next."""
        repository.branches(BASE, catalog("A1", "", "Termin", ""), catalog("B", "", "Termin", ""))
        repository.commit(catalog("A2", "", "Termin", ""))
        repository.git("rebase", "other", status=1)
        for text in ("A1", "A2"):
            entry = repository.catalog().entries[0]
            assert entry == Entry("Plan", "B", flags=("fuzzy",), comment=NOTE.format(text))
            repository.git("add", "-A")
            repository.git("-c", "core.editor=true", "rebase", "--continue", status=1 if text == "A1" else 0)

    def test_cherry_pick(self, repository: Repository) -> None:
        repository.branches(BASE, catalog("A", "", "Termin", ""), catalog("Planung", "B", "Termin", ""))
        repository.git("cherry-pick", "other")
        assert list(repository.targets().values()) == ["A", "B", "Termin", ""]

    def test_revert(self, repository: Repository) -> None:
        repository.branches(BASE, catalog("A", "", "Termin", ""), catalog("Planung", "B", "Termin", ""))
        repository.commit(catalog("A", "C", "Termin", ""))
        repository.git("revert", "--no-edit", "HEAD~1")
        assert list(repository.targets().values()) == ["Planung", "C", "Termin", ""]

    def test_a_catalog_that_one_side_moved(self, repository: Repository) -> None:
        repository.branches(BASE, catalog("A", "", "Termin", ""), catalog("Planung", "B", "Termin", ""))
        (repository.root / "de").mkdir()
        repository.git("mv", CATALOG, "de/plan.po")
        repository.git("commit", "-qm", "Move")
        repository.git("merge", "-q", "other", "-m", "Merge")
        assert list(repository.targets("de/plan.po").values()) == ["A", "B", "Termin", ""]

    @pytest.mark.parametrize("path", ["-x.po", "größe $(touch x) 'y'.po", "locales/pot/plan.pot"])
    def test_other_names(self, repository: Repository, path: str) -> None:
        ours, theirs = catalog("A", "C", "Termin", ""), catalog("B", "", "Termin", "D")
        repository.branches(BASE, ours, theirs, path)
        done = repository.git("merge", "other", status=1)
        assert repository.unmerged() == [path]
        assert f"playbook-lint: {path}:" in done.stderr
        assert list(repository.targets(path).values()) == ["A", "C", "Termin", "D"]

    def test_what_one_side_saved_on_windows_and_in_another_charset(self, repository: Repository) -> None:
        ours = po_bytes(catalog("Größe", "", "Termin", "")).replace(b"\n", b"\r\n")
        theirs = po_bytes(catalog("Planung", "Rückruf", "Termin", "")).decode().replace("UTF-8", "ISO-8859-1")
        repository.write(".git/info/attributes", "*.po -text\n")
        repository.branches(BASE, ours, theirs.encode("latin-1"))
        repository.git("merge", "-q", "other", "-m", "Merge")
        assert (repository.root / CATALOG).read_bytes() == po_bytes(catalog("Größe", "Rückruf", "Termin", "")).replace(
            b"\n", b"\r\n"
        )


class TestBrokenCatalogs:
    BROKEN = po_bytes(BASE) + b'\nmsgid "More\nmsgstr ""\n'

    @pytest.mark.parametrize("side", ["base", "ours", "theirs"])
    def test_are_not_merged_and_nobody_commits_unknowingly(self, repository: Repository, side: str) -> None:
        versions = {
            "base": po_bytes(BASE), "ours": po_bytes(catalog("A")), "theirs": po_bytes(catalog("B"))
        }  # fmt: skip
        versions[side] = self.BROKEN
        repository.commit(versions["base"])
        repository.branches(None, versions["ours"], versions["theirs"])
        done = repository.git("merge", "other", status=1)
        line = self.BROKEN.count(b"\n") - 1
        name = {"base": "the common ancestor", "ours": "this side", "theirs": "the other side"}[side]
        told = [text for text in done.stderr.splitlines() if text.startswith("playbook-lint: ")]
        assert len(told) == 1
        assert told[0].startswith(
            f"playbook-lint: {CATALOG}: not merged, this side is left as it was: line {line} of {name}: "
        )
        assert (repository.root / CATALOG).read_bytes() == versions["ours"]
        assert repository.unmerged() == [CATALOG]
        repository.git("commit", "-m", "Merge", status=128)

    def test_where_the_command_is_not_there_git_merges_lines(self, repository: Repository) -> None:
        repository.git("config", "merge.playbook-po.driver", DRIVER.replace("playbook-lint", "no-such-command"))
        repository.branches(BASE, catalog("A", "", "Termin", ""), catalog("Planung", "B", "Termin", ""))
        repository.git("merge", "other")
        merged = read_po(repository.root / CATALOG).entries
        assert [entry.target for entry in merged][:2] == ["A", "B"]

    def test_where_the_command_is_not_there_a_conflict_is_seen(self, repository: Repository) -> None:
        repository.git("config", "merge.playbook-po.driver", DRIVER.replace("playbook-lint", "no-such-command"))
        repository.branches(BASE, catalog("A", "", "Termin", ""), catalog("B", "", "Termin", ""))
        repository.git("merge", "other", status=1)
        assert repository.unmerged() == [CATALOG]
        assert b"<<<<<<<" in (repository.root / CATALOG).read_bytes()


class TestByHand:
    @pytest.fixture
    def three(self, tmp_path: Path) -> list[Path]:
        paths = [tmp_path / f"{name}.po" for name in ("base", "ours", "theirs")]
        for path, target in zip(paths, ("", "A", "B"), strict=True):
            path.write_bytes(po_bytes(catalog(target)))
        return paths

    def test_without_a_name_ours_is_the_name(self, three: list[Path], run: Run) -> None:
        done = run("merge-driver", *three)
        assert done.status == 1
        assert done.sentence.startswith(f"{three[1]}:")

    def test_a_file_that_is_the_result_already_is_not_touched(self, three: list[Path], run: Run) -> None:
        run("merge-driver", *three)
        before = three[1].stat()
        assert run("merge-driver", *three).status == 1
        assert (three[1].stat().st_ino, three[1].stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    def test_a_file_that_is_not_there(self, three: list[Path], run: Run) -> None:
        three[2].unlink()
        done = run("merge-driver", *three, "x\x1b[31m.po")
        assert done.status == 2
        assert done.sentence == (
            "x\\x1b[31m.po: not merged, this side is left as it was: line 1 of the other side: "
            "cannot be read: No such file or directory"
        )

    def test_too_few_and_too_many_files(self, three: list[Path], run: Run) -> None:
        for paths in ([], three[:2], [*three, "a", "b"]):
            done = run("merge-driver", *paths)
            assert (done.status, done.out) == (2, b"")
            assert "BASE, OURS and THEIRS are needed, or `--install`" in done.sentence


class TestInstall:
    LINES = "*.po merge=playbook-po\n*.pot merge=playbook-po\n"

    def installed(self, run: Run, repository: Repository, status: int = 0) -> Result:
        done = run("merge-driver", "--install", cwd=repository.root)
        assert done.status == status
        return done

    def test_tells_what_it_did_and_does_nothing_twice(self, empty: Repository, run: Run) -> None:
        first = self.installed(run, empty)
        assert first.stdout == (
            "git config: merge.playbook-po.name is now `PO files, message by message`\n"
            f"git config: merge.playbook-po.driver is now `{DRIVER}`\n"
            ".gitattributes: has now `*.po merge=playbook-po`\n"
            ".gitattributes: has now `*.pot merge=playbook-po`\n"
        )
        attributes, config = empty.root / ".gitattributes", empty.root / ".git/config"
        before = attributes.read_bytes(), config.read_bytes()
        assert before[0].decode() == self.LINES
        again = self.installed(run, empty)
        assert again.stdout == first.stdout.replace("is now", "is already").replace("has now", "has already")
        assert (attributes.read_bytes(), config.read_bytes()) == before

    def test_from_a_folder_inside(self, empty: Repository, run: Run) -> None:
        (empty.root / "docs").mkdir()
        assert run("merge-driver", "--install", cwd=empty.root / "docs").status == 0
        assert (empty.root / ".gitattributes").read_text() == self.LINES

    @pytest.mark.parametrize("before", ["*.png binary\n", "*.png binary", "*.png binary\r\n", "# caf\udce9\n"])
    def test_lines_that_are_there_stay(self, empty: Repository, run: Run, before: str) -> None:
        data = before.encode("utf-8", "surrogateescape")
        empty.write(".gitattributes", data)
        self.installed(run, empty)
        end = "\r\n" if "\r" in before else "\n"
        gap = b"" if before.endswith("\n") else b"\n"
        assert (empty.root / ".gitattributes").read_bytes() == data + gap + self.LINES.replace("\n", end).encode()

    @pytest.mark.parametrize("other", ["merge=union", "-merge", "binary"])
    def test_another_driver_stays_and_is_told(self, empty: Repository, run: Run, other: str) -> None:
        empty.write(".gitattributes", f"*.po text {other}\n")
        done = self.installed(run, empty, status=1)
        assert f"`*.po` has `{other.removeprefix('merge=')}` there; put `merge=playbook-po` instead" in done.sentence
        assert (empty.root / ".gitattributes").read_text() == f"*.po text {other}\n*.pot merge=playbook-po\n"

    def test_an_older_setting_is_replaced_and_told(self, empty: Repository, run: Run) -> None:
        empty.git("config", "merge.playbook-po.driver", "old %A")
        assert f"merge.playbook-po.driver was `old %A`, is now `{DRIVER}`\n" in self.installed(run, empty).stdout
        assert empty.git("config", "--get-all", "merge.playbook-po.driver").stdout == f"{DRIVER}\n"

    def test_a_link_to_a_file_elsewhere_is_not_followed(self, empty: Repository, run: Run, tmp_path: Path) -> None:
        (tmp_path / "profile").write_text("a\n")
        (empty.root / ".gitattributes").symlink_to(tmp_path / "profile")
        done = self.installed(run, empty, status=2)
        assert done.sentence.endswith(".gitattributes: leads out of the repository, so nothing is written there")
        assert (tmp_path / "profile").read_text() == "a\n"

    def test_where_there_is_no_repository(self, project: Project, run: Run) -> None:
        done = run("merge-driver", "--install")
        assert (done.status, done.sentence) == (2, "no git repository is here to set up, or git cannot be run")
        assert not (project.root / ".gitattributes").exists()


def test_a_conflict_that_is_not_written_is_not_told(run: Run, tmp_path: Path) -> None:
    """Obsolete plurals without their first form: to gettext both are untranslated, and such messages go."""
    empty = PoFile(HEADER, ())
    forms = ("", "eins"), ("", "", "zwei")
    sides = [Entry("a page", plural="pages", plurals=one, obsolete=True) for one in forms]
    paths = [tmp_path / name for name in ("base.po", "ours.po", "theirs.po")]
    texts = ['\n#~ msgid "a page"\n#~ msgid_plural "pages"\n', *(f'#~ msgstr[{n}] "{{}}"\n' for n in range(3))]
    for path, side in zip(paths, (None, *sides), strict=True):
        forms_of = side.plurals if side else ()
        written = "".join(texts[: len(forms_of) + 1]) if side else ""
        path.write_bytes(po_bytes(empty) + written.format(*forms_of).encode())
    result = run("merge-driver", *map(str, paths))
    assert (result.status, result.stderr) == (0, "")
