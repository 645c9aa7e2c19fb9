"""A page must have a title: a heading of level 1.

The title is what readers see first, what search results show, and what the page's table of contents hangs from. The
`title` of the metadata names the browser tab and does not stand in for it.

Limits: an `<h1>` tag counts as a title. Parts that pages include need none: what their page type says to be parts, and
all in folders `includes`. A page that includes another file may get its title from there, so it is left
out. A title inside a list item is reported by `heading-in-list`, marks that an invisible character keeps from making a
heading by `invisible-character`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="h1-missing",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    summary="The page has no heading of level 1.",
    message={
        "missing": "The page has no title; begin it with a heading of level 1, `# ` and the title",
        "deeper": "The page has no title; its first heading is of level {level}: use `#` for it, or put a title above",
        "unspaced": "This is no heading, so the page has no title; put a space after the `#`",
    },
    since="0.1.0",
)

# A number sign and the text right after it, which CommonMark takes for a paragraph.
_UNSPACED = lazy_pattern(r"#(?=[^\s#])[^\n]*")


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic where the title should stand."""
    page = subject.page
    in_html = any(tag.name == "h1" for tag in page.html_tags)
    included = any(link.kind == "include" for link in page.links)
    if any(heading.level == 1 for heading in page.headings) or in_html or included or subject.is_part:
        return
    first = page.blocks[0] if page.blocks else None
    if first and first.kind == "paragraph" and first.content.startswith("#"):
        if _UNSPACED.match(first.content):
            after = first.span.start + 1
            fix = (Edit(Span(after, after), " "),)
            yield Diagnostic(RULE.name, page.first_line, {"case": "unspaced"}, fix=fix)
        return
    if page.headings:
        heading = page.headings[0]
        yield Diagnostic(RULE.name, heading.span, {"case": "deeper", "level": heading.level})
    else:
        yield Diagnostic(RULE.name, page.first_line, {"case": "missing"})
