"""How long `playbook-lint extract` takes, as a ratio to translate-toolkit's `md2po` on the same pages.

    python benchmarks/extract_speed.py FOLDER [--runs 5] [--limit 0.5]

Both are whole processes that write templates of the pages in FOLDER to a new folder each time, run in turn; medians and
the median of the pairwise ratios are printed. With `--limit` the exit status is 1 when the ratio is above it. md2po
(the package translate-toolkit) is installed outside of the checkout if it is not there.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from peers import wanted
from program import PROGRAM
from timing import Command, in_turn, ratio, wall


def main() -> None:
    """Run both commands in turn and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float)
    options = parser.parse_args()
    peer = wanted("translate-toolkit")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(options.folder, folder / "pages", ignore=shutil.ignore_patterns("*.yml", "*.png"))
        (folder / "playbook-lint.toml").write_text('content = ["pages"]\n', encoding="utf-8")
        pages = sum(1 for _ in (folder / "pages").rglob("*.md"))
        md2po = [peer.program("md2po"), "--progress=none", "-P", "pages", "templates"]
        commands = {
            "md2po": Command(md2po, folder, writes=folder / "templates"),
            "extract": Command([PROGRAM, "extract", "--quiet"], folder, writes=folder / "locales"),
        }
        samples = in_turn(commands, options.runs)
    times = ratio(samples["extract"], samples["md2po"])
    print(f"{pages} pages, {options.runs} runs, Python {platform.python_version()}")
    print(f"translate-toolkit {peer.version} md2po:   {wall(samples['md2po']):.2f} s")
    print(f"playbook-lint {version('playbook-lint')} extract: {wall(samples['extract']):.2f} s")
    print(f"ratio: {times:.2f}")
    if options.limit and times > options.limit:
        raise SystemExit(f"above the limit of {options.limit}")


if __name__ == "__main__":
    main()
