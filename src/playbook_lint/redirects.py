"""Files that are not there any more, and from which a site sends its readers on: links to them work.

Learn and docfx keep them in JSON, `.openpublishing.redirection.json`: a list `redirections` of what has a
`source_path`, which counts from the folder of that file, or a `source_path_from_root`
(https://github.com/dotnet/docs-tools/issues/36).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from playbook_lint.config import UsageError
from playbook_lint.files import leads_outside

_MAX_BYTES = 50_000_000


class _Redirection(msgspec.Struct):
    source_path: str = ""
    source_path_from_root: str = ""


class _File(msgspec.Struct):
    redirections: list[_Redirection] = []


def moved_files(root: Path, files: Iterable[str]) -> frozenset[str]:
    """The paths, relative to the project at `root` and casefolded, from which readers are sent on.

    `files` are relative to it too; one that is not there names nothing. Raises `UsageError` for one that is something
    else.
    """
    return frozenset(path.casefold() for file in files if (root / file).is_file() for path in _sources(root, file))


def _sources(root: Path, file: str) -> Iterator[str]:
    folder = posixpath.dirname(file)
    for redirection in _read(root, file).redirections:
        if redirection.source_path_from_root:
            yield posixpath.normpath(redirection.source_path_from_root.lstrip("/"))
        elif redirection.source_path:
            yield posixpath.normpath(posixpath.join(folder, redirection.source_path))


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
