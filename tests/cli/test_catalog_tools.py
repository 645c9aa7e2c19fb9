"""The catalogs that the command writes, in the hands of other tools; and what those tools save, in ours."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Project, Run
from po_samples import needs_gettext
from translation_samples import sample, small, snapshot

needs_i18nspector = pytest.mark.skipif(shutil.which("i18nspector") is None, reason="needs i18nspector")

ROOT = Path(__file__).parents[2]
# A page with whatever makes catalogs hard to write.
_URL = f"https://example.com/{'long/' * 30}x.md"
HARD = {
    "hard page.md": '# "Quotes" \\\\ and tabs\n\n<!-- translators: 100 %s, "a". -->\nTwo  \nlines, 100% of `%d`.\n\n'
    f"| A \\| B | {_URL} |\n| --- | --- |\n| 漢字かな交じり文、{'とても長い文' * 20} | e\u0301 |\n",
    "plain.md": f"# Plan\n\n{'Words that go on and on until the line is full. ' * 8}\n\nGone later.\n",
}
DE = '[locales.de]\npages = ["content/de/{page}.md"]\n'
HEADER = 'project = "Playbook 1.0"\nreport-bugs-to = "playbook@fabrikam.com"'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "project").mkdir()
    return Project(tmp_path / "project")


@pytest.fixture
def written(project: Project, run: Run) -> Callable[[str], list[Path]]:
    """Makes all catalogs of hard pages, with fuzzy, obsolete and translated entries, and returns their paths."""

    def make(catalogs: str) -> list[Path]:
        small(project, HARD, f"{HEADER}\n{catalogs}")
        run("sync")
        catalog = project.root / "locales/de/LC_MESSAGES/content/plain.po"
        catalog.write_text(re.sub(r'msgstr ""\n(?=\n|\Z)', 'msgstr "Übersetzt"\n', catalog.read_text()))
        project.write("en/plain.md", HARD["plain.md"].replace("go on and", "run on and").replace("Gone later.\n", ""))
        assert run("sync").status == 0
        text = catalog.read_text()
        assert "#, fuzzy" in text
        assert "#~ msgid" in text
        return sorted((project.root / "locales").rglob("*.po*"))

    return make


def tool(*args: str | Path) -> bytes:
    done = subprocess.run(args, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@needs_gettext
@pytest.mark.parametrize(("wrap", "option"), [("", "--no-wrap"), ("wrap = 79", "--width=79")])
def test_gettext_accepts_and_would_write_the_same(written, wrap: str, option: str) -> None:
    for path in written(wrap):
        tool("msgfmt", "--check", "--output-file=/dev/null", path)
        assert tool("msgcat", option, path) == path.read_bytes()


@needs_gettext
def test_wrapped_as_plain_msgcat(written) -> None:
    for path in written("wrap = 79"):
        assert tool("msgcat", path) == path.read_bytes()


@needs_i18nspector
@pytest.mark.parametrize("wrap", ["", "wrap = 79"])
def test_i18nspector_finds_nothing_above_minor(written, wrap: str) -> None:
    told = tool("i18nspector", *written(wrap)).decode().splitlines()
    assert [line for line in told if line[:2] not in ("I:", "P:")] == []


@needs_gettext
@pytest.mark.parametrize("path", sorted((ROOT / "locales").rglob("content/**/*.po*")), ids=lambda path: path.name)
def test_so_are_those_of_the_sample(path: Path) -> None:
    tool("msgfmt", "--check", "--output-file=/dev/null", path)
    assert tool("msgcat", "--no-wrap", path) == path.read_bytes()


def by_msgcat(path: Path) -> bytes:
    return tool("msgcat", path)


def by_translate_toolkit(path: Path) -> bytes:
    program = (
        "import sys; from translate.storage import pypo; store = pypo.pofile.parsefile(sys.argv[1]);"
        "store.updateheader(X_Generator='Translate Toolkit'); store.save()"
    )
    tool(sys.executable, "-W", "ignore", "-c", program, path)
    return path.read_bytes()


def as_poedit_on_windows(path: Path) -> bytes:
    """CR LF, a header of Poedit's, and lines wrapped."""
    header = path.read_bytes().replace(b'"X-Generator: ', b'"X-Poedit-Basepath: ..\\n"\n"X-Generator: Poedit 3.4 ', 1)
    path.write_bytes(header)
    return (by_msgcat(path) if shutil.which("msgcat") else header).replace(b"\n", b"\r\n")


SAVERS = [
    pytest.param(by_msgcat, marks=needs_gettext),
    by_translate_toolkit,
    as_poedit_on_windows,
]


@pytest.mark.parametrize("save", SAVERS)
def test_what_others_saved_is_not_written_again(project: Project, run: Run, save: Callable[[Path], bytes]) -> None:
    sample(project)
    config = project.root / "playbook-lint.toml"
    config.write_text(config.read_text() + DE)
    assert run("sync").status == 0
    for path in sorted((project.root / "locales").rglob("*.po")):
        path.write_bytes(save(path))
    before = snapshot(project.root)
    done = run("sync")
    assert (done.status, done.stderr) == (0, "")
    assert snapshot(project.root) == before


@pytest.mark.parametrize("save", SAVERS)
def test_an_update_changes_only_what_changed(project: Project, run: Run, save: Callable[[Path], bytes]) -> None:
    sample(project)
    path = project.root / "locales/pt_BR/LC_MESSAGES/content/index.po"
    ours = path.read_bytes()
    path.write_bytes(save(path))
    page = project.root / "content/en-US/index.md"
    page.write_text(page.read_text() + "\nOne more.\n")
    done = run("update", "content/en-US/index.md")
    assert (done.status, done.stderr) == (0, "")
    added = '\n#. paragraph under Refresh Summary\n#: content/en-US/index.md:58\nmsgid "One more."\nmsgstr ""\n'
    body = path.read_text().partition("\n\n")[2]
    assert "One more." in body
    assert body == ours.decode().partition("\n\n")[2] + added
