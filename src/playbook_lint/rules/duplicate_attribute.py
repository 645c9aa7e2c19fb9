"""No two pages of a locale may share the value of a key that the metadata schema lists under `docsetUnique`.

Such a value, a page's identifier for instance, is what other systems find the page by. It is usually copied along
when a new page is made from an old one.

Limits: values are the same regardless of case and white space; pages of different locales may share one. Only the
pages of the run are compared, so that a pre-commit hook sees the changed ones alone. Up to three of the other pages
are named.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

from playbook_lint.diagnostics import Arguments, Diagnostic, Related, Severity
from playbook_lint.page_facts import Fact, PageFacts
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="duplicate-attribute",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="Several pages share a metadata value that must be unique.",
    message="{count} pages have the value `{value}` of `{attribute}`; give each its own",
    since="0.1.0",
    scope=Scope.PROJECT,
)

# How many of the other pages a diagnostic names: hundreds may share one.
_NAMED = 3


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each of the values that several pages of a locale share."""
    for key in subject.schemas.metadata.unique_keys:
        for group in subject.shared(partial(_value, key)):
            for page, fact in group:
                others = islice(((other, there) for other, there in group if other is not page), _NAMED)
                related = tuple(Related(there.place, "the same value", other.path) for other, there in others)
                arguments: Arguments = {"attribute": key, "value": fact.text, "count": len(group)}
                yield Diagnostic(RULE.name, fact.place, arguments, page.path, related)


def _value(key: str, page: PageFacts) -> Fact | None:
    return page.unique.get(key)
