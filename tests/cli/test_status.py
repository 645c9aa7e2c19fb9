"""`status`: how far translations are."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs
import polib
import pytest

from command import Project, Run
from playbook_lint.resources import data_dir
from translation_samples import CONFIG, sample, small, translate

PAGE_PO = "locales/de/LC_MESSAGES/content/page.po"
PAGE = "# Plan\n\nCall the customer first.\n\nSend the contract.\n\nWait for an answer.\n"
GERMAN = {"Plan": "Plan", "Call the customer first.": "Rufen Sie an.", "Send the contract.": "Vertrag senden."}
# Without shipped terms, of which there are many, what is counted is easy to see.
OWN_TERMS = 'schemas = "schemas"\n'


def git(root: Path, *arguments: str, date: str = "2026-01-01T00:00:00Z") -> str:
    environment = {**os.environ, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    who = ("-c", "user.name=Robin Sample", "-c", "user.email=robin@example.com", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *who, *arguments], cwd=root, env=environment, check=True, capture_output=True)
    return done.stdout.decode()


def commit(project: Project, day: int) -> str:
    """Commit everything on that day of January, and return the commit."""
    git(project.root, "init", "-q")
    git(project.root, "add", "-A")
    git(project.root, "commit", "-qm", f"Day {day}", date=f"2026-01-{day:02}T12:00:00Z")
    return git(project.root, "rev-parse", "HEAD").strip()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty folder, where `run` runs."""
    (tmp_path / "project").mkdir()
    return Project(tmp_path / "project")


def begun(project: Project, run: Run, pages: dict[str, str] | None = None, catalogs: str = "") -> Project:
    """A project without terms whose page is translated but for its last message."""
    small(project, {"page.md": PAGE, **(pages or {})}, catalogs, OWN_TERMS + CONFIG)
    project.write("schemas/README.md", "")
    assert run("update").status == 0
    path = project.root / (PAGE_PO if not catalogs else "locales/de/LC_MESSAGES/content.po")
    translate(path, GERMAN)
    return project


def status(run: Run, *arguments: str, code: int = 0) -> dict[str, Any]:
    """What `status` tells as JSON, which is as its schema says."""
    done = run("status", "--format", "json", *arguments)
    assert done.status == code, done.stderr
    data = json.loads(done.stdout)
    schema = json.loads((data_dir("schemas") / "report/status.schema.json").read_text(encoding="utf-8"))
    jsonschema_rs.validate(schema, data)
    return data


def pages(run: Run, *arguments: str, code: int = 0) -> dict[str, dict[str, Any]]:
    """The pages of the first locale by their ids."""
    return {page["page"]: page for page in status(run, *arguments, code=code)["locales"][0]["pages"]}


def numbers(page: dict[str, Any]) -> tuple[int, int, int]:
    return page["summary"]["translated"], page["summary"]["fuzzy"], page["summary"]["untranslated"]


