"""How long `playbook-lint extract` takes, as a ratio to translate-toolkit's `md2po` on the same pages.

    python benchmarks/extract_speed.py FOLDER [--runs 5] [--limit 0.5]

Both are whole processes that write templates of the pages in FOLDER to a new folder each time, run in turn; medians and
the median of the pairwise ratios are printed. With `--limit` the exit status is 1 when the ratio is above it. md2po
(the package translate-toolkit) is installed into `.cache/translate-toolkit` if it is not there.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
PEER = ROOT / ".cache" / "translate-toolkit"


def md2po() -> str:
    """The program to compare with, installed if need be."""
    program = PEER / "bin" / "md2po"
    if not program.exists():
        venv.create(PEER, with_pip=True)
        pip = [PEER / "bin" / "python", "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "translate-toolkit[markdown]", "ruamel.yaml"], check=True)
    return str(program)


def seconds(command: list[str], folder: Path, output: Path) -> float:
    """The wall time of a command that ends well; what it wrote to `output` before is removed first."""
    shutil.rmtree(output, ignore_errors=True)
    # Both may keep their bytecode: pip has compiled the peer's already.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    took = time.perf_counter() - start
    if done.returncode or not output.is_dir():
        raise SystemExit(f"{' '.join(command)} failed: {done.stderr}")
    return took


def main() -> None:
    """Run both commands in turn and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(options.folder, folder / "pages", ignore=shutil.ignore_patterns("*.yml", "*.png"))
        (folder / "playbook-lint.toml").write_text('content = ["pages"]\n', encoding="utf-8")
        pages = sum(1 for _ in (folder / "pages").rglob("*.md"))
        ours = [sys.executable, "-m", "playbook_lint", "extract", "--quiet"]
        theirs = [md2po(), "--progress=none", "-P", "pages", "templates"]
        pairs = [
            (seconds(theirs, folder, folder / "templates"), seconds(ours, folder, folder / "locales"))
            for _ in range(options.runs + 1)
        ][1:]  # the first run warms the file system and the bytecode
    ratio = median(first / reference for reference, first in pairs)
    print(f"{pages} pages, {options.runs} runs, Python {platform.python_version()}")
    print(f"translate-toolkit md2po:          {median(reference for reference, _ in pairs):.2f} s")
    print(f"playbook-lint {version('playbook-lint')} extract: {median(first for _, first in pairs):.2f} s")
    print(f"ratio: {ratio:.2f}")
    if options.limit and ratio > options.limit:
        raise SystemExit(f"above the limit of {options.limit}")


if __name__ == "__main__":
    main()
