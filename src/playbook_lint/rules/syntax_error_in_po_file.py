"""A catalog must be a PO file that every tool can read.

A quote that is not escaped, a keyword with a slip or a line that belongs nowhere stops gettext, PO editors and this
tool alike: no message of the file reaches a page until it is mended.

Limits: only the first such place of a file is told; nothing else is checked in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="syntax-error-in-po-file",
    category=Category.CATALOGS,
    severity=Severity.ERROR,
    summary="A catalog is not a valid PO file.",
    message="The catalog cannot be read: {reason}",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the line where reading ends."""
    fault = subject.fault
    if fault and fault.kind == "syntax":
        yield Diagnostic(RULE.name, subject.places.line(fault.line), {"reason": fault.message})
