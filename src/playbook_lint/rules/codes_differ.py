"""A task must have the same code on a target page as on its source page.

The code says whether a task is mandatory. A mandatory task that the translation calls optional is left undone.

Codes are compared as the terms that they are: `M` and the locale's own letter are the same.

Limits: a code that is no term is left to `code-unknown`. Languages without words for terms are not compared, nor tasks
that a section lists several times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from playbook_lint.diagnostics import Arguments, Diagnostic, Related, Severity
from playbook_lint.page_facts import SectionFacts, TaskRow
from playbook_lint.rules.pair_subject import PairSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="codes-differ",
    category=Category.SYNC,
    severity=Severity.ERROR,
    summary="A task has another code than on the source page.",
    message="Task {id} has the code `{source}` on the source page",
    since="0.1.0",
    scope=Scope.PAIR,
)


def check(subject: PairSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each code that says otherwise than that of the source page."""
    for source, target in subject.shared_sections:
        if _codes(source) == _codes(target):
            continue
        theirs = _single(source.rows)
        for task, row in _single(target.rows).items():
            other = theirs.get(task)
            if other and other.code and row.code and _differ(row, other):
                arguments: Arguments = {"id": task, "source": other.code.text}
                related = (Related(other.code.place, "the source page", subject.source.path),)
                yield Diagnostic(RULE.name, row.code.place, arguments, related=related)


def _codes(section: SectionFacts) -> list[tuple[str, str]]:
    """What is quick to compare: where it is the same, all codes are."""
    return [(row.id.text, row.requirement) for row in section.rows]


def _differ(row: TaskRow, other: TaskRow) -> bool:
    return bool(row.requirement and other.requirement) and row.requirement != other.requirement


def _single(rows: Iterable[TaskRow]) -> Mapping[str, TaskRow]:
    """The tasks that are listed once, by id."""
    listed = list(rows)
    counts = Counter(row.id.text for row in listed)
    return {row.id.text: row for row in listed if row.id.text and counts[row.id.text] == 1}