class TestCounts:
    def test_messages_and_words_by_state(self, project: Project, run: Run) -> None:
        begun(project, run)
        page = pages(run)["page"]
        assert page["summary"] == {
            "translated": 3,
            "fuzzy": 0,
            "untranslated": 1,
            "translated_words": 8,
            "fuzzy_words": 0,
            "untranslated_words": 4,
            "percent": 75.0,
        }
        assert page["source"] == "en/page.md"
        assert page["catalog"] == PAGE_PO
        assert page["target"] is None
        assert page["last_translator"] is None

    def test_a_message_that_the_catalog_lacks_is_untranslated_and_behind(self, project: Project, run: Run) -> None:
        begun(project, run).write("en/page.md", PAGE + "\nBe kind.\n")
        page = pages(run)["page"]
        assert numbers(page) == (3, 0, 2)
        assert page["behind"] == 1
        assert "New" in run("status").stdout
        assert run("update").status == 0
        assert pages(run)["page"]["behind"] == 0

    def test_what_the_source_page_has_no_more_does_not_count(self, project: Project, run: Run) -> None:
        begun(project, run).write("en/page.md", "# Plan\n")
        assert numbers(pages(run)["page"]) == (1, 0, 0)
        assert run("update").status == 0
        assert numbers(pages(run)["page"]) == (1, 0, 0)

    def test_no_catalog_at_all(self, project: Project, run: Run) -> None:
        small(project, {"page.md": PAGE}, config=OWN_TERMS + CONFIG)
        project.write("schemas/README.md", "")
        page = pages(run)["page"]
        assert numbers(page) == (0, 0, 4)
        assert (page["behind"], page["catalog"], page["problem"]) == (4, None, None)

    def test_a_changed_source_is_fuzzy_and_stale(self, project: Project, run: Run) -> None:
        begun(project, run).write("en/page.md", PAGE.replace("first", "today"))
        assert run("update").status == 0
        page = pages(run)["page"]
        assert numbers(page) == (2, 1, 1)
        assert page["stale"] == [
            {
                "before": "Call the customer first.",
                "after": "Call the customer today.",
                "target": "Rufen Sie an.",
                "line": page["stale"][0]["line"],
            }
        ]
        text = (project.root / PAGE_PO).read_text(encoding="utf-8").split("\n")
        assert text[page["stale"][0]["line"] - 1] == 'msgid "Call the customer today."'

    def test_a_fuzzy_mark_without_a_translation_is_untranslated(self, project: Project, run: Run) -> None:
        catalog = begun(project, run).root / PAGE_PO
        text = catalog.read_text(encoding="utf-8")
        catalog.write_text(text.replace('msgid "Wait', '#, fuzzy\nmsgid "Wait'), encoding="utf-8")
        assert numbers(pages(run)["page"]) == (3, 0, 1)

    def test_pages_that_share_a_catalog(self, project: Project, run: Run) -> None:
        begun(project, run, {"other.md": "# Plan\n\nPack.\n"}, 'layout = "single"')
        found = pages(run)
        assert numbers(found["page"]) == (3, 0, 1)
        assert numbers(found["other"]) == (1, 0, 1)
        assert found["page"]["catalog"] == found["other"]["catalog"] == "locales/de/LC_MESSAGES/content.po"

    def test_terms_and_tables_of_contents_are_pages(self, project: Project, run: Run) -> None:
        sample(project)
        found = pages(run)
        assert found["terms"]["catalog"] == "locales/pt_BR/LC_MESSAGES/terms.po"
        assert found["terms"]["summary"]["untranslated"] == 0
        assert found["terms"]["last_translator"] == "playbook-lint contributors <playbook-lint@example.com>"
        assert found["toc.yml"]["source"] == "content/en-US/toc.yml"
        assert found["toc.yml"]["target"] == "content/pt-BR/toc.yml"
        assert found["index"]["target"] == "content/pt-BR/index.md"

    def test_words_of_languages_without_spaces(self, project: Project, run: Run) -> None:
        config = OWN_TERMS + CONFIG.replace("en-US", "ja")
        small(project, {"page.md": "# 計画\n\n顧客に電話する。\n"}, config=config)
        project.write("schemas/README.md", "")
        assert pages(run)["page"]["summary"]["untranslated_words"] == 2 + 7

    def test_it_counts_as_polib_does_where_catalogs_are_up_to_date(self, project: Project, run: Run) -> None:
        sample(project)
        index = project.root / "content/en-US/index.md"
        index.write_text(index.read_text(encoding="utf-8").replace(".", ", so.", 2), encoding="utf-8")
        assert run("update").status == 0
        found = pages(run)
        assert sum(page["summary"]["fuzzy"] for page in found.values()) > 0
        for page in (page for name, page in found.items() if name != "terms"):
            catalog = polib.pofile(str(project.root / page["catalog"]))
            theirs = (catalog.translated_entries(), catalog.fuzzy_entries(), catalog.untranslated_entries())
            assert numbers(page) == tuple(map(len, theirs))

    def test_an_address_for_bugs_has_translated_nothing(self, project: Project, run: Run) -> None:
        begun(project, run, catalogs='report-bugs-to = "docs@example.com"\nlayout = "single"')
        catalog = project.root / "locales/de/LC_MESSAGES/content.po"
        text = catalog.read_text(encoding="utf-8")
        assert "Last-Translator: docs@example.com" in text
        assert pages(run)["page"]["last_translator"] is None
        catalog.write_text(text.replace("Last-Translator: docs@", "Last-Translator: robin@"), encoding="utf-8")
        assert pages(run)["page"]["last_translator"] == "robin@example.com"

    def test_the_made_up_locale_is_nobodys_work(self, project: Project, run: Run) -> None:
        begun(project, run)
        config = (project.root / "playbook-lint.toml").read_text(encoding="utf-8")
        project.write("playbook-lint.toml", config + '[locales.qps-ploc]\npages = ["q/{page}.md"]\n')
        assert [locale["locale"] for locale in status(run)["locales"]] == ["de"]


