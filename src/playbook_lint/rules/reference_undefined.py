"""The label of a reference link must be defined on the page.

`[Plan][handbook]` is a link where the page says `[handbook]: https://example.com`. Without that definition readers see
the brackets. Translated labels, and definitions that were lost with the end of a page, are how it happens.

Limits: a label alone (`[handbook]`) may be meant as text and is left alone. So are indices (`list[0][1]`), boxes to
tick, footnotes, and what is only a letter or a number. Code is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Argument, Diagnostic, Edit, Severity
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span
from playbook_lint.suggest import is_slip, nearest

RULE = Rule(
    name="reference-undefined",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="The label of a reference link is not defined on the page.",
    message="Nothing on this page defines `[{label}]`, so readers see the brackets",
    since="0.1.0",
)

_REFERENCE = lazy_pattern(r"(?<![A-Za-z0-9_\])}])!?\[(?P<text>[^\[\]]++)\]\[(?P<label>[^\[\]\n]*+)\](?![\[(])")
# Suggestions are made for as many references, among as many labels of such a length: a page may have very many.
_MOST, _LONGEST = 500, 100


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each reference whose label has no definition."""
    labels = [definition.label for definition in subject.page.definitions if len(definition.label) <= _LONGEST][:_MOST]
    for number, (where, label_span) in enumerate(_undefined(subject)):
        label = subject.page.source.slice(label_span)
        may_suggest = number < _MOST and len(label) <= _LONGEST
        suggestion = nearest(label, labels) if may_suggest else None
        arguments: dict[str, Argument] = {"label": label, "suggestion": f"[{suggestion}]" if suggestion else None}
        is_sure = suggestion is not None and label_span.end + 1 == where.end and is_slip(label, suggestion)
        fix = (Edit(label_span, suggestion),) if suggestion and is_sure else ()
        yield Diagnostic(RULE.name, where, arguments, fix=fix)


def _undefined(subject: PageSubject) -> Iterator[tuple[Span, Span]]:
    """Each reference that is shown as text, and its label, which is its text where it has no other (`[text][]`)."""
    for text in subject.plain_texts:
        for match in _REFERENCE.finditer(text.text) if "][" in text.text else ():
            label = text.span(match, "label" if match["label"] else "text")
            if all(_is_word(subject.page.source.slice(span)) for span in (label, text.span(match, "text"))):
                yield text.span(match), label


def _is_word(text: str) -> bool:
    """Whether it can be a text or a label: no blank, no letter or number alone, no footnote, no alert."""
    return sum(char.isalpha() for char in text) > 1 and not text.startswith(("^", "!"))
