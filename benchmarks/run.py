"""How fast playbook-lint is beside other tools, and beside the least that has to be done. Prints tables in Markdown.

    python benchmarks/run.py check [--pages 1800 | --corpus FOLDER --config FILE] [--runs 5]
    python benchmarks/run.py catalogs [--pages 600] [--runs 3]
    python benchmarks/run.py memory [--pages 10000] [--runs 1]

The other tools are installed into a folder of their own (`--peers FOLDER`); `--without-peers` leaves them out. Each
tool works on a copy of the pages below TMPDIR. With `--limits` the exit status is 1 when a limit does not hold. What is
compared, and why that is fair, stands in docs/performance.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import catalogs_group
import check_group
import memory_group
from peers import DEFAULT_FOLDER

from playbook_lint.workers import processors

# By name: what it measures, how many pages are made, and how many runs are done where nothing else is said.
GROUPS = {
    "check": (check_group.measure, 1800, 5),
    "catalogs": (catalogs_group.measure, 600, 3),
    "memory": (memory_group.measure, 10_000, 1),
}


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("--pages", type=int, help="How many pages to make.")
    parser.add_argument("--seed", type=int, default=1, help="What they are made of (1).")
    parser.add_argument("--corpus", type=Path, help="A folder of pages to take in place of them.")
    parser.add_argument("--config", type=Path, help="The configuration for that folder.")
    parser.add_argument("--runs", type=int, help="How many rounds, after one that is not counted.")
    parser.add_argument("--jobs", type=int, default=processors(), help="How many processes (as many as processors).")
    parser.add_argument("--peers", type=Path, default=DEFAULT_FOLDER, help=f"Where other tools are ({DEFAULT_FOLDER}).")
    parser.add_argument("--without-peers", action="store_const", const=None, dest="peers", help="Leave them out.")
    parser.add_argument("--limits", action="store_true", help="Exit with 1 when a limit does not hold.")
    options = parser.parse_args()
    _, pages, runs = GROUPS[options.group]
    options.pages, options.runs = options.pages or pages, options.runs or runs
    return options


def main() -> int:
    """Measure one group."""
    options = parsed()
    with tempfile.TemporaryDirectory(prefix="playbook-lint-") as name:
        limits = GROUPS[options.group][0](options, Path(name).resolve())
    return int(options.limits and not all(limit.holds for limit in limits))


if __name__ == "__main__":
    sys.exit(main())
