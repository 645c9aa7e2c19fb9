"""`extract`, `update`, `compile` and `sync`, run on real files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

import pytest

from command import Project, Run
from translation_samples import CONFIG, sample, small, snapshot, translate

INDEX = "content/en-US/index.md"
INDEX_PO = "locales/pt_BR/LC_MESSAGES/content/index.po"
PAGE_PO = "locales/de/LC_MESSAGES/content/page.po"
UP_TO_DATE = "Nothing to write: all is up to date.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty folder, where `run` runs."""
    (tmp_path / "project").mkdir()
    return Project(tmp_path / "project")


@pytest.fixture
def playbook(project: Project) -> Project:
    return sample(project)


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_bytes().decode()
    assert before in text
    path.write_bytes(text.replace(before, after).encode())


def written(out: str) -> list[str]:
    """The paths that a run says it writes."""
    return re.findall(r"^(?:new|changed|removed) +(\S+)", out, re.MULTILINE)


class TestTheSample:
    def test_a_second_run_changes_nothing(self, playbook: Project, run: Run) -> None:
        before = snapshot(playbook.root)
        done = run("sync")
        assert (done.status, done.stderr) == (0, "")
        assert done.stdout.endswith(UP_TO_DATE)
        assert snapshot(playbook.root) == before

    @pytest.mark.parametrize("layout", ["per-page", "single"])
    def test_so_does_one_after_everything_was_made_anew(self, playbook: Project, run: Run, layout: str) -> None:
        config = playbook.root / "playbook-lint.toml"
        config.write_text(f'{config.read_text()}[locales.de]\npages = ["content/de/{{page}}.md"]\n'
                          f'[catalogs]\nlayout = "{layout}"\nmin-translated = 0\n')  # fmt: skip
        first = run("sync")
        assert (first.status, first.stderr) == (0, "")
        assert "content/de/index.md" in written(first.stdout)
        before = snapshot(playbook.root)
        assert run("sync").stdout.endswith(UP_TO_DATE)
        assert snapshot(playbook.root) == before

    def test_check_writes_nothing_and_tells_what_is_out_of_date(self, playbook: Project, run: Run) -> None:
        assert run("sync", "--check").status == 0
        edit(playbook.root / INDEX, "## Where to find more", "## Where to find yet more")
        before = snapshot(playbook.root)
        done = run("sync", "--check")
        assert (done.status, done.stderr) == (1, "")
        assert snapshot(playbook.root) == before
        assert f"changed  {INDEX_PO}  +" in done.stdout
        assert "pt-BR: 225 kept, 1 edited\n" in done.stdout
        assert "3 files would be written: 3 changed.\n" in done.stdout

    def test_an_edited_text_is_fuzzy_and_appears_in_the_source_language(self, playbook: Project, run: Run) -> None:
        edit(playbook.root / INDEX, "## Where to find more", "## Where to find yet more")
        assert run("sync").status == 0
        catalog = (playbook.root / INDEX_PO).read_text()
        assert (
            '#, fuzzy\n#| msgid "Where to find more"\nmsgid "Where to find yet more"\nmsgstr "Onde encontrar mais"\n'
        ) in catalog
        page = (playbook.root / "content/pt-BR/index.md").read_text()
        assert "## Where to find yet more" in page
        assert "## Como usar este guia" in page
        assert run("sync").stdout.endswith(UP_TO_DATE)

        assert run("compile", "--use-fuzzy").status == 0
        assert "## Onde encontrar mais" in (playbook.root / "content/pt-BR/index.md").read_text()

    def test_a_removed_text_is_obsolete_and_comes_back(self, playbook: Project, run: Run) -> None:
        whole = (playbook.root / INDEX).read_bytes()
        translated = (playbook.root / "content/pt-BR/index.md").read_bytes()
        edit(playbook.root / INDEX, "- Work through the approach step by step.\n", "- Read.\n")
        run("sync")
        assert '#~ msgid "Work through the approach step by step."' in (playbook.root / INDEX_PO).read_text()
        (playbook.root / INDEX).write_bytes(whole)
        assert "1 revived" in run("sync").stdout
        assert "#~" not in (playbook.root / INDEX_PO).read_text()
        assert (playbook.root / "content/pt-BR/index.md").read_bytes() == translated

    def test_templates_without_a_page_are_told_in_order(self, playbook: Project, run: Run) -> None:
        for page in (playbook.root / "content/en-US").glob("*.md"):
            page.unlink()
        removed = re.findall(r"^removed +(\S+)", run("sync", "--check").stdout, re.MULTILINE)
        assert len(removed) > 3
        assert removed == sorted(removed)

    def test_a_renamed_page_keeps_its_translations(self, playbook: Project, run: Run) -> None:
        translated = (playbook.root / "content/pt-BR/guidance-engagement-notes.md").read_bytes()
        for locale in ("en-US", "pt-BR"):
            folder = playbook.root / "content" / locale
            (folder / "guidance-engagement-notes.md").rename(folder / "guidance-notes.md")
        done = run("sync")
        assert (done.status, done.stderr) == (0, "")
        assert "removed  locales/pot/content/guidance-engagement-notes.pot" in done.stdout
        assert (playbook.root / "content/pt-BR/guidance-notes.md").read_bytes() == translated
        left = (playbook.root / "locales/pt_BR/LC_MESSAGES/content/guidance-engagement-notes.po").read_text()
        assert "#~ msgstr" in left
        assert run("sync").stdout.endswith(UP_TO_DATE)

    def test_a_word_in_the_terms_appears_on_pages(self, playbook: Project, run: Run) -> None:
        terms = playbook.root / "locales/pt_BR/LC_MESSAGES/terms.po"
        edit(
            terms,
            'msgctxt "phase"\nmsgid "Assess"\nmsgstr "Avaliar"',
            'msgctxt "phase"\nmsgid "Assess"\nmsgstr "Apurar"',
        )
        done = run("sync")
        pages = [path for path in written(done.stdout) if path.startswith("content/pt-BR/")]
        assert pages
        assert all("Apurar" in (playbook.root / path).read_text() for path in pages)

    def test_a_word_that_comes_back_appears_at_once(self, playbook: Project, run: Run) -> None:
        entry = 'msgctxt "phase"\nmsgid "Assess"\nmsgstr "Avaliar"'
        obsolete = "\n".join(f"#~ {line}" for line in entry.replace("Avaliar", "Apurar").splitlines())
        terms = playbook.root / "locales/pt_BR/LC_MESSAGES/terms.po"
        edit(terms, entry, obsolete)
        assert 'msgstr "Apurar"' not in re.sub(r"(?m)^#~.*", "", terms.read_text())
        first = run("sync")
        page = "content/pt-BR/assess-review-technical-readiness.md"
        assert written(first.stdout) == ["locales/pt_BR/LC_MESSAGES/terms.po", page]
        assert "Apurar" in (playbook.root / page).read_text()
        assert run("sync").stdout.endswith(UP_TO_DATE)

    def test_names_in_a_table_of_contents(self, playbook: Project, run: Run) -> None:
        toc = playbook.root / "content/en-US/toc.yml"
        edit(toc, "- name: ", "- name:  ")
        edit(playbook.root / "content/pt-BR/toc.yml", "Recursos", "Outros")
        done = run("sync", "content/pt-BR/toc.yml")
        assert "content/pt-BR/toc.yml" in written(done.stdout)
        made = (playbook.root / "content/pt-BR/toc.yml").read_text()
        assert "- name:  Recursos\n" in made
        assert "href: index.md" in made