class TestWhatIsWrong:
    def test_a_catalog_without_a_page_is_told_and_does_not_count(self, project: Project, run: Run) -> None:
        begun(project, run, {"gone.md": "# Gone\n"})
        (project.root / "en/gone.md").unlink()
        data = status(run)
        assert data["summary"]["untranslated"] == 1
        gone = data["locales"][0]["pages"][0]
        assert (gone["page"], gone["source"], gone["problem"]) == ("gone", None, "has no source page")
        assert "  ^ locales/de/LC_MESSAGES/content/gone.po has no source page\n" in run("status").stdout

    def test_a_broken_catalog_is_told_with_its_line_and_the_others_count(self, project: Project, run: Run) -> None:
        begun(project, run, {"other.md": "# Other\n"})
        project.write("locales/de/LC_MESSAGES/content/other.po", 'msgid ""\nmsgstr ""\n\n<<<<<<< HEAD\n')
        done = run("status")
        assert done.status == 2
        assert done.sentence == "locales/de/LC_MESSAGES/content/other.po:4: an unresolved merge conflict"
        found = pages(run, code=2)
        assert numbers(found["page"]) == (3, 0, 1)
        assert numbers(found["other"]) == (0, 0, 1)
        assert found["other"]["behind"] == 0
        assert found["other"]["problem"].endswith("other.po:4: an unresolved merge conflict")
        assert run("status") == done

    def test_a_source_page_that_cannot_be_read(self, project: Project, run: Run) -> None:
        begun(project, run).write("en/page.md", b"# Pl\xffn\n")
        done = run("status")
        assert done.status == 2
        assert done.sentence.startswith("en/page.md:1: not UTF-8")
        page = pages(run, code=2)["page"]
        assert numbers(page) == (0, 0, 4)
        assert page["problem"].startswith("cannot be used: en/page.md:1: not UTF-8")

    def test_a_catalog_that_leads_out_of_the_project(self, project: Project, run: Run) -> None:
        begun(project, run)
        outside = project.root.parent / "outside.po"
        (project.root / PAGE_PO).rename(outside)
        (project.root / PAGE_PO).symlink_to(outside)
        assert run("status").sentence.endswith("a symbolic link that leads out of the project")

    @pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege")
    @pytest.mark.parametrize("name", ["de", "de/page.md"])
    def test_a_target_page_that_leads_out_of_the_project_is_none(
        self, project: Project, run: Run, tmp_path: Path, name: str
    ) -> None:
        begun(project, run).write("de/page.md", PAGE)
        assert pages(run)["page"]["target"] == "de/page.md"
        (project.root / name).rename(tmp_path / "outside")
        (project.root / name).symlink_to(tmp_path / "outside")
        assert pages(run)["page"]["target"] is None

    def test_an_empty_project(self, project: Project, run: Run) -> None:
        done = run("status")
        assert done.status == 0
        assert done.sentence.startswith("nothing is translated")
        assert status(run)["locales"] == []
        assert list(project.root.iterdir()) == []

    def test_without_configured_locales_those_of_the_catalogs_count(self, project: Project, run: Run) -> None:
        begun(project, run)
        (project.root / "locales/zh_TW/LC_MESSAGES").mkdir(parents=True)
        project.write("playbook-lint.toml", OWN_TERMS + 'content = ["en"]\n[source]\npages = ["en/{page}.md"]\n')
        assert [locale["locale"] for locale in status(run)["locales"]] == ["de", "zh-TW"]
        assert numbers(pages(run)["page"]) == (3, 0, 1)

    def test_an_unknown_locale(self, project: Project, run: Run) -> None:
        done = run("status", "--locale", "dee", cwd=begun(project, run).root)
        assert (done.status, done.sentence) == (2, "`dee` is no locale of the configuration; did you mean `de`?")

    def test_the_report_never_goes_over_a_page(self, project: Project, run: Run) -> None:
        begun(project, run)
        for _ in range(2):  # what is remembered changes nothing about it
            done = run("status", "--output", "en/page.md")
            assert done.status == 2
            assert (project.root / "en/page.md").read_text(encoding="utf-8") == PAGE
            assert run("status").status == 0


