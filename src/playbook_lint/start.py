"""Where the command begins: with what an earlier run of the same found, if that still holds, or else with the command.

Nothing is imported here before that is known.
"""

from __future__ import annotations

import sys

from playbook_lint.remembered import recalled
from playbook_lint.streams import write_bytes


def main() -> None:
    """Run the command line of the process and exit."""
    if run := recalled(sys.argv[1:]):
        status, output = run
        write_bytes(output)
        sys.exit(status)
    from playbook_lint.cli.main import main

    main()
