"""The installed command as tests run it, and the small projects that they run it on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).with_name("playbook-lint")
# What a build server or a person's shell may have set, and what changes the command's behaviour.
_AMBIENT = ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "PLAYBOOK_LINT_DEBUG", "COLUMNS", "SOURCE_DATE_EPOCH")

CONFIG = """\
content = ["en-US", "pt-BR"]
select = ["heading-skipped"]

[source]
locale = "en-US"
pages = ["en-US/{page}.md"]

[locales.pt-BR]
pages = ["pt-BR/{page}.md"]

[rules]
heading-skipped = "error"
"""
GOOD = "# Fleet handover\n\n## Vehicles\n"
BAD = "# Fleet handover\n\n### Vehicles\n"
FINDING = "Heading level 3 follows level 1"


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    status: int
    out: bytes
    err: bytes

    @property
    def stdout(self) -> str:
        return self.out.decode()

    @property
    def stderr(self) -> str:
        return self.err.decode()

    @property
    def sentence(self) -> str:
        """The one line on standard error, which says what is wrong."""
        assert self.stderr.startswith("playbook-lint: ")
        assert self.stderr.count("\n") == 1
        assert self.stderr.endswith("\n")
        return self.stderr.removeprefix("playbook-lint: ").rstrip("\n")


class Project:
    """A folder with a configuration and pages."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, content: str | bytes = GOOD) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file


Run = Callable[..., Result]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of the tests without what changes the command's behaviour, and with `extra`."""
    return {name: value for name, value in os.environ.items() if name not in _AMBIENT} | dict(extra or {})
