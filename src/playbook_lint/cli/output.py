"""Standard output and standard error, whatever they lead to."""

from __future__ import annotations

from contextlib import suppress

from playbook_lint.reporters.visible import visible
from playbook_lint.streams import write_bytes


def write(text: str) -> None:
    """Write `text` to standard output as UTF-8; raises `OSError`, but not when the reader (such as `head`) has left."""
    write_bytes(text.encode())


def complain(message: str) -> None:
    """Write `message`, a sentence that may quote anything, to standard error as one line."""
    import click  # most runs have nothing to complain of, and it takes a while to import

    with suppress(OSError):  # there is nobody left to tell
        click.echo(f"playbook-lint: {visible(message)}", err=True)
