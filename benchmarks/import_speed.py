"""How long `playbook-lint import` takes, as a ratio to `po4a-gettextize` on the same pairs of pages.

    python benchmarks/import_speed.py FOLDER --config FILE [--runs 3] [--limit 1]

FOLDER is copied, with FILE as its configuration; then `import` is run on all of it, and po4a-gettextize on each pair
of pages that `import` finds, in turn. Printed are the medians, their ratio, and for how many pairs the peer gives a
catalog at all. With `--limit` the exit status is 1 when the ratio is above it. Debian has po4a: `apt-get install po4a`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

PEER = ["po4a-gettextize", "--format", "text", "--option", "markdown"]
PEER += ["--master-charset", "UTF-8", "--localized-charset", "UTF-8"]


def ours(folder: Path, *options: str) -> tuple[float, str]:
    """The wall time of an import into no catalogs, and what it prints."""
    shutil.rmtree(folder / "locales", ignore_errors=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "playbook_lint", "import", *options]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    took = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {done.stderr}")
    return took, done.stdout


def theirs(folder: Path, pairs: list[tuple[str, str]]) -> tuple[float, int]:
    """The wall time of the peer for all pairs, and for how many it gives a catalog."""
    catalog = folder / "peer.po"
    given = 0
    start = time.perf_counter()
    for source, target in pairs:
        catalog.unlink(missing_ok=True)
        files = ("--master", source, "--localized", target, "--po", catalog)
        done = subprocess.run([*PEER, *files], cwd=folder, capture_output=True, check=False)
        given += done.returncode == 0 and catalog.exists()
    return time.perf_counter() - start, given


def main() -> None:
    """Run both in turn and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float)
    options = parser.parse_args()
    if not shutil.which(PEER[0]):
        raise SystemExit("po4a-gettextize is not installed (Debian: apt-get install po4a)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "playbook"
        shutil.copytree(options.folder, folder)
        shutil.copy(options.config, folder / "playbook-lint.toml")
        _, report = ours(folder, "--dry-run", "--format", "json")
        pages = [page for locale in json.loads(report)["locales"] for page in locale["pages"]]
        pairs = [(page["source"], page["target"]) for page in pages if page["target"].endswith(".md")]
        times = []
        for _ in range(options.runs):
            reference, given = theirs(folder, pairs)
            times.append((reference, ours(folder, "--quiet")[0]))
    ratio = median(first / reference for reference, first in times)
    print(f"{len(pairs)} pairs, {options.runs} runs, Python {platform.python_version()}")
    print(f"po4a-gettextize: {median(one for one, _ in times):.1f} s, a catalog for {given} pairs")
    print(f"playbook-lint {version('playbook-lint')} import: {median(one for _, one in times):.1f} s")
    print(f"ratio: {ratio:.2f}")
    if options.limit and ratio > options.limit:
        raise SystemExit(f"above the limit of {options.limit}")


if __name__ == "__main__":
    main()
