"""A link or an image must lead to a file that is there.

A reader who follows a link to a page that was renamed or never written ends at an error. Names are compared exactly:
a link to `Plan.md` works on a computer that does not tell letter case apart, and breaks on the site.

Looked for are the destinations of links, images, HTML (`href`, `src`) and reference definitions. A path that begins
with `/` counts from the top of the project or of a content root. `page.md` is there when one of its variants for
audiences is, such as `page--partner.md`. What most likely was meant is offered as a fix: the nearest name, in the
wanted folder or the page's own, among pages of the page's language.

Limits: only the project is looked at, so a link to a page that the site makes out of something else is reported; the
setting `extensions` of `[links]` lists endings that destinations may leave out, `audiences` the endings of variants.
Addresses of the web are the business of `playbook-lint links`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.resolve import State
from playbook_lint.rules.project_subject import ProjectSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="file-not-found",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="A link or an image leads to a file that does not exist.",
    message={
        "missing": "There is no file `{path}`",
        "case": "The file is called `{path}`, in exactly these letters",
    },
    since="0.1.0",
    scope=Scope.PROJECT,
)


_CASES = {State.MISSING: "missing", State.CASE: "case"}


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination without a file."""
    for found in subject.targets:
        page, link, target = found
        case = _CASES.get(target.state)
        if case and link.kind != "include":
            suggestion, fix = subject.correction(found)
            arguments = {"case": case, "path": target.path, "suggestion": suggestion}
            yield Diagnostic(RULE.name, link.place, arguments, page.path, fix=fix)
