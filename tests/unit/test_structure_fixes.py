"""What the rules for structure, terms and text correct by themselves, and what they leave to a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook_lint.config import load_config
from playbook_lint.engine import check
from playbook_lint.fixes import fixed_text
from playbook_lint.project import Project
from playbook_lint.run import context_for

CONFIG = """
content = ["en-US", "de"]
select = ["RULE"]
[source]
locale = "en-US"
pages = ["en-US/{page}.md"]
[locales.de]
pages = ["de/{page}.md"]
"""
ADDRESS = "https://example.com/a"
PAGE, TARGET = "en-US/page.md", "de/page.md"
CODES = "| Aufgaben-ID | (E) Erforderlich (O) Optional | FastTrack-Rolle |\n|-|-|-|\n| 1201 | "
LEGEND = "| Task ID | Task Name | {} | FastTrack Role | Services |\n|-|-|-|-|-|\n| 1201 | Count | {} | SME | Teams |\n"
DECLARED = "(M)andatory / (O)ptional"
UPDATES = "| Date | {} | What Changed |\n|-|-|-|\n| 5/4/2026 | Avery Example | Written |\n"
WRAPPED = "https://na01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.com%2Fa"


def findings(folder: Path, rule: str, path: str, text: str) -> tuple[int, str]:
    """How many diagnostics of `rule` the page has, and the page after one round of fixes."""
    (folder / "playbook-lint.toml").write_text(CONFIG.replace("RULE", rule), encoding="utf-8")
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
    config = load_config(folder)
    project = Project(config)
    found = check(project, context_for(config), project.discover()).findings
    return len(found), fixed_text(text, [finding.fix for finding in found if finding.fix])


@pytest.mark.parametrize(
    ("rule", "path", "before", "after"),
    [
        ("h1-missing", PAGE, "#Vans\n", "# Vans\n"),
        ("section-misnamed", "de/assess-fleet.md", "# A\n\n## Ubersicht\n", "# A\n\n## Übersicht\n"),
        ("section-level-invalid", "en-US/phase-a.md", "# A\n\n#### Refresh Summary\n", "# A\n\n## Refresh Summary\n"),
        ("indented-prose", PAGE, "    1. Who has the keys?\n    2. Why?\n", "1. Who has the keys?\n2. Why?\n"),
        ("indented-prose", TARGET, "-     Die Schlüssel sind im Haus.\n", "- Die Schlüssel sind im Haus.\n"),
        ("emphasis-not-rendered", PAGE, "Take ** keys** now\n\n**Note: **keys", "Take **keys** now\n\n**Note:** keys"),
        ("emphasis-not-rendered", PAGE, "请交**钥匙。**再来", "请交**钥匙**。再来"),
        ("emphasis-not-rendered", PAGE, "请交__钥匙__再来", "请交**钥匙**再来"),
        ("alert-unknown", TARGET, "> [!WARNUNG]\n> Text\n", "> [!WARNING]\n> Text\n"),
        ("disallowed-html-tag", PAGE, "Open <the folder>.\n", "Open \\<the folder>.\n"),
        ("term-not-translated", "de/approach-a.md", "## Overview\n\n## Ziele\n", "## Übersicht\n\n## Ziele\n"),
        ("label-value-unknown", PAGE, "Primary Role: **FastTrack Enginer**", "Primary Role: **FastTrack Engineer**"),
        ("label-unknown", PAGE, "Phase: **Enable**  \nApplies to: **AIP**", "Phase: **Enable**  \nApplies To: **AIP**"),
        ("table-header-invalid", PAGE, LEGEND.format("(b) Obligatory", "M"), LEGEND.format(DECLARED, "M")),
        ("table-header-invalid", PAGE, UPDATES.format("Who changed"), UPDATES.format("Who Changed")),
        ("code-not-in-legend", TARGET, f"{CODES}M | SME |\n", f"{CODES}E | SME |\n"),
        ("invisible-character", PAGE, "a\u200b\u200bb\u2028c\n-\u00a0d\n", "ab c\n- d\n"),
        ("invisible-character", PAGE, "\u0645\u06cc\u200c\u200c\u062e\n", "\u0645\u06cc\u200c\u062e\n"),
        ("invisible-character", PAGE, "---\nms.date\u00a0: x\n---\n", "---\nms.date: x\n---\n"),
        ("safelinks-destination", PAGE, f"[{WRAPPED}]({WRAPPED} 't')", f"[{ADDRESS}]({ADDRESS} 't')"),
        ("safelinks-destination", PAGE, f"[a]\n\n[a]: {WRAPPED}\n", f"[a]\n\n[a]: {ADDRESS}\n"),
    ],
)  # fmt: skip
def test_what_is_corrected(rule: str, path: str, before: str, after: str, tmp_path: Path) -> None:
    _, fixed = findings(tmp_path, rule, path, before)
    assert fixed == after
    remaining, again = findings(tmp_path, rule, path, fixed)
    assert again == fixed
    assert remaining == 0 or rule.startswith(("section", "emphasis"))


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        ("section-misnamed", "de/assess-fleet.md", "# A\n\n## Übersichten\n"),
        ("section-misnamed", "en-US/assess-a.md", "## Overview\n\n## Objectives\n\n## Method\n\n## Key Inputs\n"),
        ("section-level-invalid", "en-US/phase-assess.md", "# A\n\nText\n\nRefresh Summary\n===\n"),
        ("indented-prose", PAGE, "- Keys\n\n      The keys are in the house today.\n"),
        ("emphasis-not-rendered", TARGET, "**Schlüssel (alle)**und Papiere\n"),
        ("alert-unknown", TARGET, "> [!HINWEIS]\n> Text\n"),
        ("code-not-in-legend", TARGET, f"{CODES}**M** | SME |\n"),
        ("service-unknown", PAGE, LEGEND.format(DECLARED, "M").replace("Teams", "Windows 11")),
        ("service-unknown", PAGE, LEGEND.format(DECLARED, "M").replace("Teams", "Stream")),
        ("role-unknown", PAGE, LEGEND.format(DECLARED, "M").replace("SME", "FTM")),
        ("label-value-unknown", PAGE, "Phase: **Access**  \nApplies To: **Teams**\n"),
        ("label-unknown", PAGE, "Phase: **Assess**  \nAppliance: **Teams**  \nApplicable: **Teams**\n"),
        ("table-header-invalid", PAGE, LEGEND.format("(b) Obligatory", "b")),
        ("table-header-invalid", PAGE, LEGEND.format("(b)andatory / (O)ptional", "b")),
        ("table-header-invalid", PAGE, LEGEND.format("(b) Obligatory", "")),
        ("table-header-invalid", PAGE, UPDATES.format("Reason")),
        ("invisible-character", PAGE, "[a](b\u00a0c.md)\n"),
        ("safelinks-destination", PAGE, "[a](https://na01.safelinks.protection.outlook.com/?url=file%3A%2F%2Fa)\n"),
    ],
)  # fmt: skip
def test_what_is_left_to_a_person(rule: str, path: str, text: str, tmp_path: Path) -> None:
    count, fixed = findings(tmp_path, rule, path, text)
    assert count > 0
    assert fixed == text
