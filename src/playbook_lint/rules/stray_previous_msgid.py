"""Only a fuzzy message may say what its source was before (`#| msgid`).

PO tools keep the previous msgid until a translator confirms the translation. Where it stands without the mark `fuzzy`,
somebody took the mark away by hand, or a tool forgot the rest: the next person reads an old source that no longer
matters. The fix deletes these lines, as `msgattrib --clear-previous` does; no translation changes.

Limits: obsolete messages are passed over. A message without a translation is too, whose previous msgid still helps.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Span

_NONE = (None, None, None)

RULE = Rule(
    name="stray-previous-msgid",
    category=Category.CATALOGS,
    severity=Severity.INFO,
    summary="A message that is not fuzzy has a previous msgid.",
    message="The message is not fuzzy, so its previous msgid is out of date; delete the lines that begin with `#|`",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the lines of each such previous msgid, with the fix."""
    for entry in subject.messages:
        if entry.translated and (entry.previous_source, entry.previous_context, entry.previous_plural) != _NONE:
            lines = subject.places.previous_lines(entry)
            if lines is not None:
                text = subject.source.slice(lines)
                shown = Span(lines.start + len(text) - len(text.lstrip()), lines.start + len(text.rstrip()))
                yield Diagnostic(RULE.name, shown, fix=(Edit(lines, ""),))
