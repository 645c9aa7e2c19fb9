"""Target pages that say otherwise than their catalogs: edited by hand, or left behind by their catalogs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from difflib import SequenceMatcher
from itertools import zip_longest

from playbook_lint.history import is_newer
from playbook_lint.l10n.entries import Entry, PoFile
from playbook_lint.l10n.segments import Unit
from playbook_lint.l10n.taking import as_read
from playbook_lint.project import PageReadError, Project
from playbook_lint.records import Record
from playbook_lint.source import SourceDecodeError
from playbook_lint.subjects import Context, subject_for
from playbook_lint.translation.compiling import CompiledPage
from playbook_lint.translation.plan import Plan

# Where links lead is localized when a page is compiled.
_DESTINATION = re.compile(r"\]\([^()\s]*\)")
# To compare texts takes the product of both numbers in time; of pages with thousands of them no edits are told.
_MOST_COMPARED = 4_000_000


class HandEdit(Record, frozen=True):
    """A text of the target page at `path` that its catalog does not have; `compiled` would stand there, if anything.

    `line` is 1-based. `certain` says that the page was changed after its catalog.
    """

    path: str
    line: int
    text: str
    compiled: str
    certain: bool


def known_texts(source: Iterable[Entry], catalog: PoFile | None) -> set[str]:
    """The messages of a source page, and all that its catalog has for them, had, or is unsure of."""
    return {entry.source for entry in source} | {entry.target for entry in (catalog.entries if catalog else ())}


def hand_edits(
    project: Project,
    context: Context,
    plan: Plan,
    pages: Iterable[tuple[CompiledPage, Set[str]]],
    given: Mapping[str, bytes] | None = None,
) -> Iterator[HandEdit]:
    """What of `pages` people may have edited by hand; with each come the texts that its source and its catalog have.

    `given` are the texts of pages that are not to be read from disk.
    """
    for page, known in pages:
        edits = list(_edits(project, context, plan, page, known, (given or {}).get(page.path)))
        certain = is_newer(context.config.root, page.path, page.catalog) if edits else False
        if certain is not False:
            yield from (HandEdit(page.path, unit.line, unit.text, text, certain is True) for unit, text in edits)


def _edits(
    project: Project, context: Context, plan: Plan, page: CompiledPage, known: Set[str], data: bytes | None
) -> Iterator[tuple[Unit, str]]:
    """The texts of the present page that are none of those `known`, each with what would stand in its place."""
    file = project.file_at(context.config.root / page.path)
    if file.kind == "toc" or not page.written:
        return
    read = {as_read(_DESTINATION.sub("]", text)) for text in known}
    try:
        present = subject_for(file, context, data).units()
        strange = {unit for unit in present if unit.message and as_read(_DESTINATION.sub("]", unit.text)) not in read}
        if not strange:
            return
        compiled = subject_for(file, context, plan.read(page.path)).units()
    except (PageReadError, SourceDecodeError):
        return
    ours, theirs = [unit.text for unit in present], [unit.text for unit in compiled]
    if len(ours) * len(theirs) > _MOST_COMPARED:
        return
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag in ("replace", "delete"):
            pairs = zip_longest(present[start:end], theirs[other_start:other_end])
            for unit, text in pairs:
                if unit and unit in strange:
                    yield unit, text or ""
