"""Results of the page phase are gathered once, and under names that only what they follow from tells apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from playbook_lint import page_phase
from playbook_lint.config import load_config
from playbook_lint.gathering import Gatherer
from playbook_lint.project import Project
from playbook_lint.result_cache import ResultCache
from playbook_lint.results import Results
from playbook_lint.run import context_for

CONFIG = """\
[source]
locale = "en-US"
pages = ["new/{page}.md", "old/{page}.md"]

[locales.de]
pages = ["de/{page}.md"]
"""
PAGE = "---\ntitle: Plan\n---\n\n# Plan\n\n### Fleet\n\nSee [the depot](depot.md).\n"


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that rules have looked at."""
    paths: list[str] = []
    check_file = page_phase.check_file

    def noted(file, *arguments, **options):  # type: ignore[no-untyped-def]
        paths.append(file.relative)
        return check_file(file, *arguments, **options)

    monkeypatch.setattr(page_phase, "check_file", noted)
    return paths


def gathered(root: Path, *, caches: bool = True) -> Results:
    project = Project(load_config(root))
    context = context_for(project.config)
    cache = ResultCache(root, date(2024, 5, 14)) if caches else None
    results = Gatherer(project, context, cache, jobs=1).gather(project.discover(catalogs=True).files, {})
    if cache:
        cache.close()
    return results


def write(root: Path, *paths: str) -> None:
    (root / "playbook-lint.toml").write_text(CONFIG, encoding="utf-8")
    for path in paths:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(PAGE, encoding="utf-8")


def test_copies_of_a_page_are_looked_at_once(tmp_path: Path, looked_at: list[str]) -> None:
    """One of them, at least, where they are not looked at at the same time."""
    others = [f"new/route-{number:03}.md" for number in range(100)]
    paths = ["new/plan.md", *others, "old/plan.md"]
    write(tmp_path, *paths)
    cold = gathered(tmp_path)
    assert looked_at == paths[:-1]
    uncached = gathered(tmp_path, caches=False)
    looked_at.clear()
    warm = gathered(tmp_path)
    assert looked_at == []
    for results in (cold, warm):
        assert results.findings == uncached.findings
        assert [page.path for page in results.pages] == paths
        assert list(results.pages) == list(uncached.pages)
    assert {finding.path for finding in cold.findings} == {*paths}


def test_a_page_that_was_moved_is_known(tmp_path: Path, looked_at: list[str]) -> None:
    write(tmp_path, "new/plan.md")
    gathered(tmp_path)
    (tmp_path / "old").mkdir()
    (tmp_path / "new/plan.md").rename(tmp_path / "old/plan.md")
    results = gathered(tmp_path)
    assert looked_at == ["new/plan.md"]
    assert {finding.path for finding in results.findings} == {"old/plan.md"}


@pytest.mark.parametrize("path", ["old/depot.md", "de/plan.md"])
def test_what_has_another_name_or_language_is_another_page(path: str, tmp_path: Path, looked_at: list[str]) -> None:
    write(tmp_path, "new/plan.md", path)
    gathered(tmp_path)
    assert sorted(looked_at) == sorted(["new/plan.md", path])


def test_what_has_other_rules_is_another_page(tmp_path: Path, looked_at: list[str]) -> None:
    write(tmp_path, "new/plan.md", "old/plan.md")
    with (tmp_path / "playbook-lint.toml").open("a") as stream:
        stream.write('[[overrides]]\npaths = ["old/**"]\nrules = { heading-skipped = "off" }\n')
    results = gathered(tmp_path)
    assert looked_at == ["new/plan.md", "old/plan.md"]
    assert [finding.path for finding in results.findings if finding.rule == "heading-skipped"] == ["new/plan.md"]


def test_a_template_is_no_copy_of_a_catalog(tmp_path: Path) -> None:
    """Of a catalog the path counts: whether it is a template stands in its name alone."""
    (tmp_path / "playbook-lint.toml").write_text(CONFIG, encoding="utf-8")
    folder = tmp_path / "locales/content"  # which is of no locale
    folder.mkdir(parents=True)
    for name in ("plan.po", "plan.pot"):
        (folder / name).write_text('msgid ""\nmsgstr ""\n\nmsgid "Plan."\nmsgstr "Plan"\n', encoding="utf-8")
    uncached = gathered(tmp_path, caches=False).findings
    assert len({finding.path for finding in uncached}) == 1
    assert gathered(tmp_path).findings == uncached
    assert gathered(tmp_path).findings == uncached
