"""Remembers a check of the whole project, so that the same one need not take place again before something changes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from playbook_lint.config import Config
from playbook_lint.remembered import Run
from playbook_lint.survey import survey, with_contents


class Remembering:
    """A run with these `arguments` that begins in the current folder, and has read nothing but the configuration."""

    def __init__(self, arguments: Sequence[str], config: Config) -> None:
        self._run = Run(arguments)
        self._root = os.fspath(config.root)
        self._items = survey(config, Path.cwd())

    def keep(self, seen: Mapping[str, tuple[str, bytes] | None], status: int, output: str) -> None:
        """Remember what came of it; of the files that it looked at there was `seen` a look and a digest, or nothing."""
        contents = {path: known for path, known in seen.items() if known}
        if self._items is not None and len(contents) == len(seen):
            self._run.remember(self._root, with_contents(self._items, contents), status, output.encode())