class TestSelection:
    @pytest.mark.parametrize(
        "path",
        [INDEX, "content/pt-BR/index.md", INDEX_PO, "locales/pot/content/index.pot", "content/en-US", "content", "."],
    )
    def test_a_page_by_any_of_its_files(self, playbook: Project, run: Run, path: str) -> None:
        (playbook.root / "content/pt-BR/index.md").write_text("# Old\n")
        assert written(run("sync", path).stdout) == ["content/pt-BR/index.md"]

    @pytest.mark.parametrize("path", ["content/en-US/toc.yml", "content/pt-BR/phase-assess.md", "README.md"])
    def test_other_pages_are_left_alone(self, playbook: Project, run: Run, path: str) -> None:
        playbook.write("README.md", "# Read me\n")
        (playbook.root / "content/pt-BR/index.md").write_text("# Old\n")
        done = run("sync", path)
        assert written(done.stdout) == []
        assert ("none of the paths is a source page" in done.stderr) == (path == "README.md")

    def test_the_catalog_of_terms_is_that_of_all_pages(self, playbook: Project, run: Run) -> None:
        (playbook.root / "content/pt-BR/index.md").write_text("# Old\n")
        assert written(run("sync", "locales/pt_BR/LC_MESSAGES/terms.po").stdout) == ["content/pt-BR/index.md"]

    @pytest.mark.parametrize("name", ["pt-BR", "pt_BR", "PT-br"])
    def test_a_locale_in_any_spelling(self, playbook: Project, run: Run, name: str) -> None:
        done = run("sync", "--locale", name)
        assert (done.status, done.stdout) == (0, f"pt-BR: 226 kept\n{UP_TO_DATE}")

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("pt-B", "`pt-B` is no locale of the configuration; did you mean `pt-BR`?"),
            ("ja", "`ja` is no locale of the configuration; there are pt-BR"),
        ],
    )
    def test_an_unknown_locale(self, playbook: Project, run: Run, name: str, sentence: str) -> None:
        done = run("sync", "--locale", name)
        assert (done.status, done.sentence) == (2, sentence)

    def test_a_path_that_is_not_there(self, playbook: Project, run: Run) -> None:
        done = run("sync", "content/en-US/none.md")
        assert done.status == 2
        assert "`content/en-US/none.md` does not exist" in done.sentence


