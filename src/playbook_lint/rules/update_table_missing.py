"""A page whose type requires an update table must have one.

The table tells readers whether the page is still kept, and translators what changed since their last visit.

Limits: a missing section is left to `section-missing`, one inside a list to `heading-in-list`, and a table whose
delimiter row is wrong to `table-not-rendered`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="update-table-missing",
    category=Category.UPDATES,
    severity=Severity.ERROR,
    summary="A page has no update table.",
    message="`{heading}` has no update table; add one that begins with the column `{column}`",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the heading under which the update table is missing."""
    name = subject.page_type.update_table if subject.page_type else None
    if name is None or subject.outline is None or any(match.kind.name == name for _, match in subject.tables):
        return
    broken = {id(table.heading) for table in subject.page.broken_tables}
    first = subject.schemas.tables[name].columns[0]
    column = subject.terms.word("column", first.headings[0])
    for section in subject.outline.sections:
        if section.spec.table == name and id(section.heading) not in broken:
            heading = section.heading
            yield Diagnostic(RULE.name, heading.text_span, {"heading": heading.text, "column": column})
