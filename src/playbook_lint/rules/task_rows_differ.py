"""The tables of a target page must list the tasks of its source page.

Who works by the target page never hears of a task that is missing from it, and does one in vain that is gone.

The tasks are told by their ids, section by section.

Limits: rows that run together count as rows (`table-cell-count` speaks of them), and a table that is none for its
delimiter row is left to `table-not-rendered`. Of a merge conflict, only what neither side lists is missing. In a
language without words for the headings of tables, the ids are found where all cells of a column are numbers. Sections
that the target page lacks are left to `structure-differs`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from playbook_lint.diagnostics import Arguments, Diagnostic, Related, Severity
from playbook_lint.page_facts import SectionFacts, TaskRow
from playbook_lint.rules.pair_subject import PairSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="task-rows-differ",
    category=Category.SYNC,
    severity=Severity.WARNING,
    summary="A table of a target page lists other tasks than that of its source page.",
    message={
        "missing": "The source page also lists {tasks} here",
        "many": "The source page also lists {tasks} and {more} more tasks here",
        "added": "The source page does not list {id} here",
        "repeated": "Rows of task {id} here: {target}; on the source page: {source}",
    },
    since="0.1.0",
    scope=Scope.PAIR,
)

_NAMED = 10


def check(subject: PairSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the tasks that a section lacks, and at each that it should not have."""
    for source, target in subject.sections:
        if not (source and target and source.rows) or _ids(source) == _ids(target):
            continue
        if _lists_tasks(target) and not _is_broken(source, target):
            yield from _missing(subject, source, target)
            if not target.has_conflict:
                yield from _added(source.rows, target.rows)


def _ids(section: SectionFacts) -> list[str]:
    return [row.id.text for row in section.rows]


def _lists_tasks(section: SectionFacts) -> bool:
    """Whether there is a table of tasks, be it without rows."""
    return bool(section.rows) or any(table.tasks for table in section.tables)


def _is_broken(*sections: SectionFacts) -> bool:
    return any(table.rows is None for section in sections for table in section.tables)


def _missing(subject: PairSubject, source: SectionFacts, target: SectionFacts) -> Iterator[Diagnostic]:
    there = {row.id.text for row in target.rows}
    lacking = [row for row in source.rows if row.id.text and row.id.text not in there]
    if lacking:
        named = lacking[:_NAMED]
        more = len(lacking) - len(named)
        tasks = ", ".join(row.id.text for row in named)
        arguments: Arguments = {"case": "many" if more else "missing", "tasks": tasks, "more": more}
        related = tuple(Related(row.id.place, "the source page", subject.source.path) for row in named)
        where = next((table.place for table in target.tables if table.tasks), target.heading.place)
        yield Diagnostic(RULE.name, where, arguments, related=related)


def _added(ours: Iterable[TaskRow], theirs: Iterable[TaskRow]) -> Iterator[Diagnostic]:
    counts, own_counts = (Counter(row.id.text for row in rows) for rows in (ours, theirs))
    told = set()
    for row in theirs:
        task = row.id.text
        if not task or task in told or own_counts[task] <= max(counts[task], 1 if task in counts else 0):
            continue
        told.add(task)
        if task in counts:
            arguments: Arguments = {"case": "repeated", "id": task, "source": counts[task], "target": own_counts[task]}
        else:
            arguments = {"case": "added", "id": task}
        yield Diagnostic(RULE.name, row.id.place, arguments)
