"""The values of a list must be parted by ` / `.

Commas, semicolons and `&` are also parts of names, so a reader cannot be sure where one value ends. `A/B` is fine too:
some languages write it without spaces.

Limits: only lists all of whose values are known terms; others may be sentences. Lists with markup in them, such as
links, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.values import TermText

RULE = Rule(
    name="separator-invalid",
    category=Category.TABLES,
    severity=Severity.WARNING,
    summary="The values of a list are not parted by ` / `.",
    message={
        "sign": "The values are parted by `{separator}`; write ` / `",
        "spaces": "There is a space on one side of `/` only; write ` / `",
        "dangling": "This `{separator}` has no value on one side; remove it",
    },
    since="0.1.0",
)

# A value that is empty has another sign beside it.
_FINE = {" / "}
_SIGNS = ("/", "／")


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the first wrong separator of each list."""
    cells = (text for kind in subject.schemas.vocabulary.kinds for text in subject.cell_terms(kind))
    for text in (*(text for _, text in subject.label_terms), *cells):
        if text.reading.is_known and not _FINE.issuperset(text.reading.separators):
            yield from _check(subject, text)


def _check(subject: PageSubject, text: TermText) -> Iterator[Diagnostic]:
    found = []
    for left, span, right in text.separators():
        separator = subject.page.source.slice(span)
        if not left.text or not right.text:
            yield Diagnostic(RULE.name, span, {"case": "dangling", "separator": separator.strip()})
        elif separator.strip() not in _SIGNS or separator[0].isspace() != separator[-1].isspace():
            found.append((span, separator))
    if found:
        span, separator = found[0]
        case = "spaces" if separator.strip() in _SIGNS else "sign"
        fix = tuple(Edit(where, " / ") for where, _ in found)
        yield Diagnostic(RULE.name, span, {"case": case, "separator": separator.strip()}, fix=fix)
