"""Work in several processes comes out as work in one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from playbook_lint.workers import beside, mapped

forks = pytest.mark.skipif(sys.platform != "linux", reason="processes are used on Linux only")


def is_child() -> bool:
    return multiprocessing.parent_process() is not None


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(mapped(lambda item: item * item, range(100), worthwhile=2, jobs=3)) == [one * one for one in range(100)]


def test_nothing_to_do() -> None:
    assert list(mapped(str, [], worthwhile=0)) == []


@forks
@pytest.mark.parametrize(("worthwhile", "jobs", "several"), [(10, 2, True), (11, 2, False), (10, 1, False)])
def test_processes_are_used_only_where_they_are_worth_it(worthwhile: int, jobs: int, several: bool) -> None:
    where = list(mapped(lambda _: os.getpid(), range(10), worthwhile=worthwhile, jobs=jobs))
    assert where[0] == os.getpid()  # so that processes inherit what that imports
    assert (os.getpid() not in where[1:]) == several


def test_an_error_in_a_process_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(mapped(lambda item: 1 // (item - 7), range(10), worthwhile=2, jobs=2))


def test_what_a_killed_process_leaves_is_done_here() -> None:
    def work(item: int) -> int:
        if item == 5 and is_child():
            os.kill(os.getpid(), signal.SIGKILL)
        return item + 1

    assert list(mapped(work, range(10), worthwhile=2, jobs=2)) == list(range(1, 11))


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_beside_this_process(jobs: int) -> None:
    with beside(lambda item: (item, os.getpid()), range(20), jobs=jobs) as results:
        pass
    with beside(lambda item: (item, os.getpid()), range(20), jobs=jobs) as results:
        found = list(results())
    assert [item for item, _ in found] == list(range(20))
    if sys.platform == "linux":
        assert ({process for _, process in found} == {os.getpid()}) == (jobs == 1)


@forks
def test_work_begins_before_its_results_are_asked_for(tmp_path: Path) -> None:
    deadline = time.monotonic() + 20
    with beside(lambda path: path.touch(), [tmp_path / "begun"], jobs=2):
        while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert (tmp_path / "begun").exists()


def test_an_error_beside_is_raised_when_results_are_asked_for() -> None:
    with beside(lambda item: 1 // item, [1, 0], jobs=2) as results, pytest.raises(ZeroDivisionError):
        list(results())


def test_what_a_process_beside_leaves_when_it_is_killed_is_done_here() -> None:
    def work(item: int) -> int:
        if item == 5 and is_child():
            os.kill(os.getpid(), signal.SIGKILL)
        return item + 1

    with beside(work, range(10), jobs=2) as results:
        assert list(results()) == list(range(1, 11))


@forks
def test_an_error_here_does_not_wait_for_the_process_beside() -> None:
    before = time.monotonic()
    with pytest.raises(ZeroDivisionError), beside(lambda _: time.sleep(2), [0], jobs=2):
        raise ZeroDivisionError
    assert time.monotonic() - before < 2


@forks
def test_processes_end_with_the_one_that_began_them(tmp_path: Path) -> None:
    program = (
        "import os, time\nfrom playbook_lint.workers import mapped\n"
        "def work(item):\n    if item == 0: return\n    open(f'{os.getpid()}', 'w').close()\n    time.sleep(60)\n"
        "list(mapped(work, range(30), worthwhile=2, jobs=2))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=tmp_path)
    deadline = time.monotonic() + 20
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.kill()
    process.wait()
    workers = [int(path.name) for path in tmp_path.iterdir()]
    assert len(workers) == 2
    while any(is_alive(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(is_alive(worker) for worker in workers)


def is_alive(process: int) -> bool:
    """Whether the process runs; one that ended may wait for somebody to ask how."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
