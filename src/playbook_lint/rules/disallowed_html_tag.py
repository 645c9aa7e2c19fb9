"""HTML in a page must be of the harmless kind, and in a table what fits into a line, or a list.

Markdown says most of what a page needs; HTML looks different on every site, and scripts, styles, forms and embedded
pages are taken out or refused when the page is published. A word in angle brackets that is no HTML at all, such as
`<name>`, is worse: readers do not see it.

Limits: anchors (`<a name="…">`, `<a id="…">`) are always allowed. Of an element, the opening tag is reported. Code and
comments are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Argument, Diagnostic, Edit, Severity
from playbook_lint.facts import HtmlTag
from playbook_lint.html_tags import HARMLESS, IN_CELLS, OTHER
from playbook_lint.records import Record
from playbook_lint.rules.rule import Category, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span


class Options(Record, frozen=True):
    """`allowed`: the elements that may stand in a page; `allowed-in-tables`: those that may stand in a table cell."""

    allowed: tuple[str, ...] = HARMLESS
    allowed_in_tables: tuple[str, ...] = IN_CELLS


RULE = Rule(
    name="disallowed-html-tag",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="An HTML tag is none that the page may have.",
    message={
        "page": "`<{tag}>` is not allowed here; say it in Markdown, or leave it out",
        "table": "`<{tag}>` is not allowed in a table; say it in Markdown, or put it outside of the table",
        "unknown": "`<{tag}>` is read as an HTML tag, so readers do not see it; put a backslash before the `<`",
    },
    since="0.1.0",
    options=Options,
)


def check(subject: PageSubject, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each opening tag that is not allowed where it stands."""
    known = {*HARMLESS, *OTHER, *options.allowed, *options.allowed_in_tables}
    for tag in subject.page.html_tags:
        allowed = options.allowed_in_tables if tag.in_table else options.allowed
        if tag.closing or tag.name in allowed or _is_anchor(tag):
            continue
        arguments: dict[str, Argument] = {"tag": tag.name, "allowed": list(allowed)}
        if tag.name in known or tag.attributes:
            arguments["case"] = "table" if tag.in_table else "page"
            yield Diagnostic(RULE.name, tag.span, arguments)
        else:
            arguments |= {"case": "unknown", "tag": subject.page.source.slice(tag.span)[1:-1]}
            fix = (Edit(Span(tag.span.start, tag.span.start), "\\"),)
            yield Diagnostic(RULE.name, tag.span, arguments, fix=fix)


def _is_anchor(tag: HtmlTag) -> bool:
    return tag.name == "a" and any(name in ("name", "id") for name, _ in tag.attributes)
