"""Shows on a terminal how far a long run is."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from playbook_lint.reporters.visible import visible

if TYPE_CHECKING:
    from rich.status import Status

    from playbook_lint.links.asking import Outcomes

_HOST_WIDTH = 30
_PATIENCE = 1.0  # seconds

Item = TypeVar("Item")


def is_wanted() -> bool:
    """Whether there is somebody to see it: standard error is a terminal, and not that of a build server."""
    return sys.stderr is not None and sys.stderr.isatty() and not os.environ.get("CI")


def unseen(_total: int, found: Outcomes) -> Outcomes:
    """Show nothing."""
    return found


def shown(total: int, found: Outcomes, *, color: bool) -> Outcomes:
    """Pass on what is `found` while a bar on standard error shows how much of `total` that is."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from playbook_lint.links.exchange import State, host_of

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[broken]} broken", markup=False),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False),
    )
    broken = 0
    with Progress(*columns, console=Console(stderr=True, no_color=not color), transient=True) as progress:
        task = progress.add_task("", total=total, broken=0)
        for outcome in found:
            broken += outcome.state is State.BROKEN
            host = visible(host_of(outcome.url))[:_HOST_WIDTH]
            progress.update(task, advance=1, description=host, broken=broken)
            yield outcome


@contextmanager
def told_when_slow(what: str) -> Iterator[None]:
    """Tell on standard error `what` is done, from when a person waits for the block to its end."""
    from threading import Timer

    status: Status | None = None

    def tell() -> None:
        from rich.console import Console

        nonlocal status
        status = Console(stderr=True).status(what)
        status.start()

    timer = Timer(_PATIENCE, tell)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # it may just have begun
        if status:
            status.stop()


def counted_when_slow(what: str, total: int, items: Iterable[Item]) -> Iterator[Item]:
    """Pass `items` on as `counted` does, but without a bar for as long as a person does not wait yet."""
    rest = iter(items)
    begun = time.monotonic()
    for done, item in enumerate(rest, 1):
        yield item
        if time.monotonic() - begun > _PATIENCE:
            yield from counted(what, total, rest, done=done)


def counted(what: str, total: int, items: Iterable[Item], *, done: int = 0) -> Iterator[Item]:
    """Pass `items` on while a bar on standard error shows how many of `total` that are; `what` says what they are.

    So many are `done` already.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total, completed=done)
        for item in items:
            progress.update(task, advance=1)
            yield item
