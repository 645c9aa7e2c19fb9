"""A translation must have no two spaces in a row that its source has not.

A browser shows them as one, an editor, a diff and a search do not; they are left behind where a word was taken out.

Limits: spaces that begin or end a line mean something in Markdown, and those in code are part of it. Where the source
has two spaces in a row somewhere, its translation may have them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="double_space",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation has two spaces in a row.",
    message="{count} spaces in a row; leave one",
    since="0.1.0",
    scope=Scope.CATALOG,
)

_SPACES = re.compile(r"(?<=\S) {2,}+(?=\S)")


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each run of spaces inside a line of a translation, with the fix."""
    for found in subject.translations:
        if "  " not in found.target.text or _SPACES.search(found.source.text):
            continue
        code = [inline.span for inline in found.target.inlines if inline.kind in ("code", "html")]
        for match in _SPACES.finditer(found.target.text):
            start, end = match.span()
            if not any(span.start <= start < span.end for span in code):
                fix = (found.edit(start, end, " "),)
                yield found.diagnostic(RULE.name, start, end, fix, count=end - start)
