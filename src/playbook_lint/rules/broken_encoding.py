"""The text of a catalog must be in the charset that its header names.

Otherwise no tool can read it, or each reads something else. UTF-8 is the charset to use, and what is meant where no
header names one.

Limits: only the first place of a file is told; nothing else is checked in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="broken-encoding",
    category=Category.CATALOGS,
    severity=Severity.ERROR,
    summary="A catalog is not in the charset that its header names.",
    message="The catalog cannot be read: {reason}",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the line where decoding ends, or where the header begins."""
    fault = subject.fault
    if fault and fault.kind == "encoding":
        yield Diagnostic(RULE.name, subject.places.line(fault.line), {"reason": fault.message})
