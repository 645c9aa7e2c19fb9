"""Remembers a run over the whole project, so that the same one need not take place again before something changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from playbook_lint.config import Config
from playbook_lint.remembered import Run
from playbook_lint.survey import survey, with_contents


class Remembering:
    """A run with these `arguments` that looks for its configuration from the folder `begins` on, and has read no more.

    It looks at the project, and `also` at some other files. `configured` reads the configuration once more.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        begins: Path,
        config: Config,
        configured: Callable[[], Config],
        also: Iterable[str] = (),
    ) -> None:
        self._run = Run(arguments)
        self._root = os.fspath(config.root)
        items = survey(config, begins, also) if Path.cwd().is_relative_to(config.root) else None
        # What the survey saw of the configuration must be what was read before it.
        self._items = items if configured() == config else None

    def keep(self, seen: Mapping[str, tuple[str, bytes] | None], status: int, output: str) -> None:
        """Remember what came of it; of files that it looked at there was `seen` a look and a digest, or nothing."""
        contents = {path: known for path, known in seen.items() if known}
        if self._items is not None and len(contents) == len(seen):
            self._run.remember(self._root, with_contents(self._items, contents), status, output.encode())
