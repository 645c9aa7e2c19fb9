"""A page's file name must have the form that its page type declares.

The file name becomes the page's address. Blanks, capital letters and underscores make addresses that are hard to read
and to type, and that work on one system and not on another.

Limits: the part of the name that tells the locale (such as `-pr`) and `.md` do not count. A page whose name matches
no page type is reported by `page-type-missing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="file-name-invalid",
    category=Category.FILE,
    severity=Severity.WARNING,
    summary="A file name does not have the form that the page type asks for.",
    message="The file name `{name}` must be {form}",
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a page whose name is not of the form that its page type asks for."""
    form = subject.page_type.file_name if subject.page_type else None
    name = subject.page_id.rpartition("/")[2]
    if form and not form.pattern.fullmatch(name):
        hyphened = "-".join(re.findall(r"\w+", name.lower().replace("_", "-")))
        suggestion = hyphened if form.pattern.fullmatch(hyphened) else None
        yield Diagnostic(RULE.name, Span(0, 0), {"name": name, "form": form.form, "suggestion": suggestion})
