"""A page must begin with metadata: `key: value` lines between two lines `---`.

Without it the page has no title in search results, no owner and no date. Metadata that does not begin on the very
first line of the file is shown to readers as text.

Limits: parts that pages include need none: what their page type says to be parts, and all in folders `includes`.
Metadata that is there but cannot be read is reported by `yaml-header-syntax-error` and `yaml-header-not-object`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="yaml-header-missing",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="A page has no metadata.",
    message={
        "none": "The page has no metadata; begin it with a block of `key: value` lines between two lines `---`",
        "late": "The metadata must begin on the first line; delete what stands before its `---`",
    },
    since="0.1.0",
)

# White space, and the byte order marks that stay behind where files are joined.
_BLANK = " \t\r\n\u200b\ufeff"


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a page without metadata, or with something before it."""
    if subject.page.metadata.present or subject.is_part:
        return
    text = subject.page.source.text
    before = len(text) - len(text.lstrip(_BLANK))
    late = before > 0 and text.startswith("---", before)
    yield Diagnostic(RULE.name, Span(0, 0), {"case": "late" if late else "none"})
