"""The fragment of a destination (`page.md#overview`) must be an anchor of the page it leads to.

A link to a heading that was renamed takes the reader to the top of the page, who then has to search.

The anchors of a page are its headings, as GitHub makes them (lower case, hyphens for spaces, no punctuation, `-1` for
the second of its kind), a heading's own `{#anchor}`, and the values of `id` and `name` in HTML. Every page has `#top`.

Limits: only Markdown is looked into. Fragments that mean more than a place (`#:~:text=`, `#tab/`) are left alone.
A translated heading has another anchor than its source: where the fix is not the nearest anchor, look at the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links import destination
from playbook_lint.rules.project_subject import LinkTarget, ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.suggest import nearest

RULE = Rule(
    name="bookmark-not-found",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A link leads to a heading or an anchor that does not exist.",
    message={
        "here": "This page has no anchor `{fragment}`",
        "there": "`{path}` has no anchor `{fragment}`",
    },
    since="0.1.0",
    scope=Scope.PROJECT,
)

_NO_ANCHORS = (":~:", "tab/")
_NO_PAGES = ("image", "include")


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination whose fragment is no anchor of its page."""
    for found in subject.targets:
        page, link, target = found
        fragment = target.destination.fragment
        if not fragment or fragment == "top" or fragment.startswith(_NO_ANCHORS) or link.kind in _NO_PAGES:
            continue
        anchors = _anchors(subject, found)
        if anchors is None or fragment in anchors:
            continue
        suggestion = nearest(fragment, anchors)
        before = target.destination.address.partition("#")[0]
        better = f"{before}#{destination.written(suggestion, link.kind)}" if suggestion else None
        fix = link.rewritten(better) if better else ()
        case = "here" if target.path == page.path else "there"
        arguments = {"case": case, "fragment": fragment, "path": target.path, "suggestion": suggestion}
        yield Diagnostic(RULE.name, link.place, arguments, page.path, fix=fix)


def _anchors(subject: ProjectSubject, found: LinkTarget) -> frozenset[str] | None:
    """The anchors of the page that is linked, of all its variants together; None where they cannot be told."""
    files = found.target.files
    if not files or not all(path.lower().endswith(".md") for path in files):
        return None
    pages = [subject.surroundings.facts_of(path) for path in files]
    return frozenset().union(*(page.anchors for page in pages if page)) if all(pages) else None
