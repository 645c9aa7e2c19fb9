"""Lists and block quotes must not be nested beyond all measure.

No reader can follow so many levels, and renderers give up on them. What stands inside is not checked.

Limits: the first such place of a page is reported. A list counts as two levels, itself and its item.
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
    summary="Lists or quotes are nested too deep to be read.",
    message="Lists or quotes are nested more than {limit} levels deep; what is inside is not checked",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic where nesting went too deep."""
    if subject.page.too_deep:
        from playbook_lint.markdown import MAX_NESTING

        yield Diagnostic(RULE.name, subject.page.too_deep, {"limit": MAX_NESTING})
