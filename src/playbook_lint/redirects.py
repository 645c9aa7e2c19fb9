"""Files that are not there any more, and from which a site sends its readers on: links to them work.

Learn and docfx keep them in JSON, `.openpublishing.redirection.json`: a list `redirections` of what has a
`source_path`, which counts from the folder of that file, or a `source_path_from_root`
(https://github.com/dotnet/docs-tools/issues/36).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from playbook_lint.config import UsageError
from playbook_lint.files import leads_outside
from playbook_lint.links.settings import LinkSettings

_MAX_BYTES = 50_000_000


class _Redirection(msgspec.Struct):
    source_path: str | None = None
    source_path_from_root: str | None = None


class _File(msgspec.Struct):
    redirections: list[_Redirection] = []


def moved_files(root: Path, files: Iterable[str]) -> frozenset[str]:
    """The paths, relative to the project at `root` and casefolded, from which readers are sent on.

    `files` are relative to it too; one that is not there names nothing, and so does the usual one if it is no list:
    nobody has asked for it. Raises `UsageError` for another one that is none.
    """
    moved: set[str] = set()
    for file in files:
        if (root / file).is_file():
            with suppress(*([UsageError] if file in LinkSettings().redirects else [])):
                moved |= {path.casefold() for path in _sources(root, file)}
    return frozenset(moved)


def _sources(root: Path, file: str) -> Iterator[str]:
    folder = posixpath.dirname(file)
    for redirection in _read(root, file).redirections:
        from_root = redirection.source_path_from_root
        path = from_root or posixpath.join(folder, redirection.source_path or "")
        yield posixpath.normpath(path.replace("\\", "/").lstrip("/"))


def _read(root: Path, file: str) -> _File:
    path = root / file
    if leads_outside(path, root):
        raise UsageError(f"the list of redirects `{file}` is a symbolic link out of the project")
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise UsageError(f"the list of redirects `{file}` has more than {_MAX_BYTES:,} bytes")
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_File)
    except OSError as error:
        raise UsageError(f"the list of redirects `{file}` cannot be read: {error.strerror}") from None
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UsageError(f"`{file}` is no list of redirects: {error}") from None
