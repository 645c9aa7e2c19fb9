"""What the rules for the texts of catalogs correct by themselves, and what they leave to a translator."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook_lint.config import load_config
from playbook_lint.engine import check
from playbook_lint.fixes import fixed_text
from playbook_lint.project import Project
from playbook_lint.run import context_for

CONFIG = """
content = ["en-US", "LOCALE"]
select = ["RULE"]
[source]
locale = "en-US"
pages = ["en-US/{page}.md"]
[locales.LOCALE]
pages = ["LOCALE/{page}.md"]
"""
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def fixed(folder: Path, rule: str, locale: str, source: str, target: str) -> str:
    """The msgstr, as it is written, after one round of fixes."""
    (folder / "playbook-lint.toml").write_text(CONFIG.replace("RULE", rule).replace("LOCALE", locale), encoding="utf-8")
    (folder / "en-US").mkdir()
    path = f"locales/{locale.replace('-', '_')}/LC_MESSAGES/content/page.po"
    (folder / path).parent.mkdir(parents=True)
    text = f'{HEADER}#. paragraph\nmsgid "{source}"\nmsgstr "{target}"\n'
    (folder / path).write_text(text, encoding="utf-8")
    config = load_config(folder)
    project = Project(config)
    found = check(project, context_for(config), project.discover(catalogs=True)).findings
    assert found, "the rule found nothing"
    return (
        fixed_text(text, [finding.fix for finding in found if finding.fix]).rsplit('msgstr "', 1)[1].removesuffix('"\n')
    )


@pytest.mark.parametrize(
    ("rule", "locale", "source", "target", "expected"),
    [
        ("end_space", "de", "Plan", "Planen  ", "Planen"),
        ("end_space", "de", "Plan ", "Planen", "Planen "),
        ("double_space", "pt-BR", "Plan the fleet", "Planejar  a   frota", "Planejar a frota"),
        ("zero-width-space", "es", "Plan", "Pla\u200bnificar\ufeff", "Planificar"),
        ("zero-width-space", "es", "Plan it", "Planificar\u2028lo", "Planificar lo"),
        ("end_stop", "de", "Plan the fleet.", "Den Fuhrpark planen", "Den Fuhrpark planen."),
        ("end_stop", "ja", "Plan the fleet.", "車両を計画します", "車両を計画します。"),
        ("end_stop", "zh-CN", "Plan the fleet.", "规划车队", "规划车队。"),
        ("end_stop", "es", "Read the **plan.**", "Lea el **plan**", "Lea el **plan.**"),
        ("end_stop", "es", "Read the **plan**.", "Lea el **plan**", "Lea el **plan**."),
        ("end_stop", "es", "Read [the plan](a.md).", "Lea [el plan](a.md) ", "Lea [el plan](a.md). "),
    ],
)
def test_what_is_corrected(folder: Path, rule: str, locale: str, source: str, target: str, expected: str) -> None:
    assert fixed(folder, rule, locale, source, target) == expected


@pytest.mark.parametrize(
    ("rule", "locale", "source", "target"),
    [
        ("end_stop", "de", "Plan the fleet.", "Den Fuhrpark planen:"),
        ("end_stop", "de", "“Plan the fleet.”", "Den Fuhrpark planen"),
        ("end_colon", "de", "Plan:", "Planen"),
        ("end_question", "es", "Is the plan ready?", "El plan está listo"),
        ("numbers", "de", "30 days", "20 Tage"),
    ],
)
def test_what_is_left_to_a_translator(folder: Path, rule: str, locale: str, source: str, target: str) -> None:
    assert fixed(folder, rule, locale, source, target) == target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
