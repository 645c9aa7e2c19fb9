"""The file of a baseline: JSON with an entry on each line, in order, so that git shows and merges it well."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playbook_lint.baseline import Counts
from playbook_lint.config_file import UsageError, shown
from playbook_lint.diagnostics import Identity
from playbook_lint.files import write_atomically

_VERSION = 1
_WAY_OUT = "mend it, or delete it and run `playbook-lint check --write-baseline`"
# Some half a million findings; a file is not trusted to be what its name says.
_MOST_BYTES = 100_000_000


def read_baseline(path: Path) -> Counts:
    """What the file at `path` says; raises `UsageError`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"the baseline `{shown(path)}` cannot be read: {error.strerror}") from None
    if len(data) > _MOST_BYTES:
        raise UsageError(f"the baseline `{shown(path)}` is larger than {_MOST_BYTES:,} bytes")
    try:
        document = json.loads(data)
        if document["version"] != _VERSION:
            raise UsageError(f"the baseline `{shown(path)}` is of another version of playbook-lint; {_WAY_OUT}")
        return dict(map(_entry, document["findings"]))
    except json.JSONDecodeError as error:
        raise UsageError(f"the baseline `{shown(path)}` is not valid JSON (line {error.lineno}); {_WAY_OUT}") from None
    except (KeyError, TypeError, ValueError, RecursionError):
        raise UsageError(f"`{shown(path)}` is not a baseline that `--write-baseline` wrote; {_WAY_OUT}") from None


def write_baseline(path: Path, known: Counts) -> None:
    """Replace the file at `path`; one that says the same already stays as it is. Raises `UsageError`."""
    data = "".join(_lines(known)).encode()
    try:
        if not path.is_file() or path.read_bytes() != data:
            write_atomically(path, data)
    except OSError as error:
        raise UsageError(f"the baseline `{shown(path)}` cannot be written: {error.strerror}") from None


def _entry(value: Any) -> tuple[Identity, int]:
    """One entry; raises `KeyError`, `TypeError` and `ValueError` for anything else."""
    one = Identity(value["path"], value["rule"], value["text"])
    count = value["count"]
    if not all(isinstance(part, str) for part in one) or type(count) is not int or count < 1:
        raise ValueError
    os.fsencode(one.path)  # raises `UnicodeEncodeError` for what can be no path
    return one, count


def _lines(known: Counts) -> Iterator[str]:
    yield f'{{\n  "version": {_VERSION},\n  "findings": ['
    separator = "\n"
    for one, count in sorted(known.items()):
        # Texts of any script stay readable, but what cannot be shown is escaped.
        escapes = not "".join(one).isprintable()
        yield f"{separator}    {json.dumps({**one._asdict(), 'count': count}, ensure_ascii=escapes)}"
        separator = ",\n"
    yield "\n  ]\n}\n"