class TestPseudo:
    def test_without_a_locale_for_it(self, playbook: Project, run: Run) -> None:
        done = run("compile", "--pseudo")
        assert done.status == 2
        assert (
            done.sentence == "`qps-ploc` is no locale of the configuration: add `[locales.qps-ploc]` with its `pages`"
        )

    def test_with_one(self, playbook: Project, run: Run) -> None:
        config = playbook.root / "playbook-lint.toml"
        config.write_text(f'{config.read_text()}[locales.qps-ploc]\npages = ["content/qps-ploc/{{page}}.md"]\n')
        done = run("compile", "--pseudo")
        assert (done.status, done.stderr) == (0, "")
        assert "# ⟦" in (playbook.root / "content/qps-ploc/index.md").read_text()
        assert len(written(done.stdout)) == 12
        # It has no catalogs, and what is made up is not compiled from them.
        assert run("sync").stdout == f"pt-BR: 226 kept\n{UP_TO_DATE}"


class TestThreshold:
    PAGES: ClassVar = {"page.md": "# One\n\nTwo.\n\nThree.\n\nFour.\n"}

    def half(self, project: Project, run: Run) -> Path:
        small(project, self.PAGES)
        run("update")
        translate(project.root / PAGE_PO, {"One": "Eins", "Two.": "Zwei."})
        return project.root / "de/page.md"

    def test_a_page_below_is_left_alone(self, project: Project, run: Run) -> None:
        page = self.half(project, run)
        done = run("compile")
        assert done.status == 0
        assert "de/page.md is not written: 2 of 4 messages are translated\n" in done.stdout
        assert not page.exists()

    @pytest.mark.parametrize(("minimum", "is_made"), [(50, True), (51, False)])
    def test_the_bound(self, project: Project, run: Run, minimum: int, is_made: bool) -> None:
        page = self.half(project, run)
        assert run("compile", "--min-translated", str(minimum)).status == 0
        assert page.exists() == is_made

    def test_below_it_in_the_source_language(self, project: Project, run: Run) -> None:
        page = self.half(project, run)
        project.write("playbook-lint.toml", f'{CONFIG}[catalogs]\nbelow-minimum = "source"\n')
        assert run("compile").status == 0
        assert page.read_text() == self.PAGES["page.md"]

    def test_no_such_share(self, run: Run) -> None:
        done = run("compile", "--min-translated", "101")
        assert done.status == 2
        assert "101" in done.sentence


