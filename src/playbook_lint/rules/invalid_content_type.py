"""The header of a catalog must name its charset, and that should be UTF-8.

The field is `Content-Type: text/plain; charset=UTF-8`. Without it, gettext takes a text for ASCII; in an older charset
a translator cannot type every character, and tools that assume UTF-8 garble what is there.

Limits: templates whose texts are ASCII may leave the charset open, as xgettext does. A charset that is not known, or
not that of the text, is for `broken-encoding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.po_text import is_utf8
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

_CONTENT_TYPE = re.compile(r"text/plain;\s*charset=([^\s;]+);?", re.IGNORECASE)
# What gettext's tools write for translators to fill in.
_PLACEHOLDER = "CHARSET"

RULE = Rule(
    name="invalid-content-type",
    category=Category.CATALOGS,
    severity=Severity.WARNING,
    summary="The header of a catalog does not say that its charset is UTF-8.",
    message={
        "missing": "The header does not name the charset; set `Content-Type: text/plain; charset=UTF-8`",
        "invalid": "`{found}` is no content type of a catalog; set `Content-Type: text/plain; charset=UTF-8`",
        "charset": "The charset is `{found}`; save the catalog as UTF-8",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the value of the field, or at the beginning of the header."""
    if not subject.header.line or (subject.is_template and subject.source.text.isascii()):
        return
    found = subject.fields.get("Content-Type", "").split("\n")[0].strip()
    valid = _CONTENT_TYPE.fullmatch(found)
    if valid and valid[1].upper() != _PLACEHOLDER:
        if is_utf8(valid[1]):
            return
        case, found = "charset", valid[1]
    else:
        case = "invalid" if found else "missing"
    yield Diagnostic(RULE.name, subject.field_span("Content-Type"), {"case": case, "found": found})
