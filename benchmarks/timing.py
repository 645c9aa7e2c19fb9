"""Runs commands as whole processes, in turn, and tells how long they took and how much memory they had.

Commands that are compared run one after the other in each round, so that a machine that slows down slows down all of
them; what is compared are the ratios of each round, and of those the median. Memory is read from /proc, which Linux
has.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

# A command that takes longer than this, in seconds, is run only once.
SLOW = 60
# How often memory is looked at, in seconds, and how many times as long as a look takes passes between two: a look takes
# longer where there is more to see, and the time that it takes is none of what is timed.
INTERVAL, PAUSE = 0.05, 50


def nothing() -> None:
    """There is nothing to do before the command."""


class Command(NamedTuple):
    """A command line, and where it runs.

    What is done `before` each run is not timed. It may end with one of `statuses`. The folder that it `writes` is
    removed before each run, and must be there after it.
    """

    arguments: Sequence[str]
    folder: Path
    before: Callable[[], None] = nothing
    statuses: tuple[int, ...] = (0,)
    writes: Path | None = None


class Sample(NamedTuple):
    """One run: wall and CPU time in seconds, of the command and all that it started; `memory` in bytes.

    Memory is the most that the processes had resident at once, of what they share each its part; 0 where it was not
    asked for.
    """

    wall: float
    cpu: float
    memory: int = 0


def run(command: Command, *, with_memory: bool = False) -> Sample:
    """Run a command once; what it prints is thrown away. Raises `SystemExit` where it ends otherwise than it may.

    Processes may keep bytecode: what is installed has it already.
    """
    if command.writes:
        shutil.rmtree(command.writes, ignore_errors=True)
    command.before()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command.arguments, cwd=command.folder, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        watch = MemoryWatch(process.pid) if with_memory else None
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - start
        memory = watch.end() if watch else 0
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in command.statuses:
            errors.seek(0)
            said = errors.read()[-2000:].decode(errors="replace")
            raise SystemExit(f"{' '.join(command.arguments)} ended with exit status {process.returncode}\n{said}")
    if command.writes and not command.writes.exists():
        raise SystemExit(f"{' '.join(command.arguments)} did not write {command.writes}")
    return Sample(took, usage.ru_utime + usage.ru_stime, memory)


def in_turn(commands: Mapping[str, Command], runs: int, *, with_memory: bool = False) -> dict[str, list[Sample]]:
    """The samples of each command, by its name, in rounds. One round before them warms the file system and bytecode."""
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            if samples[name] and samples[name][0].wall > SLOW:
                continue
            show(f"{number}/{runs} {name}")
            sample = run(command, with_memory=with_memory)
            if number or sample.wall > SLOW:
                samples[name].append(sample)
    show("")
    return samples


def show(text: str) -> None:
    """Tell on the terminal, if there is one, what runs now."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def ratio(samples: Sequence[Sample], reference: Sequence[Sample]) -> float:
    """How long a command takes in terms of another: the median over the rounds, or that of medians without rounds."""
    if len(samples) == len(reference):
        return median(one.wall / other.wall for one, other in zip(samples, reference, strict=True))
    return wall(samples) / wall(reference)


def wall(samples: Sequence[Sample]) -> float:
    """The median wall time in seconds."""
    return median(sample.wall for sample in samples)


class MemoryWatch:
    """Looks at the memory of a process and of all that it starts, in a thread, until `end`."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """The most that was seen at once, in bytes."""
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        pause = INTERVAL
        while not self._over.wait(pause):
            start = time.perf_counter()
            self._most = max(self._most, sum(map(resident, tree(self._process))))
            pause = max(INTERVAL, PAUSE * (time.perf_counter() - start))


def tree(process: int) -> list[int]:
    """The process and its descendants, as far as they are there now."""
    found = [process]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:  # it has ended meanwhile
                continue
    return found


def resident(process: int) -> int:
    """The memory that a process has resident, of what it shares its part, in bytes; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
