"""A source page should have a target page in each language.

The finding at a source page names the languages that lack it: a list of what is left to translate.

Limits: a language without any page is not begun yet, and is not named. Only a run over all of the content tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Arguments, Diagnostic, Severity
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="target-page-missing",
    category=Category.SYNC,
    severity=Severity.INFO,
    summary="A source page is not there in a language.",
    message="This page is missing in {locales}",
    since="0.1.0",
    scope=Scope.PROJECT,
)


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a source page begins that some language lacks."""
    locales = sorted({file.locale for file in subject.files if file.role == "target"})
    for file in subject.files if subject.complete else ():
        if file.role == "source":
            lacking = [locale for locale in locales if not subject.surroundings.page_of(file.page_id, locale)]
            if lacking:
                arguments: Arguments = {"locales": ", ".join(lacking)}
                yield Diagnostic(RULE.name, subject.page(file.relative).start, arguments, file.relative)