class TestStaleSince:
    def stale(self, project: Project, run: Run, *texts: str) -> str:
        """Commit the translated page on the first day, each of `texts` on the days after it; the first commit."""
        begun(project, run)
        first = commit(project, 1)
        for day, text in enumerate(texts, 2):
            project.write("en/page.md", text)
            commit(project, day)
        assert run("update").status == 0
        return first

    def since(self, run: Run) -> tuple[str, str] | None:
        found = pages(run)["page"]["stale_since"]
        return found and (found["commit"], found["date"])

    def test_the_oldest_change_that_has_to_be_followed(self, project: Project, run: Run) -> None:
        second = PAGE.replace("first", "at once")
        third = second.replace("the contract", "two contracts")
        self.stale(project, run, second, third, third + "\nMore.\n")
        change = git(project.root, "log", "--format=%H", "--reverse").split()[1]
        assert self.since(run) == (change[:10], "2026-01-02")
        assert f"2 since 2026-01-02 ({change[:10]})" in run("status").stdout

    def test_a_text_that_came_back_and_went_again(self, project: Project, run: Run) -> None:
        other = PAGE.replace("first", "at once")
        self.stale(project, run, other, PAGE, other)
        assert self.since(run) == (git(project.root, "rev-parse", "HEAD")[:10], "2026-01-04")

    def test_a_text_that_was_only_continued(self, project: Project, run: Run) -> None:
        self.stale(project, run, PAGE.replace("contract.", "contract. Today."))
        assert self.since(run) == (git(project.root, "rev-parse", "HEAD")[:10], "2026-01-02")

    def test_a_change_that_is_not_committed_has_no_date(self, project: Project, run: Run) -> None:
        self.stale(project, run)
        project.write("en/page.md", PAGE.replace("first", "at once"))
        assert run("update").status == 0
        assert len(pages(run)["page"]["stale"]) == 1
        assert self.since(run) is None
        commit(project, 9)
        assert self.since(run) == (git(project.root, "rev-parse", "HEAD")[:10], "2026-01-09")

    def test_a_project_below_the_top_of_the_repository(self, project: Project, run: Run) -> None:
        git(project.root.parent, "init", "-q")
        begun(project, run)
        for day, text in ((1, PAGE), (2, PAGE.replace("first", "at once"))):
            project.write("en/page.md", text)
            git(project.root.parent, "add", "-A")
            git(project.root.parent, "commit", "-qm", "a", date=f"2026-01-{day:02}T12:00:00Z")
        assert run("update").status == 0
        assert self.since(run) == (git(project.root, "rev-parse", "HEAD")[:10], "2026-01-02")

    def test_a_shallow_clone_and_no_git_know_nothing(self, project: Project, run: Run, tmp_path: Path) -> None:
        self.stale(project, run, PAGE.replace("first", "at once"))
        commit(project, 3)
        clone = tmp_path / "clone"
        git(tmp_path, "clone", "-q", "--depth", "1", f"file://{project.root}", str(clone))
        found = json.loads(run("status", "--format", "json", cwd=clone).stdout)
        page = found["locales"][0]["pages"][0]
        assert (len(page["stale"]), page["stale_since"]) == (1, None)
        git(clone, "fetch", "-q", "--unshallow")
        found = json.loads(run("status", "--format", "json", cwd=clone).stdout)
        assert found["locales"][0]["pages"][0]["stale_since"]["date"] == "2026-01-02"
        done = run("status", "--format", "json", "--no-cache", env={"PATH": ""})
        assert json.loads(done.stdout)["locales"][0]["pages"][0]["stale_since"] is None

    def test_a_renamed_page(self, project: Project, run: Run) -> None:
        self.stale(project, run, PAGE.replace("first", "at once"))
        git(project.root, "mv", "en/page.md", "en/new.md")
        git(project.root, "mv", "-f", PAGE_PO, PAGE_PO.replace("page", "new"))
        commit(project, 5)
        assert pages(run)["new"]["stale_since"] is None


