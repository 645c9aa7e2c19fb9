"""A link or an image must lead to a file that is there.

A reader who follows a link to a page that was renamed or never written ends at an error. Names are compared exactly:
a link to `Plan.md` works on a computer that does not tell letter case apart, and breaks on the site.

Looked for are the destinations of links, images, HTML (`href`, `src`) and reference definitions. A path that begins
with `/` counts from the top of the project, of a content root, of one of the `roots` of `[links]` or of a folder that
the page is in, and may also be an address of the site: where it does not end in `.md`, it is reported only if there is
its first folder. `page.md` is there when one of its variants for audiences is, such as `page--partner.md`; `page.html`
and `page/` are there when the site can make them of `page.md`.

What was most likely meant is suggested: the nearest name in the wanted folder, in the page's own, and among the pages
of its language. It is a fix where that is almost certain: a page without the ending of its language (`page.md` for
`page-de.md`), another letter case, or one letter more or less in a long name of the same folder.

Limits: only files are looked at, so a link to what a site makes of something else is reported, such as a page whose
address has no extension. The setting `extensions` of `[links]` lists endings that destinations may leave out,
`audiences` the endings of variants; with `fallback`, what the source locale has is there for target pages too.
`redirects` are lists of docfx that name files from which the site sends readers on.
Destinations that a template fills in (`{{ … }}`) are left alone, and addresses of the web are the business of
`playbook-lint links`. In one run, a thousand suggestions are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.resolve import State
from playbook_lint.rules.links_subject import LinksSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="file-not-found",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="A link or an image leads to a file that does not exist.",
    message={
        "missing": "There is no file `{path}`",
        "case": "The file is called `{path}`, in exactly these characters",
    },
    since="0.1.0",
    scope=Scope.LINKS,
)

_CASES = {State.MISSING: "missing", State.CASE: "case"}


def check(subject: LinksSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination without a file."""
    for found in subject.targets:
        _, link, target = found
        case = _CASES.get(target.state)
        if case and link.kind != "include":
            suggestion, fix = subject.project.correction(found)
            arguments = {"case": case, "path": target.path, "suggestion": suggestion}
            yield Diagnostic(RULE.name, link.place, arguments, fix=fix)
