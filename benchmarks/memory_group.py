"""`check` of few pages, and of ten times as many: time should grow as they do, and memory stay bounded.

The many take minutes, in which a machine may change its speed: the few are checked before them and after them, ten
times in all, so that as many pages are checked in either way.
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
    of_few, of_many = (Command(check, folder, without_caches(folder), FINDINGS) for folder in (few, many))
    commands = [*[of_few] * (TIMES // 2), of_many, *[of_few] * (TIMES // 2)]
    rounds = [[run(command, with_memory=True) for command in commands] for _ in range(options.runs)]
    all_of_few = [sample for round_ in rounds for sample in (*round_[: TIMES // 2], *round_[-(TIMES // 2) :])]
    all_of_many = [round_[TIMES // 2] for round_ in rounds]
    print_heading(f"{made[0].pages} and {made[1].pages} pages")
    print("| Pages | Size | Median | CPU | Memory |\n| ---: | ---: | ---: | ---: | ---: |")
    for one, samples in zip(made, (all_of_few, all_of_many), strict=True):
        cpu, memory = median(sample.cpu for sample in samples), max(sample.memory for sample in samples) / 1e6
        print(f"| {one.pages} | {one.size / 1e6:.0f} MB | {wall(samples):.1f} s | {cpu:.1f} s | {memory:.0f} MB |")
    print()
    most = max(sample.memory for sample in all_of_many) / 1e6
    growth = TIMES * sum(sample.wall for sample in all_of_many) / sum(sample.wall for sample in all_of_few)
    limits = [
        Limit(f"time for {TIMES} times as many pages", growth, 10.5),
        Limit("memory of all processes", most, MEMORY, " MB"),
    ]
    print_limits(limits)
    return limits
