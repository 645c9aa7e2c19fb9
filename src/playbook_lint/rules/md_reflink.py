"""The labels of references and footnotes must stay as they are in a translation.

`[the plan][plan]` leads to what stands at `[plan]: …` elsewhere on the page, and `[^1]` to a note there. With another
label there is no link, and readers see the brackets. `[plan][]` is the label and the text at once: it becomes
`[der Plan][plan]`.

Limits: whether `[plan]` alone is a reference only the page can tell, so it is not compared, but it may stand for a
label that the source has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.markup import Markup, Part, changes
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Span

RULE = Rule(
    name="md-reflink",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation lacks the label of a reference or footnote of its source, or changed it.",
    message={
        "changed": "The source refers to `{source}` here; labels are not translated",
        "missing": "The translation lacks references to {missing}, which the source has",
        "extra": "The source does not refer to `{target}`",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)

# `[text][label]` or `[label][]`; `[^note]`; and what may be any of them.
_REFERENCE = re.compile(r"(?<![\\\]!])\[([^\[\]\0]+)\]\[([^\[\]\0]*)\]")
_FOOTNOTE = re.compile(r"(?<!\\)\[(\^[^\[\]\s\0]+)\]")
_BRACKETS = re.compile(r"(?<!\\)\[([^\[\]\0]+)\]")


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each label that stands for another one, and for each that is missing."""
    for found in subject.markdown:
        if "[" in found.both:
            source, target = found.source.markup, found.target.markup
            lacking, strange = _labels_unknown_to(target, source), _labels_unknown_to(source, target)
            yield from found.differences(RULE.name, changes(lacking, strange))


def _labels_unknown_to(other: Markup, markup: Markup) -> list[Part]:
    """The labels of one text that stand nowhere in brackets in the other."""
    known = {_normal(match[1]) for match in _BRACKETS.finditer(other.running)}
    return list({part.key: part for part in _labels(markup) if part.key not in known}.values())


def _labels(markup: Markup) -> Iterator[Part]:
    for match in _REFERENCE.finditer(markup.running):
        yield _label(match, 2 if match[2].strip() else 1)
    for match in _FOOTNOTE.finditer(markup.running):
        yield _label(match, 1)


def _label(match: re.Match[str], group: int) -> Part:
    return Part(match[group], Span(*match.span(group)), _normal(match[group]))


def _normal(label: str) -> str:
    """What labels that match have in common (CommonMark 0.31 section 6.3)."""
    return " ".join(label.casefold().split())
