"""Work on many items in several processes, with the results in the order of the items."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Small enough to keep all processes busy to the end, large enough for little talk.
_CHUNK = 8
# So many chunks wait for a process each, so that none runs dry while results are taken.
_AHEAD = 3
# Where all is begun at once, so many chunks are for each process, or fewer: this one has other things to do than to
# hand them out.
_PARTS = 8

_work: Callable[[Any], Any] | None = None


def mapped(
    work: Callable[[Item], Result], items: Iterable[Item], *, worthwhile: int, jobs: int | None = None
) -> Iterator[Result]:
    """`work` on each of `items`, in order; in as many processes as there are processors, or `jobs`.

    From `worthwhile` items on that is quicker than here. Items and results have to be picklable, `work` need not be: a
    process inherits it as it was when the process began, and what it changes stays there. Items are taken as they are
    needed. Where a process can be had only by starting anew (not on Linux), or one is killed, the work is done here.
    """
    jobs, rest = jobs or processors(), iter(items)
    first = list(islice(rest, worthwhile))
    if not _is_worthwhile(first, worthwhile, jobs):
        yield from map(work, chain(first, rest))
        return
    # What the first one makes Python import, processes inherit.
    yield work(first[0])
    with _processes(work, jobs) as begin:
        begun: deque[Callable[[], list[Result]]] = deque()
        for chunk in _chunks(chain(first[1:], rest), _CHUNK):
            begun.append(begin(chunk))
            if len(begun) > jobs * _AHEAD:
                yield from begun.popleft()()
        for results in begun:
            yield from results()


@contextmanager
def mapping(
    work: Callable[[Item], Result], items: Sequence[Item], *, worthwhile: int, jobs: int | None = None
) -> Iterator[Iterator[Result]]:
    """The same as `mapped`, but where there are other processes, all is begun: this one can do something else first."""
    jobs = jobs or processors()
    if not _is_worthwhile(items, worthwhile, jobs):
        yield map(work, items)
        return
    first = work(items[0])
    size = max(_CHUNK, len(items) // (jobs * _PARTS))
    with _processes(work, jobs) as begin:
        begun = [begin(chunk) for chunk in _chunks(iter(items[1:]), size)]
        yield chain([first], chain.from_iterable(results() for results in begun))


def _is_worthwhile(items: Sequence[object], worthwhile: int, jobs: int) -> bool:
    return jobs > 1 and len(items) >= max(worthwhile, 1) and sys.platform == "linux"


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _chunks(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while chunk := list(islice(items, size)):
        yield chunk


@contextmanager
def _processes(
    work: Callable[[Item], Result], jobs: int
) -> Iterator[Callable[[list[Item]], Callable[[], list[Result]]]]:
    """Begins work on some items in one of so many processes; what that gives waits for their results."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("fork"), partial(_begin, work)) as pool:

        def begin(items: list[Item]) -> Callable[[], list[Result]]:
            def results() -> list[Result]:
                with suppress(BrokenProcessPool):
                    if future:
                        return future.result()
                return list(map(work, items))

            future = None
            with suppress(BrokenProcessPool), _uninterrupted():
                future = pool.submit(_do, items)
            return results

        try:
            yield begin
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


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
