"""What the rules for links inside the project correct by themselves, and what they leave to a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from playbook_lint.config import load_config
from playbook_lint.engine import check
from playbook_lint.fixes import mend
from playbook_lint.project import Project
from playbook_lint.run import context_for

CONFIG = """
content = ["en", "de"]
select = ["RULE"]
[source]
locale = "en-US"
pages = ["en/{page}.md"]
[locales.de]
pages = ["de/{page}-de.md", "de/{page}.md"]
"""
PAGE, TARGET = "en/page.md", "de/page-de.md"
FILES = (
    "en/page.md",
    "en/plan.md",
    "en/a (b) & c.md",
    "en/conduct-fleet-review-partner.md",
    "en/conduct-fleet-workshop.md",
    "en/guides/fleet-overview.md",
    "en/media/fleet-map.png",
    "en/team--partner.md",
    "en/bericht.md",
    "de/plan-de.md",
    "de/team-de.md",
    "de/bericht.md",
    "de/bericht-de.md",
    "de/fuhrpark-planen-de.md",
    "includes/safety-notes.md",
)

Mend = Callable[[str, str, str], tuple[int, str]]


@pytest.fixture
def mended(tmp_path: Path) -> Mend:
    """Mends a page of the project, twice: how much a rule says of it, and what became of it."""
    for path in FILES:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "en" / "plan.md").write_text("# Plan the fleet\n\n## Steps & goals\n\n## Step 1\n", encoding="utf-8")

    def run(rule: str, path: str, text: str) -> tuple[int, str]:
        (tmp_path / "playbook-lint.toml").write_text(CONFIG.replace("RULE", rule), encoding="utf-8")
        (tmp_path / path).write_bytes(text.encode())
        config = load_config(tmp_path)
        project, context = Project(config), context_for(config)
        found = check(project, context, project.discover()).findings
        assert mend(project, context, project.discover()).failures == []
        once = (tmp_path / path).read_bytes()
        assert mend(project, context, project.discover()).failures == []
        assert (tmp_path / path).read_bytes() == once
        return len(found), once.decode()

    return run


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        # Letter case.
        (PAGE, "[a](Plan.md?b=1&c=2#steps--goals 'd')\r\n", "[a](plan.md?b=1&c=2#steps--goals 'd')\r\n"),
        (PAGE, "[a](<Guides/fleet-overview.md>)", "[a](<guides/fleet-overview.md>)"),
        (PAGE, "![a](media/Fleet-Map.PNG)", "![a](media/fleet-map.png)"),
        (PAGE, "[a](Guides/)", "[a](guides/)"),
        (PAGE, "[a](/Plan.md)", "[a](/plan.md)"),
        (PAGE, "[a](./Guides/../Plan.md)", "[a](./Guides/../plan.md)"),
        (PAGE, "[a](A%20(B)%20&%20c.md)", "[a](a%20%28b%29%20&%20c.md)"),
        (PAGE, '<a href="A (b) &amp; c.md#d&amp;e">', '<a href="a%20%28b%29%20&amp;%20c.md#d&amp;e">'),
        (PAGE, "[a]\n\n[a]: Plan.md 'b'\n", "[a]\n\n[a]: plan.md 'b'\n"),
        (PAGE, "![a][b] ![b]\n\n[b]: Plan.md\n", "![a][b] ![b]\n\n[b]: plan.md\n"),
        (PAGE, "- > | a |\n  > |---|\n  > | [b](Plan.md) |\n", "- > | a |\n  > |---|\n  > | [b](plan.md) |\n"),
        (PAGE, "[a](Plan.md#b\\)c)", "[a](plan.md#b%29c)"),
        # The ending of a locale, and an extension.
        (TARGET, "[a](plan.md#b)", "[a](plan-de.md#b)"),
        (TARGET, "[a](plan)", "[a](plan-de.md)"),
        (TARGET, "[a](../de/team.md)", "[a](team-de.md)"),
        (PAGE, "[a](plan)", "[a](plan.md)"),
        # Slips.
        (PAGE, "[a](conduct-fleet-workshops.md)", "[a](conduct-fleet-workshop.md)"),
        (PAGE, "[a](guides/fleetoverview.md)", "[a](guides/fleet-overview.md)"),
        (TARGET, "[a](fuhrpark_planen-de.md)", "[a](fuhrpark-planen-de.md)"),
    ],
)
def test_a_file_that_is_not_found(path: str, before: str, after: str, mended: Mend) -> None:
    assert mended("file-not-found", path, before) == (1, after)


@pytest.mark.parametrize(
    ("rule", "path", "before", "after"),
    [
        ("include-not-found", PAGE, "[!INCLUDE [a](../includes/Safety-notes.md)]", "../includes/safety-notes.md"),
        ("include-not-found", PAGE, "[!INCLUDE [a](../includes/safety-note.md)]", "../includes/safety-notes.md"),
        ("bookmark-not-found", PAGE, "[a](plan.md#Plan-the-fleet)", "plan.md#plan-the-fleet"),
        ("bookmark-not-found", PAGE, "[a](plan.md?b#plan_the_fleet)", "plan.md?b#plan-the-fleet"),
        ("bookmark-not-found", PAGE, "# Größe\n\n[a](#GRÖSSE)", "#größe"),
        ("scheme-missing", PAGE, "[www.example.com](www.example.com)", "https://www.example.com"),
        ("scheme-missing", PAGE, "[a](aka.ms/a?b&c)", "https://aka.ms/a?b&c"),
        ("scheme-missing", PAGE, "[a](www.example.com/b\\)c)", "https://www.example.com/b%29c"),
        ("mailto-missing", PAGE, "[a](team@example.com?subject=b)", "mailto:team@example.com?subject=b"),
        ("source-page-linked", TARGET, "[a](../en/plan.md?b#top)", "plan-de.md?b#top"),
        ("source-page-linked", TARGET, "[a](../en/plan.html)", "plan-de.md"),
        ("source-page-linked", TARGET, "[a](bericht.md)", "bericht-de.md"),
    ],
)
def test_other_destinations(rule: str, path: str, before: str, after: str, mended: Mend) -> None:
    start, end = before.index("](") + len("]("), before.rindex(")")
    assert mended(rule, path, before) == (1, before[:start] + after + before[end:])


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        ("file-not-found", PAGE, "[a](conduct-fleet-review.md)"),
        ("file-not-found", PAGE, "[a](fleet-overview.md)"),
        ("file-not-found", PAGE, "![a](media/fleet-map.svg)"),
        ("file-not-found", PAGE, "[a](../de/team.md)"),
        ("file-not-found", PAGE, "<a href='plan'>a</a>"),
        ("bookmark-not-found", PAGE, "[a](plan.md#step-2)"),
        ("bookmark-not-found", PAGE, "[a](plan.md#planning-the-fleet)"),
        ("link-out-of-scope", PAGE, "[a](../../plan.md)"),
        ("circular-reference", PAGE, "[!INCLUDE [a](page.md)]"),
        ("source-page-linked", TARGET, "[a](../en/plan.md#steps--goals)"),
        ("destination-differs", TARGET, "[a](https://example.com)"),
    ],
)
def test_what_is_left_to_a_person(rule: str, path: str, text: str, mended: Mend) -> None:
    assert mended(rule, path, text) == (1, text)
