"""Where the command begins: with what an earlier run of the same found, if that still holds, or else with the command.

Nothing is imported here before that is known.
"""

from __future__ import annotations

import gc
import sys

# Nearly all that a run makes lives to its end: looking for garbage less often saves a quarter of the time. A run
# over one page makes half of the first number, and never looks.
_GC_THRESHOLDS = (100_000, 20, 100)
_USAGE, _STOPPED = 2, 130


def main() -> None:
    """Run the command line of the process and exit."""
    gc.set_threshold(*_GC_THRESHOLDS)
    try:
        sys.exit(_status())
    except KeyboardInterrupt:
        sys.exit(_told("stopped", _STOPPED))


def _status() -> int:
    """Run the command, or say again what the same run said; the exit status."""
    from playbook_lint.remembered import recalled

    if run := recalled(sys.argv[1:]):
        from playbook_lint.streams import write_bytes

        status, output = run
        try:
            write_bytes(output)
        except OSError as error:
            return _told(f"`{error.filename}`: {error.strerror}", _USAGE)
        return status
    from playbook_lint.cli.main import run as run_command

    status = run_command()
    # What is left goes with the process: without this, Python looks through all of it for garbage first.
    gc.freeze()
    return status


def _told(message: str, status: int) -> int:
    from playbook_lint.cli.output import complain

    complain(message)
    return status
