"""Standard output and standard error, whatever they lead to."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from playbook_lint.reporters.visible import visible


def write(text: str) -> None:
    """Write `text` to standard output as UTF-8; raises `OSError`, but not when the reader (such as `head`) has left."""
    if sys.stdout is None:  # closed by the caller
        return
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except OSError as error:
        # What is still buffered goes nowhere: Python would complain about it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OSError(error.errno, error.strerror, "standard output") from None


def complain(message: str) -> None:
    """Write `message`, a sentence that may quote anything, to standard error as one line."""
    with suppress(OSError):  # there is nobody left to tell
        click.echo(f"playbook-lint: {visible(message)}", err=True)
