"""How long `playbook-lint check` takes, as a ratio to a bare markdown-it-py parse of the same files.

    python benchmarks/check_speed.py FOLDER [--config FILE] [--runs 7] [--limit 3]

Both are whole processes, run in turn, so that a machine that slows down slows down both; medians and the median of the
pairwise ratios are printed. Nothing is remembered from run to run. With `--limit` the exit status is 1 when the ratio
is above it. See run.py for more cases and other tools.
"""

from __future__ import annotations

import argparse
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from program import FINDINGS, PROGRAM, options_for
from timing import Command, in_turn, ratio, wall


def main() -> None:
    """Run both commands in turn and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--limit", type=float)
    options = parser.parse_args()
    folder = options.folder.resolve()
    check = [PROGRAM, "check", "--quiet", *options_for("check", no_cache=None, jobs=1)]
    check += ["--config", str(options.config.resolve())] if options.config else []
    parse = [sys.executable, str(Path(__file__).with_name("bare_parse.py")), str(folder)]
    commands = {"parse": Command(parse, folder), "check": Command(check, folder, statuses=FINDINGS)}
    samples = in_turn(commands, options.runs)
    times = ratio(samples["check"], samples["parse"])
    pages = sum(1 for _ in folder.rglob("*.md"))
    print(f"{pages} pages, {options.runs} runs, Python {platform.python_version()}")
    print(f"markdown-it-py {version('markdown-it-py')}, bare parse: {wall(samples['parse']):.2f} s")
    print(f"playbook-lint {version('playbook-lint')} check:        {wall(samples['check']):.2f} s")
    print(f"ratio: {times:.2f}")
    if options.limit and times > options.limit:
        raise SystemExit(f"above the limit of {options.limit}")


if __name__ == "__main__":
    main()
