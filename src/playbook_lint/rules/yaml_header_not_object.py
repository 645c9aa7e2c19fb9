"""The metadata must consist of `key: value` lines.

A list or a plain text between the two lines `---` is valid YAML, but says nothing about the page: there is no title,
no owner and no date.

Limits: what is no YAML at all is the matter of `yaml-header-syntax-error`, an empty block that of `missing-attribute`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="yaml-header-not-object",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="The metadata is not made of keys and values.",
    message="The metadata must consist of `key: value` lines, but is {found}",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the opening fence of metadata that is no mapping."""
    for error in subject.page.metadata.errors:
        if error.kind == "not-object":
            yield Diagnostic(RULE.name, error.span, {"found": error.detail})
