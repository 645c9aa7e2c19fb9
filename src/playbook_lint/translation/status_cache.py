"""Remembers the status of a project between runs, for as long as nothing changes that it depends on.

What cannot be read, or was written by something else, is passed over; no trouble with it ever stops a run.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from playbook_lint.files import cache_folder, cache_path, write_atomically
from playbook_lint.l10n.status import Change, LocaleStatus, PageStatus, ProjectStatus, StaleMessage, Tally
from playbook_lint.this_program import fingerprint
from playbook_lint.translation.found import Gathered
from playbook_lint.translation.snapshot import HISTORY, Snapshot, is_current, snapshot

_FORMAT = 1
_MOST = 100 * 1024 * 1024


class StatusCache:
    """What is remembered of runs that begin at `start`, with that configuration file and these locales."""

    def __init__(self, start: Path, explicit: Path | None, locales: Sequence[str]) -> None:
        self._start = start
        self._explicit = explicit
        self._run = [str(Path.cwd()), str(start), str(explicit or ""), *locales]
        key = blake2b("\0".join(self._run).encode("utf-8", "surrogateescape"), digest_size=8)
        self._name = f"status-{key.hexdigest()}.json"

    def recall(self) -> Gathered | None:
        """What was found when nothing was other than now; None where that is not known."""
        for folder in (self._start, *self._start.parents):
            path = cache_path(folder) / self._name
            with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
                if path.is_file() and path.stat().st_size <= _MOST:
                    data = json.loads(path.read_bytes())
                    if data["made by"] == self._maker() and is_current(data["snapshot"]):
                        return _gathered(data)
        return None

    def look(self) -> tuple[Path, Snapshot]:
        """The root of the project, and what its status depends on now; raises `UsageError`."""
        from playbook_lint.translation.looked_at import looked_at

        root, keys = looked_at(self._start, self._explicit)
        return root, snapshot(keys)

    def remember(self, before: tuple[Path, Snapshot], found: Gathered) -> None:
        """Keep what was found, if nothing has changed since a look at all `before`."""
        from playbook_lint.config import UsageError

        root, values = before
        pages = [page for locale in found.status.locales for page in locale.pages]
        is_stale = any(page.stale for page in pages)
        data = {
            "made by": self._maker(),
            "snapshot": {key: value for key, value in values.items() if is_stale or not key.startswith(HISTORY)},
            "problems": found.problems,
            "status": _data(found.status),
        }
        is_found_again = root == self._start or root in self._start.parents
        with suppress(OSError, UsageError):
            if pages and is_found_again and self.look() == before:
                text = json.dumps(data, separators=(",", ":"))
                write_atomically(cache_folder(root) / self._name, text.encode())

    def _maker(self) -> list[object]:
        return [_FORMAT, fingerprint().hex(), *self._run]


def _data(status: ProjectStatus) -> list[object]:
    locales = [[locale.locale, [_page_data(page) for page in locale.pages]] for locale in status.locales]
    return [status.project, status.source_locale, locales]


def _page_data(page: PageStatus) -> list[object]:
    tally = page.tally
    return [
        [page.page_id, page.source, page.target, page.catalog, page.last_translator, page.revised, page.problem],
        [
            tally.translated,
            tally.fuzzy,
            tally.untranslated,
            tally.translated_words,
            tally.fuzzy_words,
            tally.untranslated_words,
            page.behind,
        ],
        page.stale,
        page.stale_since,
    ]


def _gathered(data: Any) -> Gathered:
    """What `data` says; raises `ValueError` or `TypeError` where it is not what `_data` gives."""
    *names, locales = data["status"]
    project, source_locale = _texts(names)
    pages = (tuple(map(_page, of_locale)) for _, of_locale in locales)
    found = map(LocaleStatus, _texts([locale for locale, _ in locales]), pages)
    return Gathered(ProjectStatus(project, source_locale, tuple(found)), tuple(_texts(data["problems"])))


def _page(data: Any) -> PageStatus:
    texts, numbers, stale, since = data
    page_id, source, target, catalog, last_translator, revised, problem = _texts(texts)
    *counts, behind = _numbers(numbers)
    return PageStatus(
        page_id,
        source,
        target,
        catalog,
        Tally(*counts),
        behind,
        tuple(map(_message, stale)),
        None if since is None else Change(*_texts(since)),
        last_translator,
        revised,
        problem,
    )


def _message(data: Any) -> StaleMessage:
    before, after, target = _texts(data[:-1])
    return StaleMessage(before, after, target, *_numbers(data[-1:]))


def _texts(values: Any) -> list[str]:
    if set(map(type, values)) - {str}:
        raise TypeError
    return list(values)


def _numbers(values: Any) -> list[int]:
    if set(map(type, values)) - {int} or min(values) < 0:
        raise TypeError
    return list(values)
