"""Prints what was measured: tables in Markdown, and which limits hold."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median
from typing import NamedTuple

from peers import Peer
from timing import Sample, ratio, wall


class Limit(NamedTuple):
    """What was measured against the most that it may be; `unit` stands behind both."""

    name: str
    value: float
    most: float
    unit: str = ""

    @property
    def holds(self) -> bool:
        return self.value <= self.most

    def __str__(self) -> str:
        return f"{self.name}: {self.value:.2f}{self.unit} (at most {self.most:g}{self.unit})"


def print_heading(what: str, peers: Sequence[Peer] = ()) -> None:
    """Which pages, on what machine, and the versions of all tools."""
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()} on {platform.system()}"
    print(f"{what}; {machine}; {datetime.now(UTC):%Y-%m-%d}")
    versions = [f"{name} {version(name)}" for name in ("playbook-lint", "markdown-it-py")]
    print(", ".join((*versions, *(f"{peer.name} {peer.version}" for peer in peers))), end="\n\n")


def print_table(samples: Mapping[str, Sequence[Sample]], reference: str) -> None:
    """The median of each command, and how much longer it takes than `reference`."""
    print(f"| Command | Median | CPU | Runs | In terms of `{reference}` |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, runs in samples.items():
        cpu = median(sample.cpu for sample in runs)
        factor = ratio(runs, samples[reference])
        print(f"| {name} | {wall(runs):.2f} s | {cpu:.2f} s | {len(runs)} | {factor:.3g} |")
    print()


def print_limits(limits: Sequence[Limit]) -> None:
    """Each limit, and whether it holds."""
    for limit in limits:
        print(f"- {'holds' if limit.holds else 'does not hold'}: {limit}")
