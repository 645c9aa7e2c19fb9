"""The versions that results follow from, the same on every machine that has the same ones."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from playbook_lint import __version__
from playbook_lint.file_state import digest
from playbook_lint.resources import PACKAGE, data_dir

THIS = "playbook-lint"
_DATA = "_data"  # where an installed package has its schemas and terms
_NAME = re.compile(r"[\w.-]+")


@cache
def versions() -> Mapping[str, str]:
    """The versions of this program, of Python and of the packages that this program needs, by name.

    Two states of the program may have the same version: a digest of its files goes with that.
    """
    own = f"{__version__} ({digest(*_own_files()).hex()[:16]})"
    return {THIS: own, "Python": ".".join(map(str, sys.version_info[:3])), **dict(_needed())}


def difference(other: Mapping[str, str]) -> str:
    """What of `other` versions is not as it is here, as the end of a sentence; empty where all is the same."""
    here = versions()
    for name in sorted({*here, *other}, key=[*here, *other].index):
        if other.get(name) != here.get(name):
            return f"has {name} {other.get(name, 'not at all')}; here it is {here.get(name, 'not needed')}"
    return ""


def _needed() -> Iterator[tuple[str, str]]:
    """The packages that this one always needs; none where it is not installed as a package."""
    from importlib.metadata import PackageNotFoundError, requires, version

    try:
        for requirement in requires(THIS) or ():
            name = _NAME.match(requirement)
            if name and "extra ==" not in requirement:
                yield name[0].lower(), version(name[0])
    except PackageNotFoundError:
        return


def _own_files() -> Iterator[bytes]:
    """The names and contents of the files that this program is made of, wherever it is installed."""
    package = Path(PACKAGE)
    for folder, name in ((package, "package"), (data_dir("schemas"), "schemas"), (data_dir("locales"), "locales")):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            inside = path.relative_to(folder)
            if not (path.suffix == ".pyc" or (folder == package and _is_data(inside))):
                yield os.fsencode(f"{name}/{inside.as_posix()}")
                yield path.read_bytes()


def _is_data(inside: Path) -> bool:
    return inside.parts[0] == _DATA
