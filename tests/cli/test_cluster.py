"""`check --scheduler` on a real Dask cluster: a scheduler and workers that are processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from command import COMMAND, CONFIG, Project, Result, Run, environment

ROOT = Path(__file__).parents[2]
DASK = Path(sys.executable).with_name("dask")
# The command, with less patience.
IMPATIENT = (sys.executable, "-c", "from playbook_lint import cluster, start; cluster.PATIENCE = 2.0; start.main()")
SECONDS = 50.0

needs_dask = pytest.mark.skipif(not find_spec("distributed"), reason="`distributed` is not installed")


class Cluster:
    """A scheduler on this machine, and its workers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", file)
        self.workers: list[subprocess.Popen[bytes]] = []
        self.address = str(json.loads(until(lambda: file.exists() and file.read_text()))["address"])

    def add_worker(self, **env: str) -> subprocess.Popen[bytes]:
        """Start a worker, which may take a moment to be there."""
        options = ("--no-nanny", "--nthreads", "1", "--local-directory", self._folder)
        self.workers.append(self._start("worker", self.address, *options, **env))
        return self.workers[-1]

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, *args: str | Path, **env: str) -> subprocess.Popen[bytes]:
        with (self._folder / "log").open("ab") as log:
            command = [DASK, args[0], "--no-dashboard", *args[1:]]
            return subprocess.Popen(command, cwd=self._folder, env=environment(env), stdout=log, stderr=log)


def until(found: Callable[[], object], seconds: float = SECONDS) -> str:
    """What is found in the end."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := found():
            return str(value)
        time.sleep(0.05)
    raise AssertionError("it never came")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "dask").mkdir()
    cluster = Cluster(tmp_path / "dask")
    yield cluster
    cluster.stop()


@pytest.fixture
def playbook(project: Project) -> Project:
    """The sample playbook with schemas and terms of its own, catalogs, and files that cannot be read."""
    for name in ("content", "locales", "schemas"):
        shutil.copytree(ROOT / name, project.root / name)
    (project.root / "en-US/good.md").unlink()
    (project.root / "pt-BR/bad.md").unlink()
    config = (ROOT / "playbook-lint.toml").read_text(encoding="utf-8")
    project.write("playbook-lint.toml", f'schemas = "schemas"\n{config}')
    for page in sorted((ROOT / "docs/examples").glob("*.md")):
        shutil.copy(page, project.root / "content/en-US")
    schema = project.root / "schemas/page-types/process.yaml"
    changed = schema.read_text(encoding="utf-8").replace("Key Outputs, level: 2", "Key Outputs, level: 4")
    schema.write_text(changed, encoding="utf-8")
    assert "level: 4}\n" in changed
    project.write("content/en-US/latin.md", b"# A\n\xff\n")
    project.write("content/en-US/allowed.md", "<!-- playbook-lint-disable -->\n# A\n\n### B\n")
    (project.root / "content/en-US/gone.md").symlink_to("nowhere.md")
    return project


def write_pages(project: Project, count: int) -> None:
    """Many pages, which take some seconds."""
    project.write("playbook-lint.toml", CONFIG.replace('select = ["heading-skipped"]\n', ""))
    rows = "".join(
        f"| {number}.1 | Plan [the route](page-1.md#depot) | **M** | Fleet | All |\n" for number in range(40)
    )
    table = f"| ID | Task | Code | Owner | Services |\n| --- | --- | --- | --- | --- |\n{rows}\n"
    for number in range(count):
        project.write(f"en-US/page-{number}.md", f"# Fleet {number}\n\n### Depot\n\n" + f"## Part\n\n{table}" * 4)


def seconds_of(process: subprocess.Popen[bytes]) -> float:
    """How much processor time a process has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def begun(project: Project, address: str, *command: str | Path) -> subprocess.Popen[bytes]:
    """A check on that cluster."""
    args = ("check", "--no-cache", "--format", "json", "--scheduler", address)
    out, env = subprocess.PIPE, environment()
    return subprocess.Popen([*(command or (COMMAND,)), *args], cwd=project.root, env=env, stdout=out, stderr=out)


def ended(process: subprocess.Popen[bytes]) -> Result:
    out, err = process.communicate(timeout=SECONDS)
    return Result(process.returncode, out, err)


