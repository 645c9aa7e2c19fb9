"""Target pages that say otherwise than their catalogs: edited by hand, or left behind by their catalogs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from difflib import SequenceMatcher

from playbook_lint.config import Config
from playbook_lint.history import last_change
from playbook_lint.l10n.segments import Unit
from playbook_lint.l10n.taking import reads_alike
from playbook_lint.project import PageReadError, Project
from playbook_lint.source import SourceDecodeError
from playbook_lint.subjects import Context, subject_for
from playbook_lint.translation.compiling import CompiledPage
from playbook_lint.translation.plan import Plan


@dataclass(frozen=True, slots=True)
class HandEdit:
    """A text of the target page at `path` that its catalog has otherwise: `page` there, `catalog` in the catalog.

    `line` is 1-based. `certain` says that the page was changed after its catalog and its source page.
    """

    path: str
    line: int
    page: str
    catalog: str
    certain: bool


def hand_edits(
    project: Project, context: Context, plan: Plan, pages: Iterable[tuple[CompiledPage, str, Set[str]]]
) -> Iterator[HandEdit]:
    """What of `pages`, each with the path of its source page and the texts of that, people may have edited by hand."""
    for page, source, texts in pages:
        edits = list(_edits(project, context, plan, page, texts))
        newer = _is_newer(context.config, page.path, (page.catalog, source)) if edits else False
        if newer is not False:
            yield from (HandEdit(page.path, unit.line, unit.text, other.text, newer is True) for unit, other in edits)


def _edits(
    project: Project, context: Context, plan: Plan, page: CompiledPage, texts: Set[str]
) -> Iterator[tuple[Unit, Unit]]:
    """The texts that differ between the page on disk and the one that would be written, where both are translations."""
    file = project.file_at(context.config.root / page.path)
    if file.kind == "toc" or not page.written:
        return
    try:
        present = subject_for(file, context).units()
        compiled = subject_for(file, context, plan.read(page.path)).units()
    except (PageReadError, SourceDecodeError):
        return
    ours, theirs = [unit.text for unit in present], [unit.text for unit in compiled]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "replace" and end - start == other_end - other_start:
            for unit, other in zip(present[start:end], compiled[other_start:other_end], strict=True):
                are_translations = unit.message and other.message and not texts & {unit.text, other.text}
                if are_translations and not reads_alike(unit.text, other.text):
                    yield unit, other


def _is_newer(config: Config, page: str, others: Iterable[str]) -> bool | None:
    """Whether the page was changed after all the others; None where that cannot be told."""
    mine = last_change(config.root, page)
    theirs = [last_change(config.root, other) for other in others]
    if mine is None or any(one is None for one in theirs):
        return None
    latest = max(one for one in theirs if one is not None)
    return None if mine == latest else mine > latest
