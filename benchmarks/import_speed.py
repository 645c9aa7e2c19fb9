"""How long `playbook-lint import` takes, as a ratio to `po4a-gettextize` on the same pairs of pages.

    python benchmarks/import_speed.py FOLDER --config FILE [--runs 3] [--limit 1]

FOLDER is copied, with FILE as its configuration; then `import` is run on all of it, and po4a-gettextize on each pair
of pages that `import` finds, in turn. Printed are the medians, their ratio, and for how many pairs the peer gives a
catalog at all. With `--limit` the exit status is 1 when the ratio is above it. po4a is installed from Debian.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

from peers import Peer, wanted
from program import PROGRAM
from timing import Command, run

OPTIONS = ["--format", "text", "--option", "markdown", "--master-charset", "UTF-8", "--localized-charset", "UTF-8"]
OURS = [PROGRAM, "import"]


def pairs_of(folder: Path) -> list[tuple[str, str]]:
    """The source and target pages that `import` finds."""
    command = [*OURS, "--dry-run", "--format", "json"]
    report = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    pages = [page for locale in json.loads(report)["locales"] for page in locale["pages"]]
    return [(page["source"], page["target"]) for page in pages if page["target"].endswith(".md")]


def theirs(peer: Peer, folder: Path, pairs: list[tuple[str, str]]) -> tuple[float, int]:
    """The wall time of the peer for all pairs, and for how many it gives a catalog."""
    catalog = folder / "peer.po"
    took, given = 0.0, 0
    for source, target in pairs:
        catalog.unlink(missing_ok=True)
        files = ("--master", source, "--localized", target, "--po", str(catalog))
        command = [peer.program("po4a-gettextize"), *OPTIONS, *files]
        took += run(Command(command, folder, statuses=tuple(range(256)))).wall
        given += catalog.exists()
    return took, given


def main() -> None:
    """Run both in turn and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float)
    options = parser.parse_args()
    peer = wanted("po4a")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "playbook"
        shutil.copytree(options.folder, folder)
        shutil.copy(options.config, folder / "playbook-lint.toml")
        pairs = pairs_of(folder)
        times = []
        for _ in range(options.runs):
            reference, given = theirs(peer, folder, pairs)
            times.append((reference, run(Command([*OURS, "--quiet"], folder, writes=folder / "locales")).wall))
    ratio = median(first / reference for reference, first in times)
    print(f"{len(pairs)} pairs, {options.runs} runs, Python {platform.python_version()}")
    print(f"po4a-gettextize {peer.version}: {median(one for one, _ in times):.1f} s, a catalog for {given} pairs")
    print(f"playbook-lint {version('playbook-lint')} import: {median(one for _, one in times):.1f} s")
    print(f"ratio: {ratio:.2f}")
    if options.limit and ratio > options.limit:
        raise SystemExit(f"above the limit of {options.limit}")


if __name__ == "__main__":
    main()
