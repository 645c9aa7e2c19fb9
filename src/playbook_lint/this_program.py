"""Which state this program is in: what another state of it found may not be what this one finds."""

from __future__ import annotations

import os
import sys
from functools import cache

from playbook_lint import __version__
from playbook_lint.file_state import digest
from playbook_lint.resources import PACKAGE, data_folder

_PACKAGES = (".dist-info", ".egg-info")


@cache
def fingerprint() -> bytes:
    """A digest of the versions of Python and of all installed packages, and of what this package is made of.

    Of its files sizes and times are enough: they change when somebody works on them, or installs another version.
    """
    return digest(sys.version.encode(), __version__.encode(), *_packages(), *_own_files())


def _packages() -> list[bytes]:
    """The names of what is installed, each of which tells its version."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:  # an archive, or nothing
            continue
        found.update(name for name in names if name.endswith(_PACKAGES))
    return [name.encode("utf-8", "surrogateescape") for name in sorted(found)]


def _own_files() -> list[bytes]:
    lines: list[str] = []
    folders = [PACKAGE, data_folder("schemas"), data_folder("locales")]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders += [entry.path] if entry.name != "__pycache__" else []
                else:
                    status = entry.stat()
                    lines.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    return [line.encode("utf-8", "surrogateescape") for line in sorted(lines)]
