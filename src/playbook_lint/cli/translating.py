"""What the commands that translate have in common: options, the plan, what is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook_lint.cli.main import CLEAN, FINDINGS, USAGE
from playbook_lint.cli.output import complain, write
from playbook_lint.cli.reporting import start
from playbook_lint.cli.shared_options import PATH
from playbook_lint.reporters.visible import shortened, visible

if TYPE_CHECKING:
    from playbook_lint.translation.compiling import CompiledPage
    from playbook_lint.translation.plan import Change
    from playbook_lint.translation.work import Work

# So many pages that are left out are told by name.
_NAMED = 10

paths_argument = click.argument("paths", nargs=-1, type=PATH)
locale_option = click.option("--locale", "locales", multiple=True, metavar="LOCALE", help="Only this locale.")
config_option = click.option("--config", "config_path", type=PATH, help="Use this configuration file.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say nothing but what stands in the way.")


def work_for(paths: Sequence[Path], locales: Sequence[str], config_path: Path | None, *, compiles: bool) -> Work:
    """The work on the pages at `paths`, which `compiles` them or not.

    Raises `UsageError`, `SchemaError` and `CatalogError`.
    """
    from playbook_lint.config import load_config
    from playbook_lint.project import Project
    from playbook_lint.run import context_for
    from playbook_lint.translation.work import Work

    config = load_config(start(paths), config_path)
    return Work(Project(config), context_for(config), paths, locales, compiles=compiles)


def finish(work: Work, *, quiet: bool, check: bool = False) -> int:
    """Make the changes, or with `check` only tell them, and return the exit status."""
    changes = list(work.plan.changes()) if check else work.plan.carry_out()
    problems = work.problems
    if not work.sources.selected and not problems:
        complain("nothing is translated: none of the paths is a source page, one of its target pages or its catalogs")
    for problem in problems:
        complain(problem)
    for refusal in _refusals(work):
        complain(refusal)
    if not quiet:
        write("".join(f"{line}\n" for line in _said(work, changes, check=check)))
    if problems:
        return USAGE
    return FINDINGS if (check and changes) or any(page.refused for page in work.done.pages) else CLEAN


def tell_hand_edits(work: Work, *, check: bool) -> None:
    """Say on standard error which pages people edited by hand, since their catalogs do not know it."""
    for edit in work.hand_edits():
        what = "edited by hand" if edit.certain else "one of page and catalog was edited"
        instead = f"would have `{shortened(edit.compiled)}`" if edit.compiled else "has nothing there"
        undone = "would undo it" if check else "undoes it now"
        advice = f"`playbook-lint import {edit.path}` takes it over, `sync` {undone}"
        complain(f"{edit.path}:{edit.line}: {what}: `{shortened(edit.text)}`, where the catalog {instead}; {advice}")


def _said(work: Work, changes: Sequence[Change], *, check: bool) -> Iterable[str]:
    for change in changes:
        added, removed = change.lines
        yield f"{change.kind:8} {visible(change.path)}  +{added} -{removed}"
    for locale, counts in work.done.counts.items():
        yield f"{locale}: {counts.sentence}"
    yield from _left_out(work)
    kinds = Counter(change.kind for change in changes)
    counted = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    would = "would be " if check else ""
    refused = sum(len(page.refused) for page in work.done.pages)
    if refused:
        yield f"{refused} translations are left out, as told above."
    if changes:
        yield f"{len(changes)} {'file' if len(changes) == 1 else 'files'} {would}written: {counted}."
    else:
        is_all = not refused and all(page.written for page in work.done.pages)
        yield "Nothing to write: all is up to date." if is_all else "Nothing else to write."


def _left_out(work: Work) -> Iterable[str]:
    """The pages with too few translations: each by its name, or only how many where there are many of a locale."""
    left: dict[str, list[CompiledPage]] = {}
    for page in work.done.pages:
        if not page.written:
            left.setdefault(page.locale, []).append(page)
    for locale, pages in left.items():
        if len(pages) > _NAMED:
            yield f"{locale}: {len(pages)} pages are not written, since too few of their messages are translated"
        else:
            for page in pages:
                share = f"{page.translated} of {page.messages} messages are translated"
                yield f"{visible(page.path)} is not written: {share}"


def _refusals(work: Work) -> Iterable[str]:
    for page in work.done.pages:
        for entry in page.refused:
            yield (
                f"{page.catalog}:{entry.line}: md-block-structure: this translation would change the structure of "
                f"`{page.path}`, or holds what no text may; the text stays in the source language there"
            )
