"""What an entry of a table of contents leads to must be there.

A reader who follows an entry to a page that was renamed or never written ends at an error, and the build leaves the
entry out. Names are compared exactly: `Plan.md` and `plan.md` are two files on the site.

Looked at are `href`, `topicHref`, `tocHref` and `homepage`. They may lead to a page, to its variant for an audience
(`plan--partner.md` for `plan.md`), to any other file of the project, to another table of contents, to a folder that has
one, or to an address of the web. A fragment (`plan.md#first-steps`) must be an anchor of its page. What most likely was
meant is offered as a fix where it is all but certain.

Limits: a path is relative to the table of contents; one that begins with `/` counts from the top of the project or of a
content root, or is an address of the site, as all are that have no extension. Addresses of the web are the business of
`playbook-lint links`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Set

from playbook_lint.diagnostics import Argument, Diagnostic, Edit, Severity
from playbook_lint.file_kinds import kind_of
from playbook_lint.links import destination
from playbook_lint.links.destination import Kind
from playbook_lint.links.resolve import State, Target
from playbook_lint.rules.project_subject import ProjectSubject, TocTarget
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.suggest import is_slip, nearest

RULE = Rule(
    name="invalid-toc-href",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="An entry of a table of contents leads to what does not exist.",
    message={
        "missing": "There is no file `{path}`",
        "case": "The file is called `{path}`, in exactly these letters",
        "folder": "The folder `{path}` has no table of contents; link to a page",
        "bookmark": "`{path}` has no anchor `{fragment}`",
        "outside": "`{destination}` leads out of the project; link to a page inside it, or to an address of the web",
        "local": "`{destination}` is a path of one computer; link to a page of the project",
        "host": "This leads to a file of that name, which does not exist; write `https://{destination}`",
        "mail": "This leads to a file of that name, which does not exist; write `mailto:{destination}`",
    },
    since="0.1.0",
    scope=Scope.PROJECT,
)

_CASES = {
    State.MISSING: "missing",
    State.CASE: "case",
    State.OUTSIDE: "outside",
    State.HOST: "host",
    State.MAIL: "mail",
}
# Pages and tables of contents without end must not make the search so.
_MAX_SOUGHT = 100
_FILES = (State.FILE, State.VARIANT)
_SCHEMES = {State.HOST: "https://", State.MAIL: "mailto:"}


def check(subject: ProjectSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination of a table of contents that leads to nothing."""
    listed = {(toc.path, path) for toc, _, target in subject.toc_targets for path in target.files}
    sought = 0
    for found in subject.toc_targets:
        toc, link, target = found
        case = _case(subject, target)
        if case is None:
            continue
        if case == "bookmark":
            sought += 1
            suggestion, fix = _other_anchor(subject, found) if sought <= _MAX_SOUGHT else (None, ())
        else:
            suggestion, fix = _other_destination(subject, found, listed)
        arguments: dict[str, Argument] = {
            "case": case,
            "path": target.path,
            "destination": target.destination.address,
            "fragment": target.destination.fragment,
            "suggestion": suggestion,
        }
        yield Diagnostic(RULE.name, link.place, arguments, toc.path, fix=fix)


def _case(subject: ProjectSubject, target: Target) -> str | None:
    if target.destination.kind is Kind.ROOTED and target.state not in _FILES and not _has_extension(target):
        return None  # an address of the site
    if target.state is State.FOLDER:
        return None if _has_start(subject, target.path) else "folder"
    if target.destination.kind is Kind.LOCAL:
        return "local"
    return _CASES.get(target.state) or ("bookmark" if subject.lacks_anchor(target) else None)


def _has_extension(target: Target) -> bool:
    return posixpath.splitext(target.destination.path)[1] != ""


def _has_start(subject: ProjectSubject, folder: str) -> bool:
    """Whether the folder has a table of contents, or a page that stands for it."""
    names = subject.surroundings.tree.names(folder)
    starts = ("index", "toc")
    return any(kind_of(name) == "toc" or posixpath.splitext(name)[0].lower() in starts for name in names)


def _other_destination(
    subject: ProjectSubject, found: TocTarget, listed: Set[tuple[str, str]]
) -> tuple[str | None, tuple[Edit, ...]]:
    """What was likely meant, and the fix that writes it; no file that is `listed` in the table of contents already."""
    toc, link, target = found
    if target.state in _SCHEMES:
        return None, link.rewritten(_SCHEMES[target.state] + target.destination.address)
    suggestion, fix = subject.correction(found)
    meant = subject.resolver.target(toc.path, destination.read(suggestion or ""))
    is_listed = any((toc.path, path) in listed for path in meant.files)
    return (None, ()) if is_listed else (suggestion, fix)


def _other_anchor(subject: ProjectSubject, found: TocTarget) -> tuple[str | None, tuple[Edit, ...]]:
    """The anchor that was likely meant, and the fix that writes it."""
    _, link, target = found
    fragment = target.destination.fragment
    suggestion = nearest(fragment, subject.anchors_of(target.files) or ())
    if suggestion is None or not is_slip(fragment, suggestion):
        return suggestion, ()
    before = target.destination.address.partition("#")[0]
    return suggestion, link.rewritten(f"{before}#{destination.written(suggestion, link.kind)}")
