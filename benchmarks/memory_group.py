"""`check` of few pages, and of ten times as many: time should grow as they do, and memory stay bounded.

The many take minutes, in which a machine may change its speed: the few are checked before them and after them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from corpora import without_caches
from generate import generate
from program import FINDINGS, PROGRAM
from report import Limit, print_heading, print_limits
from timing import Command, run, wall

TIMES = 10
MEMORY = 1000  # MB


def measure(options: argparse.Namespace, work: Path) -> Sequence[Limit]:
    """Check generated pages without a cache, print what came out, and give the limits."""
    few, many = work / "few", work / "many"
    made = [generate(few, options.pages, options.seed), generate(many, TIMES * options.pages, options.seed)]
    check = [PROGRAM, "check", "--quiet"]
    commands = [Command(check, folder, without_caches(folder), FINDINGS) for folder in (few, many, few)]
    rounds = [[run(command, with_memory=True) for command in commands] for _ in range(options.runs)]
    before, of_many, after = zip(*rounds, strict=True)
    print_heading(f"{made[0].pages} and {made[1].pages} pages")
    print("| Pages | Size | Median | CPU | Memory |\n| ---: | ---: | ---: | ---: | ---: |")
    for one, samples in zip(made, (before + after, of_many), strict=True):
        cpu, memory = median(sample.cpu for sample in samples), max(sample.memory for sample in samples) / 1e6
        print(f"| {one.pages} | {one.size / 1e6:.0f} MB | {wall(samples):.1f} s | {cpu:.1f} s | {memory:.0f} MB |")
    print()
    most = max(sample.memory for sample in of_many) / 1e6
    growth = median(2 * many.wall / (one.wall + other.wall) for one, many, other in rounds)
    limits = [
        Limit(f"time for {TIMES} times as many pages", growth, 10.5),
        Limit("memory of all processes", most, MEMORY, " MB"),
    ]
    print_limits(limits)
    return limits
