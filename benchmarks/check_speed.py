"""How long `playbook-lint check` takes, as a ratio to a bare markdown-it-py parse of the same files.

    python benchmarks/check_speed.py FOLDER [--config FILE] [--runs 7] [--limit 3]

Both are whole processes, run in turn, so that a machine that slows down slows down both; medians and the median of the
pairwise ratios are printed. With `--limit` the exit status is 1 when the ratio is above it.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

BARE_PARSE = """
import sys
from pathlib import Path
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
for path in sorted(Path(sys.argv[1]).rglob("*.md")):
    parser.parse(path.read_bytes().decode("utf-8-sig"))
"""


def seconds(command: list[str], folder: Path) -> float:
    """The wall time of a command that ends with exit status 0 or 1."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    took = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with exit status {done.returncode}")
    return took


def main() -> None:
    """Run both commands in turn and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--limit", type=float)
    options = parser.parse_args()
    folder = options.folder.resolve()
    check = [sys.executable, "-m", "playbook_lint", "check", "--quiet"]
    check += ["--config", str(options.config.resolve())] if options.config else []
    bare = [sys.executable, "-c", BARE_PARSE, str(folder)]
    pages = sum(1 for _ in folder.rglob("*.md"))
    seconds(bare, folder), seconds(check, folder)  # warm the file system and the bytecode
    pairs = [(seconds(bare, folder), seconds(check, folder)) for _ in range(options.runs)]
    ratio = median(ours / theirs for theirs, ours in pairs)
    print(f"{pages} pages, {options.runs} runs, Python {platform.python_version()}")
    print(f"markdown-it-py {version('markdown-it-py')}, bare parse: {median(theirs for theirs, _ in pairs):.2f} s")
    print(f"playbook-lint {version('playbook-lint')} check:        {median(ours for _, ours in pairs):.2f} s")
    print(f"ratio: {ratio:.2f}")
    if options.limit and ratio > options.limit:
        raise SystemExit(f"above the limit of {options.limit}")


if __name__ == "__main__":
    main()
