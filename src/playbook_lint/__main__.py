"""`python -m playbook_lint`, the same as the `playbook-lint` command."""

import sys

from playbook_lint.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