class TestChoice:
    def test_only_what_is_named(self, project: Project, run: Run) -> None:
        begun(project, run, {"other.md": "# Other\n"})
        assert list(pages(run)) == ["other", "page"]
        assert list(pages(run, "en/other.md")) == ["other"]
        assert list(pages(run, PAGE_PO)) == ["page"]

    def test_a_page_that_is_called_as_the_terms_are(self, project: Project, run: Run) -> None:
        sample(project).write("content/en-US/terms.md", "# Words\n\nThey matter here.\n")
        terms = [page for page in status(run)["locales"][0]["pages"] if page["page"] == "terms"]
        assert sorted(page["catalog"] or "none" for page in terms) == ["locales/pt_BR/LC_MESSAGES/terms.po", "none"]

    def test_terms_that_come_with_the_tool_are_nobodys_work(self, project: Project, run: Run) -> None:
        sample(project)
        path = project.root / "locales/pt_BR/LC_MESSAGES/terms.po"
        text = path.read_text(encoding="utf-8")
        before = pages(run)["terms"]["summary"]
        assert numbers(pages(run)["terms"]) == (0, 0, 0)
        path.write_text(text.replace('msgstr "Avaliar"', 'msgstr ""'), encoding="utf-8")
        assert path.read_text(encoding="utf-8") != text
        assert pages(run)["terms"]["summary"] == before
        path.unlink()
        terms = pages(run)["terms"]
        assert (terms["summary"], terms["behind"], terms["catalog"]) == (before, 0, None)

    def test_catalogs_of_locales_that_are_not_configured(self, project: Project, run: Run) -> None:
        begun(project, run, {"other.md": "# Other\n"})
        project.write("playbook-lint.toml", OWN_TERMS + 'content = ["en"]\n[source]\npages = ["en/{page}.md"]\n')
        assert list(pages(run, PAGE_PO)) == ["page"]

    def test_a_catalog_and_a_folder_of_catalogs_choose_their_locale(self, project: Project, run: Run) -> None:
        sample(project)
        with_ja = (project.root / "playbook-lint.toml").read_text(encoding="utf-8")
        project.write("playbook-lint.toml", with_ja + '\n[locales.ja]\npages = ["content/ja/{page}.md"]\n')
        assert run("update", "--locale", "ja").status == 0
        one = status(run, "locales/ja/LC_MESSAGES/content/index.po")
        assert [(locale["locale"], [page["page"] for page in locale["pages"]]) for locale in one["locales"]] == [
            ("ja", ["index"])
        ]
        folder = status(run, "locales/ja")
        assert [locale["locale"] for locale in folder["locales"]] == ["ja"]
        assert len(folder["locales"][0]["pages"]) > 5

    def test_nothing_found_is_no_success(self, project: Project, run: Run) -> None:
        sample(project)
        assert run("status", "--fail-under", "90", "playbook-lint.toml").status == 2

    def test_a_suggestion_for_a_new_message_is_not_stale(self, project: Project, run: Run) -> None:
        call = "Call the customer first, and ask for all of the numbers of the fleet by mail."
        begun(project, run).write("en/page.md", f"# Plan\n\n{call}\n")
        assert run("update").status == 0
        translate(project.root / PAGE_PO, {call: "Rufen Sie an."})
        project.write("en/other.md", f"# Other\n\n{call.replace('mail', 'phone')}\n")
        assert run("update").status == 0
        other = pages(run)["other"]
        assert (numbers(other)[1], other["stale"]["messages"] if other["stale"] else 0) == (1, 0)

    def test_terms_alone(self, project: Project, run: Run) -> None:
        sample(project)
        assert "terms" not in pages(run, "content/en-US/index.md")
        assert "terms" in pages(run, "locales/pt_BR/LC_MESSAGES/terms.po")

    @pytest.mark.parametrize(("least", "code"), [("75", 0), ("75.1", 1), ("100", 1), ("0", 0)])
    def test_fail_under(self, project: Project, run: Run, least: str, code: int) -> None:
        begun(project, run)
        done = run("status", "--fail-under", least, "-q")
        assert (done.status, done.stdout) == (code, "")
        if code:
            assert done.sentence == f"less than {float(least):g} percent of the messages are translated in de (75%)"
        else:
            assert done.stderr == ""

    def test_fail_under_is_a_percentage(self, project: Project, run: Run) -> None:
        assert run("status", "--fail-under", "101").status == 2


HOSTILE = "=1+1 <script>alert(1)</script> | `x` @robin [a](javascript:b) ##[error]\x1b[31m"
WHO = "=cmd|' /C calc'!A0 <b>\\x1b[31m \u202e ::error::x"


