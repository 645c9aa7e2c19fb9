"""The checkout as others would get it, and what needs a package registry to be reached."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from command import environment

ROOT = Path(__file__).parents[2]

# What pip and its libraries say when there is no network; a package that is missing from a registry sounds different.
_OFFLINE = re.compile(
    r"NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|Network is unreachable"
    r"|Temporary failure in name resolution|Name or service not known|Failed to establish a new connection"
)

Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def shell() -> Shell:
    """Runs a command, output and errors in one; skips the test when the network is what failed."""

    def run(
        *args: str | os.PathLike[str], cwd: Path, env: Mapping[str, str] | None = None, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        base = {name: value for name, value in environment().items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
        done = subprocess.run(
            args,
            cwd=cwd,
            env={**base, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
            check=False,
        )
        if done.returncode and _OFFLINE.search(done.stdout):
            pytest.skip("the package registry cannot be reached")
        assert not check or done.returncode == 0, done.stdout
        return done

    return run


@pytest.fixture(scope="session")
def commit(shell: Shell) -> Callable[[Path], None]:
    """Makes a folder a git repository whose one commit holds everything in it."""

    def commit_all(folder: Path) -> None:
        shell("git", "init", "--quiet", cwd=folder)
        shell("git", "add", "--all", cwd=folder)
        identity = ["-c", "user.name=Robin Example", "-c", "user.email=robin@example.com"]
        shell("git", *identity, "commit", "--quiet", "--message", "Everything", cwd=folder)

    return commit_all


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory, shell: Shell, commit: Callable[[Path], None]) -> Path:
    """A copy of this checkout with what is not committed yet, as a git repository of its own."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout")
    listed = shell("git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard", cwd=ROOT).stdout
    folder = tmp_path_factory.mktemp("checkout")
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name in listed.split("\0"):
            if name and (ROOT / name).exists():
                archive.add(ROOT / name, name)
    packed.seek(0)
    with tarfile.open(fileobj=packed) as archive:
        archive.extractall(folder, filter="data")
    commit(folder)
    return folder
