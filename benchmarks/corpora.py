"""The pages that a benchmark runs over: a copy for each tool, so that caches and fixes never meet."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

from generate import generate

# What tools leave beside pages; none of it may be there in a cold run.
CACHES = (".playbook-lint-cache", ".rumdl_cache")


class Corpus:
    """Generated pages, or those of a folder with a configuration; `work` is where copies are made."""

    def __init__(self, options: argparse.Namespace, work: Path) -> None:
        self._work = work
        self.root = work / "corpus"
        if options.corpus:
            shutil.copytree(options.corpus, self.root, ignore=shutil.ignore_patterns(".git", *CACHES))
            if options.config:
                shutil.copy(options.config, self.root / "playbook-lint.toml")
        else:
            generate(self.root, options.pages, options.seed)
        by_size = sorted((path.stat().st_size, path) for path in self.root.rglob("*.md"))
        self.pages = len(by_size)
        self.size = sum(size for size, _ in by_size)
        self.page = by_size[len(by_size) // 2][1].relative_to(self.root)  # of middling size

    def copy(self, name: str) -> Path:
        """A copy of its own for the tool or the case with that name."""
        folder = self._work / name
        shutil.copytree(self.root, folder)
        return folder

    def __str__(self) -> str:
        return f"{self.pages} pages, {self.size / 1e6:.1f} MB"


def without_caches(folder: Path) -> Callable[[], None]:
    """Makes the next run in `folder` a cold one."""

    def remove() -> None:
        for name in CACHES:
            shutil.rmtree(folder / name, ignore_errors=True)

    return remove


def changed(page: Path) -> Callable[[], None]:
    """Changes `page` with each call: its last word is another one each time."""
    text = page.read_bytes()
    numbers = count(1)

    def change() -> None:
        page.write_bytes(text + f"\nRevision {next(numbers)}.\n".encode())

    return change
