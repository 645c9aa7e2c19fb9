"""A translation must not be its source.

A message that was copied to be translated later counts as translated, and its page shows the source's language.

Names stay as they are, and so do short texts that two languages share ("Status", "Web"). So a text is reported when it
has at least as many words as the option `least-words` says, two of them in small letters. Code, addresses, file names,
numbers, acronyms, and the names in the configuration's `catalogs.keep` are no words here; texts that may stay too are
listed in the option `allow`.

Limits: nothing is said about catalogs of the source's own language (`en-GB` for `en-US`).
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.prose import looks_like_code
from playbook_lint.l10n.traits import acronyms
from playbook_lint.records import Record
from playbook_lint.rules.catalog_subject import CatalogSubject, Text
from playbook_lint.rules.rule import Category, Rule, Scope


class Options(Record, frozen=True):
    """Texts that may stay as they are, and how many words make a text that may not."""

    allow: tuple[str, ...] = ()
    least_words: int = 3


RULE = Rule(
    name="unchanged",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation is the same as its source.",
    message="The translation is the source text; translate it (what may stay is listed in `rules.unchanged.allow`)",
    since="0.1.0",
    scope=Scope.CATALOG,
    options=Options,
)

# How many words in small letters make a text that is no name, and no line of code.
_LEAST_SMALL, _LEAST_IN_CODE = 2, 8
# What stands around a word: marks of Markdown, of quotations, and of sentences.
_AROUND = "*_~[](){}\"'“”‘’«».,:;!?…"


def check(subject: CatalogSubject, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each translation that is its source, and has words to translate."""
    if subject.locale.split("-")[0] == subject.source_locale.split("-")[0]:
        return
    allowed = {" ".join(text.split()) for text in options.allow}
    for found in subject.translations:
        source = " ".join(found.source.text.split())
        if source == " ".join(found.target.text.split()) and source not in allowed:
            running = list(_words(found.source, subject.keep))
            small = sum(word.islower() or word.lower() == word.upper() for word in running)
            enough = _LEAST_IN_CODE if looks_like_code(found.source.blanked) else _LEAST_SMALL
            if len(running) >= options.least_words and small >= enough:
                yield found.diagnostic(RULE.name)


def _words(text: Text, keep: tuple[str, ...]) -> Iterator[str]:
    """The words of a text that are neither names to keep nor acronyms."""
    left = text.blanked
    for name in keep:
        left = left.replace(name, " ")
    known = set(acronyms(text.text))
    for written in left.split():
        word = written.strip(_AROUND)
        if word.replace("-", "").replace("'", "").isalpha() and word not in known:
            yield word
