"""A translation must be the same blocks on a page as its source: a paragraph stays one paragraph.

A blank line makes two paragraphs of one, two lines with `|` a table, a tag at the beginning a block of HTML in which
Markdown is not read. Such a translation would change the page around it, so `compile` leaves it out, and the text stays
in the source language there. So it does with control characters and with comments that speak to this tool.

What begins a line like a heading, a list or a quote is escaped when a page is compiled, and does no harm. Other tools
do not do that: in messages that another tool extracted, it is told, but for ordinal numbers (`1. Januar`), which may
stand in a heading.

Limits: what only the page as a whole can show is told by `compile`. Program texts (`c-format` and its like) are no
Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.extract import kinds_of
from playbook_lint.l10n.fitting import Blocks, has_control, has_directive, other_blocks
from playbook_lint.l10n.placeholders import is_program_text
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="md-block-structure",
    category=Category.TRANSLATION,
    severity=Severity.ERROR,
    summary="A translation would change the structure of its page.",
    message={
        "blocks": "On the page the source is {source}, and the translation {target}",
        "control": "A control character stands in the translation; delete it",
        "directive": "A comment that speaks to playbook-lint stands in the translation only; delete it",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)

# What one block of each kind is called, and several.
_NAMES = {
    "paragraph": ("a paragraph", "paragraphs"),
    "heading": ("a heading", "headings"),
    "list": ("a list", "lists"),
    "item": ("a list item", "list items"),
    "quote": ("a quote", "quotes"),
    "table": ("a table", "tables"),
    "row": ("a table row", "table rows"),
    "cell": ("a table cell", "table cells"),
    "code": ("a block of code", "blocks of code"),
    "fence": ("a fenced block of code", "fenced blocks of code"),
    "html": ("a block of HTML", "blocks of HTML"),
    "rule": ("a line across", "lines across"),
    "definition": ("a link definition", "link definitions"),
}


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each translation that does not fit in the place of its source."""
    for found in subject.translations:
        source, target = found.source.text, found.target.text
        if found.is_same or is_program_text(found.entry.flags):
            continue
        if has_control(target) and not has_control(source):
            yield found.diagnostic(RULE.name, case="control")
        elif has_directive(source, target):
            yield found.diagnostic(RULE.name, case="directive")
        elif other := other_blocks(source, target, kinds_of(found.entry)):
            ours, theirs = other
            yield found.diagnostic(RULE.name, case="blocks", source=_listed(ours), target=_listed(theirs))


def _listed(blocks: Blocks) -> str:
    """`a list and 2 list items`."""
    counted = ((_NAMES[kind], number) for kind, number in sorted(blocks.items()))
    words = [one if number == 1 else f"{number} {several}" for (one, several), number in counted]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]])) or "nothing"
