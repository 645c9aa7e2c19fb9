"""The fragment of a destination (`page.md#overview`) must be an anchor of the page it leads to.

A link to a heading that was renamed takes the reader to the top of the page, who then has to search.

The anchors of a page are its headings, as GitHub makes them (lower case, hyphens for spaces, no punctuation, `-1` for
the second of its kind, or `_1`), what `{#anchor}` names, and the values of `id` and `name` in HTML; those of what it
includes are its own. Every page has `#top`. What was most likely meant is suggested, and is a fix where that is almost
certain.

Limits: sites differ in what they make of punctuation (`#steps--goals` of GitHub is `#steps-goals` of VitePress and
Python-Markdown), and each of these counts. Only Markdown is looked into; what a site makes of a page (`page.html`) may
have other anchors. Nothing is said of the anchors of a page into which a template puts another file (`{% include %}`).
Fragments that mean more than a place are left alone (`#:~:text=`, `#tab/`, `#/plan` of an application, the lines `#L10`
of a source file); so are, in a file that others include and in one in a folder for such, links to their anchors. In one
run, a thousand suggestions are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.links import destination
from playbook_lint.page_facts import PageFacts
from playbook_lint.rules.links_subject import LinksSubject
from playbook_lint.rules.project_subject import LinkTarget, ProjectSubject, wanted_anchor
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.suggest import is_name_slip, like_names

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
    scope=Scope.LINKS,
)

_NO_PAGES = ("image", "include")
_CUTOFF = 70.0


def check(subject: LinksSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination whose fragment is no anchor of its page."""
    project = subject.project
    for found in subject.targets:
        page, link, target = found
        if link.kind in _NO_PAGES or not project.lacks_anchor(target):
            continue
        is_here = target.path == page.path
        if not (is_here and (page.path in project.included or _is_part(page, project))):
            fragment = wanted_anchor(target)
            suggestion, fix = _correction(found, fragment, project.anchors_to_suggest(target))
            case = "here" if is_here else "there"
            arguments = {"case": case, "fragment": fragment, "path": target.path, "suggestion": suggestion}
            yield Diagnostic(RULE.name, link.place, arguments, fix=fix)


def _is_part(page: PageFacts, project: ProjectSubject) -> bool:
    """Whether the page is a part of others, whose anchors it may link to."""
    page_type = project.schemas.page_types.get(page.page_type or "")
    return page_type is not None and page_type.is_part


def _correction(found: LinkTarget, fragment: str, anchors: Sequence[str]) -> tuple[str | None, tuple[Edit, ...]]:
    """The destination with the anchor that was likely meant; a fix only where that is almost certain."""
    link, address = found.link, found.target.destination.address
    likeness = {anchors[index]: score for index, score in like_names(fragment, anchors, cutoff=_CUTOFF)}
    if not likeness:
        return None, ()
    best = max(likeness, key=lambda anchor: likeness[anchor])
    before = destination.written_address(address.partition("#")[0], link.kind)
    better = f"{before}#{destination.written(best, link.kind)}"
    slips = [anchor for anchor in likeness if is_name_slip(fragment, anchor)]
    return better, link.rewritten(better) if slips == [best] else ()
