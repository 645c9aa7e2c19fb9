"""A catalog must begin with a header.

The header, the translation of the empty msgid, says the charset and the language of a catalog; without one every tool
makes its own guess.

Limits: an empty file, and one that cannot be read, are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="no-header-entry",
    category=Category.CATALOGS,
    severity=Severity.WARNING,
    summary="A catalog has no header.",
    message="The catalog has no header; add one that says at least `Language` and `Content-Type`",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the first line of a catalog with messages and without a header."""
    if subject.entries and not subject.header.line:
        yield Diagnostic(RULE.name, subject.places.line(subject.entries[0].line))
