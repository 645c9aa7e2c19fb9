"""The playbook-lint of this environment, as a command."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

PROGRAM = str(Path(sys.executable).with_name("playbook-lint"))
FINDINGS = (0, 1)  # how a check may end


@cache
def options_of(command: str) -> str:
    """What the help of a command says of its options."""
    return subprocess.run([PROGRAM, command, "--help"], capture_output=True, text=True, check=True).stdout


def options_for(command: str, **values: object) -> list[str]:
    """Options with their values (None for one that takes none), without those that the command does not have yet."""
    options = []
    for name, value in values.items():
        option = f"--{name.replace('_', '-')}"
        if option in options_of(command):
            options += [option] if value is None else [option, str(value)]
    return options
