"""A target page must link to pages of its own language where there are any.

A reader of the Portuguese playbook who follows a link and lands on an English page, though that page exists in
Portuguese, has lost the way. It happens when a link is left as it was while its page is translated. The same goes for
a copy of the source page that stands in the folder of the translations, beside the translated page.

Limits: reported are links to source pages only where the page's own locale has the very page that the link leads to.
A link to the page's own source is left alone: it is there to change the language.
A copy is a page that matches a later pattern of its locale, while another page with the same id matches an earlier one.
Links on such copies are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.rules.links_subject import LinksSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="source-page-linked",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A target page links to a source page that its own locale has.",
    message={
        "source": "This leads to the page in {source}; `{path}` is the same page in {locale}",
        "copy": "This leads to a copy; `{path}` is the page in {locale}",
    },
    since="0.1.0",
    scope=Scope.LINKS,
)


def check(subject: LinksSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination that leads to a source page instead of its target."""
    around = subject.project.surroundings
    page = subject.page
    if page.role != "target" or subject.project.is_copy(around.identify(page.path)):
        return
    for _, link, target in subject.targets:
        if len(target.files) != 1 or not target.path.lower().endswith(".md"):
            continue
        linked = around.identify(target.files[0])
        case = "source" if linked.role == "source" else "copy"
        may_differ = case == "source" or linked.locale == page.locale
        own = around.page_of(linked.page_id, page.locale) if may_differ else None
        if own and own not in (target.files[0], page.path):
            fix = subject.project.fix_to(own, link, target, page.path)
            arguments = {"case": case, "source": subject.project.source_locale, "path": own, "locale": page.locale}
            yield Diagnostic(RULE.name, link.place, arguments, fix=fix)
