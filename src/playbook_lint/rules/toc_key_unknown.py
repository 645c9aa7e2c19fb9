"""A table of contents must have only keys that are known.

A misspelt key has no effect, and nothing says so: an entry with `hrf` leads nowhere. The nearest known key is
suggested.

Limits: known are the keys of docfx, as `schemas/toc.schema.json` lists them; a project's own schemas may have a file of
that name with others. Letter case counts. A key is corrected automatically only where it is almost right, and where the
right one is not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.rules.toc_subject import TocSubject
from playbook_lint.suggest import is_slip

RULE = Rule(
    name="toc-key-unknown",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A key of a table of contents is unknown.",
    message="Unknown key `{key}`; correct or delete it",
    since="0.1.0",
    scope=Scope.TOC,
)


def check(subject: TocSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each unknown key."""
    for found in subject.violations:
        if found.rule != "unknown-field":
            continue
        key, suggestion = subject.keys[found.span], found.arguments["suggestion"]
        is_written_so = subject.toc.source.slice(found.span) == key.name
        is_sure = isinstance(suggestion, str) and is_slip(key.name, suggestion) and suggestion not in key.siblings
        fix = (Edit(found.span, str(suggestion)),) if is_written_so and is_sure else ()
        yield Diagnostic(RULE.name, found.span, {"key": key.name, "suggestion": suggestion}, fix=fix)
