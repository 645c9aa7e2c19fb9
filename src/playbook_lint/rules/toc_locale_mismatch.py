"""A table of contents must list pages of its own language.

A reader of the Portuguese playbook who follows an entry and lands on an English page has lost the way. It happens when
a table of contents is copied to be translated, and some of its destinations are left as they were. The same goes for a
copy of the source page that stands in the folder of the translations, beside the translated page.

The language of a table of contents is that of the pages in its folder, after the page patterns of the configuration.

Limits: a table of contents in a folder with pages of several languages has no language of its own, and is left alone. A
copy is a page that matches a later pattern of its locale, while another page with the same id matches an earlier one.
With the setting `fallback` of `[links]`, pages that are not translated may be listed.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.file_kinds import kind_of
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="toc-locale-mismatch",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A table of contents lists a page of another language.",
    message={
        "translated": "This leads to the page in {other}; `{path}` is the same page in {locale}",
        "other": "This leads to a page in {other}, from a table of contents in {locale}",
        "copy": "This leads to a copy; `{path}` is the page in {locale}",
    },
    since="0.1.0",
    scope=Scope.PROJECT,
)


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination that leads to a page of another locale than the table of contents has."""
    around = subject.surroundings
    for toc, link, target in subject.toc_targets:
        if not toc.locale or len(target.files) != 1 or kind_of(target.files[0]) != "page":
            continue
        listed = around.identify(target.files[0])
        own = around.page_of(listed.page_id, toc.locale) if listed.role != "other" else None
        is_other = listed.role != "other" and listed.locale != toc.locale
        is_shown = own is None and subject.links.fallback  # what the site shows for a page that is not translated
        if (is_other and not is_shown) or own not in (None, target.files[0]):
            case = "copy" if not is_other else "translated" if own else "other"
            fix = subject.fix_to(own, link, target, toc.path) if own else ()
            arguments = {"case": case, "other": listed.locale, "path": own, "locale": toc.locale}
            yield Diagnostic(RULE.name, link.place, arguments, toc.path, fix=fix)
