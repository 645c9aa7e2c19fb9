"""Where the command begins: with what an earlier run of the same found, if that still holds, or else with the command.

Nothing is imported here before that is known.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

# Nearly all that a run makes lives to its end, and next to nothing is in cycles: looking for garbage less often saves
# a quarter of the time. A run over some hundred pages never looks.
_GC_THRESHOLDS = (300_000, 20, 100)
_USAGE, _STOPPED = 2, 130


def main() -> NoReturn:
    """Run the command line of the process, and end the process."""
    status = run()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:
        sys.exit(status)  # Python says what is wrong with the stream
    # Python would first let go of every object by itself, which takes a tenth of a short run.
    os._exit(status)


def run() -> int:
    """Run the command line of the process; the exit status."""
    gc.set_threshold(*_GC_THRESHOLDS)
    try:
        return _status()
    except KeyboardInterrupt:
        return _told("stopped", _STOPPED)


def _status() -> int:
    """Run the command, or say again what the same run said; the exit status."""
    from playbook_lint.remembered import recalled

    if found := recalled(sys.argv[1:]):
        from playbook_lint.streams import write_bytes

        status, output = found
        try:
            write_bytes(output)
        except OSError as error:
            return _told(f"`{error.filename}`: {error.strerror}", _USAGE)
        return status
    from playbook_lint.cli.main import run as run_command

    return run_command()


def _told(message: str, status: int) -> int:
    from playbook_lint.cli.output import complain

    complain(message)
    return status
