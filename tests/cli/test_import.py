"""`import`: catalogs out of pages that people translated by hand."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsonschema_rs
import pytest

from command import Project, Run
from playbook_lint.resources import data_dir
from translation_samples import CONFIG, sample, small, snapshot

PAGE_PO = "locales/de/LC_MESSAGES/content/page.po"
TERMS_PO = "locales/de/LC_MESSAGES/terms.po"

SOURCE = """\
---
title: Plan the move
---
# Plan the move

Phase: **Assess**

## Overview

Ask the [customer](customer.md) for 3 dates. Write them down.

- Mail moves first.
- Files move last.

| Task ID | Task Name |
| --- | --- |
| 4711 | Count the mailboxes |
| 4712 | Count the shared folders |
"""
TARGET = """\
---
title: Den Umzug planen
---
# Den Umzug planen

Phase: **Bewerten**

##  Überblick

Bitten Sie den [Kunden](customer.md) um 3 Termine. Notieren Sie diese.

- Die E-Mails ziehen zuerst um.
- Die Dateien ziehen zuletzt um.

| Aufgaben-ID | Aufgabenname |
| --- | --- |
| 4711 | Zählen Sie die Postfächer |
| 4712 | Zählen Sie die freigegebenen Ordner |
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty folder, where `run` runs."""
    (tmp_path / "project").mkdir()
    return Project(tmp_path / "project")


def pair(project: Project, target: str | bytes = TARGET, source: str | bytes = SOURCE, config: str = CONFIG) -> Project:
    """A source page with that target page."""
    small(project, {"page.md": source}, config=config)
    project.write("de/page.md", target)
    return project


def translations(project: Project, path: str = PAGE_PO) -> dict[str, str]:
    """The msgstrs of a catalog by msgid, `?` before fuzzy ones; a text stands on one line."""
    found = {}
    for block in (project.root / path).read_text(encoding="utf-8").split("\n\n"):
        lines = dict(line.split(" ", 1) for line in block.splitlines() if line.startswith(("msgid ", "msgstr ")))
        if lines.get("msgid", '""') != '""':
            mark = "?" if "#, fuzzy" in block else ""
            found[lines["msgid"][1:-1]] = mark + lines["msgstr"][1:-1]
    return found


class TestAPage:
    def test_its_texts_are_in_the_catalog(self, project: Project, run: Run) -> None:
        done = run("import", cwd=pair(project).root)
        assert (done.status, done.stderr) == (0, "")
        assert translations(project) == {
            "Plan the move": "Den Umzug planen",
            "Ask the [customer](customer.md) for 3 dates. Write them down.": (
                "Bitten Sie den [Kunden](customer.md) um 3 Termine. Notieren Sie diese."
            ),
            "Mail moves first.": "Die E-Mails ziehen zuerst um.",
            "Files move last.": "Die Dateien ziehen zuletzt um.",
            "Overview": "Überblick",
            "Count the mailboxes": "Zählen Sie die Postfächer",
            "Task ID": "Aufgaben-ID",
            "Task Name": "Aufgabenname",
            "Count the shared folders": "Zählen Sie die freigegebenen Ordner",
        }
        assert "de/page.md: 10 accepted\n" in done.stdout
        assert done.stdout.endswith("2 catalogs written.\n")

    def test_so_are_its_terms(self, project: Project, run: Run) -> None:
        run("import", cwd=pair(project).root)
        terms = (project.root / TERMS_PO).read_text(encoding="utf-8")
        assert 'msgctxt "phase"\nmsgid "Assess"\nmsgstr "Bewerten"\n' in terms

    def test_what_belongs_to_the_target_page_stays_there(self, project: Project, run: Run) -> None:
        table = "\n| Date | Who Changed | What Changed |\n| --- | --- | --- |\n| 9/27/2019 | Robin | First version |\n"
        own = "\n| Datum | Wer | Was geändert wurde |\n| --- | --- | --- |\n| 27.09.2019 | Kim | Erste Übersetzung |\n"
        done = run("import", cwd=pair(project, TARGET + own, SOURCE + table).root)
        assert done.status == 0
        assert "First version" not in translations(project)
        assert 'msgid "Who Changed"\nmsgstr "Wer"\n' in (project.root / TERMS_PO).read_text(encoding="utf-8")
        assert "Übersetzung" not in done.stdout

    def test_compiling_gives_the_page_back_but_for_its_own_spaces(self, project: Project, run: Run) -> None:
        pair(project)
        assert run("import").status == 0
        assert run("compile").status == 0
        assert (project.root / "de/page.md").read_text(encoding="utf-8") == TARGET.replace("##  ", "## ")

    def test_pages_are_never_changed_and_a_second_run_changes_nothing(self, project: Project, run: Run) -> None:
        pair(project)
        assert run("import").status == 0
        before = snapshot(project.root)
        done = run("import")
        assert done.stdout.endswith("Nothing to write: the catalogs say what the pages say.\n")
        assert snapshot(project.root) == before
        assert (project.root / "de/page.md").read_text(encoding="utf-8") == TARGET

    def test_dry_run_writes_nothing(self, project: Project, run: Run) -> None:
        pair(project)
        before = snapshot(project.root)
        assert run("import", "--dry-run").stdout.endswith("2 catalogs would be written.\n")
        assert snapshot(project.root) == before

    def test_what_is_missing_and_what_is_left_over_is_told_with_its_place(self, project: Project, run: Run) -> None:
        target = TARGET.replace("- Die Dateien ziehen zuletzt um.\n", "").replace(
            "## ", "Fragen beantwortet das Büro in Bremen.\n\n## "
        )
        done = run("import", cwd=pair(project, target).root)
        assert '  de/page.md:8: left over: "Fragen beantwortet das Büro in Bremen."\n' in done.stdout
        assert '  en/page.md:13: empty: "Files move last."\n' in done.stdout
        assert translations(project)["Files move last."] == ""

    @pytest.mark.parametrize(
        ("before", "after", "said"),
        [
            ("3 Termine", "13 Termine", "other numbers: 3 / 13 "),
            ("(customer.md)", "(kollege.md)", "leads elsewhere: page customer / page kollege "),
            ("Die E-Mails", "Die OneDrive-Dateien", "other names: none / OneDrive "),
        ],
    )
    def test_what_disagrees_is_fuzzy(self, project: Project, run: Run, before: str, after: str, said: str) -> None:
        done = run("import", cwd=pair(project, TARGET.replace(before, after)).root)
        assert f"fuzzy: {said}" in done.stdout
        assert sum(text.startswith("?") for text in translations(project).values()) == 1

    def test_what_is_still_in_the_source_language_stays_empty(self, project: Project, run: Run) -> None:
        target = TARGET.replace("Die E-Mails ziehen zuerst um.", "Mail moves first.")
        done = run("import", cwd=pair(project, target).root)
        assert '  de/page.md:12: untranslated: "Mail moves first."\n' in done.stdout
        assert translations(project)["Mail moves first."] == ""

    def test_a_sentence_of_an_older_source_is_for_a_translator(self, project: Project, run: Run) -> None:
        old = "Mail and all of the calendars must move first."
        source = SOURCE.replace("Mail moves first.", "Mail and all of the calendars have to move first.")
        done = run("import", cwd=pair(project, TARGET.replace("Die E-Mails ziehen zuerst um.", old), source).root)
        assert "de/page.md:12: fuzzy: it seems to be in the source language" in done.stdout
        assert f"?{old}" in translations(project).values()

    def test_code_is_in_no_language(self, project: Project, run: Run) -> None:
        code = "`move mail and files for all groups before we go home`"
        source = SOURCE.replace("Mail moves first.", f"Mail: {code}.")
        target = TARGET.replace("Die E-Mails ziehen zuerst um.", f"E-Mails: {code}.")
        run("import", cwd=pair(project, target, source).root)
        assert translations(project)[f"Mail: {code}."] == f"E-Mails: {code}."

    def test_what_sync_wrote_in_the_source_language_is_taken_by_no_import(self, project: Project, run: Run) -> None:
        row = "| 4712 | Zählen Sie die freigegebenen Ordner |\n"
        pair(project, TARGET.replace(row, ""), SOURCE.replace("shared folders", "Folders"))
        assert run("import").status == 0
        assert run("sync").status == 0
        assert "| 4712 | Count the Folders |" in (project.root / "de/page.md").read_text(encoding="utf-8")
        assert run("import").stdout.endswith("Nothing to write: the catalogs say what the pages say.\n")

    def test_cells_that_are_empty_or_names(self, project: Project, run: Run) -> None:
        source = "| Name | What | Default |\n|---|---|---|\n| icon | The picture | |\n| onClose | Is called | none |\n"
        target = "| Name | Was | Vorgabe |\n|---|---|---|\n| icon | Das Bild |\n| onClose | Wird gerufen | nichts |\n"
        done = run("import", cwd=pair(project, target, source).root)
        assert translations(project)["The picture"] == "Das Bild"
        assert translations(project)["onClose"] == "onClose"
        assert "empty" not in done.stdout

    def test_metadata_that_only_the_target_page_has_are_told(self, project: Project, run: Run) -> None:
        target = TARGET.replace(
            "title: Den Umzug planen", "title: Den Umzug planen\ndescription: Wie man umzieht\nms.loc: [a, b]"
        )
        done = run("import", cwd=pair(project, target).root)
        assert '  de/page.md:4: left over: "ms.loc: [a, b]"\n' in done.stdout
        assert '  de/page.md:3: left over: "description: Wie man umzieht"\n' in done.stdout

    def test_breaks_and_escapes_become_what_a_message_has(self, project: Project, run: Run) -> None:
        pair(project, "Eins\nzwei  \ndrei\n\n| a |\n| - |\n| ja \\| nein |\n",
             "one\ntwo  \nthree\n\n| a |\n| - |\n| yes \\| no |\n")  # fmt: skip
        assert run("import").status == 0
        catalog = (project.root / PAGE_PO).read_text(encoding="utf-8")
        assert 'msgstr ""\n"Eins zwei\\n"\n"drei"\n' in catalog
        assert 'msgid "yes | no"\nmsgstr "ja | nein"\n' in catalog

    def test_links_to_pages_are_written_as_in_the_source(self, project: Project, run: Run) -> None:
        config = CONFIG.replace('"de/{page}.md"', '"de/{page}-de.md", "de/{page}.md"')
        small(project, {"page.md": "See the [plan](plan.md#goals) now.\n", "plan.md": "# Plan\n\n## Goals\n\nOne.\n"},
              config=config)  # fmt: skip
        project.write("de/page-de.md", "Lesen Sie jetzt den [Plan](plan-de.md#ziele).\n")
        project.write("de/plan-de.md", "# Vorhaben\n\n## Ziele\n\nEins.\n")
        assert run("import").status == 0
        assert translations(project)["See the [plan](plan.md#goals) now."] == (
            "Lesen Sie jetzt den [Plan](plan.md#ziele)."
        )
        assert run("compile").status == 0
        text = (project.root / "de/page-de.md").read_text(encoding="utf-8")
        assert text == "Lesen Sie jetzt den [Plan](plan-de.md#ziele).\n"

    def test_two_texts_that_became_one_are_parted(self, project: Project, run: Run) -> None:
        source = "# Plan\n\nCall the customer on Monday at 10.\n\nSend the 4 files to <https://example.com/a>.\n"
        target = (
            "# Plan\n\nRufen Sie den Kunden am Montag um 10 an. Senden Sie die 4 Dateien an <https://example.com/a>.\n"
        )
        run("import", cwd=pair(project, target, source).root)
        found = translations(project)
        assert found["Call the customer on Monday at 10."].lstrip("?") == "Rufen Sie den Kunden am Montag um 10 an."
        assert found["Send the 4 files to <https://example.com/a>."].lstrip("?").startswith("Senden Sie die 4 Dateien")


class TestAProject:
    def test_our_own_playbook_comes_back_from_what_its_pages_say(self, project: Project, run: Run) -> None:
        root = sample(project).root
        pages = {path: path.read_bytes() for path in (root / "content/pt-BR").rglob("*") if path.is_file()}
        for path in (root / "locales/pt_BR").rglob("*.po"):
            path.unlink()
        done = run("import")
        assert (done.status, done.stderr) == (0, "")
        assert "pt-BR: 12 pages: " in done.stdout
        assert run("compile", "--use-fuzzy", "--min-translated", "0").status == 0
        assert {path: path.read_bytes() for path in pages} == pages

    def test_a_table_of_contents(self, project: Project, run: Run) -> None:
        pair(project)
        project.write("en/toc.yml", "- name: The move\n  href: page.md\n- name: Help\n  href: help.md\n")
        project.write("de/toc.yml", "- name: Hilfe\n  href: help.md\n- name: Der Umzug\n  href: page.md\n")
        assert run("import").status == 0
        found = translations(project, "locales/de/LC_MESSAGES/content/toc.yml.po")
        assert "Der Umzug" in found["The move"]

    def test_pages_without_partner_are_told(self, project: Project, run: Run) -> None:
        pair(project)
        project.write("en/lonely.md", "# Alone\n")
        project.write("de/fremd.md", "# Fremd\n")
        done = run("import")
        assert "en/lonely.md: no target page in de\n" in done.stdout
        assert "de/fremd.md: no source page\n" in done.stdout

    def test_one_catalog_for_all_pages(self, project: Project, run: Run) -> None:
        small(project, {"page.md": SOURCE, "other.md": "# Other\n\nSend the list.\n"}, catalogs='layout = "single"')
        project.write("de/page.md", TARGET)
        project.write("de/other.md", "# Anderes\n\nSenden Sie die Liste.\n")
        assert run("import").status == 0
        found = translations(project, "locales/de/LC_MESSAGES/content.po")
        assert found["Mail moves first."] == "Die E-Mails ziehen zuerst um."
        assert found["Send the list."] == "Senden Sie die Liste."

    def test_the_words_of_most_places_win_and_the_others_are_listed(self, project: Project, run: Run) -> None:
        words = {"a": "Prüfen", "b": "Bewerten", "c": "Bewerten"}
        small(project, {f"{name}.md": SOURCE for name in words})
        for name, word in words.items():
            project.write(f"de/{name}.md", TARGET.replace("Bewerten", word))
        done = run("import")
        assert "de: several words for the phase `Assess`; `Bewerten` is taken\n  `Prüfen`: de/a.md:6\n" in done.stdout

    def test_a_language_that_nobody_has_words_for(self, project: Project, run: Run) -> None:
        config = CONFIG.replace("locales.de", "locales.ja").replace('"de/', '"ja/')
        small(project, {"page.md": SOURCE}, config=config)
        project.write("ja/page.md", """\
