"""What was made of files once, kept for later runs: one JSON file each in the folder of caches.

A note is kept under a name that tells all it follows from: this program and the bytes of files. One that is damaged or
foreign counts for nothing, and so does one that cannot be written: what it says is then worked out again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playbook_lint.file_state import DIGEST_BYTES, digest
from playbook_lint.files import cache_folder, cache_limit, cache_path, leads_outside, write_atomically
from playbook_lint.this_program import fingerprint

FOLDER = "notes"
_KEPT = 100


class Notes:
    """The notes of the project at `root`; without one nothing is known, and nothing is kept."""

    def __init__(self, root: Path | None = None) -> None:
        self._root = root

    def note(self, what: str, parts: Iterable[bytes]) -> Note:
        """The note of that kind on what follows from `parts`."""
        if self._root is None:
            return Note(None, "")
        return Note(self._root, digest(fingerprint(), what.encode(), *parts).hex())


NO_NOTES = Notes()


class Note:
    """One note; `value` is plain data of JSON, None where nothing is known."""

    def __init__(self, root: Path | None, name: str) -> None:
        self._root = root
        self._name = name
        self.value: Any = self._read(root) if root else None

    def keep(self, value: object) -> None:
        """Keep `value` for later runs."""
        if self._root is None:
            return
        body = json.dumps(value).encode()
        with suppress(OSError):
            caches = cache_folder(self._root)
            folder = caches / FOLDER
            folder.mkdir(exist_ok=True)
            if not leads_outside(folder, caches):
                write_atomically(folder / self._name, self._proof(body) + body, lasting=False)
                _forget(folder)

    def _read(self, root: Path) -> object:
        path = cache_path(root) / FOLDER / self._name
        try:
            data = path.read_bytes() if path.is_file() and not leads_outside(path, cache_limit(root)) else b""
        except OSError:
            return None
        proof, body = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
        with suppress(ValueError, RecursionError):
            return json.loads(body) if proof == self._proof(body) else None
        return None

    def _proof(self, body: bytes) -> bytes:
        """What tells a whole note of this name from others."""
        return digest(self._name.encode(), body)


def _forget(folder: Path) -> None:
    """Let go of all but the last notes."""
    for path in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)[:-_KEPT]:
        path.unlink()
