"""A target page must not say in the source language what can be translated.

A paragraph that stands there word for word as on the source page was forgotten, or came with a change of the source.
There is one finding for each section, or one for a page most of whose sentences are the source's own.

Limits: only texts with five words or more that no name has (words in lower case), some of them beside each other, or of
fifteen letters in a script without case, and the words of links do not count, which may be titles; code counts only
where it is prose that was indented by mistake (`indented-prose`); what authors keep from translation by a comment is
left out. In a page that has a catalog, single texts are left to that, which knows what is untranslated. A page none of
whose terms is translated is the matter of `term-not-translated`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from playbook_lint.diagnostics import Arguments, Diagnostic, Severity
from playbook_lint.l10n.bare import plain, without_code
from playbook_lint.page_facts import SectionFacts, TextFact
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.pair_subject import PairSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="source-language-left",
    category=Category.SYNC,
    severity=Severity.WARNING,
    summary="A text of a target page is still in the source language.",
    message={
        "text": "This text is still in the source language",
        "section": "{count} texts of this section, from this one on, are still in the source language",
        "page": "{count} of {all} texts of this page are still in the source language",
    },
    since="0.1.0",
    scope=Scope.PAIR,
)

# Words that are no part of a name of a file or of code (`--font-size`, `urn:ietf:params`); with hyphens they are one.
_WORD = lazy_pattern(r"(?<![\w./=:-])[^\W\d_]{2,}(?:['’-][^\W\d_]+)*(?![\w/=-]|[.:]\w)")
# A sentence has a few of them beside each other, unlike a list of values or the parameters of a function.
_RUN = lazy_pattern(r"(?:(?<![\w./=:'’-])[^\W\d_]+(?:['’-][^\W\d_]+)*,?\s+){3}[^\W\d_]")
_VALUE = lazy_pattern(r"\s*(?:\[[^\[\]]*\]|\{[^{}]*\})\s*")
# What a program puts something in the place of, directives of docfx and what it keeps as it is, code in HTML, entities,
# and a command behind the prompt of a shell.
_NO_TEXT = lazy_pattern(
    r":::no-loc\b.{0,500}?:::|(?m:^[ \t]*:::(?![^\n]*alt-text=|\w+[ \t]+[^\W\d_a-z]).*?$)"
    r"|\b(?:type|source|lightbox)=\"[^\"]*\"|<code>.{0,500}?</code>|&\w+;"
    r"|\{\{.{0,500}?\}\}|\{%.{0,500}?%\}|\{\*.{0,500}?\*\}|(?m:^[ \t]*\$[ \t]+(?!\d).*?$)",
    re.DOTALL,
)
_LINK = lazy_pattern(r"\[(?:!\[[^\[\]]*\](?:\([^()]*\))?|[^\[\]])*\](?:\([^()]*\)|\[[^\[\]]*\])")
_WORDS, _LETTERS = 5, 15
_FEW = 3


def check(subject: PairSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the first such text of each section, or one for the page."""
    page = subject.page
    if not page.is_foreign or page.is_untranslated:
        return
    theirs = {text.text for section in subject.source.sections for text in section.texts}
    found = [(section, left) for section in page.sections if (left := _left(section, theirs))]
    # Chinese says with one sign what takes three letters. What has none there is not in the language of the source.
    if found and _uncased(theirs) * 3 > sum(map(len, theirs)):
        theirs = {text for text in theirs if _uncased([text])}
        found = [(section, left) for section, _ in found if (left := _left(section, theirs))]
    count = sum(len(left) for _, left in found)
    sentences = sum(_is_sentence(text.text) for section in page.sections for text in section.texts) if count else 0
    if count >= _FEW and count * 2 > sentences:
        arguments: Arguments = {"case": "page", "count": count, "all": sentences}
        yield Diagnostic(RULE.name, page.start, arguments)
        return
    for _, left in found if subject.translation is None else ():
        arguments = {"case": "section" if len(left) > 1 else "text", "count": len(left)}
        yield Diagnostic(RULE.name, left[0].span, arguments)


def _left(section: SectionFacts, theirs: set[str]) -> list[TextFact]:
    return [text for text in section.texts if text.text in theirs and _is_sentence(text.text)]


def _is_sentence(text: str) -> bool:
    """Whether a text has so many words that it is no name, address or code."""
    said = plain(_LINK.sub(" ", _NO_TEXT.sub(" ", without_code(text)))).replace("*", "")
    words = _WORD.findall(said)
    if sum(map(str.islower, words)) >= _WORDS:
        return _RUN.search(said) is not None and not _VALUE.fullmatch(said)
    return _uncased(words) >= _LETTERS


def _uncased(texts: Iterable[str]) -> int:
    """How many letters are of a script without case."""
    return sum(unicodedata.category(char) == "Lo" for text in texts for char in text)
