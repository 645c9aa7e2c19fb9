"""What a person at a terminal sees while a run takes its time."""

from __future__ import annotations

import os
import sys
import threading
from select import select
from typing import Self

import pytest

pty = pytest.importorskip("pty", reason="there are terminals on POSIX systems only")

from playbook_lint.cli import progress  # noqa: E402

_PATIENCE = 10  # seconds


class Terminal:
    """A terminal that is standard error in a `with` block; pytest sets its own before each test."""

    def __init__(self) -> None:
        self._ours, theirs = pty.openpty()
        self._stream = os.fdopen(theirs, "w")

    def __enter__(self) -> Self:
        self._before, sys.stderr = sys.stderr, self._stream
        return self

    def __exit__(self, *_: object) -> None:
        sys.stderr = self._before
        self._stream.close()
        os.close(self._ours)

    def shown(self, awaited: str) -> str:
        """What is shown from now on, up to what is `awaited`."""
        found = ""
        while awaited not in found and select([self._ours], [], [], _PATIENCE)[0]:
            found += os.read(self._ours, 65536).decode()
        assert awaited in found
        return found


@pytest.fixture(autouse=True)
def somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_what_takes_long_is_told_while_it_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.01)
    with Terminal() as terminal:
        assert progress.is_wanted()
        with progress.told_when_slow("Looking for files"):
            terminal.shown("Looking for files")
        sys.stderr.write("the end")
        sys.stderr.flush()
        assert terminal.shown("the end").endswith("\x1b[2Kthe end")  # on an empty line


def test_what_is_done_soon_is_not_told() -> None:
    with Terminal() as terminal:
        with progress.told_when_slow("Looking for files"):
            pass
        sys.stderr.write("the end")
        sys.stderr.flush()
        assert terminal.shown("the end") == "the end"


def test_nothing_goes_on_after_an_error() -> None:
    with pytest.raises(KeyboardInterrupt), progress.told_when_slow("Looking for files"):
        raise KeyboardInterrupt
    assert not any(isinstance(thread, threading.Timer) for thread in threading.enumerate())
