"""What may be wrong with pages, catalogs and places: each told in one sentence, and nothing is written over."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from command import COMMAND, Project, Run
from translation_samples import CONFIG, small, snapshot, translate

PAGES = {"a.md": "# One\n\nTwo.\n", "b.md": "# Three\n\nFour.\n"}
PO = "locales/de/LC_MESSAGES/content/{}.po"
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ONE = 'msgid "One"\nmsgstr "Eins"\n'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with two pages in step with their catalogs."""
    (tmp_path / "project").mkdir()
    project = small(Project(tmp_path / "project"), PAGES)
    sync(project)
    translate(project.root / PO.format("a"), {"One": "Eins", "Two.": "Zwei."})
    translate(project.root / PO.format("b"), {"Three": "Drei", "Four.": "Vier."})
    sync(project)
    return project


def sync(project: Project) -> None:
    subprocess.run([COMMAND, "sync", "--quiet"], cwd=project.root, check=True)


def data(project: Project) -> dict[str, bytes]:
    return {path: held for path, (held, _) in snapshot(project.root).items()}


class TestCatalogs:
    @pytest.mark.parametrize(
        ("content", "line", "sentence"),
        [
            (f"{HEADER}{ONE}\nmsgid oops\n", 8, 'not a PO file: a text stands in `"`'),
            (f"{HEADER}{ONE}\n{ONE}", 8, "`One` stands in line 5 already"),
            (f"{HEADER}<<<<<<< HEAD\n{ONE}=======\n>>>>>>> theirs\n", 5, "an unresolved merge conflict"),
            (HEADER.replace("UTF-8", "KLINGON"), 1, "the header names a charset that is not known, `KLINGON`"),
            (HEADER.encode() + b'msgid "One"\nmsgstr "\xe9"\n', 6, "not UTF-8"),
            (f'{HEADER}msgid "One"\n', 5, "not a PO file: no `msgstr` follows `msgid`"),
            (b"\xff\xfem\x00", 1, "in UTF-16; save it as UTF-8"),
        ],
    )
    def test_one_that_is_not_sound(
        self, project: Project, run: Run, content: str | bytes, line: int, sentence: str
    ) -> None:
        project.write(PO.format("a"), content)
        for name, text in PAGES.items():
            project.write(f"en/{name}", f"{text}\nMore.\n")
        before = data(project)
        done = run("sync")
        assert done.status == 2
        assert done.sentence.startswith(f"{PO.format('a')}:{line}: {sentence}")
        after = data(project)
        # Neither the catalog nor its page is touched, and all others are brought up to date.
        changed = {path for path in after if after[path] != before.get(path)}
        assert changed == {"locales/pot/content/a.pot", "locales/pot/content/b.pot", PO.format("b")}
        assert run("compile", "--min-translated", "0").status == 2
        assert data(project)["de/a.md"] == before["de/a.md"]
        assert "More." in data(project)["de/b.md"].decode()

    def test_all_are_told(self, project: Project, run: Run) -> None:
        for name in ("a", "b"):
            project.write(PO.format(name), "oops\n")
        project.write("locales/de/LC_MESSAGES/terms.po", "oops\n")
        done = run("sync", "--check")
        assert done.status == 2
        assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == [
            PO.format("a"), PO.format("b"), "locales/de/LC_MESSAGES/terms.po"
        ]  # fmt: skip

    def test_another_locale_goes_on(self, project: Project, run: Run) -> None:
        config = f'{CONFIG}[locales.fr]\npages = ["fr/{{page}}.md"]\n[catalogs]\nmin-translated = 0\n'
        project.write("playbook-lint.toml", config)
        project.write("locales/de/LC_MESSAGES/terms.po", "oops\n")
        before = data(project)
        done = run("sync")
        assert done.status == 2
        assert "terms.po:1: " in done.sentence
        assert (project.root / "fr/a.md").exists()
        assert {path: held for path, held in data(project).items() if path in before} == before

    def test_a_template(self, project: Project, run: Run) -> None:
        project.write("locales/pot/content/a.pot", "oops\n")
        done = run("extract")
        assert (done.status, done.sentence[:28]) == (2, "locales/pot/content/a.pot:1:")
        assert (project.root / "locales/pot/content/a.pot").read_text() == "oops\n"

    def test_without_a_header(self, project: Project, run: Run) -> None:
        project.write(PO.format("a"), ONE)
        done = run("sync")
        assert (done.status, done.stderr) == (0, "")
        text = (project.root / PO.format("a")).read_text()
        assert '"Language: de\\n"' in text
        assert 'msgid "One"\nmsgstr "Eins"\n' in text

    @pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
    def test_that_is_no_file(self, project: Project, run: Run, tmp_path: Path, kind: str) -> None:
        catalog = project.root / PO.format("a")
        text = catalog.read_text()
        catalog.unlink()
        outside = tmp_path / "outside.po"
        outside.write_text(text)
        if kind == "folder":
            catalog.mkdir()
        elif kind == "pipe":
            os.mkfifo(catalog)
        else:
            catalog.symlink_to(outside)
        project.write("en/a.md", "# Another\n")
        done = run("sync")
        assert done.status == 2
        assert done.sentence.startswith(f"{PO.format('a')}:1: ")
        assert outside.read_text() == text


