"""HTML in a page must be of the harmless kind, and in a table what fits into a line, or a list.

Markdown says most of what a page needs; HTML looks different on every site, and scripts, styles, forms and embedded
pages are taken out or refused when the page is published. A word in angle brackets that is no HTML at all, such as
`<name>`, is worse: readers do not see it.

Limits: anchors (`<a name="…">`, `<a id="…">`) are always allowed. Of an element, the opening tag is reported. Code,
comments and templates (`{{< figure >}}`) are left out. Components of a site (`<Team />`) can be allowed by their names.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Arguments, Diagnostic, Edit, Severity
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
    everywhere, in_tables = (frozenset(map(str.lower, some)) for some in (options.allowed, options.allowed_in_tables))
    elements = {*HARMLESS, *OTHER, *everywhere, *in_tables}
    ended = {tag.name for tag in subject.page.html_tags if tag.closing}
    for tag in subject.page.html_tags:
        if tag.closing or tag.name in (in_tables if tag.in_table else everywhere) or _is_anchor(tag):
            continue
        text = subject.page.source.slice(tag.span)
        allowed = list(options.allowed_in_tables if tag.in_table else options.allowed)
        if tag.name in elements or tag.name in ended or tag.attributes or text.endswith("/>"):
            name = text[1 : 1 + len(tag.name)]  # letter case may tell a component from an element
            arguments: Arguments = {"case": "table" if tag.in_table else "page", "tag": name, "allowed": allowed}
            yield Diagnostic(RULE.name, tag.span, arguments)
        else:
            arguments = {"case": "unknown", "tag": text[1:-1], "allowed": allowed}
            is_fixed = tag.escapable and not _is_beside_html(subject.page.source.text, tag.span)
            fix = (Edit(Span(tag.span.start, tag.span.start), "\\"),) if is_fixed else ()
            yield Diagnostic(RULE.name, tag.span, arguments, fix=fix)


def _is_beside_html(text: str, span: Span) -> bool:
    """Whether a tag stands right beside another one, and so is likely to be a slip: `<ul><ui>`."""
    return text.startswith(">", max(span.start - 1, 0)) or text.startswith("<", span.end)


def _is_anchor(tag: HtmlTag) -> bool:
    return tag.name == "a" and any(name in ("name", "id") for name, _ in tag.attributes)
