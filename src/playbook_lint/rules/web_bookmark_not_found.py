"""The fragment of a link to the web must name a place in the page it leads to.

A reader who follows `https://example.com/plan#goals` to a page without `goals` ends at its top and has to search. Found
are the values of `id`, and of `name` in `<a>`, in the HTML that the host sends, and headings on GitHub.

Limits: only pages of HTML up to `max-bytes` are read, and a page without any name is taken for one that a script fills.
Where a host sends everybody to another one for the time being, as to sign in, that page is not looked at.
Fragments that are meant for scripts and viewers are left out: `#!plan`, `#/plan`, `#page=2`, `#L10-L20`,
`#:~:text=goals`.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.exchange import Outcome, host_of
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
        if link.place and link.known.lacks(link.place) and not _leads_elsewhere(link.known.outcome):
            yield link.diagnostic(RULE.name, {"place": unquote(link.place)})


def _leads_elsewhere(outcome: Outcome) -> bool:
    """Whether the page was found on another host, and not for good."""
    host, other = (host_of(url).removeprefix("www.") for url in (outcome.url, outcome.location or outcome.url))
    return host != other and not outcome.permanent
