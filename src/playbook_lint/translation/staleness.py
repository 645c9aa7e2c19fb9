"""Since when translations are behind: the commit that changed a source text after it was translated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from playbook_lint.history import Revision, contents, revisions
from playbook_lint.l10n.status import Change, PageStatus
from playbook_lint.records import replace
from playbook_lint.translation.sources import Sources
from playbook_lint.workers import mapped

# What the lines of a page have and a message has not: white space, marks of quotes and cells, escapes.
_MARKS = re.compile(r"[\s>|\\]+")
_MANY = 16


def with_changes(root: Path, pages: Iterable[PageStatus], sources: Sources) -> list[PageStatus]:
    """`pages` with the oldest change that each has yet to follow, as far as git knows it.

    What is not committed yet has no commit. Where terms have changed is not looked for.
    """
    pages = list(pages)
    # By paths: a page may be called as the terms are.
    ids = {file.relative: page_id for page_id, file in sources.files.items()}
    texts: dict[str, set[str]] = {}
    for page in pages:
        if page.stale and page.source in ids:
            texts.setdefault(page.source, set()).update(message.before for message in page.stale)
    paths = list(texts)
    known = revisions(root, paths) if paths else {}

    def changes(path: str) -> dict[str, int]:
        return _changes(root, texts[path], known.get(path, ()), partial(sources.texts_in, ids[path]))

    found = dict(zip(paths, mapped(changes, paths, worthwhile=_MANY), strict=True))
    return [
        replace(page, stale_since=_oldest(page, found[page.source], known[page.source]))
        if page.stale and found.get(page.source)
        else page
        for page in pages
    ]


def _changes(
    root: Path, texts: Iterable[str], known: Sequence[Revision], texts_in: Callable[[bytes], frozenset[str]]
) -> dict[str, int]:
    """For each of `texts` that a commit of `known` changed: the index of the last one that did."""
    blobs = contents(root, {blob for one in known for blob in (one.before, one.after) if blob})
    squeezed = cache(lambda blob: _squeezed(blobs.get(blob, b"").decode("utf-8", "replace")))
    read = cache(lambda blob: texts_in(blobs.get(blob, b"")))

    def has(blob: str, text: str) -> bool:
        # To read a page takes longer than to see that the text is nowhere on it.
        return _squeezed(text) in squeezed(blob) and text in read(blob)

    found = {}
    for text in texts:
        if known and not has(known[0].after, text):
            changed = (index for index, one in enumerate(known) if has(one.before, text) and not has(one.after, text))
            if (index := next(changed, None)) is not None:
                found[text] = index
    return found


def _squeezed(text: str) -> str:
    return _MARKS.sub("", text)


def _oldest(page: PageStatus, changes: Mapping[str, int], known: Sequence[Revision]) -> Change | None:
    indexes = [changes[message.before] for message in page.stale if message.before in changes]
    return Change(known[max(indexes)].commit, known[max(indexes)].date) if indexes else None