class TestLinks:
    def test_to_pages_and_to_headings(self, project: Project, run: Run) -> None:
        config = CONFIG.replace('["de/{page}.md"]', '["de/pages/all/{page}.de.md"]')
        pages = {
            "page.md": "# Start\n\n[Plan](plans/plan.md#first-step), [here](#start), [not yet](late.md),"
            " ![Logo](logo.png)\n\n[plan]: plans/plan.md?a=b#first-step 'Plan'\n",
            "plans/plan.md": "# Plan\n\n## First step\n\n[Back](../page.md)\n",
            "late.md": "# Late\n\nText.\n\nMore.\n",
            "logo.png": b"",
        }
        small(project, pages, config=config)
        run("update")
        catalogs = project.root / "locales/de/LC_MESSAGES/content"
        text = "[Plan](plans/plan.md#first-step), [here](#start), [not yet](late.md), ![Logo](logo.png)"
        translate(
            catalogs / "page.po",
            {"Start": "Anfang", text: text.replace("here", "hier"), "Plan": "Plan"},
        )
        translate(
            catalogs / "plans/plan.po",
            {"Plan": "Plan", "First step": "Erster Schritt", "[Back](../page.md)": "[Zurück](../page.md)"},
        )
        done = run("compile")
        assert (done.status, done.stderr) == (0, "")
        assert (project.root / "de/pages/all/page.de.md").read_text() == (
            "# Anfang\n\n[Plan](plans/plan.de.md#erster-schritt), [hier](#anfang), [not yet](../../../en/late.md),"
            " ![Logo](../../../en/logo.png)\n\n[plan]: plans/plan.de.md?a=b#erster-schritt 'Plan'\n"
        )
        assert (project.root / "de/pages/all/plans/plan.de.md").read_text() == (
            "# Plan\n\n## Erster Schritt\n\n[Zurück](../page.de.md)\n"
        )

    def test_what_leads_there_already_stays_as_it_is(self, project: Project, run: Run) -> None:
        text = "[Plan](../plans/plan.md), [plan](./plan.md), [plan](/plans/plan.md#plan), [start](/en/page.md)"
        pages = {"page.md": "# Start\n", "plans/plan.md": "# Plan\n", "plans/all.md": f"# All\n\n{text}\n"}
        small(project, pages)
        run("update")
        for page, known in (("page", {"Start": "Start"}), ("plans/plan", {"Plan": "Plan"})):
            translate(project.root / f"locales/de/LC_MESSAGES/content/{page}.po", known)
        translate(project.root / "locales/de/LC_MESSAGES/content/plans/all.po", {"All": "Alle", text: text})
        assert run("compile").status == 0
        assert (project.root / "de/plans/all.md").read_text() == (
            "# Alle\n\n[Plan](../plans/plan.md), [plan](./plan.md), [plan](/plans/plan.md#plan), [start](../page.md)\n"
        )

    def test_addresses_of_pages_that_the_site_makes_folders_of(self, project: Project, run: Run) -> None:
        text = "[Plan](../plan/), [plan](../plan), [start](../../page/), [late](../late/)"
        pages = {"page.md": "# Start\n", "plans/plan.md": "# Plan\n", "plans/all.md": f"# All\n\n{text}\n"}
        small(project, pages, config=f"links.pretty-urls = true\n{CONFIG}")
        run("update")
        for page, known in (("page", {"Start": "Start"}), ("plans/plan", {"Plan": "Plan"})):
            translate(project.root / f"locales/de/LC_MESSAGES/content/{page}.po", known)
        translate(project.root / "locales/de/LC_MESSAGES/content/plans/all.po", {"All": "Alle", text: text})
        assert run("compile").status == 0
        assert (project.root / "de/plans/all.md").read_text() == f"# Alle\n\n{text}\n"

    def test_of_a_table_of_contents(self, project: Project, run: Run) -> None:
        config = CONFIG.replace('["de/{page}.md"]', '["de/{page}-de.md"]')
        toc = "- name: Start\n  href: page.md\n- name: Web\n  href: https://example.com\n"
        small(project, {"page.md": "# Start\n", "toc.yml": toc}, config=config)
        run("update")
        for name in ("page.po", "toc.yml.po"):
            translate(project.root / "locales/de/LC_MESSAGES/content" / name, {"Start": "Anfang: jetzt"})
        assert run("compile", "--min-translated", "50").status == 0
        assert (project.root / "de/toc.yml").read_text() == (
            '- name: "Anfang: jetzt"\n  href: page-de.md\n- name: Web\n  href: https://example.com\n'
        )


class TestOwnTables:
    """The update table belongs to each target page."""

    HEAD = "# Page\n\nText.\n\n## Refresh Summary\n\n| Date | Who Changed | What Changed |\n| --- | --- | --- |\n"
    ROW = "| 10/5/2026 | Robin Sample | First version |\n"
    GERMAN = HEAD.replace("Page", "Seite").replace("Text", "Alt")
    OWN = "| 1.2.2026 | Kim Muster | Übersetzt |\n| 1.1.2026 | Kim Muster | Entwurf |\n| 1.1.2025 | A | B |\n"

    def compiled(self, project: Project, run: Run) -> bytes:
        run("update")
        translate(project.root / PAGE_PO, {"Page": "Seite", "Text.": "Neu."})
        done = run("compile", "--min-translated", "0")
        assert (done.status, done.stderr) == (0, "")
        return (project.root / "de/page.md").read_bytes()

    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    def test_more_rows_are_kept(self, project: Project, run: Run, ending: str) -> None:
        small(project, {"page.md": self.HEAD + self.ROW})
        project.write("de/page.md", (self.GERMAN + self.OWN).replace("\n", ending))
        made = self.compiled(project, run).decode()
        assert "Neu." in made
        assert "First version" not in made
        assert [line for line in made.splitlines() if line.startswith("| 1.")] == self.OWN.splitlines()
        assert "\r" not in made

    def test_without_one_that_of_the_source_is_taken(self, project: Project, run: Run) -> None:
        small(project, {"page.md": self.HEAD + self.ROW})
        project.write("de/page.md", "# Seite\n\nAlt.\n")
        assert self.ROW in self.compiled(project, run).decode()

    def test_again_changes_nothing(self, project: Project, run: Run) -> None:
        small(project, {"page.md": self.HEAD + self.ROW})
        project.write("de/page.md", self.GERMAN + self.OWN)
        made = self.compiled(project, run)
        assert run("compile", "--min-translated", "0").stdout.endswith(UP_TO_DATE)
        assert (project.root / "de/page.md").read_bytes() == made


