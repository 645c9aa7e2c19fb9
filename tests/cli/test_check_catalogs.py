"""`playbook-lint check` on catalogs: which are found, how they are read, mended and reported."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from command import CONFIG, Project, Run
from po_samples import needs_gettext

HEADER = 'msgid ""\nmsgstr ""\n"Language: pt_BR\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
GOOD = f'{HEADER}msgid "Plan"\nmsgstr "Plano"\n'
BAD = f'{HEADER}msgid "Plan"\nmsgstr " Plano"\n'
MENDED = "The translation begins with a space, the source does not; delete it"
CATALOG = "locales/pt_BR/LC_MESSAGES/content/good.po"
RULES = ["begin_space", "catalogs", "suppressions", "encoding-invalid", "file-too-large", "file-unreadable"]
SELECT = f"select = {RULES}"


@pytest.fixture
def project(project: Project) -> Project:
    project.write("playbook-lint.toml", CONFIG.replace('select = ["heading-skipped"]', SELECT))
    return project


def found(run: Run, *args: str | Path, stdin: bytes | str = b"") -> list[tuple[str, str, int]]:
    """The path, the rule and the line of each finding."""
    report = json.loads(run("check", "--format", "json", *args, stdin=stdin).stdout)
    return [(one["path"], one["rule"], one["start"]["line"]) for one in report["diagnostics"]]


class TestWhichAreFound:
    """By walking, and by name."""

    def test_all_in_the_folder_of_catalogs(self, run: Run, project: Project) -> None:
        project.write(CATALOG, BAD)
        project.write("locales/de.po", GOOD.replace("pt_BR", "de"))
        project.write("other/pt_BR.po", BAD)
        project.write("en-US/pt_BR.po", BAD)
        assert found(run) == [(CATALOG, "begin_space", 7)]

    @pytest.mark.parametrize("path", ["other/pt_BR.po", "en-US/x.po", "other/X.PO", "other/new.pot"])
    def test_one_that_is_named_wherever_it_is(self, run: Run, project: Project, path: str) -> None:
        project.write(path, GOOD)
        assert "Checked 1 file: nothing to report." in run("check", path).stdout

    @pytest.mark.parametrize("path", ["locales", "locales/pt_BR", CATALOG, "."])
    def test_of_a_folder(self, run: Run, project: Project, path: str) -> None:
        project.write(CATALOG, BAD)
        assert found(run, path) == [(CATALOG, "begin_space", 7)]

    def test_a_folder_with_pages_and_catalogs(self, run: Run, project: Project) -> None:
        config = project.root / "playbook-lint.toml"
        text = config.read_text().replace("[source]", '[catalogs]\npath = "en-US/po"\n\n[source]')
        config.write_text(text.replace("heading-skipped", "h1-missing"))
        project.write("en-US/po/pt_BR.po", BAD)
        project.write("en-US/broken.md", b"\xff")
        assert found(run, "en-US") == [
            ("en-US/broken.md", "encoding-invalid", 1),
            ("en-US/po/pt_BR.po", "begin_space", 7),
        ]

    def test_none_in_a_folder_without(self, run: Run, project: Project) -> None:
        project.write("other/pt_BR.po", BAD)
        result = run("check", "other")
        assert (result.status, result.sentence) == (
            0,
            "nothing is checked: no path is a catalog, a page in the content roots, or a folder with one",
        )

    def test_excluded_ones_are_left_out(self, run: Run, project: Project) -> None:
        config = project.root / "playbook-lint.toml"
        config.write_text('exclude = ["locales/pt_BR/"]\n' + config.read_text())
        project.write(CATALOG, BAD)
        result = run("check", CATALOG)
        assert (result.status, result.stderr) == (0, "")
        assert "Skipped 1 file: 1 excluded by config." in result.stdout

    def test_links_to_the_web_are_not_looked_for(self, run: Run, project: Project) -> None:
        project.write("other/x.po", BAD)
        assert "of a kind that is not checked" in run("links", "--select", "links", "--offline", "other/x.po").stdout


class TestFuzzyMessages:
    """Guesses that a translator has yet to confirm."""

    @pytest.mark.parametrize(
        ("flags", "severities"),
        [("", ["warning"]), ("#, fuzzy\n", ["info"]), ('#, fuzzy\n#| msgid "A plan"\n', [])],
        ids=["translated", "fuzzy", "of another source"],
    )
    def test_what_is_told_of_them(self, run: Run, project: Project, flags: str, severities: list[str]) -> None:
        project.write(CATALOG, BAD.replace('msgid "Plan"', f'{flags}msgid "Plan"'))
        report = json.loads(run("check", "--format", "json", "locales").stdout)
        assert [one["severity"] for one in report["diagnostics"]] == severities


class TestStandardInput:
    """An editor's text in place of the file's."""

    def test_it_is_checked_under_its_name(self, run: Run, project: Project) -> None:
        assert found(run, "--stdin", "--stdin-filename", CATALOG, stdin=BAD) == [(CATALOG, "begin_space", 7)]

    def test_it_may_be_larger_than_a_page(self, run: Run, project: Project) -> None:
        text = HEADER + "".join(f'msgid "{number:0100}"\nmsgstr "x"\n\n' for number in range(10_000))
        assert len(text) > 1_100_000
        assert found(run, "--stdin", "--stdin-filename", CATALOG, stdin=text) == []


class TestHowTheyAreRead:
    """What stands in the way of reading one is a finding, never an end of the run."""

    def test_larger_than_a_page_may_be(self, run: Run, project: Project) -> None:
        project.write(CATALOG, GOOD + "#. x\n" * 300_000)
        assert found(run, CATALOG) == []

    def test_larger_than_a_catalog_may_be(self, run: Run, project: Project) -> None:
        path = project.write(CATALOG, GOOD)
        os.truncate(path, 60 * 1024**2)
        result = run("check", CATALOG)
        assert result.status == 1
        assert "The file is larger than 52,428,800 bytes; no catalog is that large  [file-too-large]" in result.stdout

    @pytest.mark.skipif(os.name == "nt", reason="needs pipes with names")
    def test_a_pipe(self, run: Run, project: Project) -> None:
        path = project.write(CATALOG, GOOD)
        path.unlink()
        os.mkfifo(path)
        assert found(run, CATALOG) == [(CATALOG, "file-unreadable", 1)]
        assert found(run) == [(CATALOG, "file-unreadable", 1)]

    def test_a_link_out_of_the_project(self, run: Run, project: Project, tmp_path: Path) -> None:
        (tmp_path / "secret.po").write_text(BAD)
        (project.root / "locales").mkdir()
        (project.root / "locales" / "de.po").symlink_to(tmp_path / "secret.po")
        for paths in (("locales/de.po",), ("locales",)):
            result = run("check", *paths)
            assert "Plano" not in result.stdout
            assert "1 stored outside the project" in result.stdout

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs permissions that count")
    def test_one_that_may_not_be_read(self, run: Run, project: Project) -> None:
        project.write(CATALOG, GOOD).chmod(0)
        assert found(run, CATALOG) == [(CATALOG, "file-unreadable", 1)]

    @pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n", b"#", b"\r\r", "# \u2028\n".encode()])
    def test_next_to_nothing(self, run: Run, project: Project, data: bytes) -> None:
        project.write(CATALOG, data)
        assert found(run, CATALOG) == []

    def test_lines_that_end_with_cr_do_not_shift_what_follows(self, run: Run, project: Project) -> None:
        text = (
            GOOD.replace("\n\n", "\n\n# a\rb\n", 1)
            + '\n# playbook-lint-disable begin_space -- so\nmsgid "a"\nmsgstr " b"\n'
        )
        project.write(CATALOG, text)
        assert found(run, CATALOG) == []


class TestMending:
    """`--fix` leaves everything but the fix as it is."""

    @pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    def test_line_endings_and_byte_order_marks_stay(self, run: Run, project: Project, ending: str, bom: bytes) -> None:
        stray = f'{BAD}\n#: a.md:3\n#| msgid "Old"\n#| msgid_plural "Olds"\nmsgid "New"\nmsgstr ""\n"No"\n"vo"\n'
        path = project.write(CATALOG, bom + stray.replace("\n", ending).encode())
        assert run("check", "--fix", "locales").status == 0
        wanted = stray.replace('" Plano', '"Plano').replace('#| msgid "Old"\n#| msgid_plural "Olds"\n', "")
        assert path.read_bytes() == bom + wanted.replace("\n", ending).encode()

    def test_another_charset_is_left_alone(self, run: Run, project: Project) -> None:
        data = BAD.replace("UTF-8", "ISO-8859-1").replace("Plano", "Função").encode("latin-1")
        path = project.write(CATALOG, data)
        assert found(run, "--fix", CATALOG) == [(CATALOG, "invalid-content-type", 4), (CATALOG, "begin_space", 7)]
        assert path.read_bytes() == data

    def test_what_cannot_be_read_is_left_alone(self, run: Run, project: Project) -> None:
        data = BAD.replace('" Plano"', '" "Plano"')
        path = project.write(CATALOG, data)
        assert found(run, "--fix", CATALOG) == [(CATALOG, "syntax-error-in-po-file", 7)]
        assert path.read_text() == data


def by_msgcat(path: Path) -> None:
    subprocess.run(["msgcat", "--width=40", "--output-file", path, path], check=True)


def by_msgmerge(path: Path) -> None:
    subprocess.run(["msgmerge", "--quiet", "--update", "--backup=none", path, path], check=True)


def by_msgattrib(path: Path) -> None:
    subprocess.run(["msgattrib", "--no-fuzzy", "--output-file", path, path], check=True)


def by_polib(path: Path) -> None:
    import polib

    polib.pofile(str(path)).save()


def by_translate_toolkit(path: Path) -> None:
    program = (
        "import sys; from translate.storage import pypo; store = pypo.pofile.parsefile(sys.argv[1]);"
        "store.updateheader(X_Generator='Translate Toolkit'); store.save()"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", program, path], check=True)


TOOLS = [
    *(pytest.param(tool, marks=needs_gettext) for tool in (by_msgcat, by_msgmerge, by_msgattrib)),
    by_polib,
    by_translate_toolkit,
]


class TestSuppressions:
    """Comments of translators, which every tool keeps."""

    REASON = "-- the space is wanted here, as the word before it is a product's long name"

    @pytest.mark.parametrize("tool", TOOLS)
    def test_they_survive_other_tools(self, run: Run, project: Project, tool: Callable[[Path], None]) -> None:
        comment = f"# playbook-lint-disable begin_space {self.REASON}\n#. list item\n#: a.md:3\n"
        more = f'\n{comment}msgid "Fleet"\nmsgstr " Frota"\n\nmsgid "Van"\nmsgstr " Van"\n'
        path = project.write(CATALOG, GOOD + more)
        assert [rule for _, rule, _ in found(run, CATALOG)] == ["begin_space"]
        tool(path)
        text = path.read_text()
        assert self.REASON in re.sub("\n# ?", " ", text)  # some wrap it
        assert found(run, CATALOG) == [(CATALOG, "begin_space", text.split("\n").index('msgstr " Van"') + 1)]

    @pytest.mark.parametrize("tool", TOOLS)
    def test_for_the_whole_file(self, run: Run, project: Project, tool: Callable[[Path], None]) -> None:
        path = project.write(CATALOG, f"# Notes.\n# playbook-lint-disable-file begin_space {self.REASON}\n{BAD}")
        assert found(run, CATALOG) == []
        tool(path)
        assert found(run, CATALOG) == []

    def test_for_the_header(self, run: Run, project: Project) -> None:
        wrong = GOOD.replace("pt_BR", "fr")
        project.write(CATALOG, f"# playbook-lint-disable language-disparity\n{wrong}")
        assert found(run, CATALOG) == []

    def test_one_that_silences_nothing_is_told(self, run: Run, project: Project) -> None:
        project.write(CATALOG, GOOD.replace("\n\n", "\n\n# playbook-lint-disable begin_space\n", 1))
        assert found(run, CATALOG) == [(CATALOG, "suppression-unused", 6)]

    @pytest.mark.parametrize("comment", ["disable beginspace", "disabel begin_space"])
    def test_one_with_a_slip_is_told(self, run: Run, project: Project, comment: str) -> None:
        project.write(CATALOG, BAD.replace("\n\n", f"\n\n# playbook-lint-{comment}\n", 1))
        assert found(run, CATALOG) == [(CATALOG, "suppression-invalid", 6), (CATALOG, "begin_space", 8)]

    def test_that_of_an_obsolete_message_is_not_the_next_ones(self, run: Run, project: Project) -> None:
        obsolete = '# playbook-lint-disable begin_space\n#~ msgid "Old"\n#~ msgstr " x"\nmsgid "New"\nmsgstr " y"\n'
        project.write(CATALOG, f"{GOOD}\n{obsolete}")
        assert found(run, CATALOG) == [(CATALOG, "begin_space", 13)]

    def test_a_path_may_do_without_a_rule(self, run: Run, project: Project) -> None:
        config = project.root / "playbook-lint.toml"
        rules = '[[overrides]]\npaths = ["locales/pt_BR/**"]\nrules = { begin_space = "off" }\n'
        config.write_text(f"{config.read_text()}\n{rules}")
        project.write(CATALOG, BAD)
        project.write("locales/de.po", BAD.replace("pt_BR", "de"))
        assert found(run) == [("locales/de.po", "begin_space", 7)]


def test_nothing_that_a_terminal_obeys_is_shown(run: Run, project: Project) -> None:
    text = (
        f'{HEADER}msgid "\x1b[31mPlan\\x1b[0m"\nmsgstr " \x1b]0;title\x07Plano"\n\nmsgid "\\r\\b"\nmsgstr " \u202e"\n'
    )
    project.write(CATALOG, text.replace("pt_BR", "\x1b[2Jfr", 1))
    out = run("check", CATALOG).stdout
    assert "begin_space" in out
    assert not set("\x1b\x07\r\b\u202e") & set(out)


def test_references_lead_nowhere(run: Run, project: Project) -> None:
    """The paths in comments are not trusted: rules about links ask for pages by them."""
    paths = [
        "../../etc/passwd",
        "/etc/passwd",
        "en-US/../../x.md",
        "a\tb.md",
        "C:\\x.md",
        "~/x.md",
        "x" * 5000,
        "\x1b.md",
        ".",
    ]
    message = 'msgid "{0} [a](../../../etc/passwd)"\nmsgstr "{0} [b](../x.md)"\n'
    project.write(CATALOG, HEADER + "\n".join(f"#: {path}:1\n{message.format(n)}" for n, path in enumerate(paths)))
    result = run("check", "--select", "links,translation,catalogs", CATALOG)
    assert result.status in (0, 1)
    assert "root:" not in result.stdout


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('msgid "a"\nmsgstr "' + "ä" * 500_000 + '"\n', id="a long line"),
        pytest.param("".join(f'#, fuzzy\nmsgid "a {n}"\nmsgstr " b"\n\n' for n in range(20_000)), id="many fuzzy"),
        pytest.param('#~ msgid "a"\n#~ msgstr "b"\n' * 20_000, id="many repeats"),
        pytest.param("# playbook-lint-disable begin_space\n" * 20_000 + 'msgid "a"\nmsgstr " b"\n', id="many comments"),
        pytest.param('msgid "a"\nmsgstr "' + "[" * 20_000 + "](" * 20_000 + '"\n', id="brackets"),
        pytest.param('msgid "a"\nmsgstr "' + "#-#-#-#-#  \\n" * 20_000 + '"\n', id="marks"),
        pytest.param('msgid "a"\nmsgstr "' + " " * 200_000 + '"\n', id="blanks"),
        pytest.param('msgid "a"\nmsgstr ""\n' + '"b"\n' * 100_000, id="many strings"),
    ],
)
def test_hostile_catalogs_take_no_time(run: Run, project: Project, body: str) -> None:
    project.write(CATALOG, HEADER + body)
    result = run("check", "--select", "translation,catalogs,suppressions", CATALOG)
    assert result.status in (0, 1)
