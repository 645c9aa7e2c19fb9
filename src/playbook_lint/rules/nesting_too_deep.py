"""Lists, quotes and brackets must not be nested beyond all measure.

No reader can follow so many levels, and renderers give up on them. What stands inside is not checked.

Limits: the first such place of a page is reported. Some 60 levels are too many, of which a list takes two, itself and
its item; a bracket that is not closed lasts to the end of its paragraph. Fewer levels are too many on a page where
hundreds of lines or brackets stand in dozens of others.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="nesting-too-deep",
    category=Category.FILE,
    severity=Severity.ERROR,
    summary="Lists, quotes or brackets are nested too deep to be read.",
    message="Lists, quotes or brackets are nested too deep here; what is inside is not checked",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic where nesting went too deep."""
    if subject.page.too_deep:
        yield Diagnostic(RULE.name, subject.page.too_deep)