@pytest.fixture
def hostile(project: Project, run: Run) -> Project:
    """A page and a translator whose names are made to do harm, in a project with five locales."""
    more = "".join(f'[locales.{name}]\npages = ["{name}/{{page}}.md"]\n' for name in ("ja", "zh-CN", "pt-BR", "es"))
    small(project, {f"{HOSTILE.replace('/', '')}.md": PAGE, "::error::x.md": PAGE}, config=OWN_TERMS + CONFIG + more)
    project.write("schemas/README.md", "")
    assert run("update").status == 0
    for catalog in project.root.rglob("content/*.po"):
        text = catalog.read_text(encoding="utf-8")
        who = WHO.replace("\\x1b", "\\033")
        catalog.write_text(text.replace("FULL NAME <EMAIL@ADDRESS>", who), encoding="utf-8")
    return project


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be had")
class TestUntrustedNames:
    @pytest.mark.parametrize("name", ["text", "json", "csv", "markdown", "badge"])
    def test_nothing_that_a_terminal_or_a_build_server_obeys(self, hostile: Project, run: Run, name: str) -> None:
        done = run("status", "--format", name)
        assert (done.status, done.stderr) == (0, "")
        assert not re.search(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", done.stdout)
        assert "##[" not in done.stdout
        assert not re.search(r"(?m)^\s*::", done.stdout)

    def test_no_markup_in_markdown(self, hostile: Project, run: Run) -> None:
        text = run("status", "--format", "markdown").stdout
        assert not re.search(r"<(?!/?(?:code|details|summary)>)", text)
        assert "@robin" not in text
        assert "](" not in text
        tables = [line for line in text.splitlines() if line.startswith("| <code>")]
        assert {line.count("|") for line in tables} == {6, 8}

    def test_no_formula_in_csv(self, hostile: Project, run: Run) -> None:
        rows = list(csv.reader(io.StringIO(run("status", "--format", "csv").stdout)))
        assert len(rows) == 1 + 5 * 2
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]

    def test_json_has_the_names_as_they_are(self, hostile: Project, run: Run) -> None:
        data = status(run)
        assert [locale["locale"] for locale in data["locales"]] == ["de", "ja", "zh-CN", "pt-BR", "es"]
        assert data["locales"][0]["pages"][1]["last_translator"].startswith("=cmd|")


class TestFormats:
    def test_text(self, project: Project, run: Run) -> None:
        begun(project, run, {"other.md": "# Other\n"})
        assert run("status").stdout == (
            "project: translations of en-US\n\n"
            "Locale  Translated                 Messages  Untranslated    Words\n"
            "de      ████████████░░░░░░░░  60%    3 of 5             2  8 of 13\n\n"
            "de\n"
            "Page   Translated       Messages  Untranslated    Words\n"
            "other  ░░░░░░░░░░   0%    0 of 1             1   0 of 1\n"
            "page   ███████░░░  75%    3 of 4             1  8 of 12\n"
        )
        assert run("status", "-q").stdout == ""

    def test_text_in_color(self, project: Project, run: Run) -> None:
        begun(project, run)
        painted = run("status", env={"FORCE_COLOR": "1"}).stdout
        assert "\x1b[33m███████░░░\x1b[0m" in painted
        assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == run("status").stdout
        assert "\x1b" not in run("status", "--no-color", env={"FORCE_COLOR": "1"}).stdout

    def test_csv(self, project: Project, run: Run) -> None:
        begun(project, run)
        rows = list(csv.DictReader(io.StringIO(run("status", "--format", "csv").stdout)))
        assert len(rows) == 1
        assert (rows[0]["locale"], rows[0]["page"], rows[0]["percent"], rows[0]["stale"]) == ("de", "page", "75.0", "0")

    def test_markdown(self, project: Project, run: Run) -> None:
        begun(project, run)
        text = run("status", "--format", "markdown").stdout
        assert "| <code>de</code> | ███████░░░ 75% | 3 of 4 | 0 | 1 | 8 of 12 | 0 |\n" in text
        assert "<details><summary>de: 1 of 1 pages are not complete</summary>\n" in text

    def test_html(self, project: Project, run: Run) -> None:
        begun(project, run)
        assert run("status", "--format", "html", "--output", "status.html").stdout == ""
        assert (project.root / "status.html").read_text(encoding="utf-8").startswith("<!doctype html>")

    def test_badge(self, project: Project, run: Run) -> None:
        begun(project, run)
        assert run("status", "--format", "badge", "--output", "badge.svg").stdout == ""
        svg = ET.parse(project.root / "badge.svg").getroot()
        assert svg.get("role") == "img"
        assert svg.get("aria-label") == "de translated: 75% (3 of 4 messages)"
        assert [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")] == ["de translated", "75%"]
