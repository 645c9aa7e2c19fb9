"""An included file must be there.

`[!INCLUDE [name](path)]` pulls in another file. Where that is missing, a part of the page is.

Limits: what is included is not looked at as a part of the page that includes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.resolve import State
from playbook_lint.rules.links_subject import LinksSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="include-not-found",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="An included file does not exist.",
    message={
        "missing": "There is no file `{path}` to include",
        "case": "The file to include is called `{path}`, in exactly these characters",
        "folder": "`{path}` is a folder; include a file",
    },
    since="0.1.0",
    scope=Scope.LINKS,
)

_CASES = {
    State.MISSING: "missing",
    State.CASE: "case",
    State.FOLDER: "folder",
    State.HOST: "missing",
    State.MOVED: "missing",
}


def check(subject: LinksSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each include of a file that is not there."""
    for found in subject.targets:
        _, link, target = found
        case = _CASES.get(target.state) if link.kind == "include" else None
        if case:
            suggestion, fix = subject.project.correction(found)
            arguments = {"case": case, "path": target.path, "suggestion": suggestion}
            yield Diagnostic(RULE.name, link.place, arguments, fix=fix)