class TestStructure:
    @pytest.mark.parametrize("translation", ["Zwei.\\n\\n<div>\\n\\n- x", "<!-- Zwei.", "<<<<<<< ours\\nZwei."])
    def test_a_translation_that_breaks_the_page(self, project: Project, run: Run, translation: str) -> None:
        catalog = project.root / PO.format("a")
        catalog.write_text(catalog.read_text().replace("Zwei.", translation))
        (project.root / "de/b.md").unlink()
        done = run("compile", "--min-translated", "0")
        line = catalog.read_text().split('msgid "Two."')[0].count("\n") + 1
        assert done.status == 1
        assert done.sentence.startswith(f"{PO.format('a')}:{line}: md-block-structure: ")
        assert (project.root / "de/a.md").read_text() == "# Eins\n\nTwo.\n"
        assert (project.root / "de/b.md").exists()


class TestTargets:
    def test_outside_of_the_project(self, project: Project, run: Run, tmp_path: Path) -> None:
        (project.root / "de").rename(tmp_path / "elsewhere")
        (project.root / "de").symlink_to(tmp_path / "elsewhere")
        (tmp_path / "elsewhere/a.md").write_text("Mine.\n")
        before = data(project)
        done = run("sync")
        assert done.status == 2
        assert done.sentence == "`de/a.md`, the target page of `en/a.md` in de, leads out of the project"
        assert (tmp_path / "elsewhere/a.md").read_text() == "Mine.\n"
        assert data(project) == before

    def test_two_sources_of_one(self, project: Project, run: Run) -> None:
        config = CONFIG.replace('["en/{page}.md"]', '["en/{page}.md", "us/{page}.md"]').replace('"de"]', '"us", "de"]')
        project.write("playbook-lint.toml", config)
        project.write("us/a.md", "# Other\n")
        before = data(project)
        for command in ("extract", "update", "compile", "sync"):
            done = run(command)
            assert done.status == 2
            assert done.sentence.startswith("`en/a.md` and `us/a.md` are both the page `a`")
        assert data(project) == before

    @pytest.mark.parametrize(
        ("other", "sentence"),
        [
            ("en/b.md", "`de/a.md`, the target page of `en/a.md` in de, is the source page `en/b.md`"),
            ("de/b.md", "`de/b.md`, the target page of `en/b.md` in de, is that of `en/a.md` in de too"),
        ],
    )
    def test_one_that_is_another_page(self, project: Project, run: Run, other: str, sentence: str) -> None:
        (project.root / "de/a.md").unlink()
        (project.root / "de/a.md").symlink_to(project.root / other)
        before = data(project)
        done = run("sync")
        assert (done.status, done.sentence) == (2, sentence)
        assert data(project) == before

    def test_a_folder_in_its_place(self, project: Project, run: Run) -> None:
        (project.root / "de/a.md").unlink()
        (project.root / "de/a.md").mkdir()
        before = data(project)
        done = run("sync")
        assert done.status == 2
        assert "de/a.md" in done.sentence
        assert data(project) == before


class TestSources:
    @pytest.mark.parametrize("layout", ["per-page", "single"])
    def test_a_page_that_cannot_be_read_keeps_its_catalog(self, project: Project, run: Run, layout: str) -> None:
        project.write("playbook-lint.toml", f'{CONFIG}[catalogs]\nlayout = "{layout}"\n')
        run("sync")
        project.write("en/a.md", b"# One\n\nfa\xe7ade\n")
        before = data(project)
        done = run("sync")
        assert done.status == 2
        assert done.sentence == "en/a.md:3: not UTF-8 (at byte 9); save it as UTF-8"
        assert data(project) == before

    def test_content_that_is_gone(self, project: Project, run: Run) -> None:
        (project.root / "en").rename(project.root / "moved")
        before = data(project)
        done = run("sync")
        assert done.status == 2
        assert "`en` of `content` does not exist" in done.sentence
        assert data(project) == before


class TestCatalogFolder:
    def test_that_is_a_file(self, project: Project, run: Run) -> None:
        (project.root / "locales").rename(project.root / "old")
        project.write("locales", "Mine.\n")
        done = run("sync")
        assert done.status == 2
        assert "the folder of catalogs is a file: " in done.sentence
        assert (project.root / "locales").read_text() == "Mine.\n"

    def test_that_leads_outside(self, project: Project, run: Run, tmp_path: Path) -> None:
        (project.root / "locales").rename(tmp_path / "elsewhere")
        (project.root / "locales").symlink_to(tmp_path / "elsewhere")
        before = snapshot(tmp_path / "elsewhere")
        project.write("en/a.md", "# Another\n")
        done = run("sync")
        assert done.status == 2
        assert "locales/pot/content/a.pot:1: a symbolic link that leads out of the project\n" in done.stderr
        assert snapshot(tmp_path / "elsewhere") == before

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    def test_that_is_read_only(self, project: Project, run: Run) -> None:
        folder = project.root / "locales/pot/content"
        project.write("en/a.md", "# Another\n")
        before = data(project)
        folder.chmod(0o555)
        try:
            done = run("extract")
        finally:
            folder.chmod(0o755)
        assert done.status == 2
        assert "Permission denied" in done.sentence
        assert data(project) == before
