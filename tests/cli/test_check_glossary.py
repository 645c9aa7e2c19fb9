"""A glossary of the configuration, as `check` uses it."""

from __future__ import annotations

import json

import pytest

from command import CONFIG, Project, Run

PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Plan the welcome call"
msgstr "Planejar a reunião com o Contoso Online"
"""


@pytest.fixture
def catalogs(project: Project) -> Project:
    """A project with a glossary in CSV and one in TBX, and a catalog that follows neither."""
    config = CONFIG.replace('select = ["heading-skipped"]', 'select = ["translation"]')
    project.write("playbook-lint.toml", config + '\n[glossary]\nfiles = ["glossary.csv", "words/terms.tbx"]\n')
    project.write("glossary.csv", "term,locale,translation\nwelcome call,pt-BR,chamada de boas-vindas\n")
    tig = "<tig><term>{}</term><termNote type='administrativeStatus'>{}</termNote></tig>"
    terms = tig.format("Contoso Cloud", "preferredTerm") + tig.format("Contoso Online", "deprecatedTerm")
    language = f"<langSet xml:lang='pt'>{terms}</langSet>"
    project.write("words/terms.tbx", f"<martif><text><body><termEntry>{language}</termEntry></body></text></martif>")
    project.write("locales/pt_BR/LC_MESSAGES/content/good.po", PO)
    return project


def test_both_files_count(run: Run, catalogs: Project) -> None:
    result = run("check", "--format", "json", "locales")
    assert result.status == 0
    found = {one["rule"]: one["message"] for one in json.loads(result.stdout)["diagnostics"]}
    assert found == {
        "check_glossary": "The source says `welcome call`, and the translation none of its words in the glossary: "
        "`chamada de boas-vindas`",
        "forbidden-term": "`Contoso Online` must not be used; write `Contoso Cloud`",
    }


@pytest.mark.parametrize(
    ("path", "content", "sentence"),
    [
        ("glossary.csv", "term,locale\n", "glossary.csv:1: the first row names neither a column `translation`"),
        ("words/terms.tbx", "<martif>\n<a></martif>", "words/terms.tbx:2: is not valid XML: mismatched tag"),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(
    run: Run, catalogs: Project, path: str, content: str, sentence: str
) -> None:
    catalogs.write(path, content)
    result = run("check")
    assert result.status == 2
    assert result.sentence.startswith(sentence)


def test_a_missing_file_is_told_in_one_sentence(run: Run, catalogs: Project) -> None:
    (catalogs.root / "glossary.csv").unlink()
    result = run("check")
    assert result.status == 2
    assert result.sentence == "playbook-lint.toml:15: the file `glossary.csv` of `glossary.files[0]` does not exist"


def test_a_link_that_leads_outside_is_refused(run: Run, catalogs: Project) -> None:
    (catalogs.root / "glossary.csv").unlink()
    (catalogs.root / "glossary.csv").symlink_to("/etc/passwd")
    result = run("check")
    assert result.status == 2
    assert "leads outside the project" in result.sentence


def test_pages_need_no_glossary(run: Run, catalogs: Project) -> None:
    catalogs.write("glossary.csv", "")
    assert run("check", "en-US").status == 0
