"""A message must be in a catalog once.

gettext refuses a catalog with two translations of one message, and so does this tool when it makes pages. Two messages
are the same when their msgctxt and msgid are. Obsolete ones (`#~`) count, since a PO editor may bring them back. All
repeats are told, each with the place of the first.

Limits: nothing says which of the translations is right, so there is no fix; `msguniq` writes them into one message for
a translator to choose.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Related, Severity
from playbook_lint.l10n.entries import Entry
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="duplicate-message-definition",
    category=Category.CATALOGS,
    severity=Severity.ERROR,
    summary="A message, or the header, is in a catalog twice.",
    message={
        "message": "The message stands in line {line} already; keep one of the two",
        "header": "The header stands in line {line} already; keep one of the two",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the first line of each message that is there already."""
    first: dict[tuple[str | None, str], Entry] = {}
    for entry in subject.entries:
        other = first.setdefault(entry.key, entry)
        if other is not entry:
            where = subject.places.line(other.line)
            yield Diagnostic(
                RULE.name,
                subject.places.line(entry.line),
                {"case": "message" if any(entry.key) else "header", "line": subject.source.lines.line(where.start)},
                related=(Related(where, "the first one"),),
            )
