"""Work on many items in several processes, with the results in the order of the items."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Processes take some hundredths of a second to start; chunks keep them evenly busy without much talk.
_CHUNKS_PER_WORKER = 8

_work: Callable[[Any], Any] | None = None


def mapped(
    work: Callable[[Item], Result], items: Sequence[Item], *, worthwhile: int, jobs: int | None = None
) -> Iterator[Result]:
    """`work` on each of `items`, in order; in as many processes as there are processors, or `jobs`.

    From `worthwhile` items on that is quicker than here. Items and results have to be picklable, `work` need not be: a
    process inherits it as it was when the process began, and what it changes stays there. Where a process can be had
    only by starting anew (not on Linux), or one is killed, the work is done here.
    """
    jobs = min(jobs or _processors(), len(items))
    done = 0
    if jobs > 1 and len(items) >= worthwhile and sys.platform == "linux":
        from concurrent.futures.process import BrokenProcessPool

        try:
            for result in _in_processes(work, items, jobs):
                yield result
                done += 1
        except BrokenProcessPool:
            pass
    yield from map(work, items[done:])


def _in_processes(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    size = -(-len(items) // (jobs * _CHUNKS_PER_WORKER))
    begin = partial(_begin, work)
    with ProcessPoolExecutor(jobs, get_context("fork"), begin) as pool:
        try:
            with _uninterrupted():
                results = pool.map(_do, items, chunksize=size)
            yield from results
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait while processes begin: Python's own steps after a fork would drop it, with a traceback."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _begin(work: Callable[[Any], object]) -> None:
    """Make a new process ready: Ctrl-C is for its parent to handle, without whom it ends."""
    global _work
    _work = work
    gc.disable()  # work leaves next to nothing that refers to itself, and a process ends with it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from threading import Thread

    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)


def _do(item: Any) -> Any:
    assert _work is not None
    return _work(item)


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