class TestEditsOfTheSource:
    """What an earlier run wrote is nobody's edit."""

    BEFORE = "# Title\n\nThe old text.\n\n- Alpha\n- Beta\n\n## Setup\n\nSee [docs](https://example.com/x) of 1.2.\n"
    AFTER = "# Title\n\nThe new text.\n\n- Alpha\n\n## Setup guide\n\nSee [docs](https://example.com/y) of 1.3.\n"
    TRANSLATIONS: ClassVar = {
        "Title": "Titel",
        "The old text.": "Der alte Text.",
        "Alpha": "Alpha eins",
        "Beta": "Beta zwei",
        "Setup": "Aufbau",
        "See [docs](https://example.com/x) of 1.2.": "Siehe [hier](https://example.com/x) von 1.2.",
    }

    def test_they_and_their_return_are_told_of_no_page(self, project: Project, run: Run) -> None:
        small(project, {"page.md": self.BEFORE}, config=f"{CONFIG}[catalogs]\nmin-translated = 0\n")
        run("update")
        translate(project.root / "locales/de/LC_MESSAGES/content/page.po", self.TRANSLATIONS)
        assert run("sync").stderr == ""
        for text in (self.AFTER, self.BEFORE):
            project.write("en/page.md", text)
            assert run("sync").stderr == ""

    def test_edits_of_the_page_are_still_told(self, project: Project, run: Run) -> None:
        small(project, {"page.md": self.BEFORE}, config=f"{CONFIG}[catalogs]\nmin-translated = 0\n")
        run("update")
        translate(project.root / "locales/de/LC_MESSAGES/content/page.po", self.TRANSLATIONS)
        run("sync")
        edit(project.root / "de/page.md", "Der alte Text.", "Ein anderer Text.")
        project.write("en/page.md", self.AFTER)
        assert "Ein anderer Text." in run("sync").stderr


class TestBytes:
    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
    def test_line_endings_and_marks_stay(self, project: Project, run: Run, ending: str, bom: bytes) -> None:
        page = "---\ntitle: A\n---\n\n# One\n\n> - Two  \n>   lines\n\n| A |  B |\n|---|:--:|\n| x | y |"
        small(project, {"page.md": bom + page.replace("\n", ending).encode()})
        run("update")
        catalog = project.root / PAGE_PO
        translate(catalog, {"One": "Eins", "x": "ix"})
        edit(catalog, '"Two\\n"\n"lines"\nmsgstr ""', '"Two\\n"\n"lines"\nmsgstr ""\n"Zwei\\n"\n"Zeilen"')
        assert run("compile", "--min-translated", "0").status == 0
        wanted = page.replace("One", "Eins").replace("| x", "| ix").replace("Two", "Zwei").replace("lines", "Zeilen")
        assert (project.root / "de/page.md").read_bytes() == bom + wanted.replace("\n", ending).encode()


class TestLayouts:
    def test_one_catalog_for_all(self, project: Project, run: Run) -> None:
        pages = {"a.md": "# Same\n\nOnly a.\n", "b.md": "# Same\n\nOnly b.\n"}
        small(project, pages, 'layout = "single"')
        run("sync")
        assert {path.relative_to(project.root).as_posix() for path in project.root.rglob("*.po*")} == {
            "locales/pot/content.pot", "locales/pot/terms.pot",
            "locales/de/LC_MESSAGES/content.po", "locales/de/LC_MESSAGES/terms.po",
        }  # fmt: skip
        catalog = project.root / "locales/de/LC_MESSAGES/content.po"
        translate(catalog, {"Same": "Gleich", "Only a.": "Nur a.", "Only b.": "Nur b."})
        assert "#: en/a.md:1 en/b.md:1\n" in catalog.read_text()
        before = catalog.read_bytes()
        # A run about one page leaves the messages of others where they are.
        assert written(run("sync", "en/a.md").stdout) == ["de/a.md"]
        assert catalog.read_bytes() == before
        assert written(run("sync", "locales/de/LC_MESSAGES/content.po").stdout) == ["de/b.md"]
        assert (project.root / "de/b.md").read_text() == "# Gleich\n\nNur b.\n"
