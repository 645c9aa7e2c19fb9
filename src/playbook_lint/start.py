"""Where the command begins: with what an earlier run of the same found, if that still holds, or else with the command.

Nothing is imported here before that is known.
"""

from __future__ import annotations

import gc
import sys

from playbook_lint.remembered import recalled
from playbook_lint.streams import write_bytes

# Nearly all that a run makes lives to its end: looking for garbage less often saves a quarter of the time.
_GC_THRESHOLDS = (50_000, 20, 100)


def main() -> None:
    """Run the command line of the process and exit."""
    gc.set_threshold(*_GC_THRESHOLDS)
    if run := recalled(sys.argv[1:]):
        status, output = run
        write_bytes(output)
        sys.exit(status)
    from playbook_lint.cli.main import main

    main()
