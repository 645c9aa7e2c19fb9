"""The hooks of .pre-commit-hooks.yaml, run by pre-commit itself in a repository of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from command import BAD, COMMAND, CONFIG, FINDING, GOOD, Project, environment

pytestmark = pytest.mark.heavy

PRE_COMMIT = Path(sys.executable).with_name("pre-commit")


@pytest.fixture(scope="module")
def playbook(tmp_path_factory: pytest.TempPathFactory, commit: Callable[[Path], None]) -> Path:
    """A committed playbook with good and bad pages."""
    project = Project(tmp_path_factory.mktemp("playbook"))
    project.write("playbook-lint.toml", CONFIG)
    project.write("en-US/good.md", GOOD)
    project.write("en-US/toc.yml", "- name: Fleet\n  href: good.md\n")
    project.write("pt-BR/bad page.md", BAD)
    project.write("README.md", BAD)
    commit(project.root)
    return project.root


@pytest.fixture(scope="module")
def run(shell, checkout: Path, playbook: Path, tmp_path_factory: pytest.TempPathFactory):
    """Runs a configured hook: pre-commit then installs it once for all runs."""
    revision = shell("git", "rev-parse", "HEAD", cwd=checkout).stdout.strip()
    hooks = "[{id: playbook-lint}, {id: playbook-lint-all}, {id: playbook-po}, {id: playbook-sync}]"
    config = tmp_path_factory.mktemp("config") / "config.yaml"
    config.write_text(f"repos: [{{repo: '{checkout}', rev: {revision}, hooks: {hooks}}}]\n")
    home = {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit"))}

    def run_hook(hook: str, *options: str) -> tuple[int, str]:
        args = [PRE_COMMIT, "run", "--config", config, "--verbose", hook, *options]
        done = shell(*args, cwd=playbook, env=home, check=False)
        return done.returncode, done.stdout

    return run_hook


class TestTryRepo:
    """`pre-commit try-repo`, as someone who has just heard of the hooks would run it."""

    @pytest.fixture
    def try_repo(self, shell, checkout: Path, playbook: Path):
        def run(hook: str, *options: str) -> tuple[int, str]:
            done = shell(PRE_COMMIT, "try-repo", checkout, hook, *options, cwd=playbook, check=False)
            return done.returncode, done.stdout

        return run

    def test_a_bad_page_fails_with_its_finding(self, try_repo) -> None:
        status, out = try_repo("playbook-lint", "--files", "pt-BR/bad page.md", "en-US/good.md")
        assert status == 1, out
        assert "playbook-lint (changed pages)" in out
        assert "pt-BR/bad page.md\n" in out
        assert FINDING in out
        assert "Checked 2 files: 1 error." in out

    def test_a_good_page_passes(self, try_repo) -> None:
        status, out = try_repo("playbook-lint", "--files", "en-US/good.md")
        assert status == 0, out
        assert "Passed" in out

    def test_all_pages_are_checked_whichever_changed(self, try_repo) -> None:
        status, out = try_repo("playbook-lint-all", "--files", "en-US/toc.yml")
        assert status == 1, out
        assert "playbook-lint (whole playbook)" in out
        assert FINDING in out


class TestConfigured:
    """The hooks in a `.pre-commit-config.yaml`."""

    def test_pages_outside_of_the_content_do_no_harm(self, run) -> None:
        status, out = run("playbook-lint", "--files", "README.md", "en-US/good.md")
        assert status == 0, out
        assert "Skipped 1 file: 1 not in the content roots." in out

    def test_a_table_of_contents_is_passed_and_other_yaml_is_not(self, run, playbook: Path) -> None:
        (playbook / "en-US" / "landing.yml").touch()
        status, out = run("playbook-lint", "--files", "en-US/toc.yml", "en-US/landing.yml")
        assert status == 0, out
        assert "Checked 1 file: nothing to report." in out
        assert "Skipped" not in out

    def test_a_page_whose_name_looks_like_an_option(self, run, shell, playbook: Path) -> None:
        page = playbook / "--fix.md"
        config = playbook / "playbook-lint.toml"
        text = config.read_text()
        try:
            config.write_text(text.replace('content = ["en-US", "pt-BR"]', 'content = ["."]'))
            page.write_text(BAD)
            shell("git", "add", "--", page.name, cwd=playbook)
            status, out = run("playbook-lint", "--all-files")
        finally:
            config.write_text(text)
            shell("git", "reset", "--quiet", cwd=playbook)
            page.unlink()
        assert status == 1, out
        assert "--fix.md\n" in out
        assert FINDING in out

    @pytest.mark.parametrize(
        ("changed", "runs"),
        [("en-US/good.md", True), ("playbook-lint.toml", True), ("en-US/toc.yml", True), ("LICENSE", False)],
    )
    def test_what_makes_the_whole_playbook_be_checked(self, run, playbook: Path, changed: str, runs: bool) -> None:
        (playbook / "LICENSE").touch()
        status, out = run("playbook-lint-all", "--files", changed)
        assert (status == 1 and FINDING in out) == runs, out
        assert ("no files to check" in out) != runs

    def test_a_clean_playbook_passes(self, run, playbook: Path) -> None:
        page = playbook / "pt-BR" / "bad page.md"
        page.write_text(GOOD)
        try:
            status, out = run("playbook-lint-all", "--files", "pt-BR/bad page.md")
        finally:
            page.write_text(BAD)
        assert status == 0, out
        assert "Checked 3 files: nothing to report." in out


class TestCatalogs:
    """The hook for changed catalogs."""

    CATALOG = "locales/pt_BR/LC_MESSAGES/content/good.po"
    FINDING = "The translation begins with a space, the source does not; delete it"

    @pytest.fixture
    def catalog(self, playbook: Path) -> Iterator[Path]:
        """A catalog with a fault, in a project that looks for it."""
        config = playbook / "playbook-lint.toml"
        text = config.read_text()
        config.write_text(text.replace('"heading-skipped"]', '"heading-skipped", "begin_space", "catalogs"]'))
        path = playbook / self.CATALOG
        path.parent.mkdir(parents=True)
        header = 'msgid ""\nmsgstr ""\n"Language: pt_BR\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        path.write_text(f'{header}\nmsgid "Fleet"\nmsgstr " Frota"\n')
        yield path
        shutil.rmtree(playbook / "locales")
        config.write_text(text)

    def test_a_finding_is_shown_at_its_place(self, run, catalog: Path) -> None:
        config = catalog.parents[4] / "playbook-lint.toml"
        config.write_text(f'{config.read_text()}begin_space = "error"\n')
        status, out = run("playbook-po", "--files", self.CATALOG)
        assert status == 1, out
        assert "playbook-lint (changed catalogs)" in out
        assert f"{self.CATALOG}\n  7:9  error    {self.FINDING}  [begin_space]\n" in out

    def test_a_catalog_that_no_tool_can_read_fails(self, run, catalog: Path) -> None:
        catalog.write_text(catalog.read_text().replace('" Frota"', '"Frota'))
        status, out = run("playbook-po", "--files", self.CATALOG)
        assert status == 1, out
        assert "[syntax-error-in-po-file]" in out

    def test_a_sound_one_passes(self, run, catalog: Path) -> None:
        catalog.write_text(catalog.read_text().replace('" Frota"', '"Frota"'))
        status, out = run("playbook-po", "--files", self.CATALOG)
        assert status == 0, out
        assert "Checked 1 file: nothing to report." in out

    @pytest.mark.parametrize(("changed", "runs"), [("fleet.POT", True), ("en-US/good.md", False), ("fleet.pox", False)])
    def test_what_makes_it_run(self, run, playbook: Path, changed: str, runs: bool) -> None:
        path = playbook / changed
        is_new = not path.exists()
        path.touch()
        try:
            status, out = run("playbook-po", "--files", changed)
        finally:
            if is_new:
                path.unlink()
        assert status == 0, out
        assert ("no files to check" in out) != runs


class TestSync:
    """The hook that holds translations in step."""

    @pytest.fixture
    def in_step(self, run, playbook: Path) -> Iterator[Path]:
        """The playbook with catalogs of all its pages, brought up to date by the installed command."""
        subprocess.run([COMMAND, "sync", "--quiet"], cwd=playbook, check=True, env=environment())
        yield playbook
        shutil.rmtree(playbook / "locales")

    def test_it_passes_where_nothing_is_to_do(self, run, in_step: Path) -> None:
        status, out = run("playbook-sync", "--files", "en-US/good.md")
        assert status == 0, out
        assert "Nothing else to write." in out  # its pages have too few translations

    def test_it_tells_what_is_out_of_date_and_writes_nothing(self, run, in_step: Path) -> None:
        page = in_step / "en-US" / "good.md"
        template = in_step / "locales" / "pot" / "content" / "good.pot"
        before = template.read_bytes()
        page.write_text(f"{GOOD}\nMore of it.\n")
        try:
            status, out = run("playbook-sync", "--files", "en-US/good.md")
        finally:
            page.write_text(GOOD)
        assert status == 1, out
        assert "changed  locales/pot/content/good.pot  +" in out
        assert template.read_bytes() == before

    @pytest.mark.parametrize("changed", ["en-US/toc.yml", "playbook-lint.toml", "locales/pt_BR/LC_MESSAGES/terms.po"])
    def test_what_makes_it_run(self, run, in_step: Path, changed: str) -> None:
        status, out = run("playbook-sync", "--files", changed)
        assert status == 0, out
        assert "no files to check" not in out
