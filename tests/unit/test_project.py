"""Which files a project has, what each of them is, and reading them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.config import Config, LocaleConfig, UsageError
from playbook_lint.page_patterns import PagePattern
from playbook_lint.project import Discovery, PageReadError, Project, read_page

ENGLISH = LocaleConfig("en-US", ("english/{page}.md",))
GERMAN = LocaleConfig("de", ("german/{page}-de.md", "german/{page}.md"))
PORTUGUESE = LocaleConfig("pt-BR", ("portuguese/{page}-pr.md", "portuguese/{page}.md"))

Files = Callable[..., Path]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Makes empty files below the project root, with the folders that hold them, and returns the root."""

    def make(*paths: str) -> Path:
        for path in paths:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).touch()
        return tmp_path

    return make


def discover(config: Config, *paths: str) -> Discovery:
    return Project(config).discover([config.root / path for path in paths])


def found(config: Config, *paths: str) -> list[str]:
    """The pages found, relative to the root; nothing may stand in the way."""
    discovery = discover(config, *paths)
    assert discovery.problems == ()
    return [file.relative for file in discovery.files]


class TestDiscovery:
    def test_all_markdown_of_the_content_roots_in_order(self, files: Files) -> None:
        root = files("b/x.md", "a/y.md", "a/b/z.MD", "a/picture.png", "c/outside.md", "single.md", "other.md")
        assert found(Config(root, content=("b", "a", "single.md"))) == ["a/b/z.MD", "a/y.md", "b/x.md", "single.md"]

    def test_by_default_the_whole_project(self, files: Files) -> None:
        assert found(Config(files("b.md", "a/c.md"))) == ["a/c.md", "b.md"]

    def test_content_globs(self, files: Files) -> None:
        root = files("docs/a/guide/x.md", "docs/b/guide/y.md", "docs/b/z.md")
        discovery = discover(Config(root, content=("docs/*/guide",)))
        assert [file.relative for file in discovery.files] == ["docs/a/guide/x.md", "docs/b/guide/y.md"]
        assert discovery.skipped == {"not in the content roots": 1}

    def test_nested_content_roots_find_a_page_once(self, files: Files) -> None:
        discovery = discover(Config(files("a/b/x.md", "a/y.md"), content=("a", "a/b", ".")))
        assert [file.relative for file in discovery.files] == ["a/b/x.md", "a/y.md"]
        assert discovery.skipped == {}

    def test_named_files_and_folders(self, files: Files) -> None:
        root = files("a/x.md", "a/y.md", "b/z.md")
        assert found(Config(root), "a", "b/z.md", "a/x.md") == ["a/x.md", "a/y.md", "b/z.md"]
        assert found(Config(root, content=("a",)), "") == ["a/x.md", "a/y.md"]

    def test_paths_are_relative_to_the_current_folder(self, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
        root = files("a/x.md", "b/y.md")
        monkeypatch.chdir(root / "a")
        discovery = Project(Config(root)).discover([Path("x.md"), Path("../b")])
        assert [file.relative for file in discovery.files] == ["a/x.md", "b/y.md"]

    def test_the_project_may_be_reached_by_another_name(
        self, files: Files, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        alias = tmp_path_factory.mktemp("elsewhere") / "alias"
        alias.symlink_to(files("a/x.md"))
        assert found(Config(alias.resolve()), str(alias / "a/x.md")) == ["a/x.md"]
        assert found(Config(alias)) == ["a/x.md"]

    def test_named_paths_are_subject_to_what_the_project_leaves_out(self, files: Files) -> None:
        root = files("a/x.md", "a/drafts/y.md", "a/t.tmp.md", "a/.cache/c.md", "a/i.md", "a/picture.png", "other/z.md")
        (root / ".gitignore").write_text("i.md\n")
        config = Config(root, content=("a",), exclude=("drafts/", "*.tmp.md"))
        named = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and path.suffix]
        discovery = discover(config, *named, "other", "a/drafts", "a/.cache")
        assert [file.relative for file in discovery.files] == ["a/x.md"]
        assert discovery.skipped == {
            "excluded by config": 2,
            "ignored by .gitignore": 1,
            "in a hidden folder": 1,
            "of a kind that is not checked": 1,
            "not in the content roots": 1,
            "folder not in the content roots": 1,
            "folder excluded by config": 1,
            "folder in a hidden folder": 1,
        }
        assert found(config) == ["a/x.md"]

    def test_exclude_has_the_syntax_of_gitignore(self, files: Files) -> None:
        root = files("a.tmp.md", "keep.tmp.md", "sub/drafts/x.md", "drafts/y.md", "sub/b.md")
        discovery = discover(Config(root, exclude=("*.tmp.md", "!keep.tmp.md", "/drafts/")))
        assert [file.relative for file in discovery.files] == ["keep.tmp.md", "sub/b.md", "sub/drafts/x.md"]
        assert discovery.skipped == {"excluded by config": 1, "folder excluded by config": 1}

    def test_hidden_folders_are_passed_over_unless_they_are_content(self, files: Files) -> None:
        root = files(".git/a.md", "node_modules/b.md", ".venv/c.md", "x/.hidden/d.md", "e.md", ".f.md")
        assert found(Config(root)) == [".f.md", "e.md"]
        assert found(Config(root, content=("x/.hidden",))) == ["x/.hidden/d.md"]
        assert found(Config(root, content=("x/.hidden",)), "x/.hidden/d.md") == ["x/.hidden/d.md"]

    def test_names_that_need_quoting_elsewhere(self, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
        names = ["-x.md", "a b.md", "a\nb.md", 'it\'s "x".md', "é.md", "{page}.md", "*.md", os.fsdecode(b"\xff.md")]
        root = files(*names)
        monkeypatch.chdir(root)
        assert found(Config(root)) == sorted(names)
        discovery = Project(Config(root)).discover([Path(name) for name in names])
        assert [file.relative for file in discovery.files] == sorted(names)
        assert {file.page_id for file in discovery.files} == {name[:-3] for name in names}


class TestGitignore:
    def test_files_at_every_level_count_the_deepest_first(self, files: Files) -> None:
        root = files("a.log.md", "sub/a.log.md", "sub/only.md", "only.md", "build/x.md", "sub/build/y.md")
        (root / ".gitignore").write_text("*.log.md\n/build/\n")
        (root / "sub" / ".gitignore").write_text("!a.log.md\n/only.md\n")
        discovery = discover(Config(root))
        assert [file.relative for file in discovery.files] == ["only.md", "sub/a.log.md", "sub/build/y.md"]
        assert discovery.skipped == {"ignored by .gitignore": 2, "folder ignored by .gitignore": 1}

    def test_it_can_be_switched_off(self, files: Files) -> None:
        root = files("a.md")
        (root / ".gitignore").write_text("*")
        assert found(Config(root, respect_gitignore=False)) == ["a.md"]

    def test_files_above_the_project_count_up_to_the_top_of_the_repository(self, files: Files) -> None:
        root = files("repo/docs/a.md", "repo/docs/b.md", "repo/docs/c.md", "repo/.git")
        (root / ".gitignore").write_text("a.md")
        (root / "repo" / ".gitignore").write_text("/docs/b.md")
        assert found(Config(root / "repo" / "docs")) == ["a.md", "c.md"]

    def test_wrong_lines_and_links_are_passed_over(self, files: Files) -> None:
        root = files("a.md", "b.md", "sub/c.md")
        (root / ".gitignore").write_bytes(b"!\n\xff\n[z-a]\n![z-a].md\n[[:alpha:]\na.md\n")
        (root / "all").write_text("*")
        (root / "sub" / ".gitignore").symlink_to(root / "all")
        assert found(Config(root)) == ["b.md", "sub/c.md"]


class TestLinksAndOddFiles:
    def problem(self, config: Config, *paths: str) -> tuple[str, str]:
        """Kind and message of the one thing that stands in the way; the other files are still found."""
        (config.root / "good.md").touch()
        discovery = discover(config, *paths, *(["good.md"] if paths else []))
        assert [file.relative for file in discovery.files] == ["good.md"]
        (only,) = discovery.problems
        assert only.is_usage is (only.kind in ("not-found", "outside-project"))
        return only.kind, only.message

    @pytest.mark.parametrize("paths", [[], ["link.md"]])
    def test_a_dangling_link(self, tmp_path: Path, paths: list[str]) -> None:
        (tmp_path / "link.md").symlink_to("nowhere.md")
        expected = ("dangling-symlink", "`link.md` is a symbolic link to a file that does not exist")
        assert self.problem(Config(tmp_path), *paths) == expected

    @pytest.mark.parametrize("paths", [[], ["link.md"]])
    def test_a_looping_link(self, tmp_path: Path, paths: list[str]) -> None:
        (tmp_path / "link.md").symlink_to("other")
        (tmp_path / "other").symlink_to("link.md")
        expected = ("symlink-loop", "`link.md` is a symbolic link that leads back to itself")
        assert self.problem(Config(tmp_path), *paths) == expected

    @pytest.mark.parametrize("paths", [[], ["pipe.md"]])
    def test_a_pipe(self, tmp_path: Path, paths: list[str]) -> None:
        os.mkfifo(tmp_path / "pipe.md")
        assert self.problem(Config(tmp_path), *paths) == ("not-a-file", "`pipe.md` is not a regular file")

    def test_a_path_that_does_not_exist(self, tmp_path: Path) -> None:
        path = str(tmp_path / "none.md")
        assert self.problem(Config(tmp_path), path) == ("not-found", f"`{path}` does not exist")

    def test_a_path_outside(self, tmp_path: Path) -> None:
        (tmp_path / "project").mkdir()
        (tmp_path / "x.md").touch()
        path, root = str(tmp_path / "x.md"), tmp_path / "project"
        expected = ("outside-project", f"`{path}` is outside of the project `{root}`")
        assert self.problem(Config(root), path) == expected

    def test_a_text_from_elsewhere_for_a_path_outside(self, tmp_path: Path) -> None:
        discovery = Project(Config(tmp_path)).discover_text(tmp_path.parent / "page.md")
        (problem,) = discovery.problems
        assert (problem.kind, problem.is_usage, discovery.files) == ("outside-project", True, ())

    def test_a_content_root_that_does_not_exist(self, tmp_path: Path) -> None:
        kind, message = self.problem(Config(tmp_path, content=("none", ".")))
        assert (kind, message) == ("not-found", f"`none` of `content` does not exist in `{tmp_path}`")

    def test_a_folder_that_cannot_be_read(self, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
        root = files("locked/a.md")
        scandir = os.scandir

        def refuse(path: Path) -> object:
            if path == root / "locked":
                raise PermissionError(13, "Permission denied")
            return scandir(path)

        # Permissions do not keep the superuser out, who may well run the tests.
        monkeypatch.setattr(os, "scandir", refuse)
        assert self.problem(Config(root)) == ("unreadable", "`locked` cannot be read: Permission denied")

    def test_a_folder_named_like_a_page_is_a_folder(self, files: Files) -> None:
        root = files("x.md/inner.md", "y.md")
        assert found(Config(root)) == ["x.md/inner.md", "y.md"]
        assert found(Config(root), "x.md") == ["x.md/inner.md"]
        assert found(Config(root, content=("x.md",))) == ["x.md/inner.md"]

    def test_a_link_that_leads_outside_is_never_followed(
        self, files: Files, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        outside = tmp_path_factory.mktemp("outside")
        (outside / "secret.md").touch()
        root = files("a.md")
        (root / "page.md").symlink_to(outside / "secret.md")
        (root / "folder").symlink_to(outside)
        for paths in ([], ["page.md", "folder", "a.md"]):
            discovery = discover(Config(root), *paths)
            assert [file.relative for file in discovery.files] == ["a.md"]
            assert discovery.skipped == {"stored outside the project": 2}
        assert discover(Config(root), "folder/secret.md").skipped == {"stored outside the project": 1}
        assert discover(Config(root, content=("folder",))).skipped == {"stored outside the project": 1}

    def test_what_a_link_leads_to_is_found_under_its_own_name(self, files: Files) -> None:
        root = files("z/x.md")
        (root / "a.md").symlink_to("z/x.md")
        (root / "alias").symlink_to("z")
        discovery = discover(Config(root))
        assert [file.relative for file in discovery.files] == ["z/x.md"]
        assert discovery.skipped == {"found under another name": 1, "folder found under another name": 1}

    def test_links_to_pages_that_are_not_found_otherwise_are_followed(self, files: Files) -> None:
        root = files("store/x.md", "pages/y.md")
        (root / "pages" / "x.md").symlink_to("../store/x.md")
        (root / "pages" / "all").symlink_to("../store")
        assert found(Config(root, content=("pages",)), "pages/x.md") == ["pages/x.md"]
        assert found(Config(root, content=("pages",)), "pages/all") == ["pages/all/x.md"]

    def test_folders_that_link_to_each_other_come_to_an_end(self, files: Files) -> None:
        root = files("a/x.md", "b/y.md", "c/z.md")
        (root / "a" / "to-b").symlink_to("../b")
        (root / "b" / "to-a").symlink_to("../a")
        (root / "a" / "up").symlink_to("..")
        (root / "a" / "self").symlink_to("self")
        assert found(Config(root)) == ["a/x.md", "b/y.md", "c/z.md"]
        assert found(Config(root, content=("a",))) == ["a/to-b/y.md", "a/up/c/z.md", "a/x.md"]

    def test_links_are_subject_to_excludes(self, files: Files) -> None:
        root = files("z/x.md", "store/y.md")
        (root / "z" / "tmp.md").symlink_to("nowhere")
        (root / "z" / "alias").symlink_to("../store")
        discovery = discover(Config(root, content=("z",), exclude=("tmp.md", "alias/")))
        assert [file.relative for file in discovery.files] == ["z/x.md"]
        assert discovery.problems == ()
        assert discovery.skipped == {"excluded by config": 1, "folder excluded by config": 1}


class TestIdentity:
    def identity(self, config: Config, relative: str) -> tuple[str, str, str]:
        file = Project(config).file_at(config.root / relative)
        assert (file.path, file.relative) == (config.root / relative, relative)
        return file.role, file.locale, file.page_id

    def test_source_target_and_other_pages(self, files: Files) -> None:
        config = Config(
            files("english/one.md", "english/sub/two.md"),
            content=("english", "german", "extra"),
            source=ENGLISH,
            locales=(GERMAN, PORTUGUESE),
        )
        assert self.identity(config, "english/one.md") == ("source", "en-US", "one")
        assert self.identity(config, "english/sub/two.md") == ("source", "en-US", "sub/two")
        assert self.identity(config, "german/one-de.md") == ("target", "de", "one")
        assert self.identity(config, "german/sub/two-de.md") == ("target", "de", "sub/two")
        assert self.identity(config, "german/one.md") == ("target", "de", "one")
        assert self.identity(config, "portuguese/one-pr.md") == ("target", "pt-BR", "one")
        assert self.identity(config, "extra/sub/note.md") == ("other", "en-US", "sub/note")
        assert self.identity(config, "elsewhere/note.md") == ("other", "en-US", "elsewhere/note")

    def test_the_pattern_whose_source_page_exists_is_preferred(self, files: Files) -> None:
        config = Config(files("english/mode.md", "english/mode-de.md"), source=ENGLISH, locales=(GERMAN,))
        assert self.identity(config, "german/mode-de.md") == ("target", "de", "mode")
        (config.root / "english/mode.md").unlink()
        assert self.identity(config, "german/mode-de.md") == ("target", "de", "mode-de")

    def test_without_a_source_page_the_pattern_that_says_most_counts(self, tmp_path: Path) -> None:
        config = Config(tmp_path, source=ENGLISH, locales=(LocaleConfig("de", GERMAN.pages[::-1]),))
        assert self.identity(config, "german/gone-de.md") == ("target", "de", "gone")

    def test_targets_beside_their_source(self, files: Files) -> None:
        source, french = LocaleConfig("en-US", ("{page}.md",)), LocaleConfig("fr", ("{page}.fr.md",))
        config = Config(files("a.md"), source=source, locales=(french,))
        assert self.identity(config, "a.md") == ("source", "en-US", "a")
        assert self.identity(config, "a.fr.md") == ("target", "fr", "a")

    def test_without_source_patterns_pages_are_named_in_their_content_root(self, files: Files) -> None:
        config = Config(files("english/a.md", "b.md"), content=("english", "portuguese", "b.md"), locales=(PORTUGUESE,))
        assert self.identity(config, "english/a.md") == ("source", "en-US", "a")
        assert self.identity(config, "b.md") == ("source", "en-US", "b")
        assert self.identity(config, "portuguese/a-pr.md") == ("target", "pt-BR", "a")
        assert self.identity(config, "portuguese/gone-pr.md") == ("target", "pt-BR", "gone")

    def test_the_locale_in_a_pattern(self, files: Files) -> None:
        source = LocaleConfig("en-US", ("content/{locale}/{page}.md",))
        targets = tuple(LocaleConfig(tag, source.pages) for tag in ("pt-BR", "de"))
        config = Config(files("content/en-US/a.md"), source=source, locales=targets)
        assert self.identity(config, "content/en-US/a.md") == ("source", "en-US", "a")
        assert self.identity(config, "content/pt-BR/a.md") == ("target", "pt-BR", "a")
        assert self.identity(config, "content/de/x/b.md") == ("target", "de", "x/b")

    def test_a_path_outside_is_no_file_of_the_project(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="is outside of the project"):
            Project(Config(tmp_path / "project")).file_at(tmp_path / "x.md")

    def test_an_extension_in_capital_letters_is_no_part_of_the_id(self, files: Files) -> None:
        root = files("english/assess-a.MD", "german/assess-a-de.Md", "other/assess-b.MD", "english/note.txt")
        project = Project(Config(root, source=ENGLISH, locales=(GERMAN,)))
        seen = {path: project.file_at(root / path) for path in ("english/assess-a.MD", "german/assess-a-de.Md")}
        assert [(file.page_id, file.role) for file in seen.values()] == [("assess-a", "source"), ("assess-a", "target")]
        assert project.file_at(root / "other/assess-b.MD").page_id == "other/assess-b"
        assert project.file_at(root / "english/note.txt").role == "other"


class TestPairs:
    @pytest.fixture
    def project(self, files: Files) -> Project:
        root = files(
            "english/a.md", "english/b.md", "german/a-de.md", "german/b.md", "german/c-de.md", "german/b-de.md/x"
        )
        return Project(Config(root, source=ENGLISH, locales=(GERMAN,)))

    def source_of(self, project: Project, relative: str) -> str | None:
        source = project.source_of(project.file_at(project.config.root / relative))
        return source.relative_to(project.config.root).as_posix() if source else None

    def test_source_of(self, project: Project) -> None:
        assert self.source_of(project, "german/a-de.md") == "english/a.md"
        assert self.source_of(project, "german/b.md") == "english/b.md"
        assert self.source_of(project, "german/c-de.md") is None
        assert self.source_of(project, "english/a.md") is None

    def test_page_of_takes_the_first_pattern_whose_file_exists(self, project: Project) -> None:
        assert project.page_of("a", "en-US") == "english/a.md"
        assert project.page_of("a", "de") == "german/a-de.md"
        assert project.page_of("b", "de") == "german/b.md"
        assert project.page_of("d", "de") is None
        assert project.page_of("a", "fr") is None

    def test_no_page_id_and_no_link_leads_outside(
        self, project: Project, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        outside = tmp_path_factory.mktemp("outside") / "x.md"
        outside.touch()
        root = project.config.root
        (root / "german" / "linked.md").symlink_to(outside)
        assert project.page_of("linked", "de") is None
        assert project.page_of(f"../../{os.path.relpath(outside.with_suffix(''), root.parent)}", "de") is None

    def test_explain(self, project: Project) -> None:
        def explain(relative: str) -> list[str]:
            return project.explain(project.file_at(project.config.root / relative))

        assert explain("german/a-de.md") == [
            "the pattern `german/{page}-de.md` of [locales.de] gives the locale `de`",
            "the same pattern gives the page id `a`",
            "the source page is `english/a.md`",
        ]
        assert explain("german/c-de.md")[-1] == "there is no source page `english/c.md`"
        assert explain("english/a.md") == [
            "the pattern `english/{page}.md` of [source] gives the locale `en-US`",
            "the same pattern gives the page id `a`",
        ]
        assert explain("note.md") == [
            "no page pattern matches, so the locale is the source locale `en-US`",
            "the page id `note` is the path in its content root",
        ]

    def test_explain_without_source_patterns(self, tmp_path: Path) -> None:
        project = Project(Config(tmp_path, content=("docs",)))
        first, *_ = project.explain(project.file_at(tmp_path / "docs/a.md"))
        assert first == "the pattern `docs/{page}.md` of the content root gives the locale `en-US`"


PAGE_IDS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1), min_size=1, max_size=4)
LITERALS = st.text(st.sampled_from("ab-./é"), max_size=6)


@given(PAGE_IDS.map("/".join), LITERALS, LITERALS)
def test_a_page_id_survives_the_way_to_its_path_and_back(page_id: str, before: str, after: str) -> None:
    pattern = PagePattern.parse(f"{before}{{locale}}/{{page}}{after}.md", "pt-BR", "target")
    path = pattern.path(page_id)
    assert path == f"{before}pt-BR/{page_id}{after}.md"
    assert pattern.page_id(path) == page_id


@given(st.text(st.sampled_from("ab/-.md"), max_size=20))
def test_a_path_that_a_pattern_matches_is_the_path_of_its_page(path: str) -> None:
    pattern = PagePattern.parse("a/{page}-b.md", "pt-BR", "target")
    page_id = pattern.page_id(path)
    assert page_id is None or (page_id and pattern.path(page_id) == path)


class TestReadPage:
    def read(self, root: Path, name: str = "x.md", size: int = 10) -> bytes:
        return read_page(Project(Config(root)).file_at(root / name), size)

    def error(self, root: Path, name: str = "x.md") -> tuple[str, str]:
        with pytest.raises(PageReadError) as caught:
            self.read(root, name)
        return caught.value.kind, str(caught.value)

    def test_bytes_as_they_are(self, tmp_path: Path) -> None:
        (tmp_path / "x.md").write_bytes(b"\xef\xbb\xbfa\r\n\0\xff")
        assert self.read(tmp_path) == b"\xef\xbb\xbfa\r\n\0\xff"

    def test_the_largest_size_is_still_read(self, tmp_path: Path) -> None:
        (tmp_path / "x.md").write_bytes(b"x" * 10)
        assert self.read(tmp_path, size=10) == b"x" * 10

    def test_too_large(self, tmp_path: Path) -> None:
        (tmp_path / "x.md").write_bytes(b"x" * 11)
        assert self.error(tmp_path) == ("too large", "is larger than 10 bytes (`max-file-size`); no page is that large")

    def test_a_file_that_says_it_is_empty_is_not_read_without_end(self) -> None:
        if not Path("/proc/self/status").is_file():
            pytest.skip("needs a file whose size is given as 0")
        with pytest.raises(PageReadError, match="is larger than 10 bytes"):
            self.read(Path("/proc/self"), "status")

    def test_a_file_that_is_longer_than_it_says_is_read_to_its_end(self) -> None:
        if not Path("/proc/self/status").is_file():
            pytest.skip("needs a file whose size is given as 0")
        lines = self.read(Path("/proc/self"), "status", size=100_000).splitlines()
        assert lines[0].startswith(b"Name:")
        assert len(lines) > 10

    def test_vanished(self, tmp_path: Path) -> None:
        assert self.error(tmp_path) == ("vanished", "does not exist any more")

    def test_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "x.md").mkdir()
        assert self.error(tmp_path) == ("is a directory", "is a folder, not a file")

    def test_a_looping_link(self, tmp_path: Path) -> None:
        (tmp_path / "x.md").symlink_to("x.md")
        assert self.error(tmp_path) == ("symlink loop", "is a symbolic link that leads back to itself")

    def test_a_pipe_is_not_opened(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "x.md")  # opening it would wait for a writer for ever
        assert self.error(tmp_path) == ("not a regular file", "is not a regular file")

    def test_no_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(path: Path, mode: str) -> None:
            raise PermissionError(13, "Permission denied")

        (tmp_path / "x.md").touch()
        monkeypatch.setattr(Path, "open", refuse)  # permissions do not keep the superuser out
        assert self.error(tmp_path) == ("unreadable", "cannot be read: Permission denied")
