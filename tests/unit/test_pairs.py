"""Target pages beside their source pages: what a run over some pages tells, and what catalogs say of them."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from playbook_lint import workers
from playbook_lint.config import load_config
from playbook_lint.diagnostics import Finding
from playbook_lint.engine import check
from playbook_lint.page_phase import check_file
from playbook_lint.project import Project
from playbook_lint.run import context_for

CONFIG = """\
content = ["en", "de"]
select = ["sync"]
[source]
locale = "en-US"
pages = ["en/{page}.md"]
[locales.de]
pages = ["de/{page}.md"]
"""
CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Plan"
msgstr "Der Plan"

msgid "Count the cars."
msgstr "Autos zählen."
"""
CATALOG_PATH = "locales/de/LC_MESSAGES/content/plan.po"


def write(root: Path, files: dict[str, str]) -> None:
    """Write files; each is older than the next one."""
    for age, (path, text) in enumerate(files.items()):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="")
        os.utime(root / path, (1_600_000_000 + age, 1_600_000_000 + age))


def findings(root: Path, *paths: str, contents: dict[str, bytes] | None = None) -> list[Finding]:
    (root / "playbook-lint.toml").write_text(CONFIG, encoding="utf-8")
    project = Project(load_config(root))
    discovery = project.discover([root / path for path in paths])
    report = check(project, context_for(project.config), discovery, contents=contents, complete=not paths)
    return list(report.findings)


@pytest.mark.parametrize(("edited_last", "case"), [(True, "edited"), (False, "behind")])
def test_who_was_changed_last_tells_what_to_do(edited_last: bool, case: str, tmp_path: Path) -> None:
    page = {"de/plan.md": "# Der Plan\n\nAlle Autos zählen.\n"}
    catalog = {CATALOG_PATH: CATALOG}
    order = {**catalog, **page} if edited_last else {**page, **catalog}
    write(tmp_path, {"en/plan.md": "# Plan\n\nCount the cars.\n", **order})
    (finding,) = findings(tmp_path)
    assert (finding.rule, finding.path, finding.arguments["case"]) == ("target-out-of-date", "de/plan.md", case)
    assert (finding.place.start.line, finding.arguments["compiled"]) == (3, "Autos zählen.")


def test_a_text_that_is_given_is_the_one_that_is_compared(tmp_path: Path) -> None:
    write(tmp_path, {"en/plan.md": "# Plan\n\nCount the cars.\n", "de/plan.md": "# Alt\n", CATALOG_PATH: CATALOG})
    given = {"de/plan.md": "# Der Plan\n\nAutos zählen.\n".encode()}
    assert findings(tmp_path, "de/plan.md", contents=given) == []
    assert {finding.rule for finding in findings(tmp_path, "de/plan.md")} == {"target-out-of-date"}


@pytest.mark.parametrize("pairs", [11, 12, 30])  # here, in a process beside this one, in several
def test_many_pairs_come_out_as_few_do(pairs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(pairs):
        page = {f"en/plan{number}.md": "# Plan\n\nCount the cars.\n", f"de/plan{number}.md": f"# Alt {number}\n"}
        write(tmp_path, {**page, f"locales/de/LC_MESSAGES/content/plan{number}.po": CATALOG})
    several, one = [], []
    for found, processors in ((several, 2), (one, 1)):
        monkeypatch.setattr(workers, "processors", lambda processors=processors: processors)
        found += findings(tmp_path)
    assert several == one
    assert sum(finding.rule == "target-out-of-date" for finding in one) == pairs


def test_only_line_endings_differ(tmp_path: Path) -> None:
    page = "# Der Plan\r\n\r\nAutos zählen.\r\n"
    write(tmp_path, {"en/plan.md": "# Plan\n\nCount the cars.\n", "de/plan.md": page, CATALOG_PATH: CATALOG})
    (finding,) = findings(tmp_path)
    assert (finding.arguments["case"], finding.place.start.line) == ("space", 1)


def test_a_run_over_some_pages_tells_of_these(tmp_path: Path) -> None:
    write(tmp_path, {"en/plan.md": "# Plan\n\n## Steps\n", "de/plan.md": "# Plan\n", "de/team.md": "# Team\n"})
    write(tmp_path, {"en/cars.md": "# Cars\n"})
    assert {finding.rule for finding in findings(tmp_path, "de/plan.md")} == {"structure-differs"}
    assert findings(tmp_path, "en/plan.md", "en/cars.md") == []
    everything = [(finding.path, finding.rule) for finding in findings(tmp_path)]
    assert everything == [
        ("de/plan.md", "structure-differs"),
        ("de/team.md", "source-page-missing"),
        ("en/cars.md", "target-page-missing"),
    ]


def test_two_source_pages_of_one_id_are_no_source_for_catalogs(tmp_path: Path) -> None:
    write(
        tmp_path, {"en/plan.md": "# Plan\n", "de/plan.md": "# Alt\n", CATALOG_PATH: CATALOG, "more/plan.md": "# Plan\n"}
    )
    config = CONFIG.replace('["en/{page}.md"]', '["en/{page}.md", "more/{page}.md"]').replace('"de"]', '"de", "more"]')
    (tmp_path / "playbook-lint.toml").write_text(config, encoding="utf-8")
    project = Project(load_config(tmp_path))
    report = check(project, context_for(project.config), project.discover(), complete=True)
    assert report.findings == ()


def test_facts_of_pages_are_plain_values(tmp_path: Path) -> None:
    write(tmp_path, {"playbook-lint.toml": CONFIG, "en/plan.md": "# Plan\n\n- 10 cars\n\n| a |\n| - |\n| 1 |\n"})
    project = Project(load_config(tmp_path))
    (file,) = project.discover().files
    facts = check_file(file, context_for(project.config)).facts
    assert facts is not None
    assert pickle.loads(pickle.dumps(facts)) == facts
    (_, section) = facts.sections
    assert (section.items, section.tables[0].rows, [text.text for text in section.figures]) == (1, 1, ["10 cars"])
