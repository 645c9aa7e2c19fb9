"""Remembers a run over the whole project, so that the same one need not take place again before something changes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from playbook_lint.config import Config
from playbook_lint.remembered import Run
from playbook_lint.survey import survey, with_contents


class Remembering:
    """A run with these `arguments` that begins in the current folder, and has read nothing but the configuration.

    It looks at the project, and `also` at some other files.
    """

    def __init__(self, arguments: Sequence[str], config: Config, also: Iterable[str] = ()) -> None:
        self._run = Run(arguments)
        self._root = os.fspath(config.root)
        self._items = survey(config, Path.cwd(), also)

    def keep(self, seen: Mapping[str, tuple[str, bytes] | None], status: int, output: str) -> None:
        """Remember what came of it; of files that it looked at there was `seen` a look and a digest, or nothing."""
        contents = {path: known for path, known in seen.items() if known}
        if self._items is not None and len(contents) == len(seen):
            self._run.remember(self._root, with_contents(self._items, contents), status, output.encode())