---
title: 移行の計画
---
# 移行の計画

フェーズ: **評価**

## 概要

[お客様](customer.md)に3つの日付を確認します。それを書き留めます。

- メールが最初に移行します。
- ファイルは最後に移行します。

| タスク ID | タスク名 |
| --- | --- |
| 4711 | メールボックスを数える |
| 4712 | 共有フォルダーを数える |
""")  # fmt: skip
        done = run("import")
        assert (done.status, done.stderr) == (0, "")
        found = translations(project, "locales/ja/LC_MESSAGES/content/page.po")
        assert found["Count the mailboxes"] == "メールボックスを数える"
        assert found["Files move last."] == "ファイルは最後に移行します。"
        terms = (project.root / "locales/ja/LC_MESSAGES/terms.po").read_text(encoding="utf-8")
        assert 'msgctxt "label"\nmsgid "Phase"\nmsgstr "フェーズ"\n' in terms
        assert 'msgctxt "phase"\nmsgid "Assess"\nmsgstr "評価"\n' in terms

    def test_json(self, project: Project, run: Run) -> None:
        done = run("import", "--format", "json", "--output", "report.json", cwd=pair(project).root)
        assert (done.status, done.stdout) == (0, "")
        report = json.loads((project.root / "report.json").read_text(encoding="utf-8"))
        schema = json.loads((data_dir("schemas") / "report/import.schema.json").read_text(encoding="utf-8"))
        jsonschema_rs.validator_for(schema).validate(report)
        (locale,) = report["locales"]
        (page,) = locale["pages"]
        assert (locale["locale"], page["outcome"], page["summary"]["accepted"]) == ("de", "imported", 10)
        assert {"kind": "phase", "term": "Assess"}.items() <= locale["terms"][-1].items()

    def test_the_report_is_never_written_over_a_page(self, project: Project, run: Run) -> None:
        done = run("import", "--output", "de/page.md", cwd=pair(project).root)
        assert done.status == 2
        assert (project.root / "de/page.md").read_text(encoding="utf-8") == TARGET


class TestOlderSource:
    def test_what_the_translation_missed_is_fuzzy(self, project: Project, run: Run, tmp_path: Path) -> None:
        pair(project, source=SOURCE.replace("Files move last.", "Files and calendars move last."))
        old = tmp_path / "old"
        (old / "en").mkdir(parents=True)
        (old / "en/page.md").write_text(SOURCE, encoding="utf-8")
        for folder in (old, old / "en"):
            for path in (project.root / "locales").rglob("*.po"):
                path.unlink()
            done = run("import", "--source-revision", folder)
            assert (done.status, done.stderr) == (0, "")
            catalog = (project.root / PAGE_PO).read_text(encoding="utf-8")
            assert '#, fuzzy\n#| msgid "Files move last."\nmsgid "Files and calendars move last."\n' in catalog
            assert [text for text in translations(project).values() if text.startswith("?")] == [
                "?Die Dateien ziehen zuletzt um."
            ]


class TestHandEdits:
    @pytest.fixture
    def imported(self, project: Project, run: Run) -> Project:
        pair(project)
        assert run("import").status == 0
        assert run("sync").status == 0
        return project

    def edit(self, project: Project, before: str = "zuletzt um", after: str = "am Ende um") -> None:
        page = project.root / "de/page.md"
        text = page.read_text(encoding="utf-8")
        assert before in text
        page.write_text(text.replace(before, after), encoding="utf-8")

    def test_an_edit_goes_into_the_catalog_and_nothing_else_changes(self, imported: Project, run: Run) -> None:
        before = translations(imported)
        self.edit(imported)
        done = run("import", "de/page.md")
        assert 'edited by hand: "Die Dateien ziehen am Ende um.", was "Die Dateien ziehen zuletzt um."' in done.stdout
        after = translations(imported)
        assert {text for text in after if after[text] != before[text]} == {"Files move last."}
        assert after["Files move last."] == "Die Dateien ziehen am Ende um."
        assert run("sync", "--check").status == 0

    def test_sync_check_tells_of_it(self, imported: Project, run: Run) -> None:
        self.edit(imported)
        done = run("sync", "--check")
        assert done.status == 1
        assert "de/page.md:13: edited by hand: `Die Dateien ziehen am Ende um.`, where the catalog " in done.stderr
        assert "playbook-lint import de/page.md" in done.stderr

    def test_git_knows_which_was_edited(self, imported: Project, run: Run) -> None:
        def git(*arguments: str) -> None:
            who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
            subprocess.run(["git", *who, *arguments], cwd=imported.root, check=True, capture_output=True)

        git("init", "-q")
        git("add", "-A")
        git("commit", "-qm", "all")
        self.edit(imported)
        assert "de/page.md:13: edited by hand: " in run("sync", "--check").stderr
        git("checkout", "-q", "--", "de/page.md")
        catalog = imported.root / PAGE_PO
        catalog.write_text(catalog.read_text(encoding="utf-8").replace("zuletzt um", "am Schluss um"), encoding="utf-8")
        done = run("sync", "--check")
        assert (done.status, done.stderr) == (1, "")

    def test_a_page_that_is_only_out_of_date_is_not_told(self, imported: Project, run: Run) -> None:
        source = imported.root / "en/page.md"
        source.write_text(SOURCE.replace("Files move last.", "Pictures are deleted."), encoding="utf-8")
        done = run("sync", "--check")
        assert (done.status, done.stderr) == (1, "")

    def test_a_stale_page_does_not_make_a_fuzzy_message_certain(self, imported: Project, run: Run) -> None:
        source = imported.root / "en/page.md"
        source.write_text(SOURCE.replace("Files move last.", "Files move late."), encoding="utf-8")
        assert run("update").status == 0
        assert translations(imported)["Files move late."].startswith("?")
        assert run("import").status == 0
        assert translations(imported)["Files move late."].startswith("?")

    def test_a_source_text_on_the_page_takes_no_translation_away(self, project: Project, run: Run) -> None:
        source, target = f"{SOURCE}\n- Contoso Apps 365\n", f"{TARGET}\n- Contoso Plus 360\n"
        pair(project, target, source)
        assert run("import").status == 0
        assert translations(project)["Contoso Apps 365"] == "?Contoso Plus 360"
        assert run("sync").status == 0
        assert "- Contoso Apps 365" in (project.root / "de/page.md").read_text(encoding="utf-8")
        assert run("import").status == 0
        assert translations(project)["Contoso Apps 365"] == "?Contoso Plus 360"

    def test_a_page_that_is_older_than_its_catalog_takes_nothing_back(self, imported: Project, run: Run) -> None:
        catalog = imported.root / PAGE_PO
        catalog.write_text(catalog.read_text(encoding="utf-8").replace("zuletzt um", "am Schluss um"), encoding="utf-8")
        done = run("import")
        assert done.status == 0
        assert translations(imported)["Files move last."] == "Die Dateien ziehen am Schluss um."
        assert "edited by hand" not in done.stdout

    def test_an_added_line_is_told(self, imported: Project, run: Run) -> None:
        self.edit(imported, "- Die Dateien", "- Die Bilder bleiben.\n- Die Dateien")
        done = run("sync", "--check")
        assert done.status == 1
        assert (
            "de/page.md:13: edited by hand: `Die Bilder bleiben.`, where the catalog has nothing there" in done.stderr
        )

    def test_both_sides_were_edited(self, imported: Project, run: Run) -> None:
        self.edit(imported)
        source = imported.root / "en/page.md"
        source.write_text(SOURCE.replace("Files move last.", "Files move late."), encoding="utf-8")
        assert "`Die Dateien ziehen am Ende um.`" in run("sync", "--check").stderr

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"# Plan\n\n<<<<<<< HEAD\nEins\n=======\nZwei\n>>>>>>> branch\n", "has a merge conflict"),
            ("# Größe\n".encode("latin-1"), "is not UTF-8 (at byte 4)"),
        ],
    )
    def test_what_is_unresolved_is_not_written_over(self, imported: Project, run: Run, data: bytes, said: str) -> None:
        (imported.root / "de/page.md").write_bytes(data)
        done = run("sync")
        assert done.status == 2
        assert f"playbook-lint: `de/page.md` {said}" in done.stderr
        assert (imported.root / "de/page.md").read_bytes() == data

    def test_links_to_the_headings_of_a_page_that_stays_as_it_is(self, project: Project, run: Run) -> None:
        small(project, {"page.md": "See the [goals](plan.md#goals) now.\n", "plan.md": "# Plan\n\n## Goals\n\nOne.\n"})
        project.write("de/page.md", "Lesen Sie die [Ziele](plan.md#ziele) jetzt.\n")
        project.write("de/plan.md", "# Vorhaben\n\n## Ziele\n\nEins.\n")
        assert run("import", "de/page.md").status == 0
        assert run("compile").status == 0
        assert (
            (project.root / "de/page.md").read_text(encoding="utf-8").startswith("Lesen Sie die [Ziele](plan.md#ziele)")
        )
        catalog = project.root / PAGE_PO
        catalog.write_text(catalog.read_text(encoding="utf-8").replace("#ziele", "#goals"), encoding="utf-8")
        assert run("compile").status == 0
        assert (
            (project.root / "de/page.md").read_text(encoding="utf-8").startswith("Lesen Sie die [Ziele](plan.md#ziele)")
        )
