"""What `playbook-lint merge-driver --install` does: sets git up to merge the catalogs of a repository with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playbook_lint.cli.main import CLEAN, FINDINGS, USAGE
from playbook_lint.cli.output import complain, write
from playbook_lint.files import leads_outside, write_atomically
from playbook_lint.history import change_setting, setting, work_tree
from playbook_lint.reporters.visible import visible

_DRIVER = "playbook-po"
# Git leaves a file as it is on this side where a driver cannot be found, and what the other side has is soon lost. So
# where this command is not there, lines are merged as without a driver.
_COMMAND = (
    "if command -v playbook-lint >/dev/null; then playbook-lint merge-driver -- %O %A %B %P; "
    "else git merge-file %A %O %B; fi"
)
_SETTINGS = {f"merge.{_DRIVER}.name": "PO files, message by message", f"merge.{_DRIVER}.driver": _COMMAND}
_PATTERNS = ("*.po", "*.pot")
_ATTRIBUTES = ".gitattributes"


def install_driver() -> int:
    """Set up the repository that the current folder is in, say what was done, and return the exit status.

    Lines of `.gitattributes` are only added, never changed: where one gives catalogs another driver, that is told.
    """
    root = work_tree(Path.cwd())
    if root is None:
        complain("no git repository is here to set up, or git cannot be run")
        return USAGE
    for name, value in _SETTINGS.items():
        before = setting(root, name)
        if before != value and not change_setting(root, name, value):
            complain(f"git does not take the setting `{name}`")
            return USAGE
        was = "is already" if before == value else f"was `{before}`, is now" if before else "is now"
        write(f"git config: {name} {visible(was)} `{value}`\n")
    path = root / _ATTRIBUTES
    if leads_outside(path, root):
        complain(f"{path}: leads out of the repository, so nothing is written there")
        return USAGE
    return _add_attributes(path)


def _add_attributes(path: Path) -> int:
    """Add the lines that are missing; return the exit status, which says whether all catalogs are merged so."""
    data = path.read_bytes() if path.exists() else b""
    text = data.decode("utf-8", "surrogateescape")
    drivers = dict(_drivers(text))
    line_end = "\r\n" if "\r\n" in text else "\n"
    added = "".join(f"{pattern} merge={_DRIVER}{line_end}" for pattern in _PATTERNS if pattern not in drivers)
    if added:
        gap = line_end if text and not text.endswith("\n") else ""
        write_atomically(path, data + f"{gap}{added}".encode())
    for pattern in _PATTERNS:
        what = "has already" if pattern in drivers else "has now"
        if drivers.get(pattern, _DRIVER) == _DRIVER:
            write(f"{_ATTRIBUTES}: {what} `{pattern} merge={_DRIVER}`\n")
        else:
            complain(f"{path}: `{pattern}` has `{drivers[pattern]}` there; put `merge={_DRIVER}` instead")
    return CLEAN if all(drivers.get(pattern, _DRIVER) == _DRIVER for pattern in _PATTERNS) else FINDINGS


def _drivers(text: str) -> Iterator[tuple[str, str]]:
    """Which driver the lines of a `.gitattributes` file give to patterns; of several, the last one counts.

    What says otherwise that files are merged, such as `-merge` or the macro `binary`, stands for itself.
    """
    for line in text.splitlines():
        pattern, *attributes = line.split() or [""]
        for attribute in attributes:
            if attribute.lstrip("-!").partition("=")[0] in ("merge", "binary"):
                yield pattern, attribute.removeprefix("merge=")
