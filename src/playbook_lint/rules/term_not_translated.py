"""A translated page must use the words of its own language for the terms of the playbook.

Labels, roles, services, section names and column headings have one agreed translation each. Where the word of the
source language was left, readers meet two names for one thing, and those who search for the agreed word miss the page.

Limits: terms that a language leaves as they are (product names, say) are never reported, nor are words in running text.
A page without a single translated term has one report for all of it. A code that the heading of its column does not
explain is the matter of `code-not-in-legend`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="term-not-translated",
    category=Category.TERMS,
    severity=Severity.WARNING,
    summary="A term stands in the source language on a translated page.",
    message={
        "term": "`{text}` is the word of the source language; in this language write `{word}`",
        "page": "None of the {count} terms of this page is translated; is the page still in the source language?",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each section, label, value and column heading in the source language."""
    if not subject.terms.are_translated:
        return
    if subject.is_untranslated:
        title = subject.page.title
        where = title.span if title else subject.page.first_line
        yield Diagnostic(RULE.name, where, {"case": "page", "count": len(subject.source_terms)})
        return
    for one in subject.source_terms:
        text, word = subject.page.source.slice(one.span), subject.terms.word(one.kind, one.term.canonical)
        # Where markup is in the way, what to replace is for the author to see.
        fix = (Edit(one.span, word),) if subject.terms.find(one.kind, text) else ()
        yield Diagnostic(RULE.name, one.span, {"case": "term", "text": text, "word": word}, fix=fix)