@needs_dask
@pytest.mark.heavy
class TestCluster:
    def test_says_what_a_run_here_says(self, run: Run, playbook: Project, cluster: Cluster) -> None:
        cluster.add_worker()
        for args in (["--format", "json"], ["--select", "links,terms"]):
            here = run("check", "--no-cache", *args)
            assert here.status in (0, 1)
            assert run("check", "--no-cache", "--scheduler", cluster.address, *args) == here
        # What it found is kept as if it had been found here.
        assert run("check", "--scheduler", cluster.address) == run("check") == run("check", "--no-cache")

    @pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
    def test_goes_on_where_a_worker_is_killed(self, run: Run, project: Project, cluster: Cluster) -> None:
        write_pages(project, 200)
        here = run("check", "--no-cache", "--format", "json")
        first, _ = cluster.add_worker(), cluster.add_worker()
        assert run("check", "--no-cache", "--scheduler", cluster.address, "--select", "h1-missing").status == 0
        idle = seconds_of(first)
        process = begun(project, cluster.address)
        until(lambda: seconds_of(first) > idle + 0.5)
        first.send_signal(signal.SIGKILL)
        assert process.poll() is None
        assert ended(process) == here

    @pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
    @pytest.mark.parametrize("lost", ["scheduler", "worker"])
    def test_tells_when_it_is_lost(self, run: Run, project: Project, cluster: Cluster, lost: str) -> None:
        write_pages(project, 200)
        worker = cluster.add_worker()
        assert run("check", "--no-cache", "--scheduler", cluster.address, "--select", "h1-missing").status == 0
        idle = seconds_of(worker)
        process = begun(project, cluster.address, *IMPATIENT)
        until(lambda: seconds_of(worker) > idle + 0.5)
        (cluster.scheduler if lost == "scheduler" else worker).send_signal(signal.SIGKILL)
        done = ended(process)
        assert (done.status, done.out) == (2, b"")
        assert done.sentence.startswith(f"the Dask cluster at `{cluster.address}` ")

    def test_must_have_workers(self, run: Run, cluster: Cluster) -> None:
        done = run("check", "--scheduler", cluster.address, command=IMPATIENT)
        assert (done.status, done.sentence) == (2, f"the Dask cluster at `{cluster.address}` has no workers")

    def test_must_have_the_same_program(self, run: Run, tmp_path: Path, cluster: Cluster) -> None:
        other = tmp_path / "other"
        shutil.copytree(ROOT / "src/playbook_lint", other / "src/playbook_lint")
        for name in ("schemas", "locales"):
            (other / name).symlink_to(ROOT / name)
        (other / "src/playbook_lint/__init__.py").write_text('__version__ = "0.0.1"\n')
        cluster.add_worker(PYTHONPATH=str(other / "src"))
        done = run("check", "--scheduler", cluster.address)
        assert done.status == 2
        assert "has a worker with another program: it has playbook-lint 0.0.1 (" in done.sentence

    def test_must_have_a_program(self, run: Run, tmp_path: Path, cluster: Cluster) -> None:
        (tmp_path / "other/playbook_lint").mkdir(parents=True)
        (tmp_path / "other/playbook_lint/__init__.py").touch()
        worker = cluster.add_worker(PYTHONPATH=str(tmp_path / "other"))
        done = run("check", "--scheduler", cluster.address)
        assert done.status == 2
        assert worker.poll() is None
        assert "has a worker with another program, or with none: No module named" in done.sentence

    def test_must_have_the_same_python(self, run: Run, tmp_path: Path, cluster: Cluster) -> None:
        pretends = "from distributed import versions\nversions.get_system_info = lambda: {'python': '3.99.0.final.0'}\n"
        (tmp_path / "sitecustomize.py").write_text(pretends)
        worker = cluster.add_worker(PYTHONPATH=str(tmp_path))
        done = run("check", "--scheduler", cluster.address)
        assert done.status == 2
        assert "has a worker with Python 3.99.0.final.0; here it is 3." in done.sentence
        assert worker.poll() is None


@needs_dask
def test_a_scheduler_must_be_there(run: Run) -> None:
    for address in ("tcp://127.0.0.1:1", "tls://127.0.0.1:1", "tcp://nowhere.invalid:8786", "tcp://[::1]:1"):
        done = run("check", "--scheduler", address, command=IMPATIENT)
        assert done.status == 2
        assert done.sentence.startswith(f"no Dask scheduler can be reached at `{address}`: ")


@pytest.mark.parametrize("address", ["", "localhost:8786", "tcp://", "inproc://x", "tcp://a b:1", "tcp://\x1b[31m:1"])
def test_a_scheduler_must_have_an_address(run: Run, address: str) -> None:
    done = run("check", "--scheduler", address)
    assert done.status == 2
    assert "is no address such as tcp://HOST:PORT" in done.sentence
    assert "\x1b" not in done.stderr


def test_what_it_needs_must_be_installed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError('there is none')\n")
    done = run("check", "--scheduler", "tcp://127.0.0.1:1", env={"PYTHONPATH": str(tmp_path)})
    assert done.status == 2
    assert done.sentence.startswith("--scheduler needs `playbook-lint[distributed]`: ")


@pytest.mark.parametrize("args", [["--stdin", "--stdin-filename", "en-US/a.md"], ["--shard", "1/2", "--output", "x"]])
def test_what_does_not_go_with_it(run: Run, args: list[str]) -> None:
    done = run("check", "--scheduler", "tcp://127.0.0.1:1", *args)
    assert done.status == 2
    assert "exclude each other" in done.sentence
