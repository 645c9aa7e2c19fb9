"""A label must be defined once.

Of several definitions with one label the first counts, and the others are ignored, whatever they say. Upper and lower
case make no difference.

Limits: definitions in use as comments (`[//]: # (…)`) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Related, Severity
from playbook_lint.facts import Definition
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import LINE_ENDING, Span

RULE = Rule(
    name="definition-duplicated",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A label is defined several times.",
    message={
        "same": "`[{label}]` is defined already; delete this definition",
        "other": "`[{label}]` is defined already, as `{first}`, so this definition is ignored",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each definition whose label has an earlier one."""
    first: dict[str, Definition] = {}
    for definition in subject.page.definitions:
        earlier = first.setdefault(" ".join(definition.label.split()).casefold(), definition)
        if definition.duplicate and earlier is not definition and definition.leads_somewhere:
            is_same = (definition.destination, definition.title) == (earlier.destination, earlier.title)
            yield Diagnostic(
                RULE.name,
                definition.span,
                {"case": "same" if is_same else "other", "label": definition.label, "first": earlier.destination},
                related=(Related(earlier.span, "the definition that counts"),),
                fix=_deletion(subject, definition.span) if is_same else (),
            )


def _deletion(subject: PageSubject, span: Span) -> tuple[Edit, ...]:
    """The fix that deletes a definition with its line; none in a list or a quote, of which something would be left."""
    text = subject.page.source.text
    if text[max(span.start - 1, 0) : span.start] not in ("", "\n", "\r"):
        return ()
    ending = LINE_ENDING.match(text, span.end)
    return (Edit(Span(span.start, ending.end() if ending else span.end), ""),)
