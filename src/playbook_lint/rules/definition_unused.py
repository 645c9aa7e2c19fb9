"""A link definition must be used on its page.

`[handbook]: https://example.com` shows nothing by itself. When nothing refers to it, either it was left behind, or the
reference to it was lost or misspelled.

Limits: definitions in use as comments (`[//]: # (…)`, `[comment]: <> (…)`) and footnotes (`[^1]: …`) are left alone. So
are those that lead to a heading of the page, which some templates have below each heading, and later definitions of a
label, which `definition-duplicated` reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="definition-unused",
    category=Category.LINKS,
    severity=Severity.INFO,
    summary="Nothing refers to a link definition.",
    message="Nothing on this page refers to `[{label}]`; link to it, or delete it",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each definition that no link or image uses."""
    used = {_normal(link.reference) for link in subject.page.links if link.reference}
    for definition in subject.page.definitions:
        is_used = definition.duplicate or _normal(definition.label) in used
        is_anchor = definition.destination.startswith("#")
        if definition.leads_somewhere and not is_used and not is_anchor:
            yield Diagnostic(RULE.name, definition.span, {"label": definition.label})


def _normal(label: str) -> str:
    """The label as labels are compared: CommonMark 0.31, section 6.3."""
    return " ".join(label.split()).casefold()
