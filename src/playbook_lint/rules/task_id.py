"""The id of a task must be the same in a translation, to the digit.

An id finds a task in the tool that tracks it. It is a name made of digits, so no language parts them by thousands.

What is an id follows from the source: a number behind a word of the heading of a column with ids (`task 3268`), and a
link whose text is a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.numbers import difference
from playbook_lint.l10n.task_ids import task_ids
from playbook_lint.rules.catalog_subject import CatalogSubject, Translation
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="task-id",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation does not have the id of a task that its source has.",
    message={
        "missing": "The translation lacks the task id `{id}` of the source; add it",
        "other": "The task id is `{id}` in the source, `{text}` here; write it as it is there",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)

# An id that thousands were parted in.
_PARTED = r"[.,'’\s]?"


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each id that is missing, at the number that stands in its place where there is one."""
    for found in subject.translations:
        if not any(map(str.isdecimal, found.source.text)):
            continue
        for task in dict.fromkeys(task_ids(found.source.text, subject.id_headings)):
            if not re.search(rf"(?<!\d){task}(?!\d)", found.target.text, re.ASCII):
                yield _diagnostic(found, task)


def _diagnostic(found: Translation, task: str) -> Diagnostic:
    text = found.target.text
    if parted := re.search(rf"(?<!\d){_PARTED.join(task)}(?!\d)", text):
        start, end = parted.span()
    else:
        differing = difference(found.source.blanked, found.target.blanked)
        others = [one for one in differing.extra if len(one.text) >= len(task) - 1] if differing else []
        if not others:
            return found.diagnostic(RULE.name, id=task, case="missing")
        start, end = others[0].start, others[0].end
    return found.diagnostic(RULE.name, start, end, id=task, text=text[start:end], case="other")
