"""A page must match one of the page types of the schemas.

The page type says which sections, labels and tables a page needs. Without one none of that is checked, and nobody
notices. Either the page's name or metadata has a slip, or the schemas lack a page type: declare one in a file of the
folder `page-types` of your schemas (`schemas` in the configuration).

Limits: silent when the schemas declare no page types at all. For pages that follow no shape on purpose, switch the
rule off with an override in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span
from playbook_lint.suggest import nearest

RULE = Rule(
    name="page-type-missing",
    category=Category.FILE,
    severity=Severity.WARNING,
    summary="A page matches no page type.",
    message="No page type matches `{page}`, so its structure is not checked; rename the page or declare a type for it",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a page without a page type."""
    page_types = subject.schemas.page_types.values()
    if subject.page_type is None and page_types:
        name = subject.page_id.rpartition("/")[2]
        # Most globs are of the form `assess-*`: what comes before the first hyphen is what may be misspelt.
        globs = (glob for page_type in page_types for glob in page_type.paths)
        suggestion = nearest(f"{name.partition('-')[0]}-*", globs, cutoff=80)
        yield Diagnostic(RULE.name, Span(0, 0), {"page": subject.page_id, "suggestion": suggestion})
