"""Work on many items in several processes, with the results in the order of the items."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

# Small enough to keep all processes busy to the end, large enough for little talk.
_CHUNK = 8
# So many chunks wait for a process each, so that none runs dry while results are taken.
_AHEAD = 3

_work: Callable[[Any], Any] | None = None


def mapped(
    work: Callable[[Item], Result], items: Iterable[Item], *, worthwhile: int, jobs: int | None = None
) -> Iterator[Result]:
    """`work` on each of `items`, in order; in as many processes as there are processors, or `jobs`.

    From `worthwhile` items on that is quicker than here. Items and results have to be picklable, `work` need not be: a
    process inherits it as it was when the process began, and what it changes stays there. Items are taken as they are
    needed. Where a process can be had only by starting anew (not on Linux), or one is killed, the work is done here.
    """
    jobs = jobs or processors()
    rest = iter(items)
    first = list(islice(rest, worthwhile))
    if jobs > 1 and first and len(first) == worthwhile and sys.platform == "linux":
        # What the first one makes Python import, processes inherit.
        yield work(first[0])
        yield from _in_processes(work, chain(first[1:], rest), jobs)
    else:
        yield from map(work, chain(first, rest))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(work: Callable[[Item], Result], items: Iterator[Item], jobs: int) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    undone: deque[list[Item]] = deque()  # chunks whose results are not taken yet
    futures: deque[Future[list[Result]]] = deque()

    def taken() -> list[Result]:
        results = futures[0].result()
        futures.popleft(), undone.popleft()
        return results

    with ProcessPoolExecutor(jobs, get_context("fork"), partial(_begin, work)) as pool:
        try:
            while chunk := list(islice(items, _CHUNK)):
                undone.append(chunk)
                with _uninterrupted():
                    futures.append(pool.submit(_do, chunk))
                if len(futures) > jobs * _AHEAD:
                    yield from taken()
            while futures:
                yield from taken()
        except BrokenProcessPool:
            pass
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    yield from map(work, chain(chain.from_iterable(undone), items))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait while processes begin: Python's own steps after a fork would drop it, with a traceback."""
    import signal

    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _begin(work: Callable[[Any], object]) -> None:
    """Make a new process ready: Ctrl-C is for its parent to handle, without whom it ends."""
    import signal

    global _work
    _work = work
    gc.freeze()  # what is inherited stays
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from threading import Thread

    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)


def _do(items: list[Any]) -> list[Any]:
    assert _work is not None
    return list(map(_work, items))
