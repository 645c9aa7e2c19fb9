"""`python -m playbook_lint`, the same as the `playbook-lint` command."""

from playbook_lint.start import main

if __name__ == "__main__":
    main()
