"""Standard output, whatever it leads to."""

from __future__ import annotations

import os
import sys


def write_bytes(data: bytes) -> None:
    """Write `data` to standard output; raises `OSError`, but not when the reader (such as `head`) has left."""
    if sys.stdout is None:  # closed by the caller
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # What is still buffered goes nowhere: Python would complain about it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OSError(error.errno, error.strerror, "standard output") from None
