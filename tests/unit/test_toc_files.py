"""Which tables of contents a project has, and which locale each is of."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook_lint.config import Config, LocaleConfig
from playbook_lint.project import Project

ENGLISH = LocaleConfig("en-US", ("content/{page}.md",))
GERMAN = LocaleConfig("de", ("content/de/{page}-de.md", "content/de/{page}.md"))
PORTUGUESE = LocaleConfig("pt-BR", ("content/{page}.pt.md", "content/pt/{page}.md"))


def make(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).touch()
    return root


def kinds(config: Config, *paths: str) -> dict[str, str]:
    """What was found, with its kind; nothing may stand in the way."""
    discovery = Project(config).discover([config.root / path for path in paths])
    assert discovery.problems == ()
    return {file.relative: file.kind for file in discovery.files}


class TestDiscovery:
    def test_beside_pages_at_any_depth_and_in_any_letter_case(self, tmp_path: Path) -> None:
        root = make(
            tmp_path, "a/toc.yml", "a/b/c/TOC.YAML", "a/toc--partner.yml", "a/page.md", "a/toc.json", "a/landing.yml"
        )
        assert kinds(Config(root)) == {
            "a/b/c/TOC.YAML": "toc", "a/page.md": "page", "a/toc--partner.yml": "toc", "a/toc.yml": "toc"
        }  # fmt: skip

    def test_by_name(self, tmp_path: Path) -> None:
        root = make(tmp_path, "a/toc.yml", "a/landing.yml")
        assert kinds(Config(root), "a/toc.yml") == {"a/toc.yml": "toc"}
        discovery = Project(Config(root)).discover([root / "a/landing.yml"])
        assert (discovery.files, discovery.skipped) == ((), {"of a kind that is not checked": 1})

    def test_what_is_left_out_of_pages_is_left_out_of_them(self, tmp_path: Path) -> None:
        root = make(
            tmp_path / "project", "a/toc.yml", "a/drafts/toc.yml", "a/old/toc.yml", "a/.cache/toc.yml", "toc.yml"
        )
        (root / ".gitignore").write_text("old/\n")
        config = Config(root, content=("a",), exclude=("drafts/",))
        assert kinds(config) == {"a/toc.yml": "toc"}
        named = ("a/toc.yml", "a/drafts/toc.yml", "a/old/toc.yml", "a/.cache/toc.yml", "toc.yml")
        discovery = Project(config).discover([root / path for path in named])
        assert [file.relative for file in discovery.files] == ["a/toc.yml"]
        assert sum(discovery.skipped.values()) == 4

    def test_symbolic_links(self, tmp_path: Path) -> None:
        root = make(tmp_path / "project", "a/toc.yml", "b/page.md")
        make(tmp_path, "outside/toc.yml")
        (root / "b" / "toc.yml").symlink_to(root / "a" / "toc.yml")
        (root / "b" / "toc--partner.yml").symlink_to(tmp_path / "outside" / "toc.yml")
        (root / "b" / "toc--gone.yml").symlink_to("nowhere.yml")
        discovery = Project(Config(root)).discover()
        assert [file.relative for file in discovery.files] == ["a/toc.yml", "b/page.md"]
        assert discovery.skipped == {"found under another name": 1, "stored outside the project": 1}
        assert [(problem.kind, problem.path) for problem in discovery.problems] == [
            ("dangling-symlink", "b/toc--gone.yml")
        ]


class TestLocale:
    @pytest.mark.parametrize(
        ("path", "locale"),
        [
            ("content/de/toc.yml", "de"),
            ("content/de/deep/er/toc--partner.yml", "de"),
            ("content/pt/toc.yml", "pt-BR"),
            # Pages of two locales stand in these folders.
            ("content/toc.yml", ""),
            ("content/guides/toc.yml", ""),
            ("toc.yml", ""),
            ("contents/toc.yml", ""),
        ],
    )
    def test_is_that_of_the_pages_in_its_folder(self, tmp_path: Path, path: str, locale: str) -> None:
        project = Project(Config(tmp_path, content=(".",), source=ENGLISH, locales=(GERMAN, PORTUGUESE)))
        file = project.file_at(tmp_path / path)
        assert (file.kind, file.role, file.page_id, file.locale) == ("toc", "other", "", locale)

    def test_without_patterns_it_is_the_source_locale(self, tmp_path: Path) -> None:
        project = Project(Config(tmp_path, content=("a", "b")))
        assert project.file_at(tmp_path / "a" / "toc.yml").locale == "en-US"

    def test_the_part_of_a_name_before_the_page_is_no_folder(self, tmp_path: Path) -> None:
        config = Config(tmp_path, source=LocaleConfig("en-US", ("en/{page}.md",)), locales=(
            LocaleConfig("fr", ("en/fr-{page}.md",)), LocaleConfig("de", ("de/x-{page}.md",))
        ))  # fmt: skip
        project = Project(config)
        assert [project.file_at(tmp_path / path).locale for path in ("en/toc.yml", "de/toc.yml")] == ["", "de"]
