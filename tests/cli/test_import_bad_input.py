"""What may be wrong with the pages and catalogs of an import: told in one sentence, and nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from command import COMMAND, Project, Run, environment
from translation_samples import CONFIG, sample, small, snapshot

SOURCE = """\
# Plan

Call the customer on Monday.

- Mail moves first.
- Files move last.

Then ask for the 4 keys.
"""
TARGET = """\
# Plan

Rufen Sie den Kunden am Montag an.

- E-Mails zuerst.
- Dateien zuletzt.

Bitten Sie um die 4 Schlüssel.
"""
PAGE_PO = "locales/de/LC_MESSAGES/content/page.po"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty folder, where `run` runs."""
    (tmp_path / "project").mkdir()
    return Project(tmp_path / "project")


def pair(project: Project, target: str | bytes = TARGET, source: str | bytes = SOURCE) -> Project:
    small(project, {"page.md": source})
    project.write("de/page.md", target)
    return project


def msgstrs(project: Project) -> list[str]:
    """The translations in the catalog of the page."""
    text = (project.root / PAGE_PO).read_text(encoding="utf-8")
    return [line for line in text.splitlines()[20:] if line.startswith("msgstr ") and line != 'msgstr ""']


class TestPages:
    @pytest.mark.parametrize("target", ["", "\n\n", "---\ntitle: Plan\n---\n", "\ufeff", "<!-- nothing -->\n"])
    def test_one_with_nothing_on_it(self, project: Project, run: Run, target: str) -> None:
        done = run("import", cwd=pair(project, target).root)
        assert (done.status, done.stderr) == (0, "")
        assert "de/page.md: 5 empty" in done.stdout
        assert msgstrs(project) == []

    def test_a_copy_of_the_source(self, project: Project, run: Run) -> None:
        done = run("import", cwd=pair(project, SOURCE).root)
        assert (done.status, done.stderr) == (0, "")
        assert "de/page.md: left alone: still in the source language\n" in done.stdout
        assert not (project.root / PAGE_PO).exists()

    def test_one_in_another_language_is_in_doubt_as_a_whole(self, project: Project, run: Run) -> None:
        root = sample(project).root
        french = root / "content/pt-BR/guidance-engagement-notes.md"
        for path in (root / "locales/pt_BR").rglob("*.po"):
            path.unlink()
        words = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
        text = french.read_text(encoding="utf-8")
        head, _, body = text.partition("\n---\n")
        french.write_text(f"{head}\n---\n{body.translate(words)}", encoding="utf-8")
        done = run("import")
        assert done.status == 0
        name = "content/pt-BR/guidance-engagement-notes.md"
        assert f"{name}: seems to be in another language than pt-BR; all its translations are fuzzy\n" in done.stdout
        assert done.stdout.count("seems to be in another language than") == 1

    def test_one_twice_as_long(self, project: Project, run: Run) -> None:
        more = "\n".join(f"Absatz {number} steht in keiner Quelle und sagt etwas anderes.\n" for number in range(9))
        done = run("import", cwd=pair(project, f"{TARGET}\n{more}").root)
        assert done.status == 0
        assert done.stdout.count("left over") >= 9
        assert not any("Absatz" in text for text in msgstrs(project))

    def test_merge_conflicts_are_told_and_not_taken(self, project: Project, run: Run) -> None:
        conflict = "<<<<<<< HEAD\n- Dateien zuletzt.\n=======\n- Dateien am Ende.\n>>>>>>> branch\n"
        done = run("import", cwd=pair(project, TARGET.replace("- Dateien zuletzt.\n", f"\n{conflict}")).root)
        assert done.status == 0
        assert "  de/page.md:7: a merge conflict; its texts are not taken\n" in done.stdout
        assert not any("Dateien" in text or "<<<" in text for text in msgstrs(project))

    def test_a_table_with_other_columns_is_not_guessed(self, project: Project, run: Run) -> None:
        source = "| Task | Owner |\n| --- | --- |\n| Count the desks | Reception |\n| Pack the crates | Movers |\n"
        head = "| Nr. | Aufgabe | Wer |\n| --- | --- | --- |\n"
        target = f"{head}| 1 | Tische zählen | Empfang |\n| 2 | Kisten packen | Träger |\n"
        done = run("import", cwd=pair(project, target, source).root)
        assert done.status == 0
        assert msgstrs(project) == []
        assert 'left over: "Tische zählen"' in done.stdout

    def test_one_that_is_not_utf8(self, project: Project, run: Run) -> None:
        done = run("import", cwd=pair(project, "# Größe\n".encode("latin-1")).root)
        reason = "`de/page.md` is not UTF-8 in line 1 (at byte 4); save it as UTF-8\n"
        assert (done.status, done.stderr) == (2, f"playbook-lint: {reason}")
        assert f"de/page.md: left alone: {reason}" in done.stdout

    def test_one_that_is_too_large(self, project: Project, run: Run) -> None:
        pair(project, TARGET * 20)
        project.write("playbook-lint.toml", "max-file-size = 1000\n" + CONFIG)
        done = run("import")
        assert done.status == 2
        assert "left alone: `de/page.md` is larger than 1,000 bytes" in done.stdout

    def test_texts_with_control_characters_are_not_taken(self, project: Project, run: Run) -> None:
        done = run("import", cwd=pair(project, TARGET.replace("E-Mails", "E\0Mails\4")).root)
        assert (done.status, done.stderr) == (0, "")
        assert "de/page.md: 4 accepted, 1 empty\n" in done.stdout

    def test_one_that_leads_out_of_the_project(self, project: Project, run: Run, tmp_path: Path) -> None:
        pair(project)
        (tmp_path / "secret.md").write_text(TARGET, encoding="utf-8")
        (project.root / "de/page.md").unlink()
        (project.root / "de/page.md").symlink_to(tmp_path / "secret.md")
        done = run("import")
        assert "Kunden" not in done.stdout
        assert not (project.root / PAGE_PO).exists()

    def test_texts_that_a_terminal_would_obey(self, project: Project, run: Run) -> None:
        evil = "\x1b[31mRot\x1b[0m ::error::Kunden ##vso[task.x]y"
        done = run("import", cwd=pair(project, TARGET.replace("- E-Mails zuerst.", f"- {evil}")).root)
        assert "\x1b" not in done.stdout
        assert "##vso[" not in done.stdout
        assert not any(line.startswith("::") for line in done.stdout.splitlines())


