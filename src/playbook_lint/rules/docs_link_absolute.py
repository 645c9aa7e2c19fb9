"""A link to a page of the project must be relative to the page that it stands on.

An absolute address of the project's own site leads past the checks that relative links get, leads readers of a draft or
of a copy to the published page, and leads readers of a translation to the source page.

Where the project is published is for `site` of `[links]` in the configuration to say; it reports nothing without. What
follows that address is taken for a page's id, after the locale if it begins with one (`pt-br/plan`), or for a file.

Limits: reported are addresses of pages and files that are there. An address that readers see as the text of its own
link is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.destination import Destination, Kind, read
from playbook_lint.links.resolve import State, Target
from playbook_lint.page_facts import PageFacts
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.links_subject import LinksSubject
from playbook_lint.rules.project_subject import ProjectSubject, redirected
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="docs-link-absolute",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="An absolute address leads to a page of the project itself.",
    message="This leads to `{path}` of this project; write `{better}`",
    since="0.1.0",
    scope=Scope.LINKS,
)

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_SUFFIX = lazy_pattern(r"\.(?:md|html?)\Z", re.IGNORECASE)


def check(subject: LinksSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each address of the project's own site that leads to one of its pages or files."""
    project, page = subject.project, subject.page
    for _, link, target in subject.targets if project.links.site else ():
        address = target.destination.address
        if target.destination.kind is not Kind.WEB or link.kind == "autolink" or link.text == address:
            continue
        rest = _below(address, project.links.site)
        if rest is not None and (own := _own_target(project, page, read(f"/{rest}"))):
            better, fix = redirected(link, own, own.path, page.path)
            yield Diagnostic(RULE.name, link.place, {"path": own.path, "better": better}, fix=fix)


def _below(address: str, sites: Iterable[str]) -> str | None:
    """What of `address` stands below the first of `sites` that it belongs to."""
    plain = _SCHEME.sub("", address, count=1)
    for site in sites:
        base = _SCHEME.sub("", site, count=1).rstrip("/")
        if plain.casefold().startswith(base.casefold()) and plain[len(base) : len(base) + 1] in ("", "/", "?", "#"):
            return plain[len(base) :].lstrip("/")
    return None


def _own_target(subject: ProjectSubject, page: PageFacts, destination: Destination) -> Target | None:
    """The page or file of the project that is published at that path of its site, if there is one."""
    first, _, rest = destination.path.strip("/").partition("/")
    locales = {locale.casefold(): locale for locale in (*subject.first_of_locale, subject.source_locale)}
    own = locales.get(first.casefold())
    page_id = _SUFFIX.sub("", rest if own else destination.path.strip("/"))
    for locale in (own,) if own else (page.locale, subject.source_locale):
        for candidate in (page_id, f"{page_id}/index".lstrip("/")):
            if candidate and (path := subject.surroundings.page_of(candidate, locale)):
                return Target(State.FILE, destination, path)
    target = subject.resolver.target(page.path, destination)
    return target if target.state in (State.FILE, State.CASE) else None
