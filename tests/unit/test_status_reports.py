"""How far translations are: reports of made-up values, and what they are counted with."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from playbook_lint.history import contents, deciding_files, revisions
from playbook_lint.l10n.status import Change, LocaleStatus, PageStatus, ProjectStatus, StaleMessage, Tally
from playbook_lint.l10n.traits import word_count
from playbook_lint.reporters import STATUS_FORMATS, render_status, status_text
from playbook_lint.reporters import status_words as words

STALE = (StaleMessage("before", "after", "target", 7),)
SVG = "{http://www.w3.org/2000/svg}"


def page(page_id: str, translated: int, of: int, **more: object) -> PageStatus:
    """A page with so many messages of one word."""
    tally = Tally(translated, 0, of - translated, translated, 0, of - translated)
    return PageStatus(page_id, f"en/{page_id}.md", "", f"{page_id}.po", tally, **more)  # type: ignore[arg-type]


def project(*pages: PageStatus, locale: str = "de") -> ProjectStatus:
    return ProjectStatus("playbook", "en-US", (LocaleStatus(locale, pages),))


class TestShares:
    @pytest.mark.parametrize(
        ("translated", "of", "percent", "bar"),
        [
            (0, 3, "0%", "░░░░"),
            (1, 100_000, "0%", "█░░░"),
            (1, 3, "33.3%", "█░░░"),
            (2, 3, "66.6%", "██░░"),
            (99_999, 100_000, "99.9%", "███░"),
            (3, 3, "100%", "████"),
            (0, 0, "100%", "████"),
        ],
    )
    def test_only_what_is_whole_looks_whole(self, translated: int, of: int, percent: str, bar: str) -> None:
        tally = Tally(translated, 0, of - translated)
        assert words.percent(tally) == percent
        assert words.bar(tally, 4) == bar

    def test_what_needs_most_comes_first(self) -> None:
        pages = [page("a", 1, 1), page("b", 1, 2), page("c", 0, 2), page("d", 2, 2, problem="cannot be used: x")]
        assert [one.page_id for one in words.by_need(pages)] == ["d", "c", "b", "a"]


class TestMarkdown:
    def test_a_stale_page(self) -> None:
        text = render_status(
            "markdown", project(page("a", 1, 2, stale=STALE, stale_since=Change("0abc", "2026-01-02")))
        )
        assert html.unescape(text).endswith(
            "\n<details><summary>de: 1 of 1 pages are not complete</summary>\n\n"
            "| Page | Translated | Fuzzy | Untranslated | Stale |\n| :-- | :-- | --: | --: | :-- |\n"
            "| <code>a</code> | █████░░░░░ 50% | 0 | 1 | 1 since 2026-01-02 (0abc) |\n\n</details>\n"
        )

    def test_complete_pages_are_not_listed(self) -> None:
        assert "details" not in render_status("markdown", project(page("a", 1, 1)))

    @pytest.mark.parametrize(("locales", "pages"), [(1, 5000), (30, 200)])
    def test_it_is_never_longer_than_a_comment_may_be(self, locales: int, pages: int) -> None:
        status = LocaleStatus("x", tuple(page(f"folder/page-{number:05}@" * 3, 0, 1) for number in range(pages)))
        text = render_status(
            "markdown", ProjectStatus("p", "en-US", tuple(LocaleStatus(str(n), status.pages) for n in range(locales)))
        )
        assert 50_000 < len(text) < 65_536
        assert len(text.encode()) < 1024 * 1024
        left_out = sum(
            int(match.replace(",", "")) for match in re.findall(r"(?m)^([\d,]+) more are left out here", text)
        )
        assert left_out + len(re.findall(r"(?m)^\| <code>folder", text)) == locales * pages

    def test_there_may_be_no_room_for_all_locales(self) -> None:
        locales = project(*(page(f"p{number}", 0, 1) for number in range(9))).locales * 300
        text = render_status("markdown", ProjectStatus("p", "en-US", locales))
        assert 50_000 < len(text) < 65_536
        left_out = int(re.findall(r"(?m)^The pages of (\d+) more locales are left out here", text)[0])
        assert text.count("<details>") + left_out == 300

    def test_no_locales(self) -> None:
        assert "Nothing is translated." in render_status("markdown", ProjectStatus("p", "en-US", ()))


class TestText:
    def test_columns_are_aligned_by_what_a_terminal_shows(self) -> None:
        lines = status_text.render(project(page("計画", 1, 2), page("plan", 1, 2))).splitlines()[-2:]
        assert lines == [
            "plan  █████░░░░░  50%    1 of 2             1  1 of 2",
            "計画  █████░░░░░  50%    1 of 2             1  1 of 2",
        ]

    def test_a_name_is_no_command_for_a_build_server(self) -> None:
        assert "\n./::error::x  " in status_text.render(project(page("::error::x", 0, 1)))

    def test_what_is_new_is_explained(self) -> None:
        text = status_text.render(project(page("a", 0, 3, behind=2)))
        assert text.endswith("`playbook-lint update` brings them in.\n")


class TestBadge:
    @pytest.mark.parametrize(
        ("translated", "color"), [(100, "#2e7d32"), (99, "#55741a"), (75, "#7a6a00"), (74, "#9a5b00"), (0, "#b3261e")]
    )
    def test_white_text_can_be_read_on_its_colors(self, translated: int, color: str) -> None:
        svg = ET.fromstring(render_status("badge", project(page("a", translated, 100))))
        assert color in [one.get("fill") for one in svg.iter(f"{SVG}rect")]
        channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (luminance + 0.05) >= 4.5  # https://www.w3.org/TR/WCAG22/#contrast-minimum

    def test_nothing_and_all_locales(self) -> None:
        assert "translated: nothing" in render_status("badge", ProjectStatus("p", "en-US", ()))
        one = project(page("a", 1, 2))
        both = ProjectStatus("p", "en-US", (*one.locales, *project(page("a", 2, 2), locale="ja").locales))
        svg = ET.fromstring(render_status("badge", both))
        assert svg.get("aria-label") == "translated: 75% (3 of 4 messages)"


def test_html_is_made_by_its_own_module(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "playbook_lint.reporters.status_html"
    module = ModuleType(name)
    module.render = lambda status: f"<p>{status.project}</p>\n"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, name, module)
    assert "html" in STATUS_FORMATS
    assert render_status("html", project()) == "<p>playbook</p>\n"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Call the customer first.", 4),
        ("Don't e-mail - or **do**", 4),
        ("See [the plan](https://example.com/a) at https://example.com", 4),
        ('<a href="x y">Two words</a>', 2),
        ("1 of 3 & more", 4),
        ("Lieber Kunde, hören Sie?", 4),
        ("नमस्ते दुनिया", 2),
        ("계획을 세우다", 2),
        ("顧客に電話する。", 7),
        ("Microsoft 365 の計画", 5),
        ("打电话给客户", 6),
    ],
)
def test_words(text: str, count: int) -> None:
    assert word_count(text) == count


class TestHistory:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        """A repository in which a file with a strange name changed once, below the top."""
        (tmp_path / "sub").mkdir()
        self.git(tmp_path, "init", "-q")
        for text in ("one", "two"):
            (tmp_path / "sub/é\n*.md").write_text(text)
            self.git(tmp_path, "add", "-A")
            self.git(tmp_path, "commit", "-qm", text)
        return tmp_path / "sub"

    def git(self, root: Path, *arguments: str) -> None:
        who = ("-c", "user.name=Robin Sample", "-c", "user.email=robin@example.com")
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    def test_what_a_file_held(self, root: Path) -> None:
        newest, first = revisions(root, ["é\n*.md"])["é\n*.md"]
        assert first.before == ""
        assert newest.before == first.after
        held = contents(root, [first.after, newest.after, "0" * 40])
        assert held == {first.after: b"one", newest.after: b"two"}

    def test_nothing_where_there_is_no_repository(self, tmp_path: Path) -> None:
        assert revisions(tmp_path, ["a.md"]) == {}
        assert contents(tmp_path, ["0" * 40]) == {}
        assert deciding_files(tmp_path) == []

    @pytest.mark.parametrize("change", ["commit", "checkout", "worktree", "pack"])
    def test_one_of_the_deciding_files_changes_with_what_is_checked_out(self, root: Path, change: str) -> None:
        if change == "worktree":
            self.git(root, "worktree", "add", "-q", str(root.parent / "tree"), "-b", "other")
            root = root.parent / "tree/sub"
        if change == "pack":
            self.git(root, "pack-refs", "--all")
        files = [Path(path) for path in deciding_files(root)]
        before = [path.read_bytes() if path.is_file() else None for path in files]
        if change == "checkout":
            self.git(root, "checkout", "-q", "HEAD~1")
        else:
            self.git(root, "commit", "-q", "--allow-empty", "-m", "a")
        assert [path.read_bytes() if path.is_file() else None for path in files] != before
