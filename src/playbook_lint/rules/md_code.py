"""Code in a translation must say what it says in the source.

A command, an option or a file name works only as it is. In a translation its letters get translated, its straight
quotation marks become curly, or its hyphens long.

Limits: white space at the ends is not compared. Code that is missing, and code that was added, is for `md-syntax`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.markup import changes
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="md-code",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="Code was changed in a translation.",
    message="The source has the code `{source}` here; code is not translated",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each code span that stands for another one."""
    for found in subject.markdown:
        source, target = found.source.markup, found.target.markup
        # Where a backtick lost its partner, other texts become code; `md-syntax` tells that.
        is_torn = target.backtick is not None and len(target.code) < len(source.code)
        if "`" in source.text and not is_torn:
            ours, theirs = ({part.keys for part in markup.code} for markup in (source, target))
            for old, new in changes(source.code, target.code).changed:
                # A text may speak of the same code more often than its source.
                if old.keys not in theirs or new.keys not in ours:
                    related = (found.in_source(old.span),)
                    yield found.diagnostic(RULE.name, *new.span, related=related, source=old.content)
