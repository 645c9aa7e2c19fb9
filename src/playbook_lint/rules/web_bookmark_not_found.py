"""The fragment of a link to the web must name a place in the page it leads to.

A reader who follows `https://example.com/plan#goals` to a page without `goals` ends at its top and has to search. Found
are the values of `id`, and of `name` in `<a>`, in the HTML that the host sends, and headings on GitHub.

Limits: only pages of HTML up to `max-bytes` are read, and a page without any name is taken for one that a script fills.
Fragments that are meant for scripts and viewers are left out: `#!plan`, `#/plan`, `#page=2`, `#L10-L20`,
`#:~:text=goals`.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.exchange import State
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.rules.web_subject import WebSubject

RULE = Rule(
    name="web-bookmark-not-found",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="The fragment of a link to the web names no place in the page.",
    message="The page has no place `{place}` for `{url}` to lead to",
    since="0.1.0",
    scope=Scope.WEB,
)


def check(subject: WebSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each link whose page is known not to have its place."""
    for link in subject.links:
        if link.place and link.known.outcome.state is State.WORKING and link.known.lacks(link.place):
            yield link.diagnostic(RULE.name, {"place": unquote(link.place)})
