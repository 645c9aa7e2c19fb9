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
    from typing import Self

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


@contextmanager
def beside(
    work: Callable[[Item], Result], items: Iterable[Item], *, jobs: int | None = None
) -> Iterator[Callable[[], Iterator[Result]]]:
    """`work` on all of `items` in another process, if there may be two, while what stands in the block is done here.

    What is yielded gives the results, in order, and waits for them. Items, results and `work` are as for `mapped`.
    Where there is no other process, the work is done when the results are asked for.
    """
    if (jobs or processors()) == 1 or sys.platform != "linux":
        yield lambda: map(work, items)
        return
    with _Processes(work, 1) as other:
        other.submit(list(items))
        yield lambda: other.results(iter(()))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(work: Callable[[Item], Result], items: Iterator[Item], jobs: int) -> Iterator[Result]:
    with _Processes(work, jobs) as processes:
        yield from processes.results(items)


class _Processes:
    """Processes that work on chunks of items."""

    def __init__(self, work: Callable[[Any], Any], count: int) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        self._work = work
        self._most = count * _AHEAD
        self._pool = ProcessPoolExecutor(count, get_context("fork"), partial(_begin, work))
        self._undone: deque[tuple[list[Any], Future[list[Any]]]] = deque()  # whose results are not taken yet

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        self._pool.shutdown(wait=error is None, cancel_futures=error is not None)

    def submit(self, chunk: list[Any]) -> None:
        """Have a chunk worked on."""
        from concurrent.futures import Future
        from concurrent.futures.process import BrokenProcessPool

        try:
            with _uninterrupted():
                future = self._pool.submit(_do, chunk)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self._undone.append((chunk, future))

    def results(self, items: Iterator[Any]) -> Iterator[Any]:
        """What is found in the chunks that were submitted, in order, and then in `items`."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            while chunk := list(islice(items, _CHUNK)):
                self.submit(chunk)
                if len(self._undone) > self._most:
                    yield from self._taken()
            while self._undone:
                yield from self._taken()
        except BrokenProcessPool:
            left = chain.from_iterable(chunk for chunk, _ in self._undone)
            yield from map(self._work, chain(left, items))

    def _taken(self) -> list[Any]:
        found = self._undone[0][1].result()
        self._undone.popleft()
        return found


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