class TestCatalogs:
    def test_one_that_cannot_be_read_is_left_as_it_is(self, project: Project, run: Run) -> None:
        pair(project)
        project.write(PAGE_PO, 'msgid "a\n')
        done = run("import")
        assert done.status == 2
        assert f"playbook-lint: {PAGE_PO}:1: " in done.stderr
        assert (project.root / PAGE_PO).read_text(encoding="utf-8") == 'msgid "a\n'

    def test_so_are_terms(self, project: Project, run: Run) -> None:
        pair(project)
        path = "locales/de/LC_MESSAGES/terms.po"
        project.write(path, "<<<<<<< HEAD\n")
        done = run("import")
        assert done.status == 2
        assert f"{path}:1: " in done.stderr
        assert (project.root / path).read_text(encoding="utf-8") == "<<<<<<< HEAD\n"

    def test_what_is_translated_already_is_not_touched_by_doubtful_pairs(self, project: Project, run: Run) -> None:
        pair(project)
        assert run("import").status == 0
        before = snapshot(project.root)
        project.write("de/page.md", "# Plan\n\nVöllig anderes.\n")
        assert run("import").status == 0
        catalog = project.root / PAGE_PO
        assert catalog.read_bytes() == before[PAGE_PO][0]


class TestUsage:
    @pytest.mark.parametrize(
        ("table", "said"),
        [
            ("accept = 2", "`import.accept`"),
            ("doubt = 0.95", "`import.doubt` (0.95) is more than `import.accept` (0.9)"),
            ("accept = 0.2", "`import.doubt` (0.3) is more than `import.accept` (0.2)"),
            ("certain = 1", "certain"),
        ],
    )
    def test_a_threshold_that_cannot_be(self, project: Project, run: Run, table: str, said: str) -> None:
        pair(project)
        project.write("playbook-lint.toml", f"{CONFIG}\n[import]\n{table}\n")
        done = run("import")
        assert done.status == 2
        assert said in done.stderr

    def test_a_locale_that_is_none(self, project: Project, run: Run) -> None:
        done = run("import", "--locale", "dk", cwd=pair(project).root)
        assert done.status == 2
        assert "`dk` is no locale of the configuration; there are de" in done.stderr

    def test_a_revision_that_is_not_there(self, project: Project, run: Run) -> None:
        assert run("import", "--source-revision", "nowhere", cwd=pair(project).root).status == 2

    def test_a_revision_without_a_source_page(self, project: Project, run: Run, tmp_path: Path) -> None:
        (tmp_path / "old").mkdir()
        done = run("import", "--source-revision", tmp_path / "old", cwd=pair(project).root)
        assert done.status == 2
        assert "has none of the source pages" in done.stderr

    @pytest.mark.parametrize("output", ["playbook-lint.toml", "locales/de/LC_MESSAGES/terms.po", "en/page.md"])
    def test_a_report_over_a_file_of_the_project(self, project: Project, run: Run, output: str) -> None:
        pair(project)
        assert run("import").status == 0
        before = snapshot(project.root)
        assert run("import", "--output", output).status == 2
        assert snapshot(project.root) == before

    @pytest.mark.parametrize("path", ["nope.md", "de/nope.md", "locales"])
    def test_a_path_that_is_no_page(self, project: Project, run: Run, path: str) -> None:
        done = run("import", path, cwd=pair(project).root)
        assert done.status in (0, 2)
        assert done.stderr

    def test_pages_that_have_no_partner(self, project: Project, run: Run) -> None:
        small(project, {"page.md": SOURCE})
        done = run("import")
        assert done.status == 0
        assert "nothing is imported: no source page among the paths has a target page" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_whole_catalogs_and_no_process(
    project: Project, run: Run, number: signal.Signals
) -> None:
    pages = {f"page{count}.md": SOURCE.replace("4 keys", f"{count} keys") for count in range(40)}
    small(project, pages)
    for name in pages:
        project.write(f"de/{name}", TARGET)
    process = subprocess.Popen([COMMAND, "import", "-q"], cwd=project.root, env=environment(), stderr=subprocess.PIPE)
    time.sleep(0.6)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    workers = [int(one) for one in children.read_text().split()] if children.exists() else []
    process.send_signal(number)
    _, said = process.communicate(timeout=20)
    assert b"Traceback" not in said
    deadline = time.monotonic() + 10
    while any(_runs(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_runs(worker) for worker in workers)
    assert not [path for path in project.root.rglob("*") if path.name.startswith(".playbook-lint-")]
    assert run("import").status == 0


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
