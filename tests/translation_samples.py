"""Projects to translate, and what tests ask of their files."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from command import Project

ROOT = Path(__file__).parents[1]

CONFIG = """\
content = ["en", "de"]

[source]
locale = "en-US"
pages = ["en/{page}.md"]

[locales.de]
pages = ["de/{page}.md"]
"""


def sample(project: Project) -> Project:
    """Make `project` a copy of this repository's own playbook with its catalogs."""
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, project.root / name)
    shutil.copy(ROOT / "playbook-lint.toml", project.root)
    return project


def small(project: Project, pages: Mapping[str, str | bytes], catalogs: str = "", config: str = CONFIG) -> Project:
    """Make `project` a playbook of those pages in `en`, by name, with `catalogs` as its table of that name."""
    project.write("playbook-lint.toml", config + (f"\n[catalogs]\n{catalogs}\n" if catalogs else ""))
    (project.root / "de").mkdir(exist_ok=True)
    for name, text in pages.items():
        project.write(f"en/{name}", text)
    return project
    return project


def translate(catalog: Path, translations: Mapping[str, str]) -> None:
    """Fill in msgstrs of `catalog`, by msgid; a msgid stands on one line."""
    text = catalog.read_text(encoding="utf-8")
    for source, target in translations.items():
        before = f'msgid "{source}"\nmsgstr ""\n'
        assert before in text, text
        text = text.replace(before, f'msgid "{source}"\nmsgstr "{target}"\n')
    catalog.write_text(text, encoding="utf-8")


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    """What every file holds, and when it was written, by its path."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in root.rglob("*")
        if path.is_file()
    }
