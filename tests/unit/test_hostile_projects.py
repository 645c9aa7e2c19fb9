"""Projects that someone made to stop the rules about links between files: each takes a time that its size bounds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from playbook_lint.config import load_config
from playbook_lint.engine import check
from playbook_lint.project import Project
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Category, Scope
from playbook_lint.run import context_for

SECONDS = 6.0  # of the processor; what stands below takes at most about a fifth of it
SIZE = 120_000
MANY = 2_000
SIZE_OF_LINES = 20_000
RULES = [
    name for name in registry.names()
    if (rule := registry.get(name).RULE).category in (Category.LINKS, Category.SYNC)
    and rule.scope in (Scope.PROJECT, Scope.LINKS, Scope.PAIR)
]  # fmt: skip
CONFIG = f"""
select = {RULES}
[source]
locale = "en-US"
pages = ["en/{{page}}.md"]
[locales.de]
pages = ["de/{{page}}.md"]
"""
CATALOG = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "c"\n'
UNITS = ["a.", "a@", "a@b.", "www.", "%41", "../", "./", "a/", "/", "a:", "-", "?&", "&a=en", "/en", "é", "{#", "a-b "]
NUMBERS = range(MANY)
LEFT = [
    "ab ",
    "ab, ",
    "ab-",
    "ab'",
    "ab,",
    "a-b'",
    "[",
    "[a](",
    "![a",
    "{{",
    "{%",
    "<code>",
    ":::no-loc ",
    "$ a\n",
    "&a;",
    "`",
]
PROJECTS = {
    **{
        repr(unit): {
            "en/a.md": f"[a](<{unit * (SIZE // len(unit))}!>) {unit * (SIZE // len(unit))}",
            "de/a.md": f"[a](<https://example.com/{unit * (SIZE // len(unit))}!>)",
        }
        for unit in UNITS
    },
    **{
        f"{unit!r}, left in the source language": {
            "en/a.md": f"Say. many. words. that. are. apart. {unit * (SIZE // len(unit))}",
            "de/a.md": f"# Überblick\n\nDas hier ist deutsch und sagt etwas anderes als die englische Seite.\n\n"
            f"Say. many. words. that. are. apart. {unit * (SIZE // len(unit))}",
        }
        for unit in LEFT
    },
    "names that are much alike": {
        "en/a.md": "".join(f"[a](fleet-plan-of-depot-{chr(97 + n % 26)}{n}x.md)\n" for n in NUMBERS),
        **{f"en/fleet-plan-of-depot-{chr(97 + number)}.md": "" for number in range(26)},
    },
    "target pages whose source pages have other names": {
        f"{folder}/a{chr(97 + number % 26)}{number}-{folder}.md": "a" for folder in ("en", "de") for number in NUMBERS
    },
    "anchors that are much alike": {
        "en/a.md": "".join(f"# abc{number}\n\n[a](#abd{number})\n\n" for number in NUMBERS),
    },
    "links in another order": {
        "en/a.md": "".join(f"[a](x{number})\n" for number in NUMBERS),
        "de/a.md": "".join(f"[a](x{number})\n" for number in reversed(NUMBERS)) + "[a](y)",
    },
    "headings of other levels": {
        "en/a.md": "".join(f"{'#' * (1 + number % 6)} a\n\n" for number in NUMBERS),
        "de/a.md": "".join(f"{'#' * (1 + number % 5)} a\n\n" for number in NUMBERS),
    },
    "sections that are missing": {"en/a.md": "# a\n\n" * SIZE_OF_LINES, "de/a.md": "# b"},
    "numbers, dates and code": {
        "en/a.md": "".join(f"{number} 1.{number % 9}.2020 `{number} a` 5万\n" for number in NUMBERS),
        "de/a.md": "".join(f"{number + MANY} 1.{number % 9}.2020 `{number} a`\n" for number in NUMBERS),
    },
    "tasks": {
        path: "| Task ID | Task Description |\n| - | - |\n" + "".join(f"| {n * factor} | a |\n" for n in NUMBERS)
        for path, factor in (("en/a.md", 7), ("de/a.md", 11))
    },
    "texts of the source": dict.fromkeys(
        ("en/a.md", "de/a.md"), "All of the texts are left as they are `a`.\n\n" * MANY
    ),
    "a page without its catalog": {
        "en/a.md": "a\n\n" * MANY,
        "de/a.md": "b\n\n" * MANY,
        "locales/de/LC_MESSAGES/content/a.po": CATALOG,
    },
    "as many includes of one another": {
        f"en/{name}.md": f"[!INCLUDE [a]({other}.md)] [a](#a)\n" * MANY for name, other in ("ab", "bc", "ca")
    },
    "a chain of includes": {
        f"en/a{number}.md": f"[!INCLUDE [a](a{number + 1}.md)] [a](#a)\n" for number in range(MANY // 10)
    },
}


@pytest.mark.parametrize("name", PROJECTS)
def test_a_project_of_nothing_but(name: str, tmp_path: Path) -> None:
    (tmp_path / "playbook-lint.toml").write_text(CONFIG, encoding="utf-8")
    for path, text in PROJECTS[name].items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    project = Project(load_config(tmp_path))
    begun = time.process_time()
    report = check(project, context_for(project.config), project.discover(), complete=True)
    assert time.process_time() - begun < SECONDS
    assert report.files == sum(path.endswith(".md") for path in PROJECTS[name])


def test_a_circle_of_a_hundred_files_is_the_largest_to_be_told(tmp_path: Path) -> None:
    (tmp_path / "playbook-lint.toml").write_text(CONFIG, encoding="utf-8")
    for folder, size in (("en", 100), ("de", 101)):
        (tmp_path / folder).mkdir()
        for number in range(size):
            include = f"[!INCLUDE [a](a{(number + 1) % size}.md)]\n"
            (tmp_path / folder / f"a{number}.md").write_text(include, encoding="utf-8")
    project = Project(load_config(tmp_path))
    found = check(project, context_for(project.config), project.discover(), complete=True).findings
    assert {finding.path.partition("/")[0] for finding in found if finding.rule == "circular-reference"} == {"en"}


def test_in_pages_of_many_links_no_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "playbook-lint.toml").write_text(CONFIG, encoding="utf-8")
    for folder, last in (("en", "[a](https://example.com/old)"), ("de", "[a](https://example.com/new)")):
        (tmp_path / folder).mkdir()
        for page, size in (("some", 999), ("many", 1_000)):
            links = "".join(f"[a](https://example.com/{number})\n" for number in range(size))
            (tmp_path / folder / f"{page}.md").write_text(links + last, encoding="utf-8")
    project = Project(load_config(tmp_path))
    found = check(project, context_for(project.config), project.discover(), complete=True).findings
    told = [finding for finding in found if finding.rule == "destination-differs"]
    cases = [(finding.path, finding.arguments["case"]) for finding in told]
    assert cases == [("de/many.md", "missing"), ("de/many.md", "added"), ("de/some.md", "changed")]
