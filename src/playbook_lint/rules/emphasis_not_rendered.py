"""Bold text must render as bold, not as asterisks.

Markdown takes `**` for the start of bold text only where a word begins, and for its end only where one ends. A space
inside the marks, a partner that is missing, or, in languages that put no spaces between words, a bracket or a full stop
between the mark and a word leave the marks on the page for readers to see.

Limits: marks of one asterisk are reported in pairs only, since a single one may be a footnote; `__` only between
letters that know no capitals, since names such as `my__name` are common. A `**` that stands behind a word and again
before a later note is a footnote too. Patterns such as `docs/**`, escaped marks and what stands in templates
(`{{ … }}`) are left out, and so are label lines, whose missing marks `label-value-unclosed` reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.shown_marks import ShownMark, ends_text, paired, shown_marks
from playbook_lint.source import Span, holds

RULE = Rule(
    name="emphasis-not-rendered",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="The marks of bold text are shown instead of bold text.",
    message={
        "spaces": "These `{mark}` are shown as they are; take away the spaces between the marks and the text",
        "flanking": "These `{mark}` are shown as they are, since a word meets punctuation there; "
        "move the punctuation out of the marks, or put a space outside them",
        "underscores": "These `{mark}` are shown as they are, since they stand inside a word; use `**`",
        "opening": "This `{mark}` is shown as it is, since no `{mark}` ends the text; add it, or delete this one",
        "closing": "This `{mark}` is shown as it is, since no `{mark}` begins the text; add it, or delete this one",
    },
    since="0.1.0",
)

_CLOSING_PUNCTUATION = lazy_pattern(r"[.,:;!?…、。，．：；！？]+\Z")


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each pair of marks, and each lone one, that is shown as text."""
    unclosed = [label.line.span for group in subject.labels for label in group.labels if not label.line.closed]
    text = subject.page.source.text
    lone: list[ShownMark] = []
    for block in subject.page.blocks:
        if "*" not in block.content and "_" not in block.content:
            continue
        shown = shown_marks(text, block.span, block.inlines)
        marks = (mark for mark in shown if not holds(subject.page.templates, mark.span.start))
        for case, first, second in paired(text, (mark for mark in marks if not holds(unclosed, mark.span.start))):
            if case == "lone":
                lone.append(first)
            else:
                yield _pair(subject, case, first, second)
    yield from _lone([mark for mark in lone if mark.text == "**"])


def _pair(subject: PageSubject, case: str, first: ShownMark, second: ShownMark) -> Diagnostic:
    where = Span(first.span.start, second.span.end)
    inner = subject.page.source.slice(Span(first.span.end, second.span.start))
    if case == "underscores":
        fix: tuple[Edit, ...] = (Edit(first.span, "**"), Edit(second.span, "**"))
    else:
        fix = _outward(first, second, inner) if case == "flanking" else _closed_up(first, second, inner)
    return Diagnostic(RULE.name, where, {"case": case, "mark": first.text}, fix=fix)


def _outward(first: ShownMark, second: ShownMark, inner: str) -> tuple[Edit, ...]:
    """Move the punctuation at the end of the text behind the mark, where that is all that is wrong."""
    end = _CLOSING_PUNCTUATION.search(inner)
    if end is None or end.start() == 0 or not inner[end.start() - 1].isalnum() or first.is_blocked:
        return ()
    at = first.span.end + end.start()
    return (Edit(Span(at, at), second.text), Edit(second.span, ""))


def _closed_up(first: ShownMark, second: ShownMark, inner: str) -> tuple[Edit, ...]:
    """Move the spaces inside the marks out of them."""
    text = inner.strip()
    if text == inner:
        return ()
    left = " " if first.after.isspace() and not first.before.isspace() else ""
    right = " " if second.before.isspace() and not (second.after.isspace() or ends_text(second.after)) else ""
    return (Edit(Span(first.span.start, second.span.end), f"{left}{first.text}{text}{second.text}{right}"),)


def _lone(marks: Sequence[ShownMark]) -> Iterator[Diagnostic]:
    """Marks without a partner; one behind a word, and another before a text further down, are a footnote's."""
    first_reference = next((mark.span for mark in marks if not mark.before.isspace()), None)
    last_note = next((mark.span for mark in reversed(marks) if mark.before.isspace()), None)
    for mark in marks:
        if mark.before.isspace():
            is_note = first_reference is not None and first_reference < mark.span
            case = "opening" if mark.opens and not is_note else None
        else:
            has_note = last_note is not None and last_note > mark.span
            ends = mark.after.isspace() or ends_text(mark.after)
            case = "closing" if mark.closes and ends and not has_note else None
        if case:
            yield Diagnostic(RULE.name, mark.span, {"case": case, "mark": mark.text})
